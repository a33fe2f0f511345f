/** The same words to many: begun, watched, halted, ended; each receiver at most once. */
import type { Acts, JobRun, Keeps } from '../../../bot/capability.ts'
import { type Part, say } from '../../../bot/message.ts'
import type { Push } from '../../../bot/outbox.ts'
import { wake } from '../../../jobs/schedule.ts'
import { after, DAY } from '../../../lib/clock.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import { finished, halted, keptLine } from './replies.ts'
import { type Counts, inTrouble, type MailingState, nextStep, troubles, type Words } from './rules.ts'
import * as store from './store.ts'

export type { Words } from './rules.ts'
export type { Fate, Mailing, Receiver } from './store.ts'

/** The job that makes the pushes. */
export const SENDING = 'mailings.send'

export interface NewMailing {
  matter: string
  round?: number
  words: Words
  reason: string
  urgent: boolean
  owner: string | undefined
  lastAt: Date
  priority: number
}

/**
 * Begins to send. Pushes are made in portions by the job.
 * @returns refused with `nobody` without receivers, `too-late` after its latest time
 */
export async function beginMailing(
  acts: Acts,
  mailing: NewMailing,
  receivers: readonly store.Receiver[],
): Promise<Result<store.Mailing, 'nobody' | 'too-late'>> {
  if (receivers.length === 0) return refused('nobody')
  if (mailing.lastAt < acts.now) return refused('too-late')
  const { round = 0, urgent, owner = null, ...rest } = mailing
  const begun = await store.addMailing(acts.tx, { ...rest, round, urgent: urgent ? 1 : 0, owner, startedAt: acts.now }, receivers)
  await wake(acts.tx, SENDING, acts.now)
  return ok(begun)
}

/** One bounded piece of every running mailing. */
export async function sendOn(run: JobRun): Promise<boolean> {
  let soonest: number | undefined
  let more = false
  for (const mailing of await store.mailingsIn(run.tx, 'running')) {
    const ms = await oneStep(run, mailing)
    if (ms === 0) more = true
    else if (ms !== undefined) soonest = Math.min(soonest ?? ms, ms)
  }
  if (!more && soonest !== undefined) await wake(run.tx, SENDING, after(run.now, soonest))
  return more
}

/** @returns in how many milliseconds it wants to be looked at again; undefined when it does not */
async function oneStep(run: JobRun, mailing: store.Mailing): Promise<number | undefined> {
  const { tx, now } = run
  if (mailing.lastAt < now) await store.endOpen(tx, mailing.id, { state: 'expired', why: 'too late', at: now })
  const { counts, movedAt } = await store.countsOf(tx, mailing, now)
  if (inTrouble(counts, mailing.tolerated)) {
    await halt(run, mailing, 'trouble')
    await tellOwner(run, mailing, halted(mailing.matter, counts), `halted:${troubles(counts)}`)
    return undefined
  }
  const step = nextStep(counts, now.getTime() - movedAt.getTime())
  if (step.do === 'wait') return step.ms
  if (step.do === 'push') {
    await pushSome(run, mailing, step.count)
    return 0
  }
  await store.keepFates(tx, mailing)
  await store.moveMailing(tx, mailing.id, ['running'], { state: 'done', endedAt: now })
  await tellOwner(run, mailing, finished(mailing.matter, counts), 'done')
  return undefined
}

async function pushSome(acts: Acts, mailing: store.Mailing, count: number): Promise<void> {
  const { tx, now } = acts
  const targets = await store.openTargets(tx, mailing.id, count)
  const served = await store.servedBefore(
    tx,
    mailing.id,
    targets.flatMap(({ to }) => (to && 'person' in to ? [to.person] : [])),
  )
  const left: string[] = []
  for (const { target, to } of targets) {
    const twice = to && 'person' in to && served.has(to.person)
    if (!to || twice) {
      await store.endTarget(tx, mailing.id, target, twice ? 'merged' : 'erased', now)
      continue
    }
    if ('person' in to) served.add(to.person)
    left.push(target)
    await acts.push(pushOf(mailing, target, to))
  }
  if (left.length > 0) await store.markLeft(tx, mailing.id, left)
}

function pushOf(mailing: store.Mailing, target: string, to: store.Receiver): Push {
  const { lines, choices, pictures } = mailing.words
  const urgent = mailing.urgent === 1
  const push = {
    key: store.pushKey(mailing, target),
    reason: mailing.reason,
    matter: store.pushMatter(mailing),
    parts: lines.map((line) => say`${line}`),
    choices: choices.map(({ label, act }) => ({ label: say`${label}`, act })),
    files: pictures,
    worthlessAfter: mailing.lastAt,
    priority: mailing.priority,
    urgent,
    unasked: !urgent,
  }
  return 'person' in to ? { ...push, to } : { ...push, to }
}

async function tellOwner(acts: Acts, { id, owner, matter }: store.Mailing, parts: readonly Part[], what: string): Promise<void> {
  if (owner)
    await acts.push({
      key: `mailing.told:${id}:${what}`,
      reason: 'human.mailing',
      matter: `${matter}/told`,
      to: { person: owner },
      parts,
      urgent: true,
      priority: 50,
    })
}

/** Why pushes of a halted mailing are held. */
const HELD = 'held'

async function halt(acts: Acts, mailing: store.Mailing, why: string): Promise<boolean> {
  const moved = await store.moveMailing(acts.tx, mailing.id, ['running'], { state: 'paused', why })
  if (moved) await store.holdPushes(acts.tx, mailing, HELD, acts.now)
  return moved
}

/** Halts all sendings of the matter: what has not left stays here. @returns whether one was running */
export async function pauseMailings(acts: Acts, matter: string): Promise<boolean> {
  let any = false
  for (const mailing of await store.mailingsOf(acts.tx, matter)) any = (await halt(acts, mailing, 'by hand')) || any
  return any
}

/** Goes on where it was halted; the failures so far were seen. @returns whether one was halted */
export async function resumeMailings(acts: Acts, matter: string): Promise<boolean> {
  let any = false
  for (const mailing of await store.mailingsOf(acts.tx, matter)) {
    const { counts } = await store.countsOf(acts.tx, mailing, acts.now)
    const seen = troubles(counts)
    if (!(await store.moveMailing(acts.tx, mailing.id, ['paused'], { state: 'running', why: null, tolerated: seen }))) continue
    await store.releasePushes(acts.tx, mailing, HELD)
    any = true
  }
  if (any) await wake(acts.tx, SENDING, acts.now)
  return any
}

/** Ends all sendings of the matter for good: who has not got it will not. @returns whether one was not over */
export async function stopMailings(acts: Acts, matter: string): Promise<boolean> {
  let any = false
  for (const mailing of await store.mailingsOf(acts.tx, matter)) {
    if (!(await store.moveMailing(acts.tx, mailing.id, ['running', 'paused'], { state: 'stopped', why: 'by hand', endedAt: acts.now }))) continue
    await store.holdPushes(acts.tx, mailing, 'stopped', acts.now)
    await store.endOpen(acts.tx, mailing.id, { state: 'cancelled', why: 'stopped', at: acts.now })
    await store.keepFates(acts.tx, mailing)
    any = true
  }
  return any
}

export interface Progress {
  state: MailingState
  why: string | null
  counts: Counts
  startedAt: Date
  endedAt: Date | null
}

/** How each sending of the matter stands, the first one first. */
export async function progressOf({ tx, now }: Pick<Acts, 'tx' | 'now'>, matter: string): Promise<Progress[]> {
  const all: Progress[] = []
  for (const mailing of await store.mailingsOf(tx, matter)) {
    const { state, why, startedAt, endedAt } = mailing
    const { counts } = await store.countsOf(tx, mailing, now)
    all.push({ state, why, startedAt, endedAt, counts })
  }
  return all
}

/** Every receiver of the matter's first sending, and what became of the push. */
export async function fatesOf({ tx }: Pick<Acts, 'tx'>, matter: string): Promise<store.Fate[]> {
  const [first] = await store.mailingsOf(tx, matter)
  return first ? store.fatesOf(tx, first) : []
}

/** Of which of these matters the first sending is in this state. */
export const matterIn = ({ tx }: Pick<Acts, 'tx'>, matters: readonly string[], state: MailingState) => store.inState(tx, matters, state)

export const nextRound = async ({ tx }: Pick<Acts, 'tx'>, matter: string): Promise<number> => (await store.lastRound(tx, matter)) + 1

/** Shown names and channels of these persons. */
export const namesOf = ({ tx }: Pick<Acts, 'tx'>, persons: ReadonlySet<string>) => store.namesOf(tx, persons)

/** Who got what is kept for a year; then only the counts are. */
const KEPT_FOR = 365 * DAY

export const keeps: Keeps = {
  async show(read, personId) {
    const times = (await store.reachedTimes(read, personId)).length
    return times > 0 ? [keptLine(times)] : []
  },
  async copy(read, personId, calendar) {
    const lines = (await store.reachedTimes(read, personId)).map(({ matter, at }) => `${calendar.localDay(at)} ${matter}`)
    return lines.length > 0 ? [{ title: '发给您的通知', lines }] : []
  },
  erase: store.forgetTargets,
  move: store.moveTargets,
  clocks: [{ keep: KEPT_FOR, sweep: store.dropTargets }],
}
