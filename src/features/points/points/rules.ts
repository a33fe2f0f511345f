/** What earns points, how much, how often: the shape of the rules that staff set. */
import { z } from 'zod'

/** What points can be earned for. `volunteer` and `hand` are given by staff. */
export const EARNING = ['visit', 'study', 'returned', 'volunteer', 'hand'] as const
export type EarningRule = (typeof EARNING)[number]
export const isEarningRule = (text: string): text is EarningRule => (EARNING as readonly string[]).includes(text)

const Points = z.int().min(1).max(100_000)

/** One earning rule, as `content/points.yaml` and the console write it. */
export const RuleShape = z.strictObject({
  /** Points for one cause, unless the caller gives a number. */
  points: Points,
  /** Points that one person can earn by this rule in a day; absent: no cap. */
  perPersonDay: Points.optional(),
  /** Points that this rule gives to everybody together in a day; absent: no cap. */
  perDay: z.int().min(1).max(10_000_000).optional(),
  /** Days after which they lapse; absent: never. */
  validDays: z.int().min(1).max(3_650).optional(),
  /** Not given at present. */
  off: z.boolean().optional(),
})
export type Rule = z.infer<typeof RuleShape>

/** What holds for all rules together. */
export const GeneralShape = z.strictObject({
  /** Points that one person can earn in a day, by whatever rule; absent: no cap. */
  perPersonDay: Points.optional(),
  /** From so many points on a grant or correction by hand needs a second member of staff. */
  secondPersonFrom: Points,
})
export type General = z.infer<typeof GeneralShape>

export const PointsFile = z.strictObject({ sample: z.boolean().optional(), general: GeneralShape, rules: z.record(z.enum(EARNING), RuleShape) })

export interface Cap {
  readonly scope: string
  readonly most: number
}

/** The caps that an award of this rule counts against. `account` is the driver's, so that nothing names the person. */
export function capsOn(name: EarningRule, rule: Rule, general: General, account: string, day: string): Cap[] {
  const cap = (scope: string, most: number | undefined): Cap[] => (most === undefined ? [] : [{ scope, most }])
  return [...cap(`${day}|${name}|${account}`, rule.perPersonDay), ...cap(`${day}|all|${account}`, general.perPersonDay), ...cap(`${day}|${name}`, rule.perDay)]
}
