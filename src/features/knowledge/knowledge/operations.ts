/** What the centre says: answering from it, and filling an empty database with what ships in `content/`. */
import type { Answer, Context } from '../../../bot/capability.ts'
import type { Reply } from '../../../bot/message.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { wake } from '../../../jobs/schedule.ts'
import type { Calendar, Holidays } from '../../../lib/calendar.ts'
import { after, DAY, MINUTE } from '../../../lib/clock.ts'
import { readContent, type Words, words } from '../shipped/operations.ts'
import { BEING_CHECKED, notStatedReply, PHONE, topicReply, unknownTopic } from './replies.ts'
import { type Edit, type Entries, type Kind, namedTopic, notStated, readQuestion, references } from './rules.ts'
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
