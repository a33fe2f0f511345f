/** When the words were not clear, or were taken wrongly: the likeliest meanings are offered, and the question is kept for staff to teach. */
import type { Meaning, Understanding } from '../intents/understanding.ts'
import type { Context } from './capability.ts'
import { inCase } from './in-case.ts'
import { offeredChoices } from './meanings.ts'
import type { Reply } from './message.ts'
import type { Outcome } from './outcome.ts'
import type { Product } from './product.ts'
import * as replies from './replies.ts'
import { keepQuestion } from './store/intake.ts'

type Asker = Pick<Context, 'tx' | 'now' | 'person'>
type Meanings = Pick<Product, 'means'>

interface AskedBack {
  reply: Reply<'public'>
  outcome: Outcome
}

/** "您是想问……？" */
export async function offerMeanings(ctx: Asker, product: Meanings, meanings: readonly Meaning[], heard: Understanding): Promise<AskedBack> {
  const question = await keep(ctx, heard, 'doubt')
  const [best] = heard.readings.filter(({ intent, topic }) => intent === meanings[0]?.intent && topic === meanings[0]?.topic)
  return {
    reply: inCase(replies.didYouMean(offeredChoices(product, meanings, question, heard.aspect), question), heard),
    outcome: { intent: best?.intent ?? 'none', ...(best?.topic ? { topic: best.topic } : {}), confidence: best?.confidence ?? 0, handled: true },
  }
}

/** "不是这个意思": what else the last message could have meant. */
export async function offerOthers(
  ctx: Asker,
  product: Meanings,
  { meanings, text }: { meanings: readonly Meaning[]; text: string },
  heard: Understanding,
): Promise<AskedBack> {
  const question = await keep(ctx, { raw: text, readings: meanings.map((meaning) => ({ ...meaning, confidence: 0 })) }, 'wrong')
  return {
    reply: replies.whatElse(offeredChoices(product, meanings, question), question),
    outcome: { intent: 'no', confidence: heard.readings[0]?.intent === 'no' ? heard.readings[0].confidence : 0.9, handled: true },
  }
}

/** No matter of ours, or no words at all. */
export async function notUnderstood(ctx: Asker, confidence: number, heard: Understanding): Promise<AskedBack> {
  if (heard.text) await keep(ctx, heard, 'none')
  const said = heard.text === '' ? replies.noWords : replies.notOurs
  return { reply: inCase(said, heard), outcome: { intent: 'none', confidence, handled: true } }
}

async function keep({ tx, now, person }: Asker, { raw, readings }: Pick<Understanding, 'raw' | 'readings'>, band: 'doubt' | 'none' | 'wrong'): Promise<string> {
  const nearest = readings.slice(0, 3).map((reading) => ({ ...reading }))
  return keepQuestion(tx, { at: now, personId: person.id, text: raw.slice(0, 500), band, nearest })
}
