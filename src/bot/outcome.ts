import type { Meaning, Understanding } from '../intents/understanding.ts'

/** What became of one message; kept with it and shown by the JSON chat. */
export interface Outcome {
  intent: string
  topic?: string
  confidence: number
  /** False when the bot stayed silent on purpose. */
  handled: boolean
  slots?: Readonly<Record<string, unknown>>
  data?: Readonly<Record<string, unknown>>
  also?: readonly Meaning[]
}

/** The outcome as it is told to the channel. */
export type Receipt = Outcome & { duplicate?: boolean }

/** A message that is committed; `sent` resolves when its answer's sending has ended, one way or another. */
export interface Taken {
  receipt: Receipt
  sent: Promise<void>
}

/** Nothing was said and nothing is on its way. */
export const silent = (receipt: Receipt): Taken => ({ receipt, sent: Promise.resolve() })

/** Silence on purpose; what was understood is told all the same. */
export function unanswered({ readings: [top] }: Understanding): Outcome {
  return { intent: top?.intent ?? 'none', ...(top?.topic ? { topic: top.topic } : {}), confidence: top?.confidence ?? 1, handled: false }
}
