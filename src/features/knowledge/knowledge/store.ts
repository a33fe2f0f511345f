/** The only SQL about what the centre says. */
import { and, eq, gte, isNull, or } from 'drizzle-orm'
import type { Reader, Tx } from '../../../db/db.ts'
import { prepared } from '../../../db/prepared.ts'
import type { Day, Holiday, Holidays } from '../../../lib/calendar.ts'
import { newId } from '../../../lib/ids.ts'
import type { Closure, SpecialDay } from '../../../lib/opening.ts'
import { ASPECTS, type Aspect, type AspectText, type Edit, type Entries, type EntryOf, EVERYWHERE, type Kind, type Known, type Topic } from './rules.ts'
import { aspects, closures, editions, facts, holidays, places, specialDays, topics } from './tables.ts'

/** The one row of `editions`. */
const NAME = 'knowledge'

/** Everything the centre says, as it stood in one edition. */
export interface Knowledge extends Known {
  readonly topics: ReadonlyMap<string, Topic>
  /** Days on which staff know better than the library. */
  readonly holidays: Holidays
  /** Words by which people call a topic, where staff wrote them. */
  readonly names: ReadonlyMap<string, readonly string[]>
}

const editionNow = prepared('knowledge_edition', (db: Reader) => db.select({ edition: editions.edition }).from(editions).where(eq(editions.name, NAME)))

/** The last edition that was read through each connection. An edition's name never comes back, also not after a rollback. */
const kept = new WeakMap<Reader, { edition: string; knowledge: Knowledge }>()

/** What the centre says now. Read anew only when staff changed something; special days and closures are those that end on `since` or later. */
export async function findKnowledge(tx: Reader, since: { day: Day; moment: Date }): Promise<Knowledge> {
  const [row] = await editionNow(tx, {})
  const known = kept.get(tx)
  if (row && known?.edition === row.edition) return known.knowledge
  const knowledge = knowledgeOf(await readEntries(tx, since))
  if (row) kept.set(tx, { edition: row.edition, knowledge })
  return knowledge
}

/** Must be called in every transaction that changes what the centre says, before it reads: it is the lock of all who do. */
export async function newEdition(tx: Tx): Promise<void> {
  const edition = newId()
  await tx.insert(editions).values({ name: NAME, edition }).onConflictDoUpdate({ target: editions.name, set: { edition } })
}

/** How one kind of entry lies in its table. */
interface Shelf<K extends Kind> {
  all(tx: Reader, since: { day: Day; moment: Date } | undefined): Promise<[string, EntryOf[K]][]>
  put(tx: Tx, key: string, value: EntryOf[K], now: Date): Promise<unknown>
  drop(tx: Tx, key: string): Promise<unknown>
}

const split = (key: string): [string, string] => [key.slice(0, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1)]

const SHELVES: { readonly [K in Kind]: Shelf<K> } = {
  fact: {
    all: async (tx) => (await tx.select().from(facts)).map(({ key, updatedAt: _, ...value }) => [key, value]),
    put: (tx, key, value, now) => {
      const row = { ...value, updatedAt: now }
      return tx
        .insert(facts)
        .values({ key, ...row })
        .onConflictDoUpdate({ target: facts.key, set: row })
    },
    drop: (tx, key) => tx.delete(facts).where(eq(facts.key, key)),
  },
  topic: {
    all: async (tx) => (await tx.select().from(topics)).map(({ name, ...value }) => [name, value]),
    put: (tx, name, { title, place, names, position }) => {
      const row = { title, place, names: names && [...names], position }
      return tx
        .insert(topics)
        .values({ name, ...row })
        .onConflictDoUpdate({ target: topics.name, set: row })
    },
    drop: (tx, name) => tx.delete(topics).where(eq(topics.name, name)),
  },
  aspect: {
    all: async (tx) => (await tx.select().from(aspects)).map(({ topic, aspect, updatedAt: _, ...value }) => [`${topic}/${aspect}`, value]),
    put: (tx, key, value, now) => {
      const [topic, aspect] = split(key)
      const row = { ...value, updatedAt: now }
      return tx
        .insert(aspects)
        .values({ topic, aspect, ...row })
        .onConflictDoUpdate({ target: [aspects.topic, aspects.aspect], set: row })
    },
    drop: (tx, key) => tx.delete(aspects).where(and(eq(aspects.topic, split(key)[0]), eq(aspects.aspect, split(key)[1]))),
  },
  place: {
    all: async (tx) => (await tx.select().from(places)).map(({ key, updatedAt: _, ...value }) => [key, value]),
    put: (tx, key, { weekly, ...value }, now) => {
      const row = { ...value, weekly: weekly.map((day) => [...day]), updatedAt: now }
      return tx
        .insert(places)
        .values({ key, ...row })
        .onConflictDoUpdate({ target: places.key, set: row })
    },
    drop: (tx, key) => tx.delete(places).where(eq(places.key, key)),
  },
  special: {
    all: async (tx, since) => {
      const rows = await tx
        .select()
        .from(specialDays)
        .where(since && gte(specialDays.day, since.day))
      return rows.map(({ place, day, ...value }) => [`${place}/${day}`, value])
    },
    put: (tx, key, { hours, reason }) => {
      const [place, day] = split(key)
      const row = { hours: [...hours], reason }
      return tx
        .insert(specialDays)
        .values({ place, day, ...row })
        .onConflictDoUpdate({ target: [specialDays.place, specialDays.day], set: row })
    },
    drop: (tx, key) => tx.delete(specialDays).where(and(eq(specialDays.place, split(key)[0]), eq(specialDays.day, split(key)[1]))),
  },
  closure: {
    all: async (tx, since) => {
      const rows = await tx
        .select()
        .from(closures)
        .where(since && or(isNull(closures.endsAt), gte(closures.endsAt, since.moment)))
      return rows.map(({ id, place, startsAt, endsAt, reason }) => [id, { place, from: startsAt.toISOString(), until: endsAt?.toISOString() ?? null, reason }])
    },
    put: (tx, id, { place, from, until, reason }) => {
      const row = { place, startsAt: new Date(from), endsAt: until === null ? null : new Date(until), reason }
      return tx
        .insert(closures)
        .values({ id, ...row })
        .onConflictDoUpdate({ target: closures.id, set: row })
    },
    drop: (tx, id) => tx.delete(closures).where(eq(closures.id, id)),
  },
  holiday: {
    all: async (tx) => (await tx.select().from(holidays)).map(({ day, ...value }) => [day, value]),
    put: (tx, day, value) =>
      tx
        .insert(holidays)
        .values({ day, ...value })
        .onConflictDoUpdate({ target: holidays.day, set: value }),
    drop: (tx, day) => tx.delete(holidays).where(eq(holidays.day, day)),
  },
}

/** All that is stored; of special days and closures those that end on `since` or later. */
export async function readEntries(tx: Reader, since?: { day: Day; moment: Date }): Promise<Entries> {
  const shelf = async <K extends Kind>(kind: K): Promise<Map<string, EntryOf[K]>> => new Map(await SHELVES[kind].all(tx, since))
  return {
    fact: await shelf('fact'),
    topic: await shelf('topic'),
    aspect: await shelf('aspect'),
    place: await shelf('place'),
    special: await shelf('special'),
    closure: await shelf('closure'),
    holiday: await shelf('holiday'),
  }
}

/** Stores an entry, or takes it away. */
export async function putEntry(tx: Tx, edit: Edit, now: Date): Promise<void> {
  const { kind, key, value } = edit
  // The union of kinds is lost on the way through the table of shelves.
  const shelf = SHELVES[kind] as Shelf<Kind>
  await (value === undefined ? shelf.drop(tx, key) : shelf.put(tx, key, value as never, now))
}

/** What the centre says when this is stored. Pure. */
export function knowledgeOf(entries: Entries): Knowledge {
  const texts = new Map<string, Map<Aspect, AspectText>>()
  for (const [key, { template, sample, validUntil }] of entries.aspect) {
    const [topic, name] = split(key)
    const aspect = ASPECTS.find((each) => each === name)
    if (!aspect) continue
    const known = texts.get(topic) ?? new Map<Aspect, AspectText>()
    texts.set(topic, known.set(aspect, { template, sample, validUntil: validUntil ?? undefined }))
  }
  const told = [...entries.topic].filter(([name]) => texts.has(name))
  return {
    topics: new Map(told.map(([name, { title, place }]) => [name, { title, place: place ?? undefined, aspects: texts.get(name) ?? new Map() }])),
    facts: new Map([...entries.fact].map(([key, { value, sample, validUntil }]) => [key, { value, sample, validUntil: validUntil ?? undefined }])),
    places: placesOf(entries),
    holidays: new Map([...entries.holiday].map(([day, { kind, name }]): [Day, Holiday | undefined] => [day, kind === 'ordinary' ? undefined : { kind, name }])),
    names: new Map([...entries.topic].flatMap(([name, { names }]) => (names ? [[name, names] as const] : []))),
  }
}

/** The places with their special days and closures; a place's own day beats one of the whole centre. */
function placesOf({ place: rows, special, closure }: Entries): Known['places'] {
  const daysOf = (place: string): [Day, SpecialDay][] =>
    [...special].flatMap(([key, value]) => (split(key)[0] === place ? [[split(key)[1], value] as [Day, SpecialDay]] : []))
  const closed = [...closure.values()].map(({ place, from, until, reason }): Closure & { place: string } => {
    return { place, from: new Date(from), until: until === null ? undefined : new Date(until), reason }
  })
  return new Map(
    [...rows].map(([key, { title, weekly, holidays: onHolidays, sample, validUntil }]) => [
      key,
      {
        title,
        weekly,
        holidays: onHolidays,
        sample,
        validUntil: validUntil ?? undefined,
        special: new Map([...daysOf(EVERYWHERE), ...daysOf(key)]),
        closures: closed.filter(({ place }) => place === EVERYWHERE || place === key),
      },
    ]),
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
