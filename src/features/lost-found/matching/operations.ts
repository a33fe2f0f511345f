/** Finds the other report of one thing: few candidates by keys in the database, then a score that can be explained. */

import type { Reader, Tx } from '../../../db/db.ts'
import { alikeWords } from '../../../intents/thing.ts'
import { things } from '../../../intents/things.ts'
import {
  CLEARLY,
  compare,
  convinces,
  FOR_PEOPLE,
  FOR_STAFF,
  keysOf,
  keysToSeek,
  type Part,
  reasonsOf,
  SECOND_LOOK,
  SHOWN,
  type Sought,
  scoreOf,
} from './rules.ts'
import * as store from './store.ts'

/** A report that may be about the same thing. */
export interface Match {
  readonly other: Sought
  /** 0 to 1. */
  readonly score: number
  readonly why: readonly string[]
  /** So sure that both sides may be told. */
  readonly sure: boolean
}

/** Keeps an open report so that later ones find it. */
export const remember = (tx: Tx, report: Sought): Promise<void> => store.keepSought(tx, report, keysOf(report.thing, things()))

/** A report that is no longer open is found no more. */
export const forgetReport = (tx: Tx, reportId: string): Promise<void> => store.dropSought(tx, reportId)

/**
 * All open reports of the other kind that staff should see, best first. The work does not grow with the
 * number of open reports: each key yields a bounded number of them.
 */
export async function matchesFor(read: Reader, report: Sought): Promise<Match[]> {
  const lists = things()
  const others = await store.candidates(read, report.kind === 'lost' ? 'found' : 'lost', keysToSeek(report.thing, lists), report.at)
  const scored = others
    .map((other) => {
      const parts = report.kind === 'lost' ? compare(report, other, lists) : compare(other, report, lists)
      return { other, parts, score: scoreOf(parts) }
    })
    .sort(better)
  const [first, rest] = [scored.slice(0, SECOND_LOOK), scored.slice(SECOND_LOOK)]
  const added = alikeWords(
    report.thing,
    first.map(({ other }) => other.thing),
  )
  const looked = first.map((each, at) => withSound(each, added[at] ?? 0))
  const all = [...looked, ...rest]
    .sort(better)
    .filter(({ score }) => score >= FOR_STAFF)
    .slice(0, SHOWN)
  return all.map(({ other, parts, score }, at) => {
    const next = all[at === 0 ? 1 : 0]?.score ?? 0
    return { other, score, why: reasonsOf(parts), sure: at === 0 && score >= FOR_PEOPLE && score - next >= CLEARLY && convinces(parts) }
  })
}

interface Scored {
  readonly other: Sought
  readonly parts: readonly Part[]
  readonly score: number
}

/** The best first; of equals the older one. */
const better = (a: Scored, b: Scored): number =>
  b.score - a.score || a.other.reportedAt.getTime() - b.other.reportedAt.getTime() || (a.other.number < b.other.number ? -1 : 1)

function withSound(scored: Scored, weight: number): Scored {
  const said = scored.parts.some(({ of }) => of === 'words')
  if (weight === 0 || said) return scored
  const parts = [...scored.parts, { of: 'words' as const, weight, why: '说法相像' }]
  return { ...scored, parts, score: scoreOf(parts) }
}

/** Writes the pairs down. @returns those that nobody refused before, with what is known of them */
export async function keepMatches(tx: Tx, report: Sought, found: readonly Match[], now: Date): Promise<{ match: Match; pair: store.Pair }[]> {
  const kept: { match: Match; pair: store.Pair }[] = []
  for (const match of found) {
    const [lostId, foundId] = report.kind === 'lost' ? [report.reportId, match.other.reportId] : [match.other.reportId, report.reportId]
    const pair = await store.keepPair(tx, { lostId, foundId, score: Math.round(match.score * 1_000), why: [...match.why] }, now)
    if (pair.refusedAt === null) kept.push({ match, pair })
  }
  return kept
}

export { dropPairs, markRefused, markTold, movePerson, type Pair, pairOf, pairsForStaff, pairsOf, soughtOf } from './store.ts'
