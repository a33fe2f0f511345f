/** Staff change what the centre says: checked before it goes live, audited, kept in a history, and undone again. */
import type { JobRun } from '../../../bot/capability.ts'
import { nextNumber } from '../../../bot/store/numbers.ts'
import { personOfStaff, personsWithRole, record } from '../../../bot/store/staff.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { syllablesOf } from '../../../intents/pinyin.ts'
import type { Calendar, Day } from '../../../lib/calendar.ts'
import { type Difference, differences, mistakesOf, sameEntry, withEdits } from '../changes/operations.ts'
import { allEntries, beginEditing, knowledgeOf, storeEntries } from '../knowledge/operations.ts'
import { type Aspect, type Edit, type Entries, type EntryOf, EVERYWHERE, KINDS, type Kind, type Mistake } from '../knowledge/rules.ts'
import { relearn } from '../learning/operations.ts'
import { type Broken, brokenBy } from '../regression/operations.ts'
import { type Lapsing, lapsing } from './replies.ts'
import * as store from './store.ts'

/** Who changes something, and when. */
export interface Desk {
  readonly tx: Tx
  readonly now: Date
  /** The member of staff. */
  readonly who: string
  readonly calendar: Calendar
}

export interface Options {
  /** Goes live although questions of the regression list would be spoilt. */
  readonly confirmed?: boolean
  /** The number of the change that this one undoes. */
  readonly undoes?: string
}

/** What edits come to: what would change, what is wrong with it, what it would spoil. */
export interface Preview {
  readonly changes: readonly Difference[]
  readonly mistakes: readonly Mistake[]
  readonly breaks: readonly Broken[]
}

export type NotEdited = { readonly ok: false; readonly reason: 'mistakes' | 'breaks' } & Pick<Preview, 'mistakes' | 'breaks'>
/** `number` names the change in the history; there is none when everything was so already. */
export type Edited = { readonly ok: true; readonly value: { readonly number: string | undefined; readonly changes: readonly Difference[] } } | NotEdited

export type Plan = readonly Edit[] | ((entries: Entries) => readonly Edit[])

/**
 * Changes what the centre says; live at once in every process.
 * @returns refused with what is wrong (`mistakes`), or with the questions of the regression list that the
 * change would spoil (`breaks`) unless it is confirmed; then nothing is changed
 */
export async function edit(desk: Desk, plan: Plan, options: Options = {}): Promise<Edited> {
  await beginEditing(desk.tx)
  const entries = await allEntries(desk.tx)
  const { changes, mistakes, breaks } = await weigh(desk.tx, entries, plan, desk.now, desk.calendar)
  if (mistakes.length > 0) return { ok: false, reason: 'mistakes', mistakes, breaks: [] }
  if (breaks.length > 0 && !options.confirmed) return { ok: false, reason: 'breaks', mistakes: [], breaks }
  if (changes.length === 0) return { ok: true, value: { number: undefined, changes } }
  await storeEntries(desk.tx, inOrder(changes), desk.now)
  return { ok: true, value: { number: await remember(desk, changes, options.undoes), changes } }
}

/** What `edit` would do, without doing it. */
export async function preview(read: Reader, plan: Plan, now: Date, calendar: Calendar): Promise<Preview> {
  return weigh(read, await allEntries(read), plan, now, calendar)
}

async function weigh(read: Reader, entries: Entries, plan: Plan, now: Date, calendar: Calendar): Promise<Preview> {
  const changes = differences(entries, typeof plan === 'function' ? plan(entries) : plan)
  if (changes.length === 0) return { changes, mistakes: [], breaks: [] }
  const edits = changes.map((change) => change.edit)
  const after = withEdits(entries, edits)
  const mistakes = mistakesOf(after, edits)
  // A closure is how things are, whatever the list says.
  const lasting = edits.some(({ kind }) => kind !== 'closure')
  const breaks = mistakes.length > 0 || !lasting ? [] : await brokenBy(read, knowledgeOf(entries), knowledgeOf(after), now, calendar)
  return { changes, mistakes, breaks }
}

/** What refers to another comes after it, and goes before it. */
function inOrder(changes: readonly Difference[]): Edit[] {
  const edits = changes.map((change) => change.edit).sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
  const [gone, put] = [edits.filter(({ value }) => value === undefined), edits.filter(({ value }) => value !== undefined)]
  return [...gone.reverse(), ...put]
}

async function remember({ tx, now, who }: Desk, changes: readonly Difference[], undoes: string | undefined): Promise<string> {
  const number = await nextNumber(tx, 'K')
  const sequence = Number(number.slice(2))
  const rows = changes.map(({ edit: { kind, key, value }, before }) => {
    return { number, sequence, at: now, who, kind, key, before: before ?? null, after: value ?? null, undoes: undoes ?? null }
  })
  await store.addChanges(tx, rows)
  const [first] = changes
  const subject = `${number} ${first?.edit.kind}:${first?.edit.key}${changes.length > 1 ? ` +${changes.length - 1}` : ''}`
  await record(tx, { actor: who, action: undoes === undefined ? 'knowledge.edit' : 'knowledge.undo', subject }, now)
  // Wordings wait for their topic, and are offered by its title.
  if (changes.some(({ edit: { kind } }) => kind === 'topic')) await relearn(tx)
  return number
}

/** Changes some of an entry's values and keeps the others. @returns as `edit`; refused as an empty entry when there is none */
export function change<K extends Kind>(desk: Desk, kind: K, key: string, values: Partial<EntryOf[K]>, options?: Options): Promise<Edited> {
  return edit(desk, (entries) => [{ kind, key, value: { ...BLANK[kind], ...entries[kind].get(key), ...values } } as unknown as Edit], options)
}

/** Staff confirm that a statement is true: it is no sample any more. */
export const confirm = (desk: Desk, kind: 'fact' | 'aspect' | 'place', key: string): Promise<Edited> => change(desk, kind, key, { sample: false })

/** Takes an entry away; a topic goes with its answers. @returns as `edit` */
export function remove(desk: Desk, kind: Kind, key: string, options?: Options): Promise<Edited> {
  return edit(desk, (entries) => [...partsOf(entries, kind, key), { kind, key, value: undefined }], options)
}

function partsOf(entries: Entries, kind: Kind, key: string): Edit[] {
  if (kind === 'topic')
    return [...entries.aspect.keys()].filter((each) => each.startsWith(`${key}/`)).map((each) => ({ kind: 'aspect', key: each, value: undefined }))
  if (kind === 'place')
    return [...entries.special.keys()].filter((each) => each.startsWith(`${key}/`)).map((each) => ({ kind: 'special', key: each, value: undefined }))
  return []
}

const KEPT = { sample: false, source: '', owner: '', validUntil: null } as const
const BLANK: { readonly [K in Kind]: EntryOf[K] } = {
  fact: { ...KEPT, value: '' },
  topic: { title: '', place: null, names: [], position: 0 },
  aspect: { ...KEPT, template: '' },
  place: { ...KEPT, title: '', weekly: [], holidays: 'as-usual' },
  special: { hours: [], reason: '' },
  closure: { place: EVERYWHERE, from: '', until: null, reason: '' },
  holiday: { kind: 'holiday', name: '' },
}

/** A topic as staff make it: its title, what is answered, and how people call it. */
export interface NewTopic {
  readonly title: string
  readonly aspects: Partial<Readonly<Record<Aspect, string>>>
  readonly place?: string
  readonly names?: readonly string[]
  readonly owner?: string
  readonly source?: string
}

/** Makes a topic of staff's own. Its name is made from the title's sounds. @returns the name, or refused as `edit` */
export async function makeTopic(
  desk: Desk,
  { title, aspects, place, names = [], owner = '', source = '' }: NewTopic,
): Promise<{ name: string; edited: Edited }> {
  let name = ''
  const edited = await edit(desk, (entries) => {
    name = freeName(title, entries)
    const position = 1 + Math.max(0, ...[...entries.topic.values()].map((topic) => topic.position))
    const texts = Object.entries(aspects).map(
      ([aspect, template]): Edit => ({ kind: 'aspect', key: `${name}/${aspect}`, value: { ...KEPT, template, owner, source } }),
    )
    return [{ kind: 'topic', key: name, value: { title, place: place ?? null, names: names.length > 0 ? names : [title], position } }, ...texts]
  })
  return { name, edited }
}

function freeName(title: string, entries: Entries): string {
  const sounds = syllablesOf(title)
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
  const wished = `own.${sounds || 'topic'}`.replace(/-+/g, '-')
  for (let more = 1; ; more += 1) {
    const name = more === 1 ? wished : `${wished}-${more}`
    if (!entries.topic.has(name)) return name
  }
}

/** Changes, newest first; of one entry, where it is named. */
export const history = (read: Reader, entry?: { kind: Kind; key: string }, limit = 50): Promise<store.Change[]> => store.latestChanges(read, entry, limit)

/**
 * Undoes a change as a whole; that is a change, too, and can be undone.
 * @returns refused `no-such-change`; `changed-since` when an entry was changed again meanwhile; else as `edit`
 */
export async function undo(desk: Desk, number: string, options: Options = {}): Promise<Edited | { ok: false; reason: 'no-such-change' | 'changed-since' }> {
  await beginEditing(desk.tx)
  const rows = await store.changesOf(desk.tx, number)
  if (rows.length === 0) return { ok: false, reason: 'no-such-change' }
  const entries = await allEntries(desk.tx)
  const edits = rows.map(({ kind, key, before }) => ({ kind, key, value: before ?? undefined }) as unknown as Edit)
  const untouched = rows.every(({ kind, key, after }) => sameEntry(entries[kind as Kind].get(key), after))
  if (!untouched) return { ok: false, reason: 'changed-since' }
  return edit(desk, edits, { ...options, undoes: number })
}

/** Days on which staff know better than the library of public holidays; `ordinary` makes a holiday a day like others. */
export function setHoliday(desk: Desk, day: Day, value: EntryOf['holiday'] | undefined): Promise<Edited> {
  return edit(desk, [{ kind: 'holiday', key: day, value }])
}

/** Owners hear so many days before a statement lapses. */
const AHEAD = 7
const LAPSES = ['fact', 'aspect', 'place'] as const

/** Tells whoever answers for it what lapses within a week, and what lapsed: each once. Without a reachable owner, counter and admins hear it. */
export async function tellOfLapsing({ tx, due, calendar, push }: Pick<JobRun, 'tx' | 'due' | 'calendar' | 'push'>): Promise<void> {
  const today = calendar.localDay(due)
  const entries = await allEntries(tx)
  const everybody = await personsWithRole(tx, ['counter', 'admin'])
  const heard = new Map<string, Lapsing[]>()
  for (const kind of LAPSES) {
    for (const [key, entry] of entries[kind]) {
      const { validUntil, owner } = entry
      if (validUntil === null || validUntil > calendar.addDays(today, AHEAD)) continue
      const person = owner === '' ? undefined : await personOfStaff(tx, owner)
      const persons = person === undefined ? everybody : [person]
      const over = validUntil < today
      // While nobody can hear it, it stays to be told.
      if (persons.length === 0 || !(await store.noteTold(tx, { kind, key, validUntil, stage: over ? 'over' : 'soon' }, due))) continue
      const line = { ...shown(kind, key, entry, entries), validUntil, over }
      for (const each of persons) heard.set(each, [...(heard.get(each) ?? []), line])
    }
  }
  for (const [person, list] of [...heard].sort()) {
    await push({ key: `editing.lapsing:${today}:${person}`, reason: 'staff.lapsing', to: { person }, parts: lapsing(list), due })
  }
}

function shown(kind: Kind, key: string, entry: object, entries: Entries): Pick<Lapsing, 'title' | 'value'> {
  const title = kind === 'aspect' ? `${entries.topic.get(key.split('/')[0] ?? '')?.title ?? ''} ${key}` : key
  const value = 'value' in entry ? entry.value : 'template' in entry ? entry.template : 'title' in entry ? entry.title : ''
  return {
    title,
    value: Array.from(String(value).split('\n')[0] ?? '')
      .slice(0, 40)
      .join(''),
  }
}
