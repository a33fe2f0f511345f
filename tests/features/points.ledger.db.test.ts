/** Promise 5: points are neither made nor lost. Random histories beside a tiny reference ledger. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Acts } from '../../src/bot/capability.ts'
import type { Tx } from '../../src/db/db.ts'
import { auditPiece, closeAccount, mergeAccounts } from '../../src/features/points/bookkeeping/operations.ts'
import { deduct, openDebts, reverse } from '../../src/features/points/corrections/operations.ts'
import * as ledger from '../../src/features/points/ledger/operations.ts'
import { driver, held, merchant } from '../../src/features/points/ledger/rules.ts'
import { ledgerAccounts, ledgerEntries, ledgerMovements } from '../../src/features/points/ledger/tables.ts'
import { confirm, give, lapse, lapseSome, release, setAside } from '../../src/features/points/wallet/operations.ts'
import { DAY, MINUTE, after as moment } from '../../src/lib/clock.ts'
import { World } from '../support/world.ts'

const START = new Date('2026-11-24T10:00:00+08:00')

/** The reference: what a ledger does, in the fewest words. */
class Reference {
  readonly lots = new Map<string, { from: number; until: number; left: number; lapsed: number }[]>()
  readonly holds: { who: string; points: number; uses: { lot: number; points: number }[]; open: boolean; expires: number }[] = []
  /** Everything that can be reversed: what it was, and what it changed. */
  readonly done: {
    is: 'give' | 'confirm' | 'take'
    who: string
    points: number
    hold?: number
    lot?: number
    uses?: { lot: number; points: number }[]
    reversed: boolean
    debt: number
  }[] = []
  merchant = 0
  issued = 0
  expired = 0

  of(who: string) {
    const lots = this.lots.get(who) ?? []
    this.lots.set(who, lots)
    return lots
  }
  balance(who: string): number {
    return this.of(who).reduce((sum, lot) => sum + lot.left, 0)
  }
  aside(who: string): number {
    return this.holds.filter((hold) => hold.open && hold.who === who).reduce((sum, hold) => sum + hold.points, 0)
  }
  lapse(who: string, day: number): void {
    for (const lot of this.of(who).filter((each) => each.until < day)) {
      this.expired += lot.left
      lot.lapsed += lot.left
      lot.left = 0
    }
  }
  draw(who: string, points: number, first?: number): { lot: number; points: number }[] {
    const uses: { lot: number; points: number }[] = []
    let wanted = points
    const order = this.of(who)
      .map((lot, index) => ({ lot, index }))
      .sort((a, b) => (a.index === first ? -1 : b.index === first ? 1 : a.lot.until - b.lot.until || a.index - b.index))
    for (const { lot, index } of order) {
      const part = Math.min(lot.left, wanted)
      if (part === 0) continue
      lot.left -= part
      wanted -= part
      uses.push({ lot: index, points: part })
    }
    return uses
  }
  giveBack(who: string, uses: { lot: number; points: number }[]): void {
    for (const { lot, points } of uses) {
      const known = this.of(who)[lot]
      if (known) known.left += points
    }
  }
}

type Step =
  | { do: 'give'; who: number; points: number; days: number }
  | { do: 'hold'; who: number; points: number }
  | { do: 'confirm'; hold: number; share: number }
  | { do: 'release'; hold: number; how: 'released' | 'timed-out' }
  | { do: 'days'; days: number }
  | { do: 'lapse' }
  | { do: 'deduct'; who: number; points: number }
  | { do: 'reverse'; done: number }

const natural = (max: number) => fc.integer({ min: 0, max })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('give' as const), who: natural(1), points: fc.integer({ min: 1, max: 60 }), days: natural(9) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('hold' as const), who: natural(1), points: fc.integer({ min: 1, max: 70 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('confirm' as const), hold: natural(6), share: fc.integer({ min: 1, max: 100 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('release' as const), hold: natural(6), how: fc.constantFrom('released' as const, 'timed-out' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('days' as const), days: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'lapse' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deduct' as const), who: natural(1), points: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reverse' as const), done: natural(8) }) },
)
/** Where the process dies during the step (after so many statements), and how often the step is asked for again. */
const plan = fc.record({ step, dies: fc.option(natural(14), { nil: undefined }), again: natural(2) })

class Death extends Error {}

/** A transaction whose process dies at the n-th statement. */
function dying(tx: Tx, at: number): Tx {
  let left = at
  return new Proxy(tx, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        if (left-- <= 0) throw new Death()
        return Reflect.apply(value, target, args)
      }
    },
  })
}

class Play {
  readonly reference = new Reference()
  readonly ids = { holds: [] as string[], done: [] as string[] }
  readonly #world: World
  readonly #name: string
  #day = 0
  #keys = 0

  constructor(world: World, name: string) {
    this.#world = world
    this.#name = name
  }

  person = (who: number): string => `${this.#name}-p${who}`
  get merchant(): string {
    return `${this.#name}-m`
  }

  #acts(tx: Tx) {
    return { tx, now: moment(START, this.#day * DAY), calendar: this.#world.app.calendar }
  }

  /** Runs the work; if it is to die on the way, it leaves nothing behind and is done again, as often as asked. */
  async #run<T>(dies: number | undefined, again: number, work: (acts: Pick<Acts, 'tx' | 'now' | 'calendar'>, key: string) => Promise<T>): Promise<T> {
    const { db } = this.#world.app
    const key = `${this.#name}:${this.#keys++}`
    if (dies !== undefined) {
      await db
        .tx((tx) => work(this.#acts(dying(tx, dies)), key))
        .catch((error: unknown) => {
          if (!(error instanceof Death) && !(error instanceof Error && error.cause instanceof Death)) throw error
        })
    }
    let result = await db.tx((tx) => work(this.#acts(tx), key))
    for (let times = 0; times < again; times++) {
      const repeated = await db.tx((tx) => work(this.#acts(tx), key))
      result = result ?? repeated
    }
    return result
  }

  async take({ step, dies, again }: { step: Step; dies: number | undefined; again: number }): Promise<void> {
    const { reference } = this
    const actor = 'test'
    switch (step.do) {
      case 'give': {
        const who = this.person(step.who)
        const until = this.#world.app.calendar.addDays('2026-11-24', this.#day + step.days)
        const given = await this.#run(dies, again, (acts, key) => give(acts, { personId: who, points: step.points, until, key, actor }, 'award'))
        if (!given.ok) throw new Error('a gift was refused')
        reference.issued += step.points
        reference.of(who).push({ from: this.#day, until: this.#day + step.days, left: step.points, lapsed: 0 })
        reference.done.push({ is: 'give', who, points: step.points, lot: reference.of(who).length - 1, reversed: false, debt: 0 })
        this.ids.done.push(given.value.movementId)
        return
      }
      case 'hold': {
        const who = this.person(step.who)
        const expiresAt = moment(START, this.#day * DAY + 10 * MINUTE)
        const asked = await this.#run(dies, again, (acts, key) => setAside(acts, { personId: who, points: step.points, expiresAt, key, actor }))
        reference.lapse(who, this.#day)
        expect(asked.ok).toBe(reference.balance(who) >= step.points)
        if (!asked.ok) return
        reference.holds.push({ who, points: step.points, uses: reference.draw(who, step.points), open: true, expires: this.#day })
        this.ids.holds.push(asked.value.movementId)
        return
      }
      case 'confirm': {
        const [hold, holdId] = [reference.holds[step.hold], this.ids.holds[step.hold]]
        if (!hold || !holdId) return
        const points = Math.max(1, Math.floor((hold.points * step.share) / 100))
        const done = await this.#run(dies, again, (acts, key) => confirm(acts, { holdId, merchantId: this.merchant, points, key, actor }))
        expect(done.ok).toBe(hold.open && hold.expires === this.#day)
        if (!done.ok) return
        hold.open = false
        let back = hold.points - points
        const lots = reference.of(hold.who)
        for (const use of [...hold.uses].sort((a, b) => (lots[b.lot]?.until ?? 0) - (lots[a.lot]?.until ?? 0) || b.lot - a.lot)) {
          const part = Math.min(back, use.points)
          use.points -= part
          back -= part
          const lot = lots[use.lot]
          if (lot) lot.left += part
        }
        reference.merchant += points
        reference.done.push({ is: 'confirm', who: hold.who, points, hold: step.hold, reversed: false, debt: 0 })
        this.ids.done.push(done.value.movementId)
        return
      }
      case 'release': {
        const [hold, holdId] = [reference.holds[step.hold], this.ids.holds[step.hold]]
        if (!hold || !holdId) return
        const done = await this.#run(dies, again, (acts, key) => release(acts, { holdId, key, actor }, step.how))
        expect(done.ok).toBe(hold.open)
        if (!done.ok) return
        hold.open = false
        reference.giveBack(hold.who, hold.uses)
        return
      }
      case 'days':
        this.#day += step.days
        return
      case 'lapse': {
        await this.#run(dies, again, (acts) => lapseSome(acts, 1_000))
        for (const who of [0, 1]) reference.lapse(this.person(who), this.#day)
        return
      }
      case 'deduct': {
        const who = this.person(step.who)
        const done = await this.#run(dies, again, (acts, key) => deduct(acts, { personId: who, points: step.points, key, actor }))
        reference.lapse(who, this.#day)
        const taken = Math.min(step.points, reference.balance(who))
        expect(done).toMatchObject({ ok: true, value: { change: taken === 0 ? expect.closeTo(0) : -taken, owed: step.points - taken } })
        reference.issued -= taken
        reference.draw(who, taken)
        return
      }
      case 'reverse': {
        const [made, movementId] = [reference.done[step.done], this.ids.done[step.done]]
        if (!made || !movementId) return
        const done = await this.#run(dies, again, (acts, key) => reverse(acts, { movementId, key, actor }))
        if (made.reversed) return expect(done).toEqual({ ok: false, reason: 'reversed' })
        expect(done.ok).toBe(true)
        made.reversed = true
        if (made.is === 'confirm') {
          reference.merchant -= made.points
          reference.giveBack(made.who, reference.holds[made.hold ?? 0]?.uses ?? [])
          return
        }
        reference.lapse(made.who, this.#day)
        const owed = made.points - (reference.of(made.who)[made.lot ?? 0]?.lapsed ?? 0)
        const taken = Math.min(owed, reference.balance(made.who))
        if (done.ok) expect(done.value.owed).toBe(owed - taken)
        reference.issued -= taken
        reference.draw(made.who, taken, made.lot)
      }
    }
  }

  async agrees(): Promise<void> {
    const { read } = this.#world.app.db
    for (const who of [0, 1].map(this.person)) {
      expect([await ledger.balanceOf(read, driver(who)), await ledger.balanceOf(read, held(who))], who).toEqual([
        this.reference.balance(who),
        this.reference.aside(who),
      ])
    }
    expect(await ledger.balanceOf(read, merchant(this.merchant))).toBe(this.reference.merchant)
  }
}

/** A whole self-audit; what it found. */
async function audited(world: World): Promise<string[]> {
  for (;;) {
    const audit = await world.app.act((acts) => auditPiece(acts))
    if (audit.endedAt) return audit.found
  }
}

describe('the ledger', () => {
  it('agrees with a tiny reference ledger through any history, also when processes die and calls are repeated', async () => {
    const world = await World.open()
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 30 }), async (plans) => {
        const play = new Play(world, `run${run++}`)
        for (const each of plans) {
          await play.take(each)
          await play.agrees()
        }
      }),
      { numRuns: 60 },
    )
    expect(await audited(world)).toEqual([])
    const kinds = await ledger.totals(world.app.db.read)
    expect(kinds.reduce((sum, { sum: each }) => sum + each, 0)).toBe(0)
  })

  it('gives 500 who want ten of the same hundred points at once to ten of them', async () => {
    const world = await World.open()
    const { db, calendar } = world.app
    const acts = (tx: Tx) => ({ tx, now: START, calendar })
    await db.tx((tx) => give(acts(tx), { personId: 'wang', points: 100, until: '2027-01-01', key: 'gift', actor: 'test' }, 'award'))
    const asked = await Promise.all(
      Array.from({ length: 500 }, (_, n) =>
        db.tx((tx) => setAside(acts(tx), { personId: 'wang', points: 10, expiresAt: moment(START, MINUTE), key: `hold${n}`, actor: 'self' })),
      ),
    )
    expect(asked.filter((result) => result.ok)).toHaveLength(10)
    expect(asked.filter((result) => !result.ok && result.reason === 'short')).toHaveLength(490)
    expect(await ledger.balanceOf(db.read, driver('wang'))).toBe(0)
    expect(await ledger.balanceOf(db.read, held('wang'))).toBe(100)
    expect(await audited(world)).toEqual([])
  })

  it('ends a hold once, whoever confirms, releases and times it out at the same moment', async () => {
    const world = await World.open()
    const { db, calendar } = world.app
    const acts = (tx: Tx) => ({ tx, now: START, calendar })
    for (let round = 0; round < 8; round++) {
      const who = `p${round}`
      await db.tx((tx) => give(acts(tx), { personId: who, points: 30, until: '2027-01-01', key: `gift${round}`, actor: 'test' }, 'award'))
      const hold = await db.tx((tx) => setAside(acts(tx), { personId: who, points: 30, expiresAt: moment(START, MINUTE), key: `hold${round}`, actor: 'self' }))
      const holdId = hold.ok ? hold.value.movementId : ''
      const endings = await Promise.all([
        db.tx((tx) => release(acts(tx), { holdId, key: `r${round}`, actor: 'self' })),
        db.tx((tx) => confirm(acts(tx), { holdId, merchantId: 'shop', points: 30, key: `c${round}`, actor: 'shop' })),
        db.tx((tx) => release(acts(tx), { holdId, key: `t${round}`, actor: 'job' }, 'timed-out')),
        db.tx((tx) => confirm(acts(tx), { holdId, merchantId: 'shop', points: 20, key: `d${round}`, actor: 'shop' })),
      ])
      expect(endings.filter((ending) => ending.ok)).toHaveLength(1)
    }
    expect(await audited(world)).toEqual([])
  })

  it('cannot be brought below zero by any statement: the database itself refuses', async () => {
    const world = await World.open()
    const { db } = world.app
    const row = { id: 'x', kind: 'driver' as const, owner: 'nobody', balance: -1, entries: 0 }
    await expect(db.tx(async (tx) => void (await tx.insert(ledgerAccounts).values(row)))).rejects.toThrow()
    await db.tx(async (tx) => void (await tx.insert(ledgerAccounts).values({ ...row, balance: 5 })))
    await expect(db.tx(async (tx) => void (await tx.update(ledgerAccounts).set({ balance: -5 })))).rejects.toThrow()
  })

  it('notices every tampering: a balance, an entry, a lost half of a movement', async () => {
    const world = await World.open()
    const { db, calendar } = world.app
    const acts = (tx: Tx) => ({ tx, now: START, calendar })
    await db.tx((tx) => give(acts(tx), { personId: 'wang', points: 30, until: '2027-01-01', key: 'gift', actor: 'test' }, 'award'))
    expect(await audited(world)).toEqual([])
    await db.tx(async (tx) => void (await tx.update(ledgerAccounts).set({ balance: 31 })))
    expect((await audited(world)).length).toBeGreaterThan(1)
    await db.tx(async (tx) => void (await tx.update(ledgerAccounts).set({ balance: 0 })))
    await db.tx(async (tx) => void (await tx.delete(ledgerEntries)))
    await db.tx(async (tx) => void (await tx.update(ledgerAccounts).set({ entries: 0 })))
    expect(await audited(world)).toEqual([expect.stringContaining('各批剩余 30')])
    expect(await db.read.$count(ledgerMovements)).toBe(1)
  })

  it('keeps past and points when two files become one, and leaves a pseudonym when one is erased', async () => {
    const world = await World.open()
    const { db, calendar } = world.app
    const acts = (tx: Tx) => ({ tx, now: START, calendar })
    for (const who of ['old', 'new'])
      await db.tx((tx) => give(acts(tx), { personId: who, points: 30, until: '2027-01-01', key: who, actor: 'test', words: '王师傅帮忙' }, 'award'))
    const hold = await db.tx((tx) => setAside(acts(tx), { personId: 'old', points: 20, expiresAt: moment(START, MINUTE), key: 'h', actor: 'self' }))
    await db.tx((tx) => mergeAccounts(tx, 'old', 'new', START))
    expect(await ledger.balanceOf(db.read, driver('new'))).toBe(40)
    const lines = await ledger.history(db.read, driver('new'), 20)
    expect(lines.map(({ movement, amount }) => [movement.what, amount]).sort()).toEqual([
      ['award', 30],
      ['award', 30],
      ['hold', -20],
      ['merge', -10],
      ['merge', 10],
    ])
    const holdId = hold.ok ? hold.value.movementId : ''
    expect((await db.tx((tx) => release(acts(tx), { holdId, key: 'r', actor: 'self' }))).ok).toBe(true)
    expect(await ledger.balanceOf(db.read, driver('new'))).toBe(60)
    expect(await audited(world)).toEqual([])
    await db.tx((tx) => closeAccount(tx, 'new', START))
    expect(await ledger.accountId(db.read, driver('new'))).toBeUndefined()
    const kept = await db.read.select().from(ledgerMovements)
    expect(kept.length).toBeGreaterThan(4)
    expect(JSON.stringify(kept)).not.toContain('王师傅')
    const owners = await db.read.select({ owner: ledgerAccounts.owner }).from(ledgerAccounts)
    expect(owners.map(({ owner }) => owner)).not.toContain('new')
    expect(await audited(world)).toEqual([])
  })

  it('asks nothing back for points that lapsed a moment ago, before anybody looked', async () => {
    const world = await World.open()
    const { db, calendar } = world.app
    const later = new Date('2026-11-25T10:00:00+08:00')
    const acts = (tx: Tx, now = START) => ({ tx, now, calendar })
    const given = await db.tx((tx) => give(acts(tx), { personId: 'wang', points: 30, until: '2026-11-24', key: 'a', actor: 'test' }, 'award'))
    const movementId = given.ok ? given.value.movementId : ''
    const back = await db.tx((tx) => reverse(acts(tx, later), { movementId, key: 'x', actor: 'test' }))
    expect(back).toMatchObject({ ok: true, value: { owed: 0 } })
    expect(await db.tx((tx) => openDebts(tx))).toEqual([])
    expect(await audited(world)).toEqual([])
  })

  it('asks nothing back for points that lapsed unused, and shows as a debt what was spent', async () => {
    const world = await World.open()
    const { db, calendar } = world.app
    const later = new Date('2026-12-24T10:00:00+08:00')
    const acts = (tx: Tx, now = START) => ({ tx, now, calendar })
    const given = await db.tx((tx) => give(acts(tx), { personId: 'wang', points: 30, until: '2026-11-30', key: 'a', actor: 'test' }, 'award'))
    await db.tx((tx) => deduct(acts(tx), { personId: 'wang', points: 10, key: 'd', actor: 'test' }))
    await db.tx((tx) => lapse(acts(tx, later), 'wang'))
    await db.tx((tx) => give(acts(tx, later), { personId: 'wang', points: 5, until: '2027-11-30', key: 'b', actor: 'test' }, 'award'))
    const movementId = given.ok ? given.value.movementId : ''
    const back = await db.tx((tx) => reverse(acts(tx, later), { movementId, key: 'x', actor: 'test' }))
    expect(back).toMatchObject({ ok: true, value: { change: -5, owed: 5 } })
    expect(await ledger.balanceOf(db.read, driver('wang'))).toBe(0)
    expect(await db.tx((tx) => openDebts(tx))).toMatchObject([{ personId: 'wang', left: 5 }])
    expect(await audited(world)).toEqual([])
  })
})
