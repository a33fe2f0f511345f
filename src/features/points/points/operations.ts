/** Earning points by rule. */
import type { Acts } from '../../../bot/capability.ts'
import { contentPath, readYaml } from '../../../lib/content.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import * as ledger from '../ledger/operations.ts'
import { driver, NEVER } from '../ledger/rules.ts'
import { give } from '../wallet/operations.ts'
import { capsOn, EARNING, type EarningRule, type General, GeneralShape, PointsFile, type Rule, RuleShape } from './rules.ts'
import * as store from './store.ts'

/** What a person did that earns points. */
export interface Earned {
  readonly personId: string
  readonly rule: EarningRule
  /** What it was for, by its public number or its day (`study:S-12`, `visit:2026-11-24`): each is rewarded once. */
  readonly cause: string
  /** Names the call: the same key with the same input is one award, however often it is asked for. */
  readonly key: string
  /** Another number of points than the rule's. */
  readonly points?: number
  /** What the history says about it, in a few plain words without anybody's name: 继续教育课. */
  readonly about?: string
  /** The member of staff who gave it; absent: it came by itself. */
  readonly actor?: string
}

export interface Award {
  readonly points: number
  readonly balance: number
  readonly movementId: string
  /** The last day on which they can be spent; undefined: they do not lapse. */
  readonly until: string | undefined
  /** This very call was made before: nothing happened now. */
  readonly replayed: boolean
}

/**
 * `off`: the rule gives nothing at present; `cap`: the day's cap is reached; `already`: this cause was rewarded
 * under another key; `key-reused`: the key stands for another award.
 */
export type NotAwarded = 'off' | 'cap' | 'already' | 'key-reused'

/** Gives a person the points that a rule promises for a cause. Safe to call again with the same key. */
export async function award(acts: Pick<Acts, 'tx' | 'now' | 'calendar'>, earned: Earned): Promise<Result<Award, NotAwarded>> {
  const { tx, now, calendar } = acts
  const { personId, rule: name, cause, key, about, actor = 'rule' } = earned
  const rule = await store.ruleNamed(tx, name)
  const account = driver(personId)
  const held = (await ledger.hold(tx, [account])).get(account)
  const input = { what: 'award', personId, points: earned.points, rule: name, cause }
  const known = await ledger.earlier(tx, key, input)
  if (known && !known.ok) return known
  const until = rule ? lapsesOn(rule, calendar.localDay(now), calendar) : undefined
  if (known) return ok({ ...known.value, points: await pointsOf(tx, known.value.movementId), balance: held?.balance ?? 0, until })
  if (!rule || rule.off) return refused('off')
  const points = earned.points ?? rule.points
  if (await rewarded(acts, personId, cause)) return refused('already')
  if (!(await withinCaps(acts, name, rule, held?.id ?? '', points))) return refused('cap')
  const gift = { personId, points, rule: name, cause: ledger.causeFor(held?.id ?? '', cause), key, actor, words: about, until: until ?? NEVER, input }
  const given = await give(acts, gift, 'award')
  return given.ok ? ok({ ...given.value, points, balance: (held?.balance ?? 0) + points, until }) : given
}

/** How many points a movement gave. */
async function pointsOf(tx: Acts['tx'], movementId: string): Promise<number> {
  return (await ledger.entriesIn(tx, movementId)).find(({ amount }) => amount > 0)?.amount ?? 0
}

/** Was the cause rewarded, and not taken back since? */
async function rewarded({ tx }: Pick<Acts, 'tx'>, personId: string, cause: string): Promise<boolean> {
  const movement = await ledger.movementForCause(tx, driver(personId), 'award', cause)
  return movement !== undefined && (await ledger.reversalOf(tx, movement.id)) === undefined
}

/** The last day on which points of this rule earned today can be spent. */
export const lapsesOn = (rule: Rule, today: string, calendar: Acts['calendar']): string | undefined =>
  rule.validDays === undefined ? undefined : calendar.addDays(today, rule.validDays)

/** Counts the points against the caps; on a refusal nothing is counted. */
async function withinCaps({ tx, now, calendar }: Pick<Acts, 'tx' | 'now' | 'calendar'>, name: EarningRule, rule: Rule, accountId: string, points: number) {
  const general = await store.general(tx)
  const caps = general ? capsOn(name, rule, general, accountId, calendar.localDay(now)) : []
  for (const [position, cap] of caps.entries()) {
    if (await store.useUp(tx, cap, points, now)) continue
    for (const done of caps.slice(0, position)) await store.giveBackCap(tx, done.scope, points)
    return false
  }
  return true
}

/** The first rules come from `content/points.yaml`; afterwards staff's own stand. */
export async function seedRules(tx: Acts['tx'], now: Date): Promise<void> {
  if (await store.general(tx)) return
  const file = readYaml(contentPath('points.yaml'), PointsFile)
  await store.putRule(tx, 'general', file.general, now)
  for (const name of EARNING) await store.putRule(tx, name, file.rules[name], now)
}

/** Counters of what may be used up in a day, for whoever has ceilings of its own; scopes begin with the day. */
export const usedUp = store.used
export const useUp = store.useUp
export const giveBackCap = store.giveBackCap

export const ruleNamed = store.ruleNamed
/** What holds for all rules together. */
export const generalRule = store.general
/** Staff set a rule; awards given before keep their dates. */
export const setRule = ({ tx, now }: Pick<Acts, 'tx' | 'now'>, name: EarningRule, rule: Rule): Promise<void> =>
  store.putRule(tx, name, RuleShape.parse(rule), now)
export const setGeneral = ({ tx, now }: Pick<Acts, 'tx' | 'now'>, general: General): Promise<void> =>
  store.putRule(tx, 'general', GeneralShape.parse(general), now)
export const dropCaps = store.dropCaps
