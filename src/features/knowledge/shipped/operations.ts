/** What ships in `content/`: facts, topics and places to begin with, and the words by which people name what they ask about. */
import { z } from 'zod'
import { TOPICS } from '../../../bot/vocabulary.ts'
import { contentPath, readYaml } from '../../../lib/content.ts'
import { readHours, readWeekdays, type Span } from '../../../lib/opening.ts'
import { ASPECTS, type Names } from '../knowledge/rules.ts'

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
export function readContent(now: Date) {
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
    topics: files.map(({ name, title, place }, position) => ({ name, title, place: place ?? null, names: null, position })),
    aspects: files.flatMap(({ name, aspects }) =>
      Object.entries(aspects).map(([aspect, { text, sample, until }]) => ({
        topic: name,
        aspect,
        template: text.trim(),
        sample,
        source: sample ? '' : centre.source,
        owner: centre.owner,
        validUntil: until ?? null,
        updatedAt: now,
      })),
    ),
    places: Object.entries(centre.places).map(([key, place]) => ({
      key,
      ...place,
      source: place.sample ? '' : centre.source,
      owner: centre.owner,
      validUntil: null,
      updatedAt: now,
    })),
    specialDays: centre.special,
  }
}
