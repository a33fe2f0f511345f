/** Closing against the plan, and opening again: live at once wherever drivers ask. */
import type { Answer, Context } from '../../../bot/capability.ts'
import type { Reply } from '../../../bot/message.ts'
import { staffName } from '../../../bot/store/staff.ts'
import type { Reader } from '../../../db/db.ts'
import { newId } from '../../../lib/ids.ts'
import { withEdits } from '../changes/operations.ts'
import { type Desk, type Edited, edit } from '../editing/operations.ts'
import { allEntries, answerFrom, knowledgeOf } from '../knowledge/operations.ts'
import { type Edit, type Entries, EVERYWHERE } from '../knowledge/rules.ts'
import * as replies from './replies.ts'
import { type Closable, strangePlace, type Wish, wishIn } from './rules.ts'

/** `place`: one place, or the whole centre; `until`: open end, until somebody reopens. */
export interface Closing {
  readonly place: string | undefined
  readonly from: Date
  readonly until: Date | undefined
  readonly reason: string
}

function closing({ place = EVERYWHERE, from, until, reason }: Closing): Edit {
  return { kind: 'closure', key: newId(), value: { place, from: from.toISOString(), until: until?.toISOString() ?? null, reason } }
}

/** Closes against the plan. @returns as `edit` of editing; it is never held up by the regression list */
export const close = (desk: Desk, what: Closing): Promise<Edited> => edit(desk, [closing(what)])

/**
 * Ends what keeps a place closed then; without a place, everything. When nothing does, what is planned for later is dropped.
 * @returns as `edit` of editing
 */
export const reopen = (desk: Desk, place?: string, from = desk.now): Promise<Edited> => edit(desk, (entries) => reopening(entries, place, from))

function reopening(entries: Entries, place: string | undefined, from: Date): Edit[] {
  const at = from.toISOString()
  const lasting = [...entries.closure].filter(([, { until, place: of }]) => (until === null || until > at) && (place === undefined || of === place))
  const inForce = lasting.filter(([, closure]) => closure.from <= at)
  const ending = inForce.length > 0 ? inForce : lasting
  return ending.map(([key, closure]) => ({ kind: 'closure', key, value: closure.from >= at ? undefined : { ...closure, until: at } }))
}

/** What staff ordered, worked out and waiting for their yes. Plain data: the conversation keeps it. */
export interface Proposal {
  readonly words: string
  /** Places that the words name, by their usual names. */
  readonly named: readonly string[]
  readonly at: string
  readonly does: Wish['does']
  readonly place: string | undefined
  readonly from: string
  readonly until: string | undefined
  readonly reason: string
}

/** Works out what staff's words order and reads it back, with what drivers will hear. Nothing is changed. */
export async function propose(
  ctx: Context,
  words: string,
  named: readonly string[],
): Promise<{ ok: true; proposal: Proposal; reply: Reply<'public'> } | { ok: false; reply: Reply<'public'> }> {
  const entries = await allEntries(ctx.tx)
  const places = closable(entries)
  const wish = wishIn(words, ctx.now, ctx.calendar, places, named)
  if (!wish) return { ok: false, reply: replies.howToClose }
  const strange = strangePlace(words, places, named)
  if (strange !== undefined) return { ok: false, reply: replies.whichPlace(strange, words, [...places.flatMap(({ names }) => names[0] ?? []), WHOLE]) }
  const name = nameOf(wish.place, entries)
  const edits = wish.does === 'close' ? [closing(wish)] : reopening(entries, wish.place, wish.from)
  if (edits.length === 0) return { ok: false, reply: replies.alreadyOpen(name) }
  const at = wish.from > ctx.now ? wish.from : ctx.now
  const topic = [...entries.topic].find(([, each]) => wish.place !== undefined && each.place === wish.place)?.[0] ?? 'centre.hours'
  const { reply } = answerFrom(knowledgeOf(withEdits(entries, edits)), { topic, aspect: 'when', text: '现在开门吗' }, at, ctx.calendar)
  const { from, until, reason } = wish.does === 'close' ? wish : { from: wish.from, until: undefined, reason: '' }
  const proposal = {
    words,
    named,
    at: ctx.now.toISOString(),
    does: wish.does,
    place: wish.place,
    from: from.toISOString(),
    until: until?.toISOString(),
    reason,
  }
  const said = reply.parts.map((part) => part.text)
  return { ok: true, proposal, reply: replies.readBack(wish, name, said, ctx.now, ctx.calendar) }
}

/** Does what was proposed. */
export async function carryOut(ctx: Context, { does, place, from, until, reason }: Proposal): Promise<Answer<'public'>> {
  const { tx, now, calendar, person } = ctx
  const desk: Desk = { tx, now, calendar, who: (await staffName(tx, person.id)) ?? person.id }
  const closes = { place, from: new Date(from), until: until === undefined ? undefined : new Date(until), reason }
  const done = does === 'close' ? await close(desk, closes) : await reopen(desk, place, closes.from)
  const name = nameOf(place, await allEntries(tx))
  if (!done.ok) return { reply: replies.notPossible }
  const { number } = done.value
  if (number === undefined) return { reply: replies.alreadyOpen(name) }
  return { reply: does === 'close' ? replies.closed(number, name) : replies.reopened(number, name), data: { change: number } }
}

const WHOLE = '整个中心'
const nameOf = (place: string | undefined, entries: Entries): string => (place === undefined ? WHOLE : (entries.place.get(place)?.title ?? place))

/** Places by their titles and by the titles of the topics whose hours they keep; the hall stands for the centre. */
function closable(entries: Entries): Closable[] {
  return [...entries.place]
    .map(([key, { title }]) => {
      const topics = [...entries.topic.values()].filter((topic) => topic.place === key)
      return { key, names: key === HALL ? [title] : [title, ...topics.flatMap((topic) => [topic.title, ...(topic.names ?? [])])] }
    })
    .filter(({ names }) => names.length > 0)
}

/** Most topics keep the hours of the hall without being the hall. */
const HALL = 'centre'

/** What is closed against the plan now or later. */
export async function closuresNow(read: Reader, now: Date): Promise<Entries['closure']> {
  const at = now.toISOString()
  return new Map([...(await allEntries(read)).closure].filter(([, { until }]) => until === null || until > at))
}
