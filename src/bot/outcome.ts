import type { Meaning } from '../intents/understanding.ts'

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
