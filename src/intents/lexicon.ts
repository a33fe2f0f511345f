/** What the lexicon files say, checked when read: dialect, polite noise, aspects, aliases, closed lists of terms. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { contentPath, readYaml } from '../lib/content.ts'
import { describe, StartError } from '../lib/errors.ts'
import type { Thesaurus } from './relatives.ts'
import { NOTHING, soundsOfTerms, TERM_KINDS, type TermKind, type TermLists } from './terms.ts'
import type { Meaning } from './understanding.ts'

const Word = z.string().trim().min(1).max(40)
const Words = z.array(Word)

const Dialect = z.strictObject({ replace: z.record(Word, Word) })
const Polite = z.strictObject({ before: Words, after: Words, apart: Words })
const Aspects = z.strictObject({ aspects: z.record(Word, Words), around: Words })

/** Standard word → what people say for it. */
const Families = z.record(Word, Words)
const Groups = z.array(Words.min(2))
const TERM_FILES = {
  // What else the files say of things (things.ts) is checked there.
  // Ordinary words that hide an item's name are known, and name nothing.
  items: z.object({ items: Families, ordinary: z.array(Words).default([]) }).transform(({ items, ordinary }) => ({ [NOTHING]: ordinary.flat(), ...items })),
  colours: z.strictObject({ colours: Families, close: Groups }).transform((file) => file.colours),
  brands: z
    .strictObject({ brands: z.record(Word, z.strictObject({ of: Word, words: Words })) })
    .transform((file) => Object.fromEntries(Object.entries(file.brands).map(([brand, { words }]) => [brand, words]))),
  places: z.strictObject({ places: Families, near: Groups }).transform((file) => file.places),
  services: z.strictObject({ services: Families }).transform((file) => file.services),
} as const satisfies Record<TermKind, z.ZodType<Record<string, string[]>>>

const WordingFile = z.strictObject({
  intent: z.string().regex(/^[a-z]+([.-][a-z0-9]+)*$/, 'must be a name of the catalogue, like booking.create'),
  topic: z
    .string()
    .regex(/^[a-z]+([.-][a-z0-9]+)*$/, 'must be a topic of the catalogue, like legal-aid')
    .optional(),
  means: z.string().trim().min(1).max(30).optional(),
  wordings: z.array(z.string().trim().min(1).max(200)).min(1),
})

/** The example sentences of one meaning. */
export interface Wordings {
  readonly meaning: Meaning
  /** The plain words shown when this meaning is offered as a choice. */
  readonly means?: string | undefined
  readonly wordings: readonly string[]
}

/** Short messages that lean on what was understood before. */
export interface FollowUps {
  /** After any topic that topic is still meant. */
  readonly topics: readonly string[]
  /** After one meaning another one is meant; both by label. */
  readonly turns: readonly { readonly after: readonly string[]; readonly means: string; readonly wordings: readonly string[] }[]
}

export interface Lexicon {
  /** Dialect word → standard word. */
  readonly dialect: ReadonlyMap<string, string>
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Noise at either end where punctuation or a space sets it apart. */
  readonly apart: readonly string[]
  /** Aspect (price, when, where …) → its words. */
  readonly aspects: ReadonlyMap<string, readonly string[]>
  /** Words without a topic of their own. */
  readonly around: readonly string[]
  /** Whole message as staff wrote it → label. */
  readonly aliases: ReadonlyMap<string, string>
  readonly terms: TermLists
  readonly thesaurus: Thesaurus
  /** How the words of these lists sound that may be spelled wrongly (terms.ts). */
  readonly sounds: ReadonlyMap<string, string>
}

/** @throws StartError naming file and line of what is wrong. */
export function readWordings(folder = contentPath('wordings')): Wordings[] {
  return yamlFiles(folder).map((file) => {
    const { intent, topic, means, wordings } = readYaml(join(folder, file), WordingFile)
    return { meaning: topic === undefined ? { intent } : { intent, topic }, means, wordings: [...new Set(wordings)] }
  })
}

/**
 * @param labels what an alias may stand for
 * @throws StartError naming file and line of what is wrong.
 */
export function readLexicon(labels: readonly string[], folder = contentPath('lexicon')): Lexicon {
  const dialect = readYaml(join(folder, 'dialect.yaml'), Dialect)
  const polite = readYaml(join(folder, 'polite.yaml'), Polite)
  const aspects = readYaml(join(folder, 'aspects.yaml'), Aspects)
  const aliases = readYaml(join(folder, 'aliases.yaml'), z.partialRecord(z.enum(labels), Words))
  const terms = readTerms(folder)
  return {
    dialect: new Map(Object.entries(dialect.replace)),
    before: polite.before,
    after: polite.after,
    apart: polite.apart,
    aspects: new Map(Object.entries(aspects.aspects)),
    around: aspects.around,
    aliases: new Map(Object.entries(aliases).flatMap(([label, words]) => (words ?? []).map((word) => [word, label] as const))),
    terms,
    sounds: soundsOfTerms(terms),
    thesaurus: readThesaurus(folder),
  }
}

/** One line a family: its words, divided by spaces. Without the file no word has relatives. */
function readThesaurus(folder: string): Thesaurus {
  const file = join(folder, 'thesaurus.yaml')
  const families = existsSync(file) ? readYaml(file, z.record(Word, z.string().trim().min(1))) : {}
  const thesaurus = new Map<string, string[]>()
  for (const [family, words] of Object.entries(families)) {
    for (const word of words.split(/\s+/)) thesaurus.set(word, [...(thesaurus.get(word) ?? []), family])
  }
  return thesaurus
}

/** The lexicon as plain data, to be kept with what was learned. */
export interface PackedLexicon extends Omit<Lexicon, 'dialect' | 'aspects' | 'aliases' | 'terms' | 'sounds' | 'thesaurus'> {
  readonly dialect: [string, string][]
  readonly aspects: [string, readonly string[]][]
  readonly aliases: [string, string][]
  readonly terms: [TermKind, [string, string][]][]
  readonly sounds: [string, string][]
  readonly thesaurus: [string, readonly string[]][]
}

export const packLexicon = (lexicon: Lexicon): PackedLexicon => ({
  ...lexicon,
  dialect: [...lexicon.dialect],
  aspects: [...lexicon.aspects],
  aliases: [...lexicon.aliases],
  terms: TERM_KINDS.map((kind) => [kind, [...lexicon.terms[kind]]]),
  sounds: [...lexicon.sounds],
  thesaurus: [...lexicon.thesaurus],
})

export const unpackLexicon = (packed: PackedLexicon): Lexicon => ({
  ...packed,
  dialect: new Map(packed.dialect),
  aspects: new Map(packed.aspects),
  aliases: new Map(packed.aliases),
  terms: Object.fromEntries(packed.terms.map(([kind, words]) => [kind, new Map(words)])) as Record<TermKind, Map<string, string>>,
  sounds: new Map(packed.sounds),
  thesaurus: new Map(packed.thesaurus),
})

/**
 * For training only; without the file nothing is learned about follow-ups.
 * @param labels what may be meant
 * @throws StartError naming file and line of what is wrong.
 */
export function readFollowUps(labels: readonly string[], folder = contentPath('lexicon')): FollowUps {
  const file = join(folder, 'follow-ups.yaml')
  const Label = z.enum(labels)
  const Sentences = z.array(z.string().trim().min(1).max(60))
  const Turn = z.strictObject({ after: z.array(Label).min(1), means: Label, wordings: Sentences.min(1) })
  return existsSync(file) ? readYaml(file, z.strictObject({ topics: Sentences, turns: z.array(Turn) })) : { topics: [], turns: [] }
}

/** A list may be absent: then nothing of its kind is known. */
function readTerms(folder: string): TermLists {
  const lists = Object.fromEntries(
    TERM_KINDS.map((kind) => {
      const file = join(folder, `${kind}.yaml`)
      const families = existsSync(file) ? Object.entries(readYaml(file, TERM_FILES[kind])) : []
      // A service's standard name is its topic, which nobody says.
      const own = kind === 'services' ? [] : families.flatMap(([standard]) => (standard === NOTHING ? [] : [[standard, standard] as const]))
      const said = families.flatMap(([standard, words]) => words.map((word) => [word.toLowerCase(), standard] as const))
      return [kind, new Map([...said, ...own])]
    }),
  )
  return lists as Record<TermKind, Map<string, string>>
}

function yamlFiles(folder: string): string[] {
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
    if (files.length > 0) return files.sort()
  } catch (error) {
    throw new StartError(`${folder}: cannot be read (${describe(error)})`)
  }
  throw new StartError(`${folder}: holds no .yaml file; one file of wordings for each meaning is expected here`)
}
