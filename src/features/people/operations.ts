/** A person's file: the accounts in it, what is known, and how all of it goes away. */
import type { Broom, Context, Keeps } from '../../bot/capability.ts'
import type { QuietSpan } from '../../bot/quiet.ts'
import { leavesTime } from '../../bot/quiet-words.ts'
import * as binding from '../../bot/store/binding.ts'
import { nextNumber } from '../../bot/store/numbers.ts'
import { accountsOf, consentOf, drivesOf, mute, mutedKinds, quietOf, setDrives, setQuiet, unmute, withdrawConsent } from '../../bot/store/people.ts'
import { joinStaff, rolesOf } from '../../bot/store/staff.ts'
import { type Driver, ROLES, type Role } from '../../bot/vocabulary.ts'
import type { Tx } from '../../db/db.ts'
import { after, HOUR, systemClock } from '../../lib/clock.ts'
import { ok, type Result, refused } from '../../lib/errors.ts'
import { KINDS, type Kind, muted, RETENTION, type Wish } from './rules.ts'
import * as store from './store.ts'

/** A fresh code for the speaker's own file, to be sent from another account. */
export async function ownCode(ctx: Context): Promise<string> {
  const code = binding.freshCode()
  await binding.storeBindingCode(ctx.tx, ctx.person.id, code, ctx.now)
  await ctx.audit('profile.code', ctx.person.id)
  return code
}

/**
 * A fresh code for somebody else's file, issued by staff at the counter.
 * @returns refused with `forbidden` without the role, `unknown` when there is no such person
 */
export async function issueCode(ctx: Context, personId: string): Promise<Result<string, 'forbidden' | 'unknown'>> {
  if (!(await ctx.holds('counter'))) return refused('forbidden')
  if (!(await store.personExists(ctx.tx, personId))) return refused('unknown')
  const code = binding.freshCode()
  await binding.storeBindingCode(ctx.tx, personId, code, ctx.now)
  await ctx.audit('profile.code.issued', personId)
  return ok(code)
}

/** What a code did. */
export type CodeUse = { is: 'staff'; name: string; roles: Role[] } | { is: 'bound'; whole: boolean }
export type CodeRefusal = 'locked' | 'wrong' | 'used' | 'expired' | 'staff-expired' | 'own' | 'staff-account'

/**
 * Uses a one-time code: as a staff code first, then as a binding code.
 * @returns refused with `locked` after too many wrong codes (right ones, too, for an hour), `wrong` when
 * there is no such code, `used`, `expired`, `staff-expired`, `own` when it is the speaker's own file's,
 * `staff-account` when a member of staff would become part of somebody's file
 */
export async function useCode(ctx: Context, code: string, keeps: readonly Keeps[]): Promise<Result<CodeUse, CodeRefusal>> {
  return (await joinByCode(ctx, code)) ?? bind(ctx, code, keeps)
}

/**
 * Uses a code where no consent was given yet: only a staff code does anything. One that nobody gave out
 * counts as a wrong one at once.
 * @returns undefined when it is a binding code, which needs consent
 */
export async function useStaffCode(ctx: Context, code: string): Promise<Result<CodeUse, CodeRefusal> | undefined> {
  const used = await joinByCode(ctx, code)
  if (used || (await binding.findBindingCode(ctx.tx, code))) return used
  return refused(await missed(ctx))
}

async function joinByCode(ctx: Context, code: string): Promise<Result<CodeUse, CodeRefusal> | undefined> {
  const { tx, now, person } = ctx
  if (await binding.codesLockedUntil(tx, person.accountId, now)) return refused('locked')
  const joined = await joinStaff(tx, binding.codeDigest(code), person.id, now)
  if (joined) {
    await binding.forgetMisses(tx, person.accountId)
    await ctx.audit('staff.joined', joined.name)
    return ok({ is: 'staff', ...joined })
  }
  return (await binding.isStaleStaffCode(tx, code)) ? refused('staff-expired') : undefined
}

const missed = async ({ tx, person, now }: Context): Promise<CodeRefusal> => ((await binding.countMiss(tx, person.accountId, now)) > 0 ? 'wrong' : 'locked')

async function bind(ctx: Context, code: string, keeps: readonly Keeps[]): Promise<Result<CodeUse, CodeRefusal>> {
  const { tx, now, person } = ctx
  const known = await binding.findBindingCode(tx, code)
  if (!known) return refused(await missed(ctx))
  if (known.usedAt) return refused('used')
  if (known.expiresAt <= now) return refused('expired')
  if (known.personId === person.id) return refused('own')
  // A driver's code must not be a way to come by the rights of the member of staff who sends it.
  if ((await rolesOf(tx, person.id)).length > 0) return refused('staff-account')
  const file = await binding.takeBindingCode(tx, code, now)
  if (!file) return refused('used')
  const whole = await binding.joinFile(tx, person.accountId, person.id, file)
  if (whole) for (const kept of keeps) await kept.move(tx, person.id, file, now)
  await binding.forgetMisses(tx, person.accountId)
  await ctx.audit('profile.bound', file)
  return ok({ is: 'bound', whole })
}

/** All that is kept about the speaker. */
export async function fileOf(ctx: Context, keeps: readonly Keeps[]) {
  const { tx, person, calendar } = ctx
  const ids = await binding.idsOf(tx, person.id)
  return {
    accounts: await accountsOf(tx, person.id),
    consent: await consentOf(tx, person.id),
    muted: await mutedKinds(tx, person.id),
    quiet: await quietOf(tx, person.id),
    drives: await drivesOf(tx, person.id),
    roles: await rolesOf(tx, person.id),
    parked: await store.parkedOf(tx, person.id),
    messages: await store.messageCount(tx, ids),
    kept: await gathered(keeps, (each) => each.show(tx, person.id, calendar)),
  }
}

/** What each capability gives, one after the other: a transaction takes one question at a time. */
async function gathered<T>(keeps: readonly Keeps[], ask: (kept: Keeps) => Promise<readonly T[]>): Promise<T[]> {
  const all: T[] = []
  for (const kept of keeps) all.push(...(await ask(kept)))
  return all
}

/** The newest messages that an export lists word by word. */
const EXPORTED = 200

/** The file together with its history and the speaker's own words. */
export async function exportOf(ctx: Context, keeps: readonly Keeps[]) {
  const { tx, person, calendar } = ctx
  const ids = await binding.idsOf(tx, person.id)
  await ctx.audit('profile.exported', person.id)
  return {
    ...(await fileOf(ctx, keeps)),
    consents: await store.consentsOf(tx, person.id),
    sections: await gathered(keeps, (each) => each.copy(tx, person.id, calendar)),
    texts: (await store.messageTexts(tx, ids, EXPORTED)).reverse(),
  }
}

/** Erases the speaker's data for good. @returns the receipt's number */
export async function erase(ctx: Context, keeps: readonly Keeps[]): Promise<string> {
  const receipt = await nextNumber(ctx.tx, 'E')
  const ids = await binding.idsOf(ctx.tx, ctx.person.id)
  for (const kept of keeps) await kept.erase(ctx.tx, ids, ctx.now)
  await store.forget(ctx.tx, ids, ctx.now)
  await ctx.audit('profile.erased', receipt)
  return receipt
}

/** Is the speaker a member of staff? */
export const isStaff = (ctx: Context): Promise<boolean> => ctx.holds(...ROLES)

/** @returns whether there was a consent to take back */
export async function withdraw(ctx: Context): Promise<boolean> {
  const withdrawn = await withdrawConsent(ctx.tx, ctx.person.id, ctx.now)
  if (withdrawn) await ctx.audit('profile.withdrawn', ctx.person.id)
  return withdrawn
}

/** Stops and resumes kinds of notices. @returns the kinds that are muted now */
export async function setMuted(ctx: Context, steps: Wish['steps']): Promise<string[]> {
  const before = await mutedKinds(ctx.tx, ctx.person.id)
  const wanted = muted(before, steps)
  for (const kind of wanted.filter((each) => !before.includes(each))) await mute(ctx.tx, ctx.person.id, kind, ctx.now)
  for (const kind of before.filter((each) => !wanted.includes(each))) await unmute(ctx.tx, ctx.person.id, kind)
  return wanted
}

/** The kinds that the speaker has muted. */
export const mutedIn = (ctx: Context): Promise<string[]> => mutedKinds(ctx.tx, ctx.person.id)

/** So long after it a push is what a wish without a kind is about (milliseconds). */
const JUST_NOW = HOUR

/** The kind of the push that is the last thing the speaker heard, lately. */
export async function justPushed(ctx: Context): Promise<Kind | undefined> {
  const reason = await store.lastPush(ctx.tx, ctx.person.id, after(ctx.now, -JUST_NOW))
  return KINDS.find((kind) => kind === reason?.split('.')[0])
}

/** The hours in which the speaker is not spoken to. */
export const hoursOf = (ctx: Context): Promise<readonly QuietSpan[]> => quietOf(ctx.tx, ctx.person.id)

/** Sets the speaker's quiet hours. @returns what holds now; undefined when they would leave no time at all */
export async function setHours(ctx: Context, hours: readonly QuietSpan[] | 'house'): Promise<readonly QuietSpan[] | undefined> {
  if (hours !== 'house' && !leavesTime(hours)) return undefined
  await setQuiet(ctx.tx, ctx.person.id, hours === 'house' ? null : [...hours])
  return hoursOf(ctx)
}

/** Keeps what the speaker drives: some announcements are for one kind only. */
export const keepDrives = (ctx: Context, drives: Driver): Promise<void> => setDrives(ctx.tx, ctx.person.id, drives)

/** Rows that one piece of the housekeeping touches at most. */
const PIECE = 500

const BROOMS: readonly { keep: number; sweep: Broom; wall?: true }[] = [
  { keep: RETENTION.messageTexts, sweep: store.emptyMessageTexts },
  { keep: RETENTION.messages, sweep: store.dropMessages },
  { keep: RETENTION.questionWriters, sweep: store.forgetQuestionWriters },
  { keep: RETENTION.conversations, sweep: store.dropConversations },
  { keep: RETENTION.sent, sweep: store.dropSent },
  { keep: RETENTION.groupAnswers, sweep: store.dropGroupAnswers },
  { keep: RETENTION.parked, sweep: store.dropParked },
  { keep: RETENTION.codes, sweep: store.dropCodes },
  // Leases are kept in real time, also under a virtual clock.
  { keep: RETENTION.workers, sweep: store.dropWorkers, wall: true },
  { keep: RETENTION.audit, sweep: store.dropAudit },
]

/** Forgets a bounded piece of what is past its time. @returns whether more may remain */
export async function forgetOld(tx: Tx, due: Date, keeps: readonly Keeps[]): Promise<boolean> {
  let left = PIECE
  const clocks: typeof BROOMS = [...BROOMS, ...keeps.flatMap((kept) => kept.clocks ?? [])]
  for (const { keep, sweep, wall } of clocks) {
    left -= await sweep(tx, after(wall ? systemClock.now() : due, -keep), left)
    if (left <= 0) return true
  }
  return false
}
