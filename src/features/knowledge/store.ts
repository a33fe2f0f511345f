/** The only SQL about what the centre says. */
import { eq, gte } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/db.ts'
import { prepared } from '../../db/prepared.ts'
import type { Day } from '../../lib/calendar.ts'
import { newId } from '../../lib/ids.ts'
import type { SpecialDay } from '../../lib/opening.ts'
import { ASPECTS, type Aspect, type AspectText, type Fact, type Known, type Place, type Topic } from './rules.ts'
import { aspects, editions, facts, places, specialDays, topics } from './tables.ts'

/** Stands for every place in `special_days`. */
const EVERYWHERE = 'all'
/** The one row of `editions`. */
const NAME = 'knowledge'

/** Everything the centre says, as it stood in one edition. */
export interface Knowledge extends Known {
  readonly topics: ReadonlyMap<string, Topic>
}

const editionNow = prepared('knowledge_edition', (db: Reader) => db.select({ edition: editions.edition }).from(editions).where(eq(editions.name, NAME)))

/** The last edition that was read through each connection. An edition's name never comes back, also not after a rollback. */
const kept = new WeakMap<Reader, { edition: string; knowledge: Knowledge }>()

/** What the centre says now. Read anew only when staff changed something; special days are those from `since` on. */
export async function findKnowledge(tx: Reader, since: Day): Promise<Knowledge> {
  const [row] = await editionNow(tx, {})
  const known = kept.get(tx)
  if (row && known?.edition === row.edition) return known.knowledge
  const knowledge = { topics: await readTopics(tx), facts: await readFacts(tx), places: await readPlaces(tx, since) }
  if (row) kept.set(tx, { edition: row.edition, knowledge })
  return knowledge
}

/** Must be called in every transaction that changes what the centre says. */
export async function newEdition(tx: Tx): Promise<void> {
  const edition = newId()
  await tx.insert(editions).values({ name: NAME, edition }).onConflictDoUpdate({ target: editions.name, set: { edition } })
}

async function readTopics(tx: Reader): Promise<Map<string, Topic>> {
  const rows = await tx.select().from(topics)
  const texts = new Map<string, Map<Aspect, AspectText>>(rows.map(({ name }) => [name, new Map()]))
  for (const { topic, aspect, template, sample, validUntil } of await tx.select().from(aspects)) {
    const known = ASPECTS.find((each) => each === aspect)
    if (known) texts.get(topic)?.set(known, { template, sample, validUntil: validUntil ?? undefined })
  }
  const told = rows.filter(({ name }) => texts.get(name)?.size)
  return new Map(told.map(({ name, title, place }) => [name, { title, place: place ?? undefined, aspects: texts.get(name) ?? new Map() }]))
}

async function readFacts(tx: Reader): Promise<Map<string, Fact>> {
  const rows = await tx.select().from(facts)
  return new Map(rows.map(({ key, value, sample, validUntil }) => [key, { value, sample, validUntil: validUntil ?? undefined }]))
}

/** The places with their special days; a place's own day beats one of the whole centre. */
async function readPlaces(tx: Reader, since: Day): Promise<Map<string, Place>> {
  const rows = await tx.select().from(places)
  const days = await tx.select().from(specialDays).where(gte(specialDays.day, since))
  const specialOf = (place: string): Map<Day, SpecialDay> => new Map(days.filter((each) => each.place === place).map((each) => [each.day, each]))
  return new Map(
    rows.map(({ key, title, weekly, holidays, sample }) => {
      const special = new Map([...specialOf(EVERYWHERE), ...specialOf(key)])
      return [key, { title, weekly, holidays, sample, special }]
    }),
  )
}

/** Topics by name, with their titles. */
export async function readTitles(read: Reader): Promise<Map<string, string>> {
  const rows = await read.select({ name: topics.name, title: topics.title }).from(topics)
  return new Map(rows.map(({ name, title }) => [name, title]))
}

export async function hasFacts(tx: Reader): Promise<boolean> {
  const rows = await tx.select({ key: facts.key }).from(facts).limit(1)
  return rows.length > 0
}

export async function hasEdition(tx: Reader): Promise<boolean> {
  return (await editionNow(tx, {})).length > 0
}

type Rows<T extends { $inferInsert: object }> = T['$inferInsert'][]

export interface Content {
  readonly facts: Rows<typeof facts>
  readonly topics: Rows<typeof topics>
  readonly aspects: Rows<typeof aspects>
  readonly places: Rows<typeof places>
  readonly specialDays: Rows<typeof specialDays>
}

export async function addContent(tx: Tx, content: Content): Promise<void> {
  await tx.insert(facts).values(content.facts)
  await tx.insert(topics).values(content.topics)
  await tx.insert(aspects).values(content.aspects)
  await tx.insert(places).values(content.places)
  if (content.specialDays.length > 0) await tx.insert(specialDays).values(content.specialDays)
  await newEdition(tx)
}
