/** What the centre says: answering from it, and filling an empty database with what ships in `content/`. */
import { z } from 'zod'
import type { Answer, Context } from '../../bot/capability.ts'
import type { Reply } from '../../bot/message.ts'
import { TOPICS } from '../../bot/vocabulary.ts'
import type { Reader, Tx } from '../../db/db.ts'
import type { Calendar } from '../../lib/calendar.ts'
import { MINUTE } from '../../lib/clock.ts'
import { contentPath, readYaml } from '../../lib/content.ts'
import { readHours, readWeekdays, type Span } from '../../lib/opening.ts'
import { notStatedReply, PHONE, topicReply, unknownTopic } from './replies.ts'
import { ASPECTS, isExpired, type Names, namedTopic, notStated, type Place, readQuestion, references } from './rules.ts'
import { addContent, type Content, findKnowledge, hasEdition, hasFacts, type Knowledge, newEdition, readTitles } from './store.ts'

/**
 * Answers a question about a topic from the facts as they stand now. `aspect` is what the words ask for,
 * `text` the words themselves (a day or an hour in them is answered for).
 */
export async function answerTopic(
  { tx, now, calendar }: Pick<Context, 'tx' | 'now' | 'calendar'>,
  name: string | undefined,
  aspect: string | undefined,
  text: string,
): Promise<Answer<'public'>> {
  const { names, notKnown } = words()
  const yesterday = calendar.addDays(calendar.localDay(now), -1)
  const known = await findKnowledge(tx, yesterday)
  const recognised = name === undefined ? undefined : known.topics.get(name)
  const named = name !== undefined && recognised ? namedTopic(name, recognised.place !== undefined, text, names) : undefined
  const topic = (named && known.topics.get(named)) ?? recognised
  if (!topic) return { reply: unknownTopic() }
  const templates = [...topic.aspects.values()].map(({ template }) => template)
  const values = distinct([PHONE, ...templates.flatMap(references)]).map((reference) => known.facts.get(reference)?.value ?? '')
  const stated = [...templates, ...values].join('\n')
  const missing = notStated(text, notKnown, stated)
  const related = !(named ?? name)?.startsWith('centre.')
  // Follow-ups refer to what was answered, not to what was recognised.
  const answered = named ? { topic: named } : {}
  if (missing !== undefined) return { reply: notStatedReply(missing, topic, related, known, now, calendar), ...answered }
  const question = readQuestion(aspect, text, now, calendar)
  const asked = `${named ?? name} ${JSON.stringify(question)}`
  return { reply: sameMinute(known, now, asked, () => topicReply(topic, known, question, now, calendar)), ...answered }
}

/** Answers of this minute: what is open, and until when, changes with the minute at most. */
const ofMinute = new WeakMap<Knowledge, { minute: number; replies: Map<string, Reply<'public'>> }>()

/** Many ask the same: within a minute and an edition the answer is composed once. */
function sameMinute(known: Knowledge, now: Date, asked: string, compose: () => Reply<'public'>): Reply<'public'> {
  const minute = Math.floor(now.getTime() / MINUTE)
  let kept = ofMinute.get(known)
  if (kept?.minute !== minute) {
    kept = { minute, replies: new Map() }
    ofMinute.set(known, kept)
  }
  const reply = kept.replies.get(asked) ?? compose()
  kept.replies.set(asked, reply)
  return reply
}

const distinct = (keys: readonly string[]): string[] => [...new Set(keys)]

/** The centre's places with their hours and special days as they stand now. */
export async function placesNow(tx: Reader, now: Date, calendar: Calendar): Promise<ReadonlyMap<string, Place>> {
  return (await findKnowledge(tx, calendar.addDays(calendar.localDay(now), -1))).places
}

/** A fact as it may be stated today; undefined when it is unknown or no longer true. */
export async function factNow(tx: Reader, key: string, now: Date, calendar: Calendar): Promise<{ value: string; sample: boolean } | undefined> {
  const today = calendar.localDay(now)
  const fact = (await findKnowledge(tx, calendar.addDays(today, -1))).facts.get(key)
  return fact && !isExpired(fact.validUntil, today) ? { value: fact.value, sample: fact.sample } : undefined
}

/** Topics by name, with their titles: those of the catalogue and those of staff. */
export const topicTitles = (read: Reader): Promise<ReadonlyMap<string, string>> => readTitles(read)

/** Fills an empty database; afterwards what staff wrote there counts. */
export async function seedKnowledge(tx: Tx, now: Date): Promise<void> {
  words()
  if (await hasFacts(tx)) {
    if (!(await hasEdition(tx))) await newEdition(tx) // a database from before there were editions
    return
  }
  await addContent(tx, readContent(now))
}

const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day is written 2026-12-31')

export const HoursText = z.string().transform((text, context): Span[] => {
  const hours = readHours(text)
  if (!hours) context.addIssue(`hours are written 08:30-12:00, 14:30-17:30, or 24h, or closed; read "${text}"`)
  return [...(hours ?? [])]
})

export const WeeklyText = z.record(z.string(), HoursText).transform((byDays, context): Span[][] => {
  const week: Span[][] = Array.from({ length: 7 }, () => [])
  for (const [days, hours] of Object.entries(byDays)) {
    const weekdays = readWeekdays(days)
    if (!weekdays) context.addIssue(`days are written daily, mon, or mon-fri; read "${days}"`)
    for (const weekday of weekdays ?? []) week[weekday - 1] = hours
  }
  return week
})

const CentreFile = z.strictObject({
  source: z.string(),
  owner: z.string(),
  facts: z.record(
    z.string(),
    z.strictObject({ value: z.string(), sample: z.boolean(), source: z.string().optional(), owner: z.string().optional(), until: Day.optional() }),
  ),
  places: z.record(
    z.string(),
    z.strictObject({
      title: z.string(),
      weekly: WeeklyText,
      holidays: z.union([z.literal('closed'), z.literal('as-usual'), HoursText]),
      sample: z.boolean(),
    }),
  ),
  'not-known': z.array(z.string().min(1)),
  special: z.array(z.strictObject({ place: z.string(), day: Day, hours: HoursText, reason: z.string() })),
})

const AspectFile = z.union([
  z.string().transform((text) => ({ text, sample: false, until: undefined })),
  z.strictObject({ text: z.string(), sample: z.boolean(), until: Day.optional() }),
])

const TopicFile = z.strictObject({
  title: z.string(),
  place: z.string().optional(),
  names: z.array(z.string().min(1)).default([]),
  aspects: z.partialRecord(z.enum(ASPECTS), AspectFile),
})

/** How people name what is asked about. Like all that is about hearing, it is read from `content/`, not from the database. */
export interface Words {
  readonly names: Names
  /** What people ask for of which the centre states nothing. */
  readonly notKnown: readonly string[]
}

let heardWords: Words | undefined

/**
 * The words of `content/`, read once.
 * @throws StartError naming file and line of a mistake
 */
export function words(): Words {
  heardWords ??= {
    names: new Map(topicFiles().map(({ name, names }) => [name, names])),
    notKnown: readYaml(contentPath('centre.yaml'), CentreFile)['not-known'],
  }
  return heardWords
}

const topicFiles = () => TOPICS.map((name) => ({ name, ...readYaml(contentPath('topics', `${name}.yaml`), TopicFile) }))

/**
 * What ships in `content/`, as rows.
 * @throws StartError naming file and line of a mistake
 */
export function readContent(now: Date): Content {
  const centre = readYaml(contentPath('centre.yaml'), CentreFile)
  const files = topicFiles()
  return {
    facts: Object.entries(centre.facts).map(([key, { until, source, owner, value, sample }]) => ({
      key,
      value,
      sample,
      source: source ?? (sample ? '' : centre.source),
      owner: owner ?? centre.owner,
      validUntil: until ?? null,
      updatedAt: now,
    })),
    topics: files.map(({ name, title, place }, position) => ({ name, title, place: place ?? null, position })),
    aspects: files.flatMap(({ name, aspects }) =>
      Object.entries(aspects).map(([aspect, { text, sample, until }]) => ({
        topic: name,
        aspect,
        template: text.trim(),
        sample,
        validUntil: until ?? null,
        updatedAt: now,
      })),
    ),
    places: Object.entries(centre.places).map(([key, place]) => ({ key, ...place, updatedAt: now })),
    specialDays: centre.special,
  }
}
