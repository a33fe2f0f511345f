/** The clauses of a long message: a story before the wish, small talk after it, one sentence spoken without a breath. */
import type { Said } from './features.ts'

/** Where one thought ends and the next begins. */
const ENDS = /[\s\p{P}]+|(?:然后|就是说|所以说|对了|还有就是|话说回来|顺便)/u
const SHORTEST = 3
/** A message of more clauses is read by its first and its last. */
const MOST = 10

/**
 * Stretches of a message that may hold a wish of their own: each clause, and each with its neighbour.
 * None for a message of one clause.
 */
export function clausesOf({ text, relatives = [] }: Said): Said[] {
  const all = merged(text.split(ENDS).filter((clause) => clause !== ''))
  if (all.length < 2) return []
  const clauses = all.length > MOST ? [...all.slice(0, MOST / 2), ...all.slice(-MOST / 2)] : all
  const pairs = clauses.slice(1).flatMap((clause, at) => (clauses.length > 2 ? [`${clauses[at]} ${clause}`] : []))
  return [...clauses, ...pairs].map((clause) => ({ spoken: clause, text: clause, relatives }))
}

/** Very short pieces belong to what follows. */
function merged(clauses: readonly string[]): string[] {
  const whole: string[] = []
  let carried = ''
  for (const clause of clauses) {
    const joined = carried === '' ? clause : `${carried} ${clause}`
    if (Array.from(joined).length < SHORTEST) carried = joined
    else {
      whole.push(joined)
      carried = ''
    }
  }
  if (carried !== '') whole.push(carried)
  return whole
}
