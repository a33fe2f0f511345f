/** What a legal consultation is about: kept for the lawyer, shown to nobody else. */
import type { Acts, Context, Keeps } from '../../../bot/capability.ts'
import type { Reply } from '../../../bot/message.ts'
import { secretIn } from '../../../bot/store/secrets.ts'
import { personsWithRole, rolesOf } from '../../../bot/store/staff.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { DAY } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { keyedDigest } from '../../../lib/ids.ts'
import { copied, keptLine, seen, urgentPush } from './replies.ts'
import { LawyersView, LONGEST, partyName, type Urgency, urgencyIn } from './rules.ts'
import * as store from './store.ts'

/** The secret that keys the digests of names. */
const KEY = 'legal.parties'

const digestOf = async (tx: Tx, name: string): Promise<string> => keyedDigest(await secretIn(tx, KEY), name)

export interface Telling {
  /** The booking's number. */
  readonly booking: string
  readonly personId: string
  readonly matter?: string
  readonly opponent?: string
  /** 明天15:00, for the notice to lawyers. */
  readonly when: string
}

/**
 * Keeps what a client tells before a consultation. An urgent matter is marked with its reason, and those who
 * advise hear that there is one, not what it is.
 * @returns the kind of urgency, if any
 */
export async function keepIntake(acts: Acts, { booking, personId, matter, opponent, when }: Telling): Promise<Urgency | undefined> {
  const { tx, now } = acts
  const urgent = matter === undefined ? undefined : urgencyIn(matter)
  const before = (await store.intakeOf(tx, booking))?.urgent
  const told = {
    ...(matter === undefined ? {} : { matter: matter.slice(0, LONGEST) }),
    ...(opponent === undefined ? {} : { opponent: opponent.slice(0, LONGEST) }),
  }
  await store.writeIntake(tx, { booking, personId, ...told, ...(urgent ? { urgent } : {}) }, now)
  const name = opponent === undefined ? undefined : partyName(opponent)
  if (opponent !== undefined) await store.dropParties(tx, booking, 'opponent')
  if (name !== undefined) await store.addParty(tx, { digest: await digestOf(tx, name), side: 'opponent', booking }, now)
  if (urgent && !before) await tellLawyers(acts, booking, when)
  return urgent ?? before ?? undefined
}

async function tellLawyers({ tx, push }: Acts, booking: string, when: string): Promise<void> {
  for (const person of await personsWithRole(tx, ['legal'])) {
    await push({
      key: `legal:${booking}:urgent:${person}`,
      reason: 'legal.urgent',
      urgent: true,
      to: { person },
      parts: urgentPush(booking, when),
      priority: 500,
    })
  }
}

/** The urgency on record, for whoever orders a line; the reason itself stays with the lawyer. */
export async function isUrgent(tx: Reader, booking: string): Promise<boolean> {
  return ((await store.intakeOf(tx, booking))?.urgent ?? null) !== null
}

/**
 * The lawyer's view of one consultation; that it was looked at is on record.
 * @returns refused with `forbidden` for everybody else, the administrator included; `unknown` when nothing was told
 */
export async function viewIntake(ctx: Context, booking: string): Promise<Result<Reply, 'forbidden' | 'unknown'>> {
  const view = LawyersView.of(ctx.person.id, await rolesOf(ctx.tx, ctx.person.id))
  if (!view) return refused('forbidden')
  const intake = await store.intakeOf(ctx.tx, booking)
  if (!intake) return refused('unknown')
  await ctx.audit('legal.viewed', booking)
  return ok(seen(view, { number: booking, ...intake, conflicts: await store.crossings(ctx.tx, booking) }))
}

/**
 * A lawyer names somebody whom the office stands for, so that a consultation against them is noticed.
 * @returns refused with `forbidden` for everybody else, `no-name` when the words name nobody
 */
export async function keepClient(ctx: Context, said: string): Promise<Result<null, 'forbidden' | 'no-name'>> {
  if (!LawyersView.of(ctx.person.id, await rolesOf(ctx.tx, ctx.person.id))) return refused('forbidden')
  const name = partyName(said)
  if (name === undefined) return refused('no-name')
  await store.addParty(ctx.tx, { digest: await digestOf(ctx.tx, name), side: 'client', booking: null }, ctx.now)
  await ctx.audit('legal.client', 'kept')
  return ok(null)
}

/** The consultations of these bookings are over: from now on the retention clock runs. */
export const closeCases = (tx: Tx, bookings: readonly string[], now: Date): Promise<void> => store.closeCases(tx, bookings, now)

/** A consultation that was thought to be over is not. */
export const reopenCase = (tx: Tx, booking: string): Promise<void> => store.reopenCase(tx, booking)

/** After the case ended (milliseconds). */
const INTAKES_FOR = 30 * DAY
/** Digests of names: as long as the bookings they belong to. */
const PARTIES_FOR = 365 * DAY

/** The legal matters in a person's file: that there are some, never what they are. */
export const keeps: Keeps = {
  show: async (read, personId) => keptLine((await store.intakesOf(read, personId)).length),
  copy: async (read, personId) => copied(await store.intakesOf(read, personId)),
  erase: store.eraseIntakes,
  move: store.moveIntakes,
  clocks: [
    { keep: INTAKES_FOR, sweep: store.dropIntakes },
    { keep: PARTIES_FOR, sweep: store.dropOldParties },
  ],
}
