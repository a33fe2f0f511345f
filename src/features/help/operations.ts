/** What already helps while a capability is still to come. */
import type { Answer, Context } from '../../bot/capability.ts'
import { answerTopic } from '../knowledge/operations.ts'
import * as replies from './replies.ts'
import { bookableIn } from './rules.ts'

/** How it is booked today: what is known about the service first, that chat cannot do it yet last. */
export async function howToBook(ctx: Context, text: string): Promise<Answer<'public'>> {
  const topic = bookableIn(text)
  if (!topic) return { reply: replies.bookAtTheDesk }
  const known = await answerTopic(ctx, topic, 'how', text)
  return { reply: replies.bookLater(known.reply) }
}
