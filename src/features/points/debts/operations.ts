/** Debts of points, for staff: who owes, and how it ends. */
import type { Context } from '../../../bot/capability.ts'
import { openDebts, settleDebt } from '../corrections/operations.ts'
import { driverBy, driverOf } from '../pointtalk/operations.ts'
import { type Owing, toDriver } from './replies.ts'

/** Everybody who owes, the oldest debt first. */
export async function owing({ tx, now, calendar }: Pick<Context, 'tx' | 'now' | 'calendar'>): Promise<Owing[]> {
  const found: Owing[] = []
  for (const debt of [...(await openDebts(tx))].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const driver = debt.personId === undefined ? undefined : await driverOf(tx, debt.personId)
    if (driver) found.push({ driver: driver.number, left: debt.left, since: calendar.plain(calendar.localDay(debt.at), calendar.localDay(now)) })
  }
  return found
}

/** Ends all debts of a driver as far as can be. @returns what was done and what is left; undefined when the driver owes nothing */
export async function settleAll(ctx: Context, number: string, how: 'collected' | 'forgiven'): Promise<{ done: number; left: number } | undefined> {
  const driver = await driverBy(ctx.tx, { number })
  const debts = driver.ok ? await openDebts(ctx.tx, driver.value.personId) : []
  if (!driver.ok || debts.length === 0) return undefined
  let [done, left] = [0, 0]
  for (const debt of debts) {
    // What is still owed is part of the name: asked for again, the same debt can be collected further.
    const cause = { key: `debt:${debt.movementId}:${debt.left}:${how}`, actor: ctx.person.id }
    const ended = await settleDebt(ctx, debt.movementId, how, cause)
    if (!ended.ok) continue
    done += debt.left - ended.value.left
    left += ended.value.left
  }
  await ctx.audit(`points.debt-${how}`, number)
  if (done > 0) {
    const key = `points.debt:${number}:${how}:${ctx.now.getTime()}`
    await ctx.push({ key, reason: 'points.debt', to: { person: driver.value.personId }, parts: toDriver(how, done) })
  }
  return { done, left }
}
