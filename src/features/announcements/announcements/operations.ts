/** Announcements from the draft to the start of the sending; refusals send nothing. */
import type { Acts, Aim, AudienceKind, Keeps } from '../../../bot/capability.ts'
import type { EnclosedPicture } from '../../../bot/message.ts'
import { nextNumber } from '../../../bot/store/numbers.ts'
import { addressOf } from '../../../bot/store/people.ts'
import { changeSetting, settingOf } from '../../../bot/store/settings.ts'
import { personsWithRole, record, rolesOf, shownStaffName } from '../../../bot/store/staff.ts'
import { wake } from '../../../jobs/schedule.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { type Members, membersOf, type Reach, reachOf } from '../audiences/operations.ts'
import { beginMailing, fatesOf, type Words } from '../mailings/operations.ts'
import * as replies from './replies.ts'
import { endsInQuiet, isGoodText, lastOf } from './rules.ts'
import * as store from './store.ts'

export type { Announcement } from './store.ts'

type Announcement = store.Announcement
/** The job that starts what is due. */
export const STARTING = 'announcements.start'
const APPROVAL = 'announcements.approval'

/** Reminders are older promises: announcements go behind them. */
const ORDINARY = -10
const EMERGENCY = 500

export interface Draft {
  text: string
  audience: readonly Aim[]
  picture?: EnclosedPicture<'public'> | undefined
  corrects?: string
  emergency?: boolean
}

/** @param author the person of staff who writes it. @returns refused with `no-text`, `no-audience` */
export async function draft(
  acts: Acts,
  author: string,
  { text, audience, picture, corrects, emergency = false }: Draft,
): Promise<Result<Announcement, 'no-text' | 'no-audience'>> {
  if (!isGoodText(text)) return refused('no-text')
  if (audience.length === 0) return refused('no-audience')
  const number = await nextNumber(acts.tx, 'N')
  const fresh = {
    number,
    text: text.trim(),
    audience: [...audience],
    author,
    picture: picture ?? null,
    corrects: corrects ?? null,
    emergency,
    ack: true,
  }
  const made = await store.addDraft(acts.tx, fresh, acts.now)
  await record(acts.tx, { actor: author, action: 'announcement.drafted', subject: number }, acts.now)
  return ok(made)
}

export type Edit = Partial<Pick<Announcement, 'text' | 'audience' | 'emergency' | 'ack' | 'picture' | 'dueAt' | 'lastAt'>>

/**
 * Changes a draft; one that was submitted or scheduled becomes a draft again, so that nobody approves what was not read.
 * @returns refused with `unknown`, `not-draft`, `no-text`, `no-audience`, `past`, `after-latest`, `in-quiet`
 */
export async function edit(
  acts: Acts,
  editor: string,
  number: string,
  change: Edit,
): Promise<Result<Announcement, 'unknown' | 'not-draft' | 'no-text' | 'no-audience' | 'past' | 'after-latest' | 'in-quiet'>> {
  const before = await store.byNumber(acts.tx, number)
  if (!before) return refused('unknown')
  const wanted = { ...before, ...change }
  if (!isGoodText(wanted.text)) return refused('no-text')
  if (wanted.audience.length === 0) return refused('no-audience')
  if ((change.dueAt && change.dueAt <= acts.now) || (change.lastAt && change.lastAt <= acts.now)) return refused('past')
  if (wanted.dueAt && wanted.lastAt && wanted.lastAt < wanted.dueAt) return refused('after-latest')
  if ((change.dueAt || change.lastAt) && endsInQuiet(wanted, acts.now, acts.calendar)) return refused('in-quiet')
  const changed = await store.change(acts.tx, number, ['draft', 'submitted', 'scheduled', 'expired'], {
    ...change,
    state: 'draft',
    approver: null,
    approvedAt: null,
  })
  if (!changed) return refused('not-draft')
  await record(acts.tx, { actor: editor, action: 'announcement.edited', subject: number }, acts.now)
  return ok(changed)
}

/** Whom it is for at this moment. A correction goes to whoever got the error, or may have. */
export async function receiversOf(acts: Acts, { audience, corrects }: Announcement, kinds: readonly AudienceKind[]): Promise<Members> {
  if (corrects === null) return membersOf(acts, audience, kinds)
  const got = (await fatesOf(acts, corrects)).filter(({ state }) => state === 'sent' || state === 'unknown')
  return { persons: got.flatMap(({ personId }) => personId ?? []), groups: got.flatMap(({ groupId }) => groupId ?? []) }
}

export const needsApproval = async ({ tx }: Pick<Acts, 'tx'>, { emergency }: Pick<Announcement, 'emergency'>): Promise<boolean> =>
  emergency || (await settingOf(tx, APPROVAL, true))

/** Does a second person approve ordinary announcements? Emergencies always need one. */
export async function setApproval(acts: Acts, actor: string, on: boolean): Promise<void> {
  await changeSetting(acts.tx, APPROVAL, on)
  await record(acts.tx, { actor, action: `announcement.approval.${on ? 'on' : 'off'}`, subject: 'settings' }, acts.now)
}

/** How many it reaches, and why not the others. */
export const reach = async (acts: Acts, item: Announcement, kinds: readonly AudienceKind[]): Promise<Reach> =>
  reachOf(acts, await receiversOf(acts, item, kinds), item.emergency)

export type Hindrance = 'nobody' | 'past' | 'too-late' | 'in-quiet'

/** Why it cannot be sent as it stands. */
async function hindrance(acts: Acts, item: Announcement, kinds: readonly AudienceKind[]): Promise<Hindrance | undefined> {
  if (lastOf(item) <= acts.now) return 'too-late'
  if (item.dueAt && item.dueAt <= acts.now) return 'past'
  if (endsInQuiet(item, acts.now, acts.calendar)) return 'in-quiet'
  const { persons, groups } = await reach(acts, item, kinds)
  return persons + groups === 0 ? 'nobody' : undefined
}

export type Submitted = { is: 'waiting'; approvers: readonly string[] } | { is: 'scheduled'; item: Announcement }

/**
 * Hands the draft on: to be approved, or at once where nobody needs to.
 * @returns refused with `unknown`, `not-draft`, `nobody`, `past`, `too-late`, `in-quiet`
 */
export async function submit(
  acts: Acts,
  by: string,
  number: string,
  kinds: readonly AudienceKind[],
): Promise<Result<Submitted, 'unknown' | 'not-draft' | Hindrance>> {
  const item = await store.byNumber(acts.tx, number)
  if (!item) return refused('unknown')
  const why = await hindrance(acts, item, kinds)
  if (why) return refused(why)
  const approval = await needsApproval(acts, item)
  // Who hands it on answers for it: it is this person's own from now on.
  const moved = await store.change(acts.tx, number, ['draft'], {
    state: approval ? 'submitted' : 'scheduled',
    author: by,
    why: null,
    ...(approval ? {} : { dueAt: item.dueAt ?? acts.now, lastAt: lastOf(item) }),
  })
  if (!moved) return refused('not-draft')
  await record(acts.tx, { actor: by, action: 'announcement.submitted', subject: number }, acts.now)
  if (!approval) {
    await wake(acts.tx, STARTING, moved.dueAt ?? acts.now)
    return ok({ is: 'scheduled', item: moved })
  }
  const approvers: string[] = []
  for (const person of await personsWithRole(acts.tx, ['approver', 'admin'])) if (person !== by && (await addressOf(acts.tx, person))) approvers.push(person)
  return ok({ is: 'waiting', approvers })
}

/**
 * The second person's yes. Nobody approves what they wrote or handed on. What comes too late is told to the author, too.
 * @returns refused with `unknown`, `not-submitted`, `own`, `nobody`, `missed` (its time is over), `too-late`, `in-quiet`
 */
export async function approve(
  acts: Acts,
  by: string,
  number: string,
  kinds: readonly AudienceKind[],
): Promise<Result<Announcement, 'unknown' | 'not-submitted' | 'own' | 'missed' | Hindrance>> {
  const item = await store.byNumber(acts.tx, number)
  if (!item) return refused('unknown')
  if (item.state !== 'submitted') return refused('not-submitted')
  if (item.author === by) return refused('own')
  const why = await hindrance(acts, item, kinds)
  if (why && item.author) await tell(acts, item.author, `hindered:${number}:${why}:${lastOf(item).getTime()}`, replies.cameTooLate(number, why))
  if (why) return refused(why === 'past' ? 'missed' : why)
  const moved = await store.change(acts.tx, number, ['submitted'], {
    state: 'scheduled',
    approver: by,
    approvedAt: acts.now,
    dueAt: item.dueAt ?? acts.now,
    lastAt: lastOf(item),
  })
  if (!moved) return refused('not-submitted')
  await record(acts.tx, { actor: by, action: 'announcement.approved', subject: number }, acts.now)
  await wake(acts.tx, STARTING, moved.dueAt ?? acts.now)
  if (item.author) await tell(acts, item.author, `approved:${number}`, replies.wasApproved(number, await nameOf(acts, by)))
  return ok(moved)
}

/** @returns refused with `unknown`, `not-submitted` */
export async function reject(acts: Acts, by: string, number: string, why: string): Promise<Result<Announcement, 'unknown' | 'not-submitted'>> {
  if (!(await store.byNumber(acts.tx, number))) return refused('unknown')
  const moved = await store.change(acts.tx, number, ['submitted'], { state: 'draft', why })
  if (!moved) return refused('not-submitted')
  await record(acts.tx, { actor: by, action: 'announcement.rejected', subject: number }, acts.now)
  if (moved.author) await tell(acts, moved.author, `rejected:${number}:${acts.now.getTime()}`, replies.wasRejected(number, await nameOf(acts, by), why))
  return ok(moved)
}

export const { submittedOnes } = store
export const nameOf = async ({ tx }: Pick<Acts, 'tx'>, person: string): Promise<string> =>
  (await shownStaffName(tx, person)) ?? replies.colleague(await rolesOf(tx, person), await addressOf(tx, person))

async function tell(acts: Acts, person: string, key: string, parts: ReturnType<typeof replies.wasApproved>): Promise<void> {
  await acts.push({ key: `announcement:${key}`, reason: 'human.announcement', to: { person }, parts, urgent: true, priority: 50 })
}

/** Starts what is due. Who belongs to the audience is looked up now, not when it was written. */
export async function startDue(acts: Acts, kinds: readonly AudienceKind[]): Promise<void> {
  for (const item of await store.dueOnes(acts.tx, acts.now)) await start(acts, item, kinds)
  const next = await store.nextDue(acts.tx)
  if (next) await wake(acts.tx, STARTING, next)
}

async function start(acts: Acts, item: Announcement, kinds: readonly AudienceKind[]): Promise<void> {
  const { number, author, emergency } = item
  const { persons, groups } = await receiversOf(acts, item, kinds)
  const mailing = {
    matter: number,
    words: wordsOf(item),
    reason: emergency ? 'emergency.announcement' : 'notice.announcement',
    urgent: emergency,
    priority: emergency ? EMERGENCY : ORDINARY,
    owner: author ?? undefined,
    lastAt: lastOf(item),
  }
  const begun = await beginMailing(acts, mailing, [...groups.map((group) => ({ group })), ...persons.map((person) => ({ person }))])
  if (begun.ok) {
    await store.change(acts.tx, number, ['scheduled'], { state: 'sending', startedAt: acts.now })
    return
  }
  await store.change(acts.tx, number, ['scheduled'], { state: 'expired', why: begun.reason })
  if (author) await tell(acts, author, `not-begun:${number}`, begun.reason === 'nobody' ? replies.isForNobody(number) : replies.wasTooLate(number))
}

/** What every receiver reads, and can press. */
export function wordsOf(item: Announcement, again = false): Words {
  const { number, ack, picture } = item
  const act = (intent: string) => ({ do: 'ask', intent, filled: { number } }) as const
  const choices = ack
    ? [
        { label: replies.ackLabel, act: act('notice.ack') },
        { label: replies.replyLabel, act: act('notice.reply') },
      ]
    : []
  return { lines: replies.lines(item, again), choices, pictures: picture ? [picture] : [] }
}

type Look = Pick<Acts, 'tx'>
/** Calls off what has not begun. @returns whether there was anything to call off */
export const callOff = async ({ tx }: Look, number: string): Promise<boolean> =>
  (await store.change(tx, number, ['draft', 'submitted', 'scheduled'], { state: 'stopped' })) !== undefined

export const announcement = ({ tx }: Look, number: string): Promise<Announcement | undefined> => store.byNumber(tx, number)
/** The newest that went out, newest first. */
export const latestSent = ({ tx }: Look, limit: number): Promise<Announcement[]> => store.latest(tx, limit)
/** All that were written since then, newest first. */
export const allSince = ({ tx }: Look, since: Date): Promise<Announcement[]> => store.listAll(tx, since)
/** The announcement that was pushed to the person last, since then. */
export const lastPushed = ({ tx }: Look, person: string, since: Date): Promise<string | undefined> => store.lastPushed(tx, person, since)
/** The announcements themselves stay: they name nobody but staff. */
export const keeps: Keeps = { show: async () => [], copy: async () => [], erase: store.forgetPersons, move: store.movePerson, files: store.picturesWanted }
