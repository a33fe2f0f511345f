/** What the centre says: answering from it, and filling an empty database with what ships in `content/`. */
import type { Answer, Context } from '../../../bot/capability.ts'
import type { Reply } from '../../../bot/message.ts'
import { INTENTS } from '../../../bot/vocabulary.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { wake } from '../../../jobs/schedule.ts'
import type { Calendar, Holidays } from '../../../lib/calendar.ts'
import { after, DAY, MINUTE } from '../../../lib/clock.ts'
import { readContent, type Words, words } from '../shipped/operations.ts'
import { BEING_CHECKED, notStatedReply, PHONE, topicReply, unknownTopic } from './replies.ts'
import {
  ASPECTS,
  type Edit,
  type Entries,
  EVERYWHERE,
  type Kind,
  type Mistake,
  namedTopic,
  notStated,
  type Problem,
  readQuestion,
  references,
} from './rules.ts'
import type { Knowledge } from './store.ts'
import * as store from './store.ts'

export type { Knowledge } from './store.ts'

/** A question as far as it was understood: the topic, the aspect that the words ask for, and the words (a day or an hour in them is answered for). */
export interface Asked {
  readonly topic: string | undefined
  readonly aspect: string | undefined
  readonly text: string
}

/** Special days and closures that are over play no part: those of yesterday may still reach past midnight. */
const sinceWhen = (now: Date, calendar: Calendar) => {
  const day = calendar.addDays(calendar.localDay(now), -1)
  return { day, moment: calendar.startOfDay(day) }
}

/** Answers a question about a topic from the facts as they stand now. */
export async function answerTopic(
  { tx, now, calendar }: Pick<Context, 'tx' | 'now' | 'calendar'>,
  name: string | undefined,
  aspect: string | undefined,
  text: string,
): Promise<Answer<'public'>> {
  const known = await store.findKnowledge(tx, sinceWhen(now, calendar))
  return answerFrom(known, { topic: name, aspect, text }, now, calendar)
}

/** The same from any state of the facts, also one that is only being considered. */
export function answerFrom(known: Knowledge, asked: Asked, now: Date, calendar: Calendar): Answer<'public'> {
  const { topic: name, aspect, text } = asked
  const { names, notKnown } = wordsWith(known)
  const today = calendar.withHolidays(known.holidays)
  const recognised = name === undefined ? undefined : known.topics.get(name)
  const named = name !== undefined && recognised ? namedTopic(name, recognised.place !== undefined, text, names) : undefined
  const topic = (named && known.topics.get(named)) ?? recognised
  if (!topic) return { reply: unknownTopic() }
  const templates = [...topic.aspects.values()].map(({ template }) => template)
  const values = [...new Set([PHONE, ...templates.flatMap(references)])].map((reference) => known.facts.get(reference)?.value ?? '')
  const stated = [...templates, ...values].join('\n')
  const missing = notStated(text, notKnown, stated)
  const related = !(named ?? name)?.startsWith('centre.')
  // Follow-ups refer to what was answered, not to what was recognised.
  const answered = named ? { topic: named } : {}
  if (missing !== undefined) return { reply: notStatedReply(missing, topic, related, known, now, today), ...answered }
  const question = readQuestion(aspect, text, now, today)
  const key = `${named ?? name} ${JSON.stringify(question)}`
  return { reply: sameMinute(known, now, key, () => topicReply(topic, known, question, now, today)), ...answered }
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

const withStaffs = new WeakMap<Knowledge, Words>()

/** The words of `content/`, with those that staff gave their topics. */
function wordsWith(known: Knowledge): Words {
  const own = words()
  if (known.names.size === 0) return own
  const merged = withStaffs.get(known) ?? { ...own, names: new Map([...own.names, ...known.names]) }
  withStaffs.set(known, merged)
  return merged
}

/** Everything the centre says as it stands now, facts that are no longer true included. */
export const knownNow = (tx: Reader, now: Date, calendar: Calendar): Promise<Knowledge> => store.findKnowledge(tx, sinceWhen(now, calendar))

/** Topics by name, with their titles: those of the catalogue and those of staff. */
export const topicTitles = (read: Reader): Promise<ReadonlyMap<string, string>> => store.readTitles(read)

/** All that is stored, kind by kind. */
export const allEntries = (read: Reader): Promise<Entries> => store.readEntries(read)

/** What would be said if this were stored. */
export const knowledgeOf = (entries: Entries): Knowledge => store.knowledgeOf(entries)

/** Begins a change of what the centre says: whoever else does so waits until this transaction ends. */
export const beginEditing = (tx: Tx): Promise<void> => store.newEdition(tx)

/** Stores these entries as they are to be; after `beginEditing`. Whether they make sense is for the caller to see. */
export async function storeEntries(tx: Tx, edits: readonly Edit[], now: Date): Promise<void> {
  for (const edit of edits) await store.putEntry(tx, edit, now)
  if (edits.some(({ kind }) => CHANGES_DAYS.has(kind))) await wake(tx, 'daysheet.closed-days', now)
}

/** Kinds of entries after which a day may be open or closed otherwise: bookings are looked after at once. */
const CHANGES_DAYS: ReadonlySet<Kind> = new Set(['place', 'special', 'closure', 'holiday'])

/** The days on which staff know better than the library. */
export async function staffHolidays(read: Reader, now: Date): Promise<Holidays> {
  const since = after(now, -2 * DAY)
  return (await store.findKnowledge(read, { day: since.toISOString().slice(0, 10), moment: since })).holidays
}

/** Fills an empty database; afterwards what staff wrote there counts. */
export async function seedKnowledge(tx: Tx, now: Date): Promise<void> {
  words()
  if (await store.hasFacts(tx)) {
    if (!(await store.hasEdition(tx))) await store.newEdition(tx) // a database from before there were editions
    return
  }
  await store.addContent(tx, readContent(now))
}

/** The answer's text when it is properly given; undefined when there is none or what was asked for may not be stated. */
export function statementOf(known: Knowledge, asked: Asked, now: Date, calendar: Calendar): string | undefined {
  if (asked.topic === undefined || !known.topics.has(asked.topic)) return undefined
  const lines = answerFrom(known, asked, now, calendar).reply.parts.map(({ text }) => text)
  return lines[0]?.startsWith(BEING_CHECKED) ? undefined : lines.join('\n')
}

/** Edits that change something, each with what stands there now. */
export interface Difference {
  readonly edit: Edit
  readonly before: Edit['value']
}

export function differences(entries: Entries, edits: readonly Edit[]): Difference[] {
  return edits.flatMap((edit) => {
    const before = entries[edit.kind].get(edit.key)
    return sameEntry(before, edit.value) ? [] : [{ edit, before }]
  })
}

/** Key order is no difference: a database may keep its own. */
export const sameEntry = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}

/** The entries as they would be. */
export function withEdits(entries: Entries, edits: readonly Edit[]): Entries {
  const next: Record<Kind, Map<string, unknown>> = {
    fact: new Map(entries.fact),
    topic: new Map(entries.topic),
    aspect: new Map(entries.aspect),
    place: new Map(entries.place),
    special: new Map(entries.special),
    closure: new Map(entries.closure),
    holiday: new Map(entries.holiday),
  }
  for (const { kind, key, value } of edits) {
    if (value === undefined) next[kind].delete(key)
    else next[kind].set(key, value)
  }
  return next as unknown as Entries
}

/** What is wrong with these edits, or with what they leave behind. Pure. */
export function mistakesOf(after: Entries, edits: readonly Edit[]): Mistake[] {
  const mistakes = edits.flatMap((edit) => (edit.value === undefined ? [] : mistakesIn(edit, after)))
  const gone = new Set(edits.filter(({ value }) => value === undefined).map(({ kind, key }) => `${kind} ${key}`))
  if (gone.size === 0) return mistakes
  const left = [...after.aspect].map(([key, value]) => ({ kind: 'aspect' as const, key, value }))
  const users = [...left, ...[...after.topic].map(([key, value]) => ({ kind: 'topic' as const, key, value }))]
  const orphaned = users.flatMap((user) => mistakesIn(user, after)).filter(({ problem }) => ['reference', 'no-topic', 'no-place', 'no-what'].includes(problem))
  return [...mistakes, ...orphaned.map((mistake): Mistake => ({ ...mistake, problem: mistake.problem === 'no-what' ? 'no-what' : 'in-use' }))]
}

const NAME = /^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/
const LONGEST = { value: 300, template: 800, title: 20, reason: 40 } as const

function mistakesIn({ kind, key, value }: Edit, after: Entries): Mistake[] {
  const found: Mistake[] = []
  const say = (problem: Problem, detail: string) => found.push({ kind, key, problem, detail })
  const text = (words: string, most: number) => {
    if (words.trim() === '') say('empty', '')
    if (Array.from(words).length > most) say('too-long', String(most))
  }
  if (value === undefined) return found
  if ('validUntil' in value && value.validUntil !== null && !isDay(value.validUntil)) say('day', value.validUntil)
  switch (kind) {
    case 'fact':
      if (!NAME.test(key)) say('name', key)
      text(value.value, LONGEST.value)
      break
    case 'topic':
      if (!NAME.test(key)) say('name', key)
      if (INTENTS.some((intent) => intent === key)) say('taken', key)
      text(value.title, LONGEST.title)
      if ([...after.topic].some(([name, { title }]) => name !== key && title === value.title)) say('taken', value.title)
      if (value.place !== null && !after.place.has(value.place)) say('no-place', value.place)
      if (!after.aspect.has(`${key}/what`)) say('no-what', key)
      break
    case 'aspect': {
      const [topic = '', aspect = ''] = key.split('/')
      if (!after.topic.has(topic)) say('no-topic', topic)
      if (!ASPECTS.some((each) => each === aspect)) say('no-such-aspect', aspect)
      text(value.template, LONGEST.template)
      if (/[{}]/.test(value.template.replace(/\{[^{}]+\}/g, ''))) say('braces', value.template)
      for (const reference of references(value.template)) if (!isThere(reference, after)) say('reference', reference)
      break
    }
    case 'place':
      if (!NAME.test(key)) say('name', key)
      text(value.title, LONGEST.title)
      if (value.weekly.length !== 7) say('hours', String(value.weekly.length))
      break
    case 'special':
    case 'closure': {
      const [place = '', day = ''] = kind === 'special' ? key.split('/') : [value.place]
      if (place !== EVERYWHERE && !after.place.has(place)) say('no-place', place)
      if (kind === 'special' && !isDay(day)) say('day', day)
      if (kind === 'closure' && value.until !== null && value.until <= value.from) say('order', value.until)
      text(value.reason, LONGEST.reason)
      break
    }
    case 'holiday':
      if (!isDay(key)) say('day', key)
      text(value.name, LONGEST.title)
  }
  return found
}

function isThere(reference: string, after: Entries): boolean {
  const [kind = '', place] = reference.split(':')
  return place === undefined ? after.fact.has(reference) : (kind === 'open' || kind === 'hours') && after.place.has(place)
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text
