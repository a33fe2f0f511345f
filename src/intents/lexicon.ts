/** What the lexicon files say, checked when read: dialect, polite noise, aspects, aliases, closed lists of terms. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { contentPath, readYaml } from '../lib/content.ts'
import { describe, StartError } from '../lib/errors.ts'
import { NOTHING, TERM_KINDS, type TermKind, type TermLists } from './terms.ts'
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
  return {
    dialect: new Map(Object.entries(dialect.replace)),
    before: polite.before,
    after: polite.after,
    apart: polite.apart,
    aspects: new Map(Object.entries(aspects.aspects)),
    around: aspects.around,
    aliases: new Map(Object.entries(aliases).flatMap(([label, words]) => (words ?? []).map((word) => [word, label] as const))),
    terms: readTerms(folder),
  }
}

/** As one string, to be kept with what was learned. */
export const packLexicon = (lexicon: Lexicon): string => JSON.stringify(lexicon, (_, value) => (value instanceof Map ? { map: [...value] } : value))

/** @param packed what `packLexicon` made */
export const unpackLexicon = (packed: string): Lexicon =>
  JSON.parse(packed, (_, value) => (typeof value === 'object' && value !== null && Object.hasOwn(value, 'map') ? new Map(value.map) : value))

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
