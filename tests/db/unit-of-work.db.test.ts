import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbers } from '../../src/bot/tables.ts'
import type { Db } from '../../src/db/db.ts'
import { openDb } from '../../src/db/open.ts'
import { newDatabase } from '../support/engine.ts'

let db: Db
beforeAll(async () => {
  db = await openDb(await newDatabase())
})
afterAll(() => db?.close())

const value = async (kind: string) => (await db.read.select({ last: numbers.last }).from(numbers).where(eq(numbers.kind, kind)))[0]?.last
const put = (kind: string, last: number) =>
  db.tx((tx) => tx.insert(numbers).values({ kind, last }).onConflictDoUpdate({ target: numbers.kind, set: { last } }).returning())

/** drizzle wraps what a query throws: the reason is the error or its cause. */
const because = (reason: RegExp) => (error: Error) => reason.test(error.message) || (error.cause instanceof Error && reason.test(error.cause.message))

describe('a transaction', () => {
  it('keeps all or nothing', async () => {
    await put('a', 1)
    const failing = db.tx(async (tx) => {
      await tx.update(numbers).set({ last: 2 }).where(eq(numbers.kind, 'a')).returning()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await value('a')).toBe(1)
  })

  it('does not lose updates of many writers', async () => {
    await put('b', 0)
    const add = () =>
      db.tx((tx) =>
        tx
          .update(numbers)
          .set({ last: sql`${numbers.last} + 1` })
          .where(eq(numbers.kind, 'b'))
          .returning(),
      )
    await Promise.all(Array.from({ length: 100 }, add))
    expect(await value('b')).toBe(100)
  })

  it('refuses another one inside itself', async () => {
    await expect(db.tx(() => db.tx(async () => 1))).rejects.toThrow(/already open/)
  })

  it('refuses a read outside of it while it runs, which would not see its own writes', async () => {
    await expect(db.tx(async () => await db.read.select().from(numbers))).rejects.toSatisfy(because(/already open/))
  })

  it('refuses a query whose promise nobody awaited', async () => {
    let late: Promise<unknown> | undefined
    await db.tx(async (tx) => {
      late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => tx.select().from(numbers).execute())
    })
    await expect(late).rejects.toSatisfy(because(/outside its transaction/))
  })

  it('survives any mixture of good and failing neighbours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 20 }), async (plan) => {
        await put('c', 0)
        const results = await Promise.allSettled(
          plan.map((good) =>
            db.tx(async (tx) => {
              await tx
                .update(numbers)
                .set({ last: sql`${numbers.last} + 1` })
                .where(eq(numbers.kind, 'c'))
                .returning()
              if (!good) throw new Error('no')
            }),
          ),
        )
        expect(results.map((each) => each.status === 'fulfilled')).toEqual(plan)
        expect(await value('c')).toBe(plan.filter(Boolean).length)
      }),
      { numRuns: 20 },
    )
  })
})
