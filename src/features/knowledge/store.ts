/** The only SQL about what the centre says. */
import { and, eq, gte, inArray } from 'drizzle-orm'
import type { Reader, Tx } from '../../db/db.ts'
import type { Day } from '../../lib/calendar.ts'
import type { SpecialDay } from '../../lib/opening.ts'
import { ASPECTS, type Aspect, type AspectText, type Fact, type Place, type Topic } from './rules.ts'
import { aspects, facts, places, specialDays, topics } from './tables.ts'

/** Stands for every place in `special_days`. */
const EVERYWHERE = 'all'

export async function findTopic(tx: Reader, name: string): Promise<Topic | undefined> {
  const rows = await tx
    .select({
      title: topics.title,
      place: topics.place,
      aspect: aspects.aspect,
      template: aspects.template,
      sample: aspects.sample,
      validUntil: aspects.validUntil,
    })
    .from(topics)
    .innerJoin(aspects, eq(aspects.topic, topics.name))
    .where(eq(topics.name, name))
  const [first] = rows
  if (!first) return undefined
  const found = new Map<Aspect, AspectText>()
  for (const { aspect, template, sample, validUntil } of rows) {
    const known = ASPECTS.find((each) => each === aspect)
    if (known) found.set(known, { template, sample, validUntil: validUntil ?? undefined })
  }
  return { title: first.title, place: first.place ?? undefined, aspects: found }
}

export async function findFacts(tx: Reader, keys: readonly string[]): Promise<Map<string, Fact>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .select()
    .from(facts)
    .where(inArray(facts.key, [...keys]))
  return new Map(rows.map(({ key, value, sample, validUntil }) => [key, { value, sample, validUntil: validUntil ?? undefined }]))
}

/** The places with their special days from `since` on; a place's own day beats one of the whole centre. */
export async function findPlaces(tx: Reader, keys: readonly string[], since: Day): Promise<Map<string, Place>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .select()
    .from(places)
    .where(inArray(places.key, [...keys]))
  const days = await tx
    .select()
    .from(specialDays)
    .where(and(inArray(specialDays.place, [...keys, EVERYWHERE]), gte(specialDays.day, since)))
  const specialOf = (place: string): Map<Day, SpecialDay> => new Map(days.filter((each) => each.place === place).map((each) => [each.day, each]))
  return new Map(
    rows.map(({ key, title, weekly, holidays, sample }) => {
      const special = new Map([...specialOf(EVERYWHERE), ...specialOf(key)])
      return [key, { title, weekly, holidays, sample, special }]
    }),
  )
}

export async function hasFacts(tx: Reader): Promise<boolean> {
  const rows = await tx.select({ key: facts.key }).from(facts).limit(1)
  return rows.length > 0
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
}
