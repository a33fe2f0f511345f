/** Somebody is in danger: the right number at once, and the staff are told. */
import type { Answer, Context } from '../../bot/capability.ts'
import { leaveMessage } from '../human/operations.ts'
import { helpReply } from './replies.ts'
import { emergencyIn } from './rules.ts'

/** Answers with what saves life, and hands the words to the staff on duty, who can answer them. */
export async function raiseAlarm(ctx: Context, text: string): Promise<Answer<'public'>> {
  const kept = await leaveMessage(ctx, text, true)
  const told = kept.ok && kept.value.reached > 0
  return { reply: helpReply(emergencyIn(text), told), ...(kept.ok ? { data: { message: kept.value.number } } : {}) }
}
