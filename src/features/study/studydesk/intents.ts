/** What staff can say about sessions. */
import type { Answer, Capability, Context, PrivateIntent } from '../../../bot/capability.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
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
  letIn,
  movedTo,
  openNow,
  openOnes,
  peopleCalled,
  recurs,
  restOfSeries,
  rosterOf,
  rosterSheet,
  type SaidSession,
  saidSession,
  seen,
  sessionByNumber,
  sessionsCalled,
  spanIn,
  stopSeries,
  timeIn,
  upcomingSessions,
} from './operations.ts'
import * as replies from './replies.ts'
import { type Command, commandIn, VERBS } from './rules.ts'

const UNSAID = '-'
const DEFAULT_PLACES = 30

function missingIn(said: SaidSession, hasTime: boolean): replies.Missing[] {
  return [
    ...(said.kind ? [] : (['kind'] as const)),
    ...(said.title === '' ? (['title'] as const) : []),
    ...(hasTime ? [] : (['when'] as const)),
    ...(said.place ? [] : (['place'] as const)),
  ]
}

async function create(ctx: Context, words: string): Promise<Answer> {
  const { day, from, to, said: timeWords } = timeIn(words, ctx)
  const said = saidSession(words, timeWords)
  const span = spanIn(words)
  // 每周八 is no day, and neither is none: nothing is planned for today by accident.
  const once = day !== undefined && from !== undefined && to !== undefined && !recurs(words)
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
  if (!day || !from || !to) return { reply: replies.incomplete(['when']) }
  const made = await createSession(ctx, { ...plan, startsAt: ctx.calendar.instant(day, from), endsAt: ctx.calendar.instant(day, to) })
  if (!made.ok) return { reply: replies.refusedPlan(made.reason) }
  await ctx.audit('study.created', made.value.number)
  return { reply: replies.created(seen(ctx, made.value)), data: { session: made.value.number } }
}

async function change(ctx: Context, number: string, words: string): Promise<Answer> {
  const session = await sessionByNumber(ctx.tx, number)
  if (!session) return { reply: replies.unknown(number) }
  const said = saidSession(words, timeIn(words, ctx).said)
  const places = said.morePlaces === undefined ? said.places : session.places + said.morePlaces
  const to: Change = {
    ...movedTo(words, session, ctx),
    ...(said.renamed ? { title: said.renamed } : {}),
    ...(said.place ? { place: said.place } : {}),
    ...(places === undefined ? {} : { places }),
    ...(said.tenths === undefined ? {} : { tenths: said.tenths }),
    ...(said.points === undefined ? {} : { points: said.points }),
  }
  if (Object.keys(to).length === 0) return { reply: replies.howToChange(number) }
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

const AMONG = { cancel: 'ahead', change: 'ahead', admit: 'begun', list: 'any', sheet: 'any', close: 'over', code: 'any' } as const

/** A session that is called by its title: the command is carried out with its number; of several, asks which. */
async function byTitle(ctx: Context, { verb, words }: Extract<Command, { does: 'titled' }>): Promise<Answer> {
  const { sessions, rest } = await sessionsCalled(ctx, words, AMONG[verb])
  const ordered = [...sessions.filter(({ endsAt }) => endsAt > ctx.now), ...sessions.filter(({ endsAt }) => endsAt <= ctx.now).reverse()]
  const commands = ordered.slice(0, MOST_ASKED).map((session) => ({
    ...seen(ctx, session),
    command: `${VERBS[verb]} ${session.number}${verb === 'cancel' || verb === 'change' || verb === 'admit' ? ` ${rest}` : ''}`.trim(),
  }))
  const [only] = commands
  if (!only) return { reply: replies.noneCalled((await upcomingSessions(ctx)).map((session) => seen(ctx, session))) }
  const command = commands.length === 1 ? commandIn(only.command) : undefined
  return command ? carryOut(ctx, command, only.command, false) : { reply: replies.whichMeant(commands) }
}
const MOST_ASKED = 8

async function end(ctx: Context, { number, words }: Extract<Command, { does: 'end' }>, confirmed: boolean): Promise<Answer> {
  const one = number === undefined ? undefined : await sessionByNumber(ctx.tx, number)
  if (number !== undefined && !one) return { reply: replies.unknown(number) }
  const called = one ? [one] : (await sessionsCalled(ctx, words, 'ahead')).sessions
  const series = new Map(called.flatMap((session) => (session.seriesId === null ? [] : [[session.seriesId, session] as const])).reverse())
  const [[id, first] = []] = [...series]
  if (id === undefined || !first) return { reply: replies.noSeries }
  if (series.size > 1) {
    const meant = [...series.values()].map((session) => ({ ...seen(ctx, session), command: `停开 ${session.number}` }))
    return { reply: replies.whichMeant(meant) }
  }
  if (!confirmed) {
    const { sessions, people } = await restOfSeries(ctx, id)
    return { reply: replies.confirmEnd(seen(ctx, sessions[0] ?? first), sessions.length, people, `停开 ${first.number}`) }
  }
  const done = await stopSeries(ctx, id, '')
  await ctx.audit('study.series-ended', first.number)
  return { reply: replies.ended(first.title, done.sessions, done.told), data: { session: first.number, ...done } }
}

async function letSomebodyIn(ctx: Context, { number, who }: Extract<Command, { does: 'let-in' }>, confirmed: boolean): Promise<Answer> {
  const session = await sessionByNumber(ctx.tx, number)
  if (!session) return { reply: replies.unknown(number) }
  const people = await peopleCalled(ctx.tx, who)
  const [person] = people
  if (!person) return { reply: replies.nobodyCalled(who) }
  if (people.length > MOST_ASKED) return { reply: replies.tooMany }
  if (!confirmed) return { reply: replies.confirmLetIn(seen(ctx, session), people) }
  const done = await letIn(ctx, number, person.personId, ctx.person.id)
  if (!done.ok) return { reply: done.reason === 'unknown' ? replies.unknown(number) : replies.notLetIn(done.reason, number) }
  await ctx.audit('study.let-in', number)
  return { reply: replies.letIn(person.name, seen(ctx, session)), data: { session: number } }
}

/** Commands about one session; without a number, the one that is on now. */
async function about(ctx: Context, { does, number }: Extract<Command, { does: 'list' | 'sheet' | 'code' | 'close' }>): Promise<Answer> {
  const near = number === undefined ? await openNow(ctx) : []
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
    const open = (await openNow(ctx)).some(({ id }) => id === session.id)
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
    case 'let-in':
      return letSomebodyIn(ctx, command, confirmed)
    case 'end':
      return end(ctx, command, confirmed)
    case 'titled':
      return byTitle(ctx, command)
    case 'how':
      return { reply: command.verb === 'create' ? replies.howToCreate : replies.howToChange((await upcomingSessions(ctx))[0]?.number ?? 'S-3') }
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
    version: 2,
    doing: replies.doing,
    // Never asked: they carry what a button confirms, and the command that it stands for.
    fields: ['confirmed', 'said'].map((name) => ({ name, called: [], ask: () => replies.doing, explain: replies.doing, read: () => UNSAID })),
  },
  async run(ctx, turn, { confirmed = UNSAID, said = UNSAID }) {
    if (!(await ctx.holds('counter', 'author', 'party'))) return { reply: replies.notYours }
    if (confirmed === 'no') return { reply: replies.kept }
    const words = confirmed !== UNSAID ? confirmed : said !== UNSAID ? said : turn.understood.raw
    const command = commandIn(words)
    return command ? carryOut(ctx, command, words, confirmed !== UNSAID) : { reply: replies.howToCreate }
  },
}

export const studydesk: Capability = { name: 'studydesk', intents: [desk] }
