/** Announcements as people meet them, and what staff see of them before and after they are out. */
import type { Acts, Aim, AudienceKind, Context } from '../../../bot/capability.ts'
import { quietAround } from '../../../bot/quiet.ts'
import { addressOf, mutedKinds, quietOf } from '../../../bot/store/people.ts'
import { whenIn } from '../../../intents/when.ts'
import { after, DAY } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { leaveMessage } from '../../human/operations.ts'
import { addAck } from '../acks/operations.ts'
import {
  type Announcement,
  allSince,
  announcement,
  type Edit,
  lastPushed,
  latestSent,
  nameOf,
  needsApproval,
  reach,
  submit,
  wordsOf,
} from '../announcements/operations.ts'
import { lastOf, waitsUntil } from '../announcements/rules.ts'
import { knownAudiences, personCalled } from '../audiences/operations.ts'
import { audienceIn, audienceNamed, isOpen } from '../audiences/rules.ts'
import { fatesOf, matterIn } from '../mailings/operations.ts'
import * as replies from './replies.ts'
import { bareVerb, bareWith, type Command, commandIn, MEANT, type Preview, textIn, urgentIn, type Verb } from './rules.ts'

export {
  type Announcement,
  allSince,
  announcement,
  approve,
  draft,
  type Edit,
  edit,
  reject,
  setApproval,
} from '../announcements/operations.ts'
export { knownAudiences } from '../audiences/operations.ts'
export { audienceNamed, PLAIN as plainAudiences } from '../audiences/rules.ts'
export { countsText } from '../mailings/rules.ts'
export { chase, pause, resume, rosterOf, sendTest, standing, stop } from '../progress/operations.ts'

/** 今天18:00, 明天9:00, 11月30日（周一）9:00. */
export function momentText({ calendar, now }: Pick<Acts, 'calendar' | 'now'>, moment: Date): string {
  return `${calendar.plain(calendar.localDay(moment), calendar.localDay(now))}${calendar.localTime(moment).replace(/^0/, '')}`
}

const MORNING = '09:00'
/** A moment in the words; a whole day is its morning. */
export function momentIn(ctx: Context, words: string): Date | undefined {
  const when = whenIn(words, ctx.now, ctx.calendar)?.when
  if (!when) return undefined
  if ('date' in when) return ctx.calendar.instant(when.date, MORNING)
  const [day = '', time = MORNING] = when.start.split('T')
  return ctx.calendar.instant(day, time)
}

/** The announcement as staff see it before it goes out. */
export async function previewOf(acts: Acts, item: Announcement, kinds: readonly AudienceKind[]): Promise<Preview> {
  const { number, text, audience, emergency, ack, picture, dueAt, state, corrects } = item
  return {
    number,
    text,
    audience: corrects ? `收到${corrects}的人` : audience.map(({ called }) => called).join('、'),
    reach: await reach(acts, item, kinds),
    emergency,
    ack,
    picture: picture !== null,
    when: dueAt ? momentText(acts, dueAt) : undefined,
    last: momentText(acts, lastOf(item)),
    waits: waitText(acts, item),
    state,
    needsApproval: await needsApproval(acts, item),
    corrects,
  }
}

/** The end of the quiet hours that its time falls into. */
function waitText(acts: Acts, item: Announcement): string | undefined {
  const until = waitsUntil(item, acts.now, acts.calendar)
  return until && momentText(acts, until)
}

/** What one person would see, where and when; or why that person does not get it. */
export async function seenBy(acts: Acts, item: Announcement, display: string): Promise<{ lines: readonly string[]; how: string } | undefined> {
  const person = await personCalled(acts, display)
  if (!person) return undefined
  const address = await addressOf(acts.tx, person)
  const muted = await mutedKinds(acts.tx, person)
  if (!item.emergency && (muted.includes('notice') || muted.includes('all'))) return { lines: [], how: replies.mutes }
  const at = item.dueAt ?? acts.now
  const quiet = item.emergency ? undefined : quietAround(await quietOf(acts.tx, person), at, acts.calendar)
  const { lines, choices } = wordsOf(item)
  const moment = quiet?.end ?? item.dueAt
  const how = replies.seenHow(moment ? momentText(acts, moment) : undefined, address && replies.channelName(address.channel))
  return { lines: address ? [...lines, ...choices.map(({ label }, position) => `${position + 1}. ${label}`)] : [], how }
}

/**
 * Hands it on and tells who can approve it.
 * @returns how many were told, or when it goes out; refused as `submit` refuses
 */
export async function handOn(acts: Acts, by: string, number: string, kinds: readonly AudienceKind[]) {
  const done = await submit(acts, by, number, kinds)
  if (!done.ok || done.value.is === 'scheduled') return done
  const item = await announcement(acts, number)
  if (!item) return refused('unknown')
  const parts = replies.pleaseApprove(await previewOf(acts, item, kinds), await nameOf(acts, by))
  const choices = replies.approveChoices(number)
  for (const person of done.value.approvers) {
    const key = `announcement:approve:${number}:${acts.now.getTime()}:${person}`
    await acts.push({ key, reason: 'human.announcement', to: { person }, parts, choices, urgent: true, priority: 50 })
  }
  return done
}

/** An announcement that was pushed this long ago is what 收到 means. */
const ACK_WITHIN = 7 * DAY

/** Writes down that the speaker got it: the named one, or the last that was pushed. @returns what it was, undefined when there is none */
export async function acknowledge(ctx: Context, named: string | undefined): Promise<Announcement | undefined> {
  const number = named ?? (await lastPushed(ctx, ctx.person.id, after(ctx.now, -ACK_WITHIN)))
  const item = number === undefined ? undefined : await announcement(ctx, number)
  if (!item || item.startedAt === null) return undefined
  if (await mayCount(ctx, item.number)) await addAck(ctx, item.number, ctx.person.id)
  return item
}

/** Did it reach this person, or a group in which it can be read? Others' 收到 is not counted. */
async function mayCount(ctx: Context, number: string): Promise<boolean> {
  const reached = (await fatesOf(ctx, number)).filter(({ state }) => state === 'sent' || state === 'unknown')
  return reached.some(({ personId, groupId }) => personId === ctx.person.id || groupId !== null)
}

/**
 * A driver's words about an announcement reach who wrote it.
 * @returns their number for staff; refused with `unknown`, `too-many`
 */
export async function replyTo(ctx: Context, number: string, words: string): Promise<Result<string, 'unknown' | 'too-many'>> {
  const item = await announcement(ctx, number)
  if (!item || item.startedAt === null) return refused('unknown')
  if (await mayCount(ctx, number)) await addAck(ctx, number, ctx.person.id)
  const left = await leaveMessage(ctx, words, false, { what: `公告${number}`, to: item.author ? [item.author] : [] })
  return left.ok ? ok(left.value.number) : left
}

/** Did the push of it reach this person? */
const gotIt = async (ctx: Context, number: string): Promise<boolean> =>
  (await fatesOf(ctx, number)).some(({ personId, state }) => personId === ctx.person.id && (state === 'sent' || state === 'unknown'))

/** What is not withdrawn; of what was, only what the person has already. */
async function standingOnes(ctx: Context, all: readonly Announcement[]): Promise<Announcement[]> {
  const numbers = all.map(({ number }) => number)
  const stopped = await matterIn(ctx, numbers, 'stopped')
  const found: Announcement[] = []
  for (const item of all) if (!stopped.has(item.number) || (ctx.place === 'private' && (await gotIt(ctx, item.number)))) found.push(item)
  return found
}

/**
 * The newest that anybody may read, newest first; in private also those that were for this person. A correction stands
 * in for its error. What was stopped is read by nobody who did not get it.
 */
export async function latestFor(ctx: Context, limit: number): Promise<Announcement[]> {
  const all = await latestSent(ctx, limit * 4)
  const standing = await standingOnes(ctx, all)
  const wrong = new Set(standing.flatMap(({ corrects }) => corrects ?? []))
  const firstOf = (item: Announcement): Announcement => {
    const error = all.find(({ number }) => number === item.corrects)
    return error ? firstOf(error) : item
  }
  const found: Announcement[] = []
  for (const item of standing) {
    if (wrong.has(item.number)) continue
    const first = firstOf(item)
    const open = isOpen(first.audience) && first.corrects === null
    const mine = !open && ctx.place === 'private' && (await fatesOf(ctx, item.number)).some(({ personId }) => personId === ctx.person.id)
    if ((open || mine) && found.length < limit) found.push(item)
  }
  return found
}

export const withPicture = (picture: Edit['picture'] | undefined): Edit => (picture ? { picture } : {})

/** How many announcements are shown at once. */
const SHOWN = 5

/** What is new, with the days; `one`: the announcement that was asked for by its number. */
export async function newsFor(ctx: Context, number: string | undefined) {
  const items = (await latestFor(ctx, number ? 20 : SHOWN)).map((item) => ({
    number: item.number,
    day: ctx.calendar.plain(ctx.calendar.localDay(item.startedAt ?? item.createdAt), ctx.calendar.localDay(ctx.now)),
    text: replies.textOf(item),
  }))
  return { one: items.find((item) => item.number === number), items: items.slice(0, SHOWN) }
}

/** In place of an answer: the draft is given up, or another announcement is begun instead. */
const GIVEN_UP = '-'
const ANEW = '+'
export const isGivenUp = (value: string): boolean => value === GIVEN_UP
/** The words of the other announcement. */
export const anewIn = (value: string): string | undefined => (value.startsWith(ANEW) ? value.slice(ANEW.length) : undefined)
export const endsDraft = (value: string): boolean => isGivenUp(value) || anewIn(value) !== undefined

/** The text, or what ends the draft. */
export function textSaid(raw: string, direct: boolean): string | undefined {
  if (direct && bareVerb(raw) === 'stop') return GIVEN_UP
  return direct ? raw.trim() || undefined : textIn(raw).text
}

/** Whom it is for, as a field keeps it; of a whole sentence only what stands before the text says so. */
export function audienceSaid(raw: string, direct: boolean, known: readonly Aim[]): string | undefined {
  if (bareVerb(raw) === 'stop') return GIVEN_UP
  if (direct && textIn(raw).text !== undefined) return `${ANEW}${raw}`
  const found = direct ? audienceNamed(raw, known) : audienceIn(textIn(raw).lead, known)
  return found.length > 0 ? JSON.stringify(found) : undefined
}

/** What another announcement says at once. */
export async function beginAnew(acts: Acts, raw: string, kinds: readonly AudienceKind[]): Promise<Record<string, string>> {
  const audience = audienceSaid(raw, false, await knownAudiences(acts, kinds))
  return { text: textIn(raw).text ?? '', urgent: urgentIn(raw), ...(audience ? { audience } : {}) }
}

/** How long an announcement can be meant without its number. */
const TALKED_ABOUT = 3 * DAY

const onlyIn = <T extends { number: string }>(all: readonly T[], some: ReadonlySet<string>): T[] => all.filter(({ number }) => some.has(number))

/** What an order without a number can mean: the speaker's own, to an approver what waits for approval. How it stands is asked of the newest. */
export async function meantBy(ctx: Context, verb: Verb): Promise<{ verb: Verb; number: string; text: string }[]> {
  const all = await allSince(ctx, after(ctx.now, -TALKED_ABOUT))
  const by = (said: Verb, own: boolean) =>
    all
      .filter(({ state, author }) => MEANT[said]?.includes(state) && (author === ctx.person.id) === own)
      .map(({ number, text }) => ({ verb: said, number, text }))
  const decides = verb === 'approve' || verb === 'reject'
  const found = by(verb, !decides)
  // 确认 is also how an approver agrees.
  const others = found.length === 0 && verb === 'submit' && (await ctx.holds('approver')) ? by('approve', false) : []
  const meant = [...found, ...others]
  const numbers = meant.map(({ number }) => number)
  if (verb === 'resume') return onlyIn(meant, await matterIn(ctx, numbers, 'paused'))
  return verb === 'progress' || verb === 'roster' ? meant.slice(0, 1) : meant
}

/** The order in the words; without a number what it can mean, and the order where that is one only. */
export async function orderOf(ctx: Context, raw: string) {
  const said = bareWith(raw)
  const bare = bareVerb(raw) ?? said?.verb
  const meant = bare ? (await meantBy(ctx, bare)).map((each) => ({ ...each, rest: said?.rest ?? '' })) : []
  const [first, ...more] = meant
  const order: Command | undefined = first && more.length === 0 ? { verb: first.verb, number: first.number, rest: first.rest } : commandIn(raw)
  return { bare, meant, order }
}
