/** What staff can say about sessions. */
import type { Answer, Capability, Context, PrivateIntent } from '../../../bot/capability.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import { whenIn } from '../../../intents/when.ts'
import {
  admit,
  type Change,
  cancelSession,
  changeSession,
  closeSession,
  codeNow,
  createSeries,
  createSession,
  decide,
  openOnes,
  rosterOf,
  rosterSheet,
  seen,
  sessionByNumber,
  sessionsNow,
  upcomingSessions,
} from './operations.ts'
import * as replies from './replies.ts'
import { type Command, commandIn, recurs, type SaidSession, saidSession, spanIn } from './rules.ts'

const UNSAID = '-'
const DEFAULT_PLACES = 30

/** The time in staff's words: a day with a span of hours. */
function timeIn(ctx: Context, words: string): { start?: Date; end?: Date; said: string; dayless?: boolean } {
  const said = whenIn(words, ctx.now, ctx.calendar)
  const span = spanIn(words)
  if (!said) return { said: '' }
  const day = said.days.first
  const dayless = said.dayless ?? false
  if (span) return { start: ctx.calendar.instant(day, span.start), end: ctx.calendar.instant(day, span.end), said: said.said, dayless }
  if ('start' in said.when && said.grain !== 'day' && said.grain !== 'days' && said.grain !== 'month') {
    const end = said.when.end && said.when.end !== said.when.start ? at(ctx, said.when.end) : undefined
    return { start: at(ctx, said.when.start), ...(end ? { end } : {}), said: said.said, dayless }
  }
  return { said: said.said }
}

const at = ({ calendar }: Context, local: string): Date => calendar.instant(local.slice(0, 10), local.slice(11))

function missingIn(said: SaidSession, hasTime: boolean): replies.Missing[] {
  return [
    ...(said.kind ? [] : (['kind'] as const)),
    ...(said.title === '' ? (['title'] as const) : []),
    ...(hasTime ? [] : (['when'] as const)),
    ...(said.place ? [] : (['place'] as const)),
  ]
}

async function create(ctx: Context, words: string): Promise<Answer> {
  const { start, end, said: timeWords, dayless } = timeIn(ctx, words)
  const said = saidSession(words, timeWords)
  const span = spanIn(words)
  // 每周八 is no day, and neither is none: nothing is planned for today by accident.
  const once = start !== undefined && end !== undefined && !dayless && !recurs(words)
  const missing = missingIn(said, said.weekly ? span !== undefined : once)
  if (missing.length > 0 || !said.kind || !said.place) return { reply: replies.incomplete(missing) }
  const { kind, place, title } = said
  const plan = {
    kind,
    title,
    place,
    places: said.places ?? DEFAULT_PLACES,
    tenths: said.tenths ?? 0,
    points: said.points ?? 0,
    audience: said.audience ?? 'all',
  } as const
  if (said.weekly && span) {
    const made = await createSeries(ctx, { ...plan, ...said.weekly, startTime: span.start, endTime: span.end })
    if (!made.ok) return { reply: replies.refusedPlan(made.reason) }
    await ctx.audit('study.series', title)
    const first = (await upcomingSessions(ctx)).filter((session) => session.seriesId === made.value).slice(0, 3)
    return { reply: replies.createdSeries(first.map((session) => seen(ctx, session))), data: { sessions: first.map(({ number }) => number) } }
  }
  if (!start || !end) return { reply: replies.incomplete(['when']) }
  const made = await createSession(ctx, { ...plan, startsAt: start, endsAt: end })
  if (!made.ok) return { reply: replies.refusedPlan(made.reason) }
  await ctx.audit('study.created', made.value.number)
  return { reply: replies.created(seen(ctx, made.value)), data: { session: made.value.number } }
}

async function change(ctx: Context, number: string, words: string): Promise<Answer> {
  const session = await sessionByNumber(ctx.tx, number)
  if (!session) return { reply: replies.unknown(number) }
  const { start, end, said: timeWords } = timeIn(ctx, words)
  const said = saidSession(words, timeWords)
  const length = session.endsAt.getTime() - session.startsAt.getTime()
  const to: Change = {
    ...(start ? { startsAt: start, endsAt: end ?? new Date(start.getTime() + length) } : {}),
    ...(said.place ? { place: said.place } : {}),
    ...(said.places === undefined ? {} : { places: said.places }),
    ...(said.tenths === undefined ? {} : { tenths: said.tenths }),
    ...(said.points === undefined ? {} : { points: said.points }),
  }
  const done = await changeSession(ctx, number, to)
  if (!done.ok) return { reply: replies.notChanged(done.reason) }
  await ctx.audit('study.changed', number)
  return { reply: replies.changed(seen(ctx, done.value.session), done.value.told), data: { session: number } }
}

async function cancel(ctx: Context, { number, why }: Extract<Command, { does: 'cancel' }>, words: string, confirmed: boolean): Promise<Answer> {
  const session = await sessionByNumber(ctx.tx, number)
  if (!session) return { reply: replies.unknown(number) }
  if (!confirmed && session.state === 'open' && session.startsAt > ctx.now) {
    const count = (await rosterOf(ctx.tx, session)).length
    return { reply: replies.confirmCancel(seen(ctx, session), count, why, words) }
  }
  const done = await cancelSession(ctx, number, why)
  if (!done.ok) return { reply: done.reason === 'unknown' ? replies.unknown(number) : replies.notCancelled(done.reason) }
  await ctx.audit('study.cancelled', number)
  return { reply: replies.cancelled(seen(ctx, done.value.session), done.value.told), data: { session: number } }
}

/** Commands about one session; without a number, the one that is on now. */
async function about(ctx: Context, { does, number }: Extract<Command, { does: 'list' | 'sheet' | 'code' | 'close' }>): Promise<Answer> {
  const near = number === undefined ? await sessionsNow(ctx) : []
  const named = number ?? (near.length === 1 ? near[0]?.number : undefined)
  if (named === undefined)
    return {
      reply: replies.needNumber(
        '签到码',
        (near.length > 0 ? near : await upcomingSessions(ctx)).map((session) => seen(ctx, session)),
      ),
    }
  const session = await sessionByNumber(ctx.tx, named)
  if (!session) return { reply: replies.unknown(named) }
  const shown = seen(ctx, session)
  if (does === 'code') {
    const { code, key } = await codeNow(ctx, session)
    const open = (await sessionsNow(ctx)).some(({ id }) => id === session.id)
    return { reply: replies.code(shown, code, key, open), data: { session: named, ...(open ? { code } : {}), screen: `/qiandao/${named}/${key}` } }
  }
  if (does === 'close') {
    const done = await closeSession(ctx, named)
    if (!done.ok) return { reply: done.reason === 'unknown' ? replies.unknown(named) : replies.notClosed[done.reason] }
    await ctx.audit('study.closed', named)
    return { reply: replies.closed(named, done.value.present, done.value.missing), data: { session: named, ...done.value } }
  }
  const roster = await rosterOf(ctx.tx, session)
  await ctx.audit('study.listed', named)
  if (does === 'list') return { reply: replies.roster(shown, roster), data: { session: named, people: roster.length } }
  const base64 = (await rosterSheet(ctx.tx, session)).toString('base64')
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return { reply: { ...replies.sheetReady(named, roster.length), files: [{ audience: 'personal', name: replies.sheetName(named), type, base64 }] } }
}

async function carryOut(ctx: Context, command: Command, words: string, confirmed: boolean): Promise<Answer> {
  switch (command.does) {
    case 'create':
      return create(ctx, command.words)
    case 'change':
      return change(ctx, command.number, command.words)
    case 'cancel':
      return cancel(ctx, command, words, confirmed)
    case 'admit': {
      const done = await admit(ctx, command.number, command.positions, ctx.person.id)
      if (!done.ok) return { reply: done.reason === 'unknown' ? replies.unknown(command.number) : replies.notAdmitted(done.reason, command.number) }
      await ctx.audit('study.admitted', command.number)
      return { reply: replies.admitted(done.value), data: { session: command.number } }
    }
    case 'decide': {
      const done = await decide(ctx, command.number, command.approved, { by: ctx.person.id, why: command.why })
      if (!done.ok) return { reply: replies.notDecided(command.number, done.reason) }
      await ctx.audit('study.decided', command.number)
      return { reply: replies.decided(command.number, command.approved, done.value.points), data: { excuse: command.number } }
    }
    case 'excuses':
      return { reply: replies.excuses(await openOnes(ctx.tx)) }
    default:
      return about(ctx, command)
  }
}

const desk: PrivateIntent = {
  name: 'staff.study',
  audience: 'personal',
  roles: ROLES,
  changes: true,
  claims: ({ raw }) => commandIn(raw) !== undefined,
  form: {
    version: 1,
    doing: replies.doing,
    // Never asked: it carries what a button confirms.
    fields: [{ name: 'confirmed', called: [], ask: () => replies.doing, explain: replies.doing, read: () => UNSAID }],
  },
  async run(ctx, turn, { confirmed = UNSAID }) {
    if (!(await ctx.holds('counter', 'author', 'party'))) return { reply: replies.notYours }
    if (confirmed === 'no') return { reply: replies.kept }
    const words = confirmed === UNSAID ? turn.understood.raw : confirmed
    const command = commandIn(words)
    return command ? carryOut(ctx, command, words, confirmed !== UNSAID) : { reply: replies.howToCreate }
  },
}

export const studydesk: Capability = { name: 'studydesk', intents: [desk] }
