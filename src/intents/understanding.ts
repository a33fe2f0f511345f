/** What understanding one message yields. Pure data: no database, no clock, no conversation. */

import type { Terms } from './terms.ts'

/** One possible meaning: an intent of the catalogue and, for `answer`, its topic. */
export interface Meaning {
  readonly intent: string
  readonly topic?: string
}

export interface Reading extends Meaning {
  /** 0 to 1: the share of such readings that prove right. */
  readonly confidence: number
}

/** Values read out of the words, each with the words they came from. */
export interface Slots {
  readonly phones: readonly string[]
  readonly plates: readonly string[]
  /** Amounts in yuan. */
  readonly amounts: readonly number[]
  /** Codes of letters or digits that stand alone (binding codes, one-time codes, report numbers). */
  readonly codes: readonly string[]
  /** A choice by number: 1, 第二个, 选3, 最后一个 (-1). */
  readonly pick?: number
  /** How many people: 三个人, 我们俩. */
  readonly count?: number
  /** What the words name of the closed lists in `content/lexicon`, in their standard form; services by their topic. */
  readonly named: Terms
}

export interface Understanding {
  /** The message as it came, trimmed, without control and zero-width characters. */
  readonly raw: string
  /** Folded: width, case, simplified characters, no mention, no bot name, no polite noise. */
  readonly text: string
  /** The writer uses traditional characters. */
  readonly traditional: boolean
  /** Best first, at most five; `none` is one of the possible meanings. Empty for a message without words, as is a short number alone. */
  readonly readings: readonly Reading[]
  /** A table, a set phrase or a rule gave the first meaning away, not likeness: the message is one whole. */
  readonly certain?: true
  /** What is asked about the topic (price, when, where, who, how, contact), when the words say so. */
  readonly aspect?: string
  /** The message is nothing but a follow-up ("那多少钱", "在哪", "明天呢"): it needs the topic talked about before. */
  readonly elliptic: boolean
  readonly slots: Slots
}

/** sure: act; doubt: offer the nearest meanings; none: say that it is not ours. */
export type Band = 'sure' | 'doubt' | 'none'
