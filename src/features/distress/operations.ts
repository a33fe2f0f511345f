/** Somebody is in danger: the right number at once, and the staff are told. */
import type { Answer, Context } from '../../bot/capability.ts'
import { personsWithRole } from '../../bot/store/staff.ts'
import { alarm, helpReply } from './replies.ts'
import { emergencyIn } from './rules.ts'

/** Answers with what saves life and alarms the staff on duty; `update` keeps a redelivered message from alarming twice. */
export async function raiseAlarm(ctx: Context, text: string, update: string): Promise<Answer<'public'>> {
  const staff = (await personsWithRole(ctx.tx, ['admin', 'counter'])).filter((id) => id !== ctx.person.id)
  for (const person of staff) {
    await ctx.push({
      key: `distress:${update}:${person}`,
      reason: 'distress',
      priority: 100,
      to: { person },
      parts: alarm(ctx.person.channel, ctx.place),
    })
  }
  return { reply: helpReply(emergencyIn(text), staff.length > 0) }
}
