/** The simulated city itself: it holds, it repeats itself, and it would notice a breach. */
import { describe, expect, it } from 'vitest'
import { check, type Evidence } from '../simulate/checks.ts'
import { simulate } from '../simulate/city.ts'
import { readArguments } from '../simulate/main.ts'
import { printed } from '../simulate/report.ts'
import type { OutgoingRow } from '../src/bot/store/outgoing.ts'
import { newDatabase } from './support/engine.ts'

const NOW = new Date('2026-11-24T10:00:00+08:00')
const plan = async (seed: number) => ({ days: 1, drivers: 15, seed, databaseUrl: await newDatabase() })

const ANSWER: OutgoingRow = {
  id: 'a',
  kind: 'reply',
  key: 'reply:a',
  channel: 'city',
  address: 'wang',
  place: 'private',
  personId: 'p',
  audience: 'public',
  text: '理发9.9元。',
  choices: [],
  updateId: 'city:u1',
  reason: 'reply',
  state: 'sent',
  why: null,
  repeated: false,
  answers: null,
  files: null,
  worker: null,
  matter: null,
  urgent: false,
  unasked: false,
  deferred: false,
  priority: 0,
  attempts: 1,
  dueAt: NOW,
  worthlessAfter: NOW,
  createdAt: NOW,
  settledAt: NOW,
}
const PUSH: OutgoingRow = { ...ANSWER, id: 'p', kind: 'push', key: 'human:H-1:s', updateId: null, reason: 'human.new', address: 'boss', text: '新留言 H-1' }

const wire = ({ id, kind, address, text }: OutgoingRow) => ({ id, kind, to: address, place: { kind: 'private' } as const, text, choices: [] })
const answered = { ...wire(ANSWER), update: 'u1' }
const pushed = { ...wire(PUSH), reason: 'human.new' }

/** One question and its answer: all of it as it should be. */
function sound(): Evidence {
  const draft = { from: 'wang', place: { kind: 'private' }, addressed: true, text: '理发多少钱' } as const
  const entry = { update: 'u1', draft, receipts: [{ intent: 'answer', confidence: 1, handled: true }] }
  return {
    now: NOW,
    over: true,
    entries: [entry],
    fresh: [entry],
    arrived: [answered],
    updates: [{ key: 'city:u1' }],
    outgoing: [ANSWER],
    requests: [],
    jobs: [],
  }
}

const broken = (change: Partial<Evidence>): string[] =>
  [...check({ ...sound(), ...change })].filter(([, lines]) => lines.length > 0).map(([promise]) => promise)
const only = (words: string) => [expect.stringContaining(words)]

describe('a day in the city', () => {
  it('holds, and is the same day for the same seed', { timeout: 120_000 }, async () => {
    const report = await simulate(await plan(4))
    expect(report.findings.filter((finding) => finding.broken.length > 0)).toEqual([])
    expect(Number(report.figures.kills)).toBeGreaterThan(0)
    const again = await simulate(await plan(4))
    expect(printed(again)).toBe(printed(report))
    expect(printed(await simulate(await plan(5)))).not.toBe(printed(report))
  })

  it('is not begun on a database that was used before', async () => {
    const used = await plan(4)
    await simulate({ ...used, drivers: 1 })
    await expect(simulate(used)).rejects.toThrow('holds messages already')
  })
})

describe('the checks', () => {
  it('find nothing where nothing is wrong', () => {
    expect(broken({})).toEqual([])
  })

  it('notice a message that was handled twice, never, or not by anybody’s wish', () => {
    const [entry] = sound().entries
    const twice = entry ? [{ ...entry, receipts: [...entry.receipts, ...entry.receipts] }] : []
    expect(broken({ fresh: twice })).toEqual(only('exactly once'))
    expect(broken({ updates: [{ key: 'city:u1' }, { key: 'city:u1' }] })).toEqual(only('exactly once'))
    expect(broken({ outgoing: [ANSWER, { ...ANSWER, id: 'b' }], arrived: [answered, { ...answered, id: 'b' }] })).toEqual(only('exactly once'))
    expect(broken({ updates: [] })).toEqual(only('exactly once'))
    expect(broken({ updates: [{ key: 'city:u1' }, { key: 'city:u2' }] })).toEqual(only('exactly once'))
  })

  it('notice an answer that is missing, astray, or repeated without a word', () => {
    expect(broken({ outgoing: [], arrived: [] })).toEqual(only('answered'))
    expect(broken({ arrived: [] })).toEqual(only('answered'))
    expect(broken({ outgoing: [{ ...ANSWER, state: 'sending' }] })).toEqual(only('answered'))
    expect(broken({ arrived: [{ ...answered, to: 'li' }] })).toEqual(only('where the question'))
    expect(broken({ arrived: [answered, answered] })).toEqual(only('says so'))
  })

  it('notice a push that arrives twice, lies about its state, or never ends', () => {
    const requests = [{ number: 'H-1', told: ['s'], createdAt: NOW }]
    const said = { ...ANSWER, text: '已转给工作人员，编号 H-1。' }
    const request = { requests, outgoing: [said, PUSH], arrived: [answered, pushed] }
    expect(broken(request)).toEqual([])
    expect(broken({ ...request, arrived: [answered, pushed, pushed] })).toEqual(only('at most once'))
    expect(broken({ ...request, arrived: [answered] })).toEqual(only('at most once'))
    expect(broken({ ...request, arrived: [answered], outgoing: [said, { ...PUSH, state: 'waiting' }] })).toEqual(only('without an end'))
    expect(broken({ ...request, outgoing: [ANSWER, PUSH] })).toEqual(only('asked of staff'))
    expect(broken({ ...request, requests: [...requests, ...requests] })).toEqual(only('asked of staff'))
    expect(broken({ ...request, requests: [] })).toEqual(only('asked of staff'))
  })

  it('notice what a group must not hear, and words to an automatic sender', () => {
    const group = { kind: 'group', id: 'g' } as const
    expect(broken({ arrived: [answered, { ...pushed, to: 'g', place: group, text: '王师傅007的运费' }] })).toEqual(only('reaches a group'))
    const [entry] = sound().entries
    expect(broken({ fresh: entry ? [{ ...entry, draft: { ...entry.draft, automatic: true } }] : [] })).toEqual(only('automatic'))
  })
})

describe('the arguments', () => {
  it('have defaults, and wrong ones are named', () => {
    expect(readArguments([])).toEqual({ days: 3, drivers: 40, seed: 1, db: undefined })
    expect(readArguments(['--days', '2', '--drivers', '5', '--seed', '9', '--db', 'file:x'])).toEqual({ days: 2, drivers: 5, seed: 9, db: 'file:x' })
    for (const [args, words] of [
      [['--days', '0'], '--days: read "0"'],
      [['--drivers', 'many'], '--drivers: read "many"'],
      [['--seed', '1.5'], '--seed: read "1.5"'],
      [['--db', 'mysql://x'], '--db: read "mysql://x"'],
      [['--weeks', '2'], "'--weeks'"],
    ] as const)
      expect(() => readArguments(args)).toThrow(words)
  })
})
