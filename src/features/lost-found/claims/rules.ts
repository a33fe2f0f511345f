/** Does what a claimant names agree with what is known of the find? Pure. */
import type { Thing } from '../../../intents/thing.ts'
import { markGram, type Things } from '../../../intents/things.ts'
import { DAY } from '../../../lib/clock.ts'

/** Wrong answers that lock a claim. */
export const MISSES = 3
/** How long the owner has to fetch it (milliseconds). */
export const FETCH_WITHIN = 7 * DAY
/** right: it names something kept back; wrong: it contradicts it, or names nothing that is there; unknown: nothing was kept back to compare with. */
export type Verdict = 'right' | 'wrong' | 'unknown'

/** What is known of the find that the public does not hear: all but its kind and place. */
const keptBack = (found: Thing): boolean =>
  found.within.length + found.brands.length + found.colours.length + found.plates.length + Object.keys(found.numbers).length + found.grams.length > 0 ||
  found.surname !== undefined

/** @param named what the claimant said, read like a report */
export function judge(found: Thing, named: Thing, lists: Things): Verdict {
  if (!keptBack(found)) return 'unknown'
  const others = (one: readonly string[], other: readonly string[]): boolean => one.length > 0 && other.length > 0 && !one.some((each) => other.includes(each))
  const shares = (one: readonly string[], other: readonly string[]): boolean => one.some((each) => other.includes(each))
  if (found.surname && named.surname && found.surname !== named.surname) return 'wrong'
  if (others(named.brands, found.brands)) return 'wrong'
  const colours = named.colours.length > 0 && found.colours.length > 0
  if (colours && !shares(named.colours, [...found.colours, ...found.colours.flatMap((colour) => lists.closeColours(colour))])) return 'wrong'
  const inside = shares([...named.within, ...named.items], [...found.within, ...found.items.slice(1)])
  const numbers = Object.entries(named.numbers).some(([unit, value]) => found.numbers[unit] === value)
  const marks = named.grams.filter((gram) => found.grams.includes(gram) && (gram.startsWith(markGram('')) || lists.telling(gram) >= 0.5))
  const sure =
    inside ||
    numbers ||
    marks.length > 0 ||
    shares(named.brands, found.brands) ||
    shares(named.plates, found.plates) ||
    (named.surname !== undefined && named.surname === found.surname)
  if (sure) return 'right'
  // Only the colour was known: naming it is all that can be asked, and a person decides.
  const onlyColour = found.within.length + found.brands.length + found.grams.length + Object.keys(found.numbers).length === 0 && !found.surname
  if (onlyColour) return shares(named.colours, found.colours) ? 'right' : 'unknown'
  return 'wrong'
}
