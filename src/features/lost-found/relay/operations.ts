/** Words between the finder of a thing and its owner, without numbers or names. */
import type { Acts, Context, Keeps } from '../../../bot/capability.ts'
import type { Part } from '../../../bot/message.ts'
import { personsWithRole } from '../../../bot/store/staff.ts'
import type { Reader } from '../../../db/db.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import * as replies from './replies.ts'
import { KEPT_FOR, toPass } from './rules.ts'
import * as store from './store.ts'

const other = (side: store.Side): store.Side => (side === 'owner' ? 'finder' : 'owner')
const personOf = (line: store.Line, side: store.Side): string => (side === 'owner' ? line.ownerId : line.finderId)

/** Asks both sides whether they want to pass words; asked once for a pair. */
export async function offerLine(acts: Acts, about: string, owner: string, finder: string): Promise<void> {
  const line = await store.openLine(acts.tx, { about, ownerId: owner, finderId: finder }, acts.now)
  for (const side of ['owner', 'finder'] as const) {
    await acts.push({
      key: `lost.relay:${line.id}:${side}`,
      reason: 'lost.relay',
      to: { person: personOf(line, side) },
      ...replies.offered(line.id, side, about),
      priority: 40,
    })
  }
}

type NoLine = 'none' | 'not-yet' | 'over'

/** The speaker's line: the named one, else the newest that is not over. */
async function lineFor(ctx: Context, id: string | undefined): Promise<{ line: store.Line; side: store.Side } | undefined> {
  const own = await store.linesOf(ctx.tx, ctx.person.id)
  const line = id ? own.find((each) => each.id === id) : (own.find(({ state }) => state === 'open') ?? own.find(({ state }) => state === 'asked') ?? own[0])
  return line && { line, side: line.ownerId === ctx.person.id ? 'owner' : 'finder' }
}

/** @returns whether the line is open now; refused where there is none to agree to */
export async function agreeTo(ctx: Context, id: string | undefined): Promise<Result<{ open: boolean; line: string }, NoLine>> {
  const mine = await lineFor(ctx, id)
  if (!mine) return refused('none')
  const { line, side } = mine
  if (line.state === 'open') return ok({ open: true, line: line.id })
  if (line.state !== 'asked') return refused('over')
  const now = await store.agree(ctx.tx, line.id, side, ctx.now)
  const open = now?.state === 'open'
  if (open) {
    const told = { key: `lost.relay.open:${line.id}`, reason: 'lost.relay', to: { person: personOf(line, other(side)) } }
    await ctx.push({ ...told, ...replies.opened(line.id, line.about), priority: 40 })
  }
  return ok({ open, line: line.id })
}

/** Passes words on; numbers in them are hidden. @returns whether any was; refused while the other side has not agreed, or when it is over */
export async function passOn(ctx: Context, id: string | undefined, raw: string, update: string): Promise<Result<{ hidden: boolean }, NoLine | 'empty'>> {
  const mine = await lineFor(ctx, id)
  if (!mine) return refused('none')
  const { line, side } = mine
  if (line.state === 'asked') return refused('not-yet')
  if (line.state !== 'open') return refused('over')
  const text = toPass(raw)
  if (text === '') return refused('empty')
  await store.addWords(ctx.tx, { lineId: line.id, side, text, at: ctx.now })
  await ctx.push({
    key: `lost.relay.words:${line.id}:${update}`,
    reason: 'lost.relay',
    to: { person: personOf(line, other(side)) },
    ...replies.passedOn(line.id, side, text),
    priority: 60,
  })
  return ok({ hidden: text.includes('已隐去') })
}

/** Either side ends it, or says that it was abused: then staff may read it. */
export async function endLine(ctx: Context, id: string | undefined, how: 'ended' | 'reported'): Promise<Result<true, NoLine>> {
  const mine = await lineFor(ctx, id)
  if (!mine) return refused('none')
  const { line, side } = mine
  if (!(await store.end(ctx.tx, line.id, how, ctx.person.id, ctx.now))) return refused('over')
  const to = { person: personOf(line, other(side)) }
  const waits = line.state === 'open' || (side === 'owner' ? line.finderAgreed : line.ownerAgreed) !== null
  if (waits) await ctx.push({ key: `lost.relay.end:${line.id}`, reason: 'lost.relay', to, ...replies.endedByOther(line.about), priority: 40 })
  if (how === 'reported') {
    for (const person of await personsWithRole(ctx.tx, ['counter', 'admin'])) {
      await ctx.push({ key: `lost.relay.abuse:${line.id}:${person}`, reason: 'lost.staff', to: { person }, parts: replies.toStaff(line.about), priority: 80 })
    }
  }
  await ctx.audit(`relay.${how}`, line.about)
  return ok(true)
}

/** For staff: that words were passed between two reports; the words themselves only after a report of abuse. */
export async function showLine(ctx: Context, about: string): Promise<readonly Part[] | undefined> {
  const [line] = await store.linesAbout(ctx.tx, [about])
  if (!line) return undefined
  const words = await store.wordsOf(ctx.tx, [line.id])
  await ctx.audit('relay.viewed', about)
  return replies.shown({ about, state: line.state, count: words.length, words: line.state === 'reported' ? words : undefined })
}

async function ownWords(read: Reader, personId: string): Promise<store.Words[]> {
  const lines = await store.linesOf(read, personId)
  const words = await store.wordsOf(
    read,
    lines.map(({ id }) => id),
  )
  return words.filter(({ lineId, side, text }) => text !== '' && lines.some((line) => line.id === lineId && (line.ownerId === personId) === (side === 'owner')))
}

export const keeps: Keeps = {
  async show(read, personId) {
    const words = await ownWords(read, personId)
    return words.length > 0 ? [replies.kept(words.length)] : []
  },
  async copy(read, personId, calendar) {
    const words = await ownWords(read, personId)
    return words.length > 0 ? [{ title: '失物传话', lines: words.map(({ at, text }) => `${calendar.isoLocal(at).replace('T', ' ')} ${text}`) }] : []
  },
  erase: store.erase,
  move: store.move,
  clocks: [{ keep: KEPT_FOR, sweep: store.drop }],
}
