/** What `content/lexicon` knows of things people lose: which words name one kind, which kinds, colours and places are near each other. */
import { join } from 'node:path'
import { z } from 'zod'
import { contentPath, readYaml } from '../lib/content.ts'
import { readWordings } from './lexicon.ts'
import { alternatives } from './normalise.ts'
import { patternOf } from './terms.ts'

const Word = z.string().trim().min(1).max(40)
const Words = z.array(Word)
const Families = z.record(Word, Words)
const Groups = z.array(Words.min(2))

const Items = z.strictObject({ items: Families, general: Families, alike: Groups, urgent: Words, bare: Families, ordinary: z.array(Words) })
const Colours = z.strictObject({ colours: Families, close: Groups })
const Brands = z.strictObject({ brands: z.record(Word, z.strictObject({ of: Word, words: Words })) })
const Places = z.strictObject({ places: Families, near: Groups })
const Marks = z.strictObject({ marks: Families, noise: Words })

/** A word of a list where it stands in a text. */
export interface Named {
  /** The standard word. */
  readonly term: string
  /** As it was said. */
  readonly word: string
  readonly at: number
  readonly end: number
}

/** The same kind; one is the loose name of the other (包, 背包); easily taken for each other; different things. */
export type Kinship = 'same' | 'general' | 'alike' | 'other'

export interface Things {
  readonly items: Finder
  /** Short words that name a thing only where something is lost or found. */
  readonly bareItems: Finder
  readonly colours: Finder
  readonly brands: Finder
  readonly places: Finder
  readonly marks: Finder
  kinship(one: string, other: string): Kinship
  /** The kind itself and all that could be meant with it. */
  kin(item: string): readonly string[]
  closeColours(colour: string): readonly string[]
  nearPlaces(place: string): readonly string[]
  /** What is most likely meant when only a brand is named. */
  likelyItem(brand: string): string | undefined
  urgent(item: string): boolean
  /** Takes away what everybody says who lost or found something. */
  withoutNoise(text: string): string
  /** How telling a mark or a pair of characters is, 0 to 1: what many say tells little. */
  telling(gram: string): number
}

export type Finder = (text: string) => Named[]

let known: Things | undefined

/** Read once per process. @throws StartError naming file and line of what is wrong */
export function things(): Things {
  known ??= readThings()
  return known
}

export function readThings(folder = contentPath('lexicon')): Things {
  const file = (name: string): string => join(folder, `${name}.yaml`)
  const { items, general, alike, urgent, bare, ordinary } = readYaml(file('items'), Items)
  const { colours, close } = readYaml(file('colours'), Colours)
  const { brands } = readYaml(file('brands'), Brands)
  const { places, near } = readYaml(file('places'), Places)
  const { marks, noise } = readYaml(file('marks'), Marks)
  const loose = pairsOf(Object.entries(general))
  const mixed = pairsOf(alike.map(([first = '', ...others]) => [first, others]))
  const urgentOnes = new Set(urgent)
  const closest = neighbours(close)
  const nearest = neighbours(near)
  const noisy = new RegExp(alternatives(noise), 'g')
  const markFinder = finderOf('plain', marks)
  const telling = tellingFrom(markFinder)
  const kinship = (one: string, other: string): Kinship => {
    if (one === other) return 'same'
    if (loose.get(one)?.has(other)) return 'general'
    return mixed.get(one)?.has(other) ? 'alike' : 'other'
  }
  return {
    items: finderOf('items', items, true, ordinary.flat()),
    bareItems: finderOf('plain', bare, false, ordinary.flat()),
    colours: finderOf('colours', colours),
    brands: finderOf('brands', Object.fromEntries(Object.entries(brands).map(([brand, { words }]) => [brand, words]))),
    places: finderOf('places', places),
    marks: markFinder,
    kinship,
    kin: (item) => [item, ...(loose.get(item) ?? []), ...(mixed.get(item) ?? [])],
    closeColours: (colour) => closest(colour),
    nearPlaces: (place) => nearest(place),
    likelyItem: (brand) => brands[brand]?.of,
    urgent: (item) => urgentOnes.has(item),
    withoutNoise: (text) => text.replace(noisy, ' '),
    telling,
  }
}

/** Both ways: each first word with each of the others. */
function pairsOf(lists: readonly (readonly [string, readonly string[]])[]): Map<string, Set<string>> {
  const pairs = new Map<string, Set<string>>()
  const add = (one: string, other: string): void => {
    pairs.set(one, (pairs.get(one) ?? new Set()).add(other))
  }
  for (const [first, others] of lists) {
    for (const other of others) {
      add(first, other)
      add(other, first)
    }
  }
  return pairs
}

/** All words that share a group with a word, the word itself left out. */
function neighbours(groups: readonly (readonly string[])[]): (word: string) => readonly string[] {
  return (word) => [...new Set(groups.filter((group) => group.includes(word)).flat())].filter((each) => each !== word)
}

/**
 * @param named whether the standard words themselves are said, too
 * @param ordinary longer words that such a word is part of, and that name nothing
 */
function finderOf(
  kind: 'items' | 'colours' | 'brands' | 'places' | 'plain',
  families: Readonly<Record<string, readonly string[]>>,
  named = true,
  ordinary: readonly string[] = [],
): Finder {
  const terms = new Map<string, string>()
  for (const [standard, words] of Object.entries(families)) for (const word of words) terms.set(word.toLowerCase(), standard)
  if (named) for (const standard of Object.keys(families)) terms.set(standard, standard)
  const words = [...terms.keys(), ...ordinary.filter((word) => !terms.has(word))]
  const pattern = kind === 'plain' ? new RegExp(alternatives(words), 'gu') : patternOf(kind, words)
  return (text) =>
    [...text.matchAll(pattern)].flatMap((found) => {
      const term = terms.get(found[0])
      return term === undefined ? [] : [{ term, word: found[0], at: found.index, end: found.index + found[0].length }]
    })
}

/** What this many example sentences have tells nothing. */
const COMMON = 60

/** From how many of the example sentences have it: pairs of characters in all of them, marks in those about losses and finds. */
function tellingFrom(marks: Finder): (gram: string) => number {
  const seen = new Map<string, number>()
  const count = (grams: Iterable<string>): void => {
    for (const gram of new Set(grams)) seen.set(gram, (seen.get(gram) ?? 0) + 1)
  }
  for (const { meaning, wordings } of readWordings()) {
    for (const text of wordings) {
      const characters = Array.from(text)
      count(characters.map((character, at) => character + (characters[at + 1] ?? '')))
      if (/^(lost|found)\./.test(meaning.intent)) count(marks(text).map(({ term }) => markGram(term)))
    }
  }
  return (gram) => Math.max(0, 1 - Math.log(1 + (seen.get(gram) ?? 0)) / Math.log(COMMON))
}

/** A mark as a gram: no two characters look like it. */
export const markGram = (mark: string): string => `m:${mark}`
