/** What the bot knows of the product: its intents by name, and how words are understood. */
import type { Known } from '../intents/recogniser.ts'
import type { Meaning, Understanding } from '../intents/understanding.ts'
import type { Capability, Intent } from './capability.ts'

/** What the talk needs to know of the product: which intents there are and how meanings are called. */
export interface Product {
  intents: ReadonlyMap<string, Intent>
  /** `after`: what was understood just before, by its label. `except`: intents that do not exist for the speaker. */
  understand(raw: string, after?: string, except?: ReadonlySet<string>): Understanding
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
  // What staff say as staff comes first: the words of an announcement may well speak of danger.
  const claiming = [...intents.values()].filter((intent) => intent.claims).sort((a, b) => Number(b.roles !== undefined) - Number(a.roles !== undefined))
  const understand = (raw: string, after?: string, except?: ReadonlySet<string>): Understanding => {
    const heard = mind.understand(raw, after)
    const claimed = heard.text === '' ? undefined : claiming.find((intent) => !except?.has(intent.name) && intent.claims?.(heard))
    return claimed ? claimedBy(claimed.name, heard) : heard
  }
  const pictures = capabilities.flatMap((capability) => (capability.pictures ? [capability.pictures] : []))
  return { intents, understand, means: mind.means, meanings: mind.meanings, pictures }
}

/** The claimed meaning first; the others stay behind it as they were. */
function claimedBy(intent: string, heard: Understanding): Understanding {
  const others = heard.readings.filter((reading) => reading.intent !== intent)
  return {
    ...heard,
    certain: true,
    readings: [{ intent, confidence: 0.99 }, ...others.map((reading) => ({ ...reading, confidence: reading.confidence * 0.01 }))],
  }
}
