/** The SQL of earning rules and their caps. */
import { eq, inArray, lt, sql } from 'drizzle-orm'
import type { Broom } from '../../../bot/capability.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import { type Cap, type EarningRule, type General, GeneralShape, type Rule, RuleShape } from './rules.ts'
import { pointCaps, pointRules } from './tables.ts'

export async function ruleNamed(db: Reader, name: EarningRule): Promise<Rule | undefined> {
  const [row] = await db.select({ rule: pointRules.rule }).from(pointRules).where(eq(pointRules.name, name))
  return row && RuleShape.parse(row.rule)
}

const GENERAL = 'general'

export async function general(db: Reader): Promise<General | undefined> {
  const [row] = await db.select({ rule: pointRules.rule }).from(pointRules).where(eq(pointRules.name, GENERAL))
  return row && GeneralShape.parse(row.rule)
}

export async function putRule(tx: Tx, name: EarningRule | typeof GENERAL, rule: Rule | General, now: Date): Promise<void> {
  await tx
    .insert(pointRules)
    .values({ name, rule, changedAt: now })
    .onConflictDoUpdate({ target: pointRules.name, set: { rule, changedAt: now } })
}

/** What is used up of these caps. */
export async function used(db: Reader, scopes: readonly string[]): Promise<Map<string, number>> {
  const rows =
    scopes.length > 0
      ? await db
          .select()
          .from(pointCaps)
          .where(inArray(pointCaps.scope, [...scopes]))
      : []
  return new Map(rows.map((row) => [row.scope, row.used]))
}

/** Uses up so much of the cap, unless that is more than is left. */
export async function useUp(tx: Tx, { scope, most }: Cap, points: number, now: Date): Promise<boolean> {
  if (points > most) return false
  const rows = await tx
    .insert(pointCaps)
    .values({ scope, used: points, at: now })
    .onConflictDoUpdate({ target: pointCaps.scope, set: { used: sql`${pointCaps.used} + ${points}` }, setWhere: sql`${pointCaps.used} + ${points} <= ${most}` })
    .returning({ scope: pointCaps.scope })
  return rows.length > 0
}

export async function giveBackCap(tx: Tx, scope: string, points: number): Promise<void> {
  await tx
    .update(pointCaps)
    .set({ used: sql`${pointCaps.used} - ${points}` })
    .where(eq(pointCaps.scope, scope))
}

export const dropCaps: Broom = async (tx, before, limit) => {
  const rows = await tx.select({ scope: pointCaps.scope }).from(pointCaps).where(lt(pointCaps.at, before)).limit(limit)
  const scopes = rows.map(({ scope }) => scope)
  if (scopes.length > 0) await tx.delete(pointCaps).where(inArray(pointCaps.scope, scopes))
  return scopes.length
}
