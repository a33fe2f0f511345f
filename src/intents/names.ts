/** Names in closed lists (choices, merchants, services, places), found although mistyped. The one home of fuse.js. */
import Fuse from 'fuse.js'
import { bareWords } from './normalise.ts'
import { readNumber } from './numbers.ts'
import { heard, splitPinyin, syllablesOf } from './pinyin.ts'
import { pickOf } from './slots.ts'

export interface NameMatch<Item> {
  readonly item: Item
  /** 0 to 1, 1 is the name itself. */
  readonly similarity: number
}

interface Entry<Item> {
  readonly item: Item
  readonly name: string
  readonly sound: string
}

/** The sound of a name as one string, near sounds folded, so that 汽修 and 气修 are one. */
function soundOf(text: string): string {
  const pieces = text.toLowerCase().split(/([a-z]+)/)
  const syllables = pieces.flatMap((piece) => (/^[a-z]/.test(piece) ? (splitPinyin(piece) ?? [piece]) : syllablesOf(piece)))
  return syllables.map(heard).join(' ')
}

/** A search over a closed list of up to about a thousand names. Best first; build it once per list. */
export function nameSearch<Item>(
  items: readonly Item[],
  names: (item: Item) => readonly string[],
  threshold = 0.35,
): (query: string, limit?: number) => NameMatch<Item>[] {
  const entries: Entry<Item>[] = items.flatMap((item) => names(item).map((name) => ({ item, name: bareWords(name.toLowerCase()), sound: soundOf(name) })))
  const fuse = new Fuse(entries, { keys: ['name', 'sound'], threshold, includeScore: true, ignoreLocation: true, minMatchCharLength: 1 })
  return (query, limit = 5) => {
    const words = bareWords(query.toLowerCase())
    if (words === '') return []
    const best = new Map<Item, number>()
    for (const [key, said] of [
      ['name', words],
      ['sound', soundOf(query)],
    ] as const) {
      if (said === '') continue
      for (const { item, score } of fuse.search({ [key]: said })) {
        best.set(item.item, Math.max(best.get(item.item) ?? 0, 1 - (score ?? 1)))
      }
    }
    return [...best]
      .map(([item, similarity]) => ({ item, similarity }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, limit)
  }
}

/** Below this a mistyped label is no choice: acting on the wrong button is worse than asking again. */
const SURE_LABEL = 0.75
const CLEARLY_BETTER = 0.1

/**
 * Which of the choices on offer a message means: by number, by the label's words, or mistyped.
 * @returns the choice's index, nothing when none or more than one fits
 */
export function matchChoice(text: string, labels: readonly string[]): number | undefined {
  const pick = pickOf(text)
  if (pick === -1 && labels.length > 0) return labels.length - 1
  if (pick !== undefined && pick >= 1 && pick <= labels.length) return pick - 1
  const said = bareWords(text.toLowerCase())
  if (said === '' || readNumber(said) !== undefined) return undefined
  const bare = labels.map((label) => bareWords(label.toLowerCase()))
  const exact = only(bare, (label) => label === said)
  if (exact !== undefined) return exact
  const numbered = numberedChoice(said, bare)
  if (numbered !== undefined) return numbered
  const contained = only(bare, (label) => isWithin(label, said))
  if (contained !== undefined) return contained
  if (said.length < 2 || said.length > 20) return undefined
  const [first, second] = nameSearch([...labels.keys()], (index) => [labels[index] ?? ''])(text, 2)
  if (!first || first.similarity < SURE_LABEL) return undefined
  return second && first.similarity - second.similarity < CLEARLY_BETTER ? undefined : first.item
}

/** "2改", "1来": a number, and the beginning of what it stands for. */
export function numberedChoice(text: string, labels: readonly string[]): number | undefined {
  const [, number, word = ''] = /^([1-9])([^\d\s\p{P}]{1,6})$/u.exec(bareWords(text.toLowerCase())) ?? []
  const at = Number(number) - 1
  return word !== '' && labels[at]?.toLowerCase().includes(word) ? at : undefined
}

const DENIES = /[不没别甭]/

/** One is a part of the other, and both say it or both deny it. A single character stands in too many words to be found in a sentence. */
function isWithin(label: string, said: string): boolean {
  if (label === '' || DENIES.test(label) !== DENIES.test(said)) return false
  if (label.length === 1) return said.length <= 3 && said.includes(label)
  return said.includes(label) || (said.length >= 2 && label.includes(said))
}

const PARTICLES = /^(?:那|我|俺|就|要|想|选|还是)+(?=.)|(?<=.)(?:吧|了|啊|呀|啦|呗|哈|嘛)+$/gu

/** The choice's own words, whatever particles stand around them. */
export function isSameWord(text: string, label: string): boolean {
  const core = (words: string): string => bareWords(words.toLowerCase()).replace(PARTICLES, '')
  return core(text) !== '' && core(text) === core(label)
}

function only(labels: readonly string[], fits: (label: string) => boolean): number | undefined {
  const found = labels.flatMap((label, index) => (fits(label) ? [index] : []))
  return found.length === 1 ? found[0] : undefined
}
