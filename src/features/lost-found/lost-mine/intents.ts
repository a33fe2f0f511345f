/** What people say about a report that is there already, and what staff ask for. */
import type { Answer, Capability, Context, PrivateIntent, Turn } from '../../../bot/capability.ts'
import type { Field, Filled, Form } from '../../../bot/dialogue.ts'
import type { Picture } from '../../../bot/message.ts'
import type { Result } from '../../../lib/errors.ts'
import * as operations from './operations.ts'
import { NONE } from './operations.ts'
import * as replies from './replies.ts'
import { addsOnly, detailIn, foundAgain, monthIn, numbersIn, spotIn, staffWish, type Wish, wishIn } from './rules.ts'

const hidden = { called: [], ask: () => replies.askProof, explain: replies.explainProof }

/** Only what is to be added (`tell`) and what a claimant names (`prove`) is ever asked for. */
const STAGES: ReadonlySet<string> = new Set(['tell', 'prove'])

/** A number alone, meant for a choice that is gone, describes nothing. */
const BARE = /^[\d\s\p{P}]*$/u

const form: Form = {
  version: 1,
  doing: replies.doing,
  fields: [
    { ...hidden, name: 'said', read: (heard) => operations.packed(heard) },
    { ...hidden, name: 'report', read: (heard) => numbersIn(heard.raw)[0] ?? NONE },
    { ...hidden, name: 'other', read: (heard) => numbersIn(heard.raw)[1] ?? NONE },
    { ...hidden, name: 'wish', read: (heard) => (addsOnly(heard) ? 'correct' : wishIn(heard.raw)), ends: (value) => !STAGES.has(value) },
    {
      name: 'detail',
      called: [],
      ask: ({ question }) => (question ? replies.asked(question) : replies.askDetail),
      explain: replies.explainDetail,
      read: (heard, direct) => (!BARE.test(heard.text) && (direct || operations.tellsMore(heard)) ? operations.packed(heard) : undefined),
      ends: (value) => value !== NONE,
    },
    { ...hidden, name: 'proof', free: 'told', read: (heard, direct) => (direct && heard.text !== '' ? operations.packed(heard) : undefined) },
  ] satisfies Field[],
}

/** Asked for more about a report, somebody may give an order about one instead: 撤销 F-2, 拿到了. */
function orderIn({ wish, detail }: Filled): operations.Words | undefined {
  const told = wish === 'tell' && detail !== undefined && detail !== NONE ? operations.unpacked(detail) : undefined
  return told && (operations.claimsOwn(told) || foundAgain(told.raw) || wishIn(told.raw) === 'apart') ? told : undefined
}

async function mine(ctx: Context, turn: Turn, filled: Filled): Promise<Answer> {
  const order = orderIn(filled)
  const wish = order ? wishIn(order.raw) : ((filled.wish ?? 'list') as Wish)
  const words = order ?? (filled.said === undefined || filled.said === NONE ? turn.understood : operations.unpacked(filled.said))
  if (wish === 'list') return list(ctx, words)
  const named = order && numbersIn(order.raw)[0]
  if (wish === 'contact') return { reply: replies.contact((await operations.ownList(ctx))[0]?.number) }
  if (wish === 'apart') return { reply: replies.apart((await operations.ownList(ctx)).map((each) => operations.shown(ctx, each))) }
  // Asked about one thing, somebody may say that another is there again.
  const another = order && !named && (wish === 'handed-in' || (wish === 'withdraw' && operations.itemsIn(ctx, order, wish).length > 0))
  const number = another ? undefined : (named ?? (filled.report === undefined || filled.report === NONE ? undefined : filled.report))
  const other = filled.other === undefined || filled.other === NONE ? undefined : filled.other
  if (number) return withNumber(number, await act(ctx, turn, { wish, number, other, words, told: filled.proof ?? filled.detail }))
  const own = await operations.meant(ctx, wish, words)
  const [only] = own
  if (!only && wish === 'handed-in') return { reply: { parts: [] }, next: { intent: 'found.report', filled: { said: NONE } } }
  if (!only && wish === 'withdraw') return (await operations.ownList(ctx)).length > 0 ? { reply: replies.noneOfKind } : list(ctx)
  if (!only) return (wish === 'claim' || wish === 'refuse') && (await operations.ownList(ctx)).length > 0 ? { reply: replies.noMatchYet(undefined) } : list(ctx)
  if (own.length > 1)
    return {
      reply: replies.which(
        wish,
        own.map((each) => operations.shown(ctx, each)),
        operations.packed(words),
      ),
    }
  return withNumber(only.number, await act(ctx, turn, { wish, number: only.number, other, words, told: filled.proof ?? filled.detail }))
}

const withNumber = (number: string, answer: Answer): Answer => ({ ...answer, data: { report: number, ...answer.data } })

async function list(ctx: Context, words?: operations.Words): Promise<Answer> {
  const all = await operations.ownList(ctx)
  if (all.length === 0) return { reply: replies.nothingYet }
  const own = words ? operations.alike(ctx, all, words) : all
  return { reply: replies.listed(own.map((each) => operations.shown(ctx, each))), data: { reports: own.map(({ number }) => number) } }
}

interface Asked {
  wish: Wish
  number: string
  other: string | undefined
  words: operations.Words
  /** What was said when it was asked for. */
  told: string | undefined
}

async function act(ctx: Context, turn: Turn, asked: Asked): Promise<Answer> {
  const { wish, number, other, words } = asked
  switch (wish) {
    case 'claim':
      return claim(ctx, number, other)
    case 'prove':
      return prove(ctx, turn, asked)
    case 'refuse': {
      const done = await operations.refuse(ctx, number, other)
      return {
        reply: done.ok ? replies.refused(done.value.lost.number) : done.reason === 'unknown' ? replies.unknownNumber(number) : replies.noMatchYet(number),
      }
    }
    case 'confirm':
    case 'deny':
      return decide(ctx, asked)
    case 'got':
    case 'returned':
      return returned(ctx, number, wish)
    case 'not-got':
      return notGot(number, await operations.notHandedOver(ctx, number))
    case 'withdraw':
      return ownDone(await operations.withdraw(ctx, number), number, ({ kind }) => replies.withdrawn(number, kind))
    case 'handed-in':
      return ownDone(await operations.broughtIn(ctx, number), number, () => replies.brought(number))
    case 'watch':
      return ownDone(await operations.watchOn(ctx, number), number, ({ kind }) => replies.watchingOn(number, kind))
    case 'correct':
    case 'tell':
      return correct(ctx, asked)
    case 'hold':
      return hold(ctx, number, spotIn(words.raw))
    default:
      return show(ctx, number)
  }
}

function notGot(number: string, done: Result<true, 'unknown' | 'no-match'>): Answer {
  if (done.ok) return { reply: replies.notGotNow }
  return { reply: done.reason === 'no-match' ? replies.noMatchYet(number) : replies.unknownNumber(number) }
}

function ownDone<T>(done: Result<T, 'unknown' | 'over'>, number: string, said: (value: T) => Answer['reply']): Answer {
  return { reply: done.ok ? said(done.value) : done.reason === 'over' ? replies.overAlready(number) : replies.unknownNumber(number) }
}

const noClaim = (reason: 'unknown' | 'no-match' | keyof typeof replies.noClaim, number: string): Answer => ({
  reply: reason === 'unknown' ? replies.unknownNumber(number) : reason === 'no-match' ? replies.noMatchYet(number) : replies.noClaim[reason],
})

async function claim(ctx: Context, number: string, other: string | undefined): Promise<Answer> {
  const begun = await operations.claim(ctx, number, other)
  if (!begun.ok) return noClaim(begun.reason, number)
  const { lost, found } = begun.value
  return { reply: { parts: [] }, next: { intent: 'lost.mine', filled: { said: NONE, wish: 'prove', detail: NONE, report: lost.number, other: found.number } } }
}

/** A clear question in between is no wrong answer. */
const SIDE_QUESTION = 0.9

async function prove(ctx: Context, { understood }: Turn, { number, other = '', told = '' }: Asked): Promise<Answer> {
  const again = { intent: 'lost.mine', filled: { said: NONE, wish: 'prove', detail: NONE, report: number, other } } as const
  const [top] = understood.readings
  if (top?.intent === 'answer' && top.confidence >= SIDE_QUESTION) return { reply: replies.askAgainAfter, next: again }
  const proved = await operations.prove(ctx, number, other, operations.unpacked(told))
  if (proved.ok) return { reply: replies.proofWaits(number) }
  if (proved.reason === 'wrong') return { reply: replies.proofWrong(proved.left), next: again }
  return noClaim(proved.reason, number)
}

async function decide(ctx: Context, { wish, number, other }: Asked): Promise<Answer> {
  const done = await operations.decide(ctx, number, other, wish === 'confirm')
  if (done.ok) return { reply: (wish === 'confirm' ? replies.confirmedNow : replies.deniedNow)(done.value.lost.number, done.value.found.number) }
  if (done.reason === 'unknown') return { reply: replies.unknownNumber(number) }
  if (done.reason === 'returned') return { reply: replies.overAlready(number) }
  return { reply: done.reason === 'taken' ? replies.noClaim.taken : replies.forbidden }
}

async function returned(ctx: Context, number: string, wish: Wish): Promise<Answer> {
  const done = await operations.handedOver(ctx, number)
  if (!done.ok) return { reply: done.reason === 'returned' ? replies.overAlready(number) : replies.unknownNumber(number) }
  const { teller, pair } = done.value
  if (teller === 'owner') return { reply: wish === 'got' || pair.found ? replies.gotIt : replies.withdrawn(number, 'lost') }
  return { reply: replies.returnedNow(number, teller === 'finder' && pair.lost !== undefined) }
}

async function correct(ctx: Context, { wish, number, words, told }: Asked): Promise<Answer> {
  const detail = wish === 'tell' ? operations.unpacked(told ?? '') : { ...words, raw: detailIn(words.raw), text: detailIn(words.text) }
  if (detail.text.replace(/[\s\p{P}]/gu, '') === '') {
    return { reply: { parts: [] }, next: { intent: 'lost.mine', filled: { said: NONE, wish: 'tell', report: number, other: NONE } } }
  }
  if (operations.skips(detail.text)) return { reply: replies.skipped }
  const done = await operations.correct(ctx, number, detail)
  const matches = done.ok && done.value.matches.length > 0 ? { matches: operations.matchData(done.value.matches) } : {}
  return { ...ownDone(done, number, (reported) => operations.saidBack(ctx, reported, true)), data: { report: number, ...matches } }
}

async function hold(ctx: Context, number: string, spot: string): Promise<Answer> {
  if (spot === '') return { reply: replies.whereKept }
  const done = await operations.keepAt(ctx, number, spot)
  if (done.ok) return { reply: replies.keptAt(number, spot) }
  return { reply: done.reason === 'forbidden' ? replies.counterOnly : done.reason === 'returned' ? replies.overAlready(number) : replies.unknownNumber(number) }
}

async function show(ctx: Context, number: string): Promise<Answer> {
  const found = await operations.seen(ctx, number)
  if (!found) return { reply: replies.unknownNumber(number) }
  return { reply: 'staff' in found ? replies.staffView(found.staff) : replies.shownOwn(found.own) }
}

const own: PrivateIntent = {
  name: 'lost.mine',
  audience: 'personal',
  form,
  claims: operations.claimsOwn,
  continued: operations.addition,
  run: mine,
}

const staff: PrivateIntent = {
  name: 'staff.lost',
  audience: 'personal',
  roles: ['counter', 'leader'],
  claims: (heard) => staffWish(heard.raw) !== undefined,
  async run(ctx, { understood }) {
    const wish = staffWish(understood.raw)
    if (wish === 'figures') {
      const month = monthIn(understood.raw, ctx.calendar.localDay(ctx.now))
      const { total, byItem } = await operations.figures(ctx, month)
      return { reply: replies.figures(month, total, byItem), data: { month, total, byItem } }
    }
    if (!(await ctx.holds('counter'))) return { reply: replies.counterOnly }
    if (wish === 'relay') {
      const [lost = '', found = ''] = numbersIn(understood.raw).sort().reverse()
      const parts = await operations.showLine(ctx, `${lost} ${found}`)
      return { reply: parts ? replies.relayShown(parts) : replies.noRelay }
    }
    return { reply: replies.staffList(await operations.staffList(ctx)) }
  },
}

/** Pictures sent right after a report belong to it. */
async function takePictures(ctx: Context, pictures: readonly Picture[]): Promise<Answer | undefined> {
  const report = await operations.addPictures(
    ctx,
    pictures.map(({ file }) => file),
  )
  return report && { reply: replies.picturesAdded(report), data: { report: report.number } }
}

export const lostMine: Capability = { name: 'lost-mine', intents: [own, staff], pictures: takePictures, keeps: operations.keeps }
