/** What the centre says: answering from it, and filling an empty database with what ships in `content/`. */
import { z } from 'zod'
import type { Answer, Context } from '../../bot/capability.ts'
import { TOPICS } from '../../bot/vocabulary.ts'
import type { Tx } from '../../db/db.ts'
import { contentPath, readYaml } from '../../lib/content.ts'
import { readHours, readWeekdays, type Span } from '../../lib/opening.ts'
import { PHONE, topicReply, unknownTopic } from './replies.ts'
import { ASPECTS, readQuestion, references } from './rules.ts'
import { addContent, type Content, findFacts, findPlaces, findTopic, hasFacts } from './store.ts'

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
  const topic = name === undefined ? undefined : await findTopic(tx, name)
  if (!topic) return { reply: unknownTopic() }
  const used = [...topic.aspects.values()].flatMap(({ template }) => references(template))
  const yesterday = calendar.addDays(calendar.localDay(now), -1)
  const facts = await findFacts(tx, distinct([PHONE, ...used.filter((reference) => !reference.includes(':'))]))
  const places = await findPlaces(tx, distinct([topic.place, ...used.map((reference) => reference.split(':')[1])]), yesterday)
  return { reply: topicReply(topic, { facts, places }, readQuestion(aspect, text, now, calendar), now, calendar) }
}

const distinct = (keys: readonly (string | undefined)[]): string[] => [...new Set(keys)].filter((key) => key !== undefined)

/** Fills an empty database; afterwards what staff wrote there counts. */
export async function seedKnowledge(tx: Tx, now: Date): Promise<void> {
  if (await hasFacts(tx)) return
  await addContent(tx, readContent(now))
}

const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a day is written 2026-12-31')

const HoursText = z.string().transform((text, context): Span[] => {
  const hours = readHours(text)
  if (!hours) context.addIssue(`hours are written 08:30-12:00, 14:30-17:30, or 24h, or closed; read "${text}"`)
  return [...(hours ?? [])]
})

const WeeklyText = z.record(z.string(), HoursText).transform((byDays, context): Span[][] => {
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
  special: z.array(z.strictObject({ place: z.string(), day: Day, hours: HoursText, reason: z.string() })),
})

const AspectFile = z.union([
  z.string().transform((text) => ({ text, sample: false, until: undefined })),
  z.strictObject({ text: z.string(), sample: z.boolean(), until: Day.optional() }),
])

const TopicFile = z.strictObject({
  title: z.string(),
  place: z.string().optional(),
  aspects: z.partialRecord(z.enum(ASPECTS), AspectFile),
})

/**
 * What ships in `content/`, as rows.
 * @throws StartError naming file and line of a mistake
 */
export function readContent(now: Date): Content {
  const centre = readYaml(contentPath('centre.yaml'), CentreFile)
  const files = TOPICS.map((name) => ({ name, ...readYaml(contentPath('topics', `${name}.yaml`), TopicFile) }))
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
