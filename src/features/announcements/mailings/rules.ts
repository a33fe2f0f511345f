/** How a mailing goes on: a few first, then the rest in portions, and a halt when too much fails. Pure. */
import { DIED } from '../../../bot/fates.ts'
import type { Act, EnclosedPicture } from '../../../bot/message.ts'
import { MINUTE, SECOND } from '../../../lib/clock.ts'

/** What is said to every receiver alike: nothing of it is personal. */
export interface Words {
  readonly lines: readonly string[]
  readonly choices: readonly { label: string; act: Act }[]
  readonly pictures: readonly EnclosedPicture<'public'>[]
}

export const STATES = ['running', 'paused', 'done', 'stopped'] as const
export type MailingState = (typeof STATES)[number]

/** Receivers of the first, small portion. */
export const TRIAL = 20
/** Pushes of one mailing that wait for the network at a time: what is halted has not left yet. */
const IN_HAND = 300
/** Pushes made in one transaction. */
const PORTION = 100
/** So many failures say nothing yet; beyond them, this share of what was settled halts the mailing. */
const FEW = 3
const SHARE = 0.2
/** How soon it is looked at again: while the first portion leaves, while others do, and where nothing moves. */
const AT_ONCE = 0.1 * SECOND
const SOON = 2 * SECOND
const SLOWLY = 15 * SECOND
const LATER = 10 * MINUTE
/** The longer nothing was settled, the longer it may go on so. */
const PATIENCE = 4

/** How many receivers are in each state. */
export interface Counts {
  /** No push yet. */
  readonly open: number
  /** Due, and not settled. */
  readonly inHand: number
  /** Put off to a later hour. */
  readonly putOff: number
  readonly sent: number
  /** The receiver is gone, blocked us, never wrote in private: no sign of trouble. */
  readonly unreachable: number
  readonly failed: number
  readonly unknown: number
  /** Unknown, too, because our own process died: no sign of trouble either. */
  readonly interrupted: number
  readonly muted: number
  readonly budget: number
  readonly expired: number
  readonly cancelled: number
}

export const NOBODY: Counts = {
  open: 0,
  inHand: 0,
  putOff: 0,
  sent: 0,
  unreachable: 0,
  failed: 0,
  unknown: 0,
  interrupted: 0,
  muted: 0,
  budget: 0,
  expired: 0,
  cancelled: 0,
}

const GONE = /unreachable|blocked|kicked|deactivated|not found|left|no friend|can't initiate|removed|deleted/i

/** What a push's state and reason count as. */
export function countedAs(state: string, why: string | null): keyof Counts {
  if (state === 'failed') return GONE.test(why ?? '') ? 'unreachable' : 'failed'
  if (state === 'unknown' && why === DIED) return 'interrupted'
  if (state === 'muted') return why === 'budget' ? 'budget' : 'muted'
  return state in NOBODY ? (state as keyof Counts) : 'inHand'
}

export const total = (counts: Counts): number => Object.values(counts).reduce((sum, each) => sum + each, 0)
export const troubles = (counts: Counts): number => counts.failed + counts.unknown
const settled = (counts: Counts): number => total(counts) - counts.open - counts.inHand - counts.putOff

/** Too many failures since somebody last looked at them? */
export function inTrouble(counts: Counts, tolerated: number): boolean {
  const fresh = troubles(counts) - tolerated
  return fresh >= FEW && fresh > SHARE * (settled(counts) - tolerated)
}

/**
 * What to do next: so many pushes, or nothing until so many milliseconds from now; done when nothing is left.
 * @param idle for how long nothing was settled (milliseconds)
 */
export function nextStep(counts: Counts, idle: number): { do: 'push'; count: number } | { do: 'wait'; ms: number } | { do: 'finish' } {
  const made = total(counts) - counts.open
  const wait = (least: number) => ({ do: 'wait' as const, ms: Math.max(least, Math.min(SLOWLY, idle / PATIENCE)) })
  if (counts.open === 0) {
    if (counts.inHand > 0) return wait(SOON)
    return counts.putOff > 0 ? { do: 'wait', ms: LATER } : { do: 'finish' }
  }
  if (made < TRIAL) return { do: 'push', count: Math.min(TRIAL - made, counts.open) }
  // The first portion is awaited as far as it is due; at the network's pace it takes less than a second.
  if (made === TRIAL && counts.inHand > 0) return wait(AT_ONCE)
  const room = Math.min(PORTION, IN_HAND - counts.inHand, counts.open)
  return room > 0 ? { do: 'push', count: room } : wait(SOON)
}

/** 已送达12，发送失败1: only what there is. */
export function countsText(counts: Counts): string {
  const parts: [string, number][] = [
    ['已送达', counts.sent],
    ['还没发', counts.open + counts.inHand],
    ['等到时段过了再发', counts.putOff],
    ['联系不上', counts.unreachable],
    ['对方停收', counts.muted],
    ['本周已收满', counts.budget],
    ['发送失败', counts.failed],
    ['不知送没送到（不重发）', counts.unknown + counts.interrupted],
    ['过时没发', counts.expired],
    ['已撤下', counts.cancelled],
  ]
  const some = parts.filter(([, count]) => count > 0)
  return some.length > 0 ? some.map(([what, count]) => `${what}${count}`).join('，') : '没有收件人'
}
