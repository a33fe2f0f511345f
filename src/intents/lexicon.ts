/** What the lexicon files say, checked when read: dialect, polite noise, aspects, aliases. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { contentPath, readYaml } from '../lib/content.ts'
import { describe, StartError } from '../lib/errors.ts'
import type { Meaning } from './understanding.ts'

const Word = z.string().trim().min(1).max(40)
const Words = z.array(Word)

const Dialect = z.strictObject({ replace: z.record(Word, Word) })
const Polite = z.strictObject({ before: Words, after: Words, apart: Words })
const Aspects = z.strictObject({ aspects: z.record(Word, Words), around: Words })

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
  }
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
