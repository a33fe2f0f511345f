/** What is counted about the bot's work, for those who watch over it. Names and numbers only. */
import type { OutgoingRow } from './store/outgoing.ts'

export interface Meter {
  /** A message was handled. `seconds`: from being handed in to its answer having gone out. */
  message(about: { channel: string; place: string; intent: string; handled: boolean; duplicate: boolean }, seconds: number): void
  /** A row on its way out came to this state (`waiting`: to be tried again). */
  outgoing(channel: string, kind: OutgoingRow['kind'], state: OutgoingRow['state']): void
  /** A transaction was committed or given up after so many seconds. */
  transaction(seconds: number, committed: boolean): void
}

/** Counts nothing. */
export const noMeter: Meter = { message: () => undefined, outgoing: () => undefined, transaction: () => undefined }
