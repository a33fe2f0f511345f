/** What people asked in vain, put together by likeness; what of it may be kept as an example. Pure. */
import { gramsOf, likeness } from '../../../intents/likeness.ts'
import { LANDLINE, MOBILE, PLATE } from '../../../intents/slots.ts'
import { digest } from '../../../lib/ids.ts'

/** A kept question as staff look at it. */
export interface Asked {
  readonly id: string
  readonly text: string
  readonly at: Date
  /** The likeliest meaning at the time, by its label. */
  readonly nearest: string | undefined
  /** The meaning that the person then chose. */
  readonly chosen: string | undefined
}

/** Questions that look alike. */
export interface Group {
  /** The words asked most often, the newest of equals. */
  readonly text: string
  readonly ids: readonly string[]
  /** All wordings in the group, each once, most frequent first. */
  readonly wordings: readonly string[]
  readonly last: Date
  /** Meanings that people chose or that were likeliest; what was chosen counts three times. `chosen`: how often it was. */
  readonly suggestions: readonly { readonly label: string; readonly weight: number; readonly chosen: number }[]
  /** A few letters that stay the group's own as long as its oldest question does. */
  readonly code: string
}

/** From this likeness on two questions are the same matter. */
const ALIKE = 0.5
const CHOSEN_COUNTS = 3

/** Puts questions together that look alike, the largest group first. */
export function groupAlike(asked: readonly Asked[]): Group[] {
  const groups: { grams: ReadonlySet<string>; members: Asked[] }[] = []
  const byGram = new Map<string, number[]>()
  for (const one of asked) {
    const grams = gramsOf(one.text.toLowerCase())
    const near = new Set([...grams].flatMap((gram) => byGram.get(gram) ?? []))
    const [best] = [...near]
      .map((at) => ({ at, like: likeness(grams, groups[at]?.grams ?? new Set()) }))
      .filter(({ like }) => like >= ALIKE)
      .sort((a, b) => b.like - a.like)
    if (best) groups[best.at]?.members.push(one)
    else {
      for (const gram of grams) byGram.set(gram, [...(byGram.get(gram) ?? []), groups.length])
      groups.push({ grams, members: [one] })
    }
  }
  return groups.map(({ members }) => summed(members)).sort((a, b) => b.ids.length - a.ids.length || b.last.getTime() - a.last.getTime())
}

function summed(members: readonly Asked[]): Group {
  const newestFirst = [...members].sort((a, b) => b.at.getTime() - a.at.getTime())
  const wordings = tally(newestFirst.map(({ text }) => [text, 1])).map(([text]) => text)
  const suggestions = tally(
    members.flatMap(({ chosen, nearest }): [string, number][] =>
      chosen && chosen !== 'none' ? [[chosen, CHOSEN_COUNTS]] : nearest && nearest !== 'none' ? [[nearest, 1]] : [],
    ),
  )
  return {
    text: wordings[0] ?? '',
    ids: members.map(({ id }) => id),
    wordings,
    last: newestFirst[0]?.at ?? new Date(0),
    suggestions: suggestions.map(([label, weight]) => ({ label, weight, chosen: members.filter((member) => member.chosen === label).length })),
    code: codeOf(newestFirst.at(-1)?.id ?? ''),
  }
}

const CODE_LETTERS = 4
const codeOf = (id: string): string => digest(id).replace(/[01]/g, '').slice(0, CODE_LETTERS)

/** Sums up by key, largest first; equals keep their order. */
function tally(counted: readonly (readonly [string, number])[]): [string, number][] {
  const sums = new Map<string, number>()
  for (const [key, count] of counted) sums.set(key, (sums.get(key) ?? 0) + count)
  return [...sums].sort((a, b) => b[1] - a[1])
}

const LONGEST = 200
const IDENTITY_NUMBER = /(?<!\d)\d{17}[\dXx](?!\d)/g

/** The words as an example for everybody: whose they were must not be learned, nor kept. */
export function asExample(text: string): string {
  const plain = text.replace(MOBILE, '13800138000').replace(LANDLINE, '0391-1234567').replace(PLATE, '豫H12345').replace(IDENTITY_NUMBER, '')
  return Array.from(plain.trim()).slice(0, LONGEST).join('')
}
