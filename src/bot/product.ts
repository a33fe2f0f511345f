/** What the bot knows of the product: its intents by name, and how words are understood. */
import type { Known } from '../intents/recogniser.ts'
import type { Meaning, Understanding } from '../intents/understanding.ts'
import type { Capability, Intent } from './capability.ts'

/** What the talk needs to know of the product: which intents there are and how meanings are called. */
export interface Product {
  intents: ReadonlyMap<string, Intent>
  /** `after`: what was understood just before, by its label. */
  understand(raw: string, after?: string): Understanding
  means(meaning: Meaning): string
  /** All meanings by their label. */
  meanings(): ReadonlyMap<string, Known>
  /** What may be done with pictures that came without words, in this order. */
  readonly pictures: readonly NonNullable<Capability['pictures']>[]
}

export function productOf(capabilities: readonly Capability[], mind: Omit<Product, 'intents' | 'pictures'>): Product {
  const intents = new Map<string, Intent>()
  for (const intent of capabilities.flatMap((capability) => capability.intents ?? [])) {
    if (intents.has(intent.name)) throw new Error(`two capabilities answer the intent ${intent.name}`)
    intents.set(intent.name, intent)
  }
  const claiming = [...intents.values()].filter((intent) => intent.claims)
  const understand = (raw: string, after?: string): Understanding => {
    const heard = mind.understand(raw, after)
    const claimed = heard.text === '' ? undefined : claiming.find((intent) => intent.claims?.(heard))
    return claimed ? claimedBy(claimed.name, heard) : heard
  }
  const pictures = capabilities.flatMap((capability) => (capability.pictures ? [capability.pictures] : []))
  return { intents, understand, means: mind.means, meanings: mind.meanings, pictures }
}

/** What was understood before a claim. */
const unclaimed = new WeakMap<Understanding, Understanding>()

/** As if nothing had been claimed: for a speaker to whom the claiming intent does not exist. */
export const withoutClaim = (heard: Understanding): Understanding => unclaimed.get(heard) ?? heard

/** The claimed meaning first; the others stay behind it as they were. */
function claimedBy(intent: string, heard: Understanding): Understanding {
  const others = heard.readings.filter((reading) => reading.intent !== intent)
  const claimed: Understanding = {
    ...heard,
    certain: true,
    readings: [{ intent, confidence: 0.99 }, ...others.map((reading) => ({ ...reading, confidence: reading.confidence * 0.01 }))],
  }
  unclaimed.set(claimed, heard)
  return claimed
}
