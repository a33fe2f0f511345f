/** What people can say about study sessions. */
import type { Answer, AudienceKind, Capability, Context, PrivateIntent, PublicIntent } from '../../../bot/capability.ts'
import type { Field, Form } from '../../../bot/dialogue.ts'
import { readNumber } from '../../../intents/numbers.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { whenIn } from '../../../intents/when.ts'
import { lists } from './jobs.ts'
import {
  enrol,
  keeps,
  kindIn,
  kindName,
  listOf,
  meantSessions,
  ownAhead,
  ownRows,
  remindersAhead,
  type SaidOf,
  type Session,
  seen,
  sessionById,
  upcomingSessions,
  withdraw,
} from './operations.ts'
import * as replies from './replies.ts'
import { askedIn, asksOfCourse, asksWhetherOn, enrolsIn, forOthers, leavesQueue, onlyHours, positionIn } from './rules.ts'

/** The value of a field that the words say nothing about. */
const UNSAID = '-'
/** The value of `session` when the words name one that is not there. */
const NONE = '?'

/** Begins the value of `session` when the words only ask about one; the words follow. */
const QUESTION = '!'

/** A field that only buttons fill. */
const carried = (name: string): Field => ({ name, called: [], ask: () => replies.enrolling, explain: replies.enrolling, read: () => UNSAID })

/** What the words say about which session. */
function saidOf(heard: Understanding, ctx: Context): SaidOf {
  const said = heard.text === '' ? undefined : whenIn(heard.text.replace(/(?:别|不要|不是)[^,，。]*[,，。]/g, ''), ctx.now, ctx.calendar)
  return { text: heard.text, codes: heard.slots.codes, days: said && daysOf(said), position: positionIn(heard.text, readNumber) }
}

function daysOf({ when, grain, days, said }: NonNullable<ReturnType<typeof whenIn>>): SaidOf['days'] {
  const any = onlyHours(said) ? { first: '0000-01-01', last: '9999-12-31' } : days
  if (grain === 'minute' && 'start' in when) return { ...any, from: when.start.slice(11), to: `${when.start.slice(11, 14)}59` }
  if (grain === 'hours' && 'start' in when) return { ...any, from: when.start.slice(11), ...(when.end ? { to: when.end.slice(11) } : {}) }
  return any
}

/** What kind of session, and when, was asked for, in words; empty when all were. */
function whatWasAsked({ calendar, now }: Context, { text, days }: SaidOf): string {
  const kind = kindIn(text)
  const one = days && days.first === days.last ? calendar.plain(days.first, calendar.localDay(now)) : ''
  return replies.asked(kind ? kindName(kind) : '', one, days !== undefined && one === '')
}

/** A question about one course: of those that the words mean, else of the speaker's own, else of all. */
async function aboutCourse(ctx: Context, text: string, codes: readonly string[], inForm: boolean): Promise<Answer<'public'>> {
  const asked = askedIn(text) ?? 'other'
  const all = await upcomingSessions(ctx)
  const days = whenIn(text, ctx.now, ctx.calendar)
  const { named, fits } = meantSessions(ctx, { text, codes, days: days && daysOf(days) }, all)
  const own = ctx.place === 'private' && !inForm ? (await ownAhead(ctx, ctx.person.id)).map(({ session }) => session) : []
  const mine = own.filter(({ id }) => !named || fits.some((each) => each.id === id))
  const meant = mine.length > 0 ? mine : named ? fits : all
  return {
    reply: replies.about(
      asked,
      meant.map((session) => seen(ctx, session)),
    ),
    data: { sessions: meant.slice(0, 8).map(({ number }) => number) },
  }
}

/** Are the speaker's own courses held, or those that are named? Undefined when none is so named. */
async function whetherOn(ctx: Context, text: string): Promise<Answer | undefined> {
  const own = (await ownRows(ctx.tx, ctx.person.id, ['enrolled', 'offered', 'waiting'])).map(({ session }) => session).filter(({ endsAt }) => endsAt > ctx.now)
  const days = whenIn(text, ctx.now, ctx.calendar)
  const { named, fits } = meantSessions(ctx, { text, codes: [], days: days && daysOf(days) }, [
    ...own,
    ...(await upcomingSessions(ctx)).filter(({ id }) => !own.some((each) => each.id === id)),
  ])
  const mine = own.filter(({ id }) => fits.some((each) => each.id === id))
  const meant = named ? (mine.length > 0 ? mine : fits) : own
  if (named && meant.length === 0) return undefined
  const shown = (off: boolean) => meant.filter(({ state }) => (state === 'cancelled') === off).map((session) => seen(ctx, session))
  return { reply: replies.whetherOn(shown(false), shown(true)) }
}

const list: PublicIntent = {
  name: 'study.list',
  audience: 'public',
  claims: (heard) => asksWhetherOn(heard.text) || asksOfCourse(heard),
  privately: async (ctx, turn, filled) =>
    (asksWhetherOn(turn.understood.text) ? await whetherOn(ctx, turn.understood.text) : undefined) ?? list.run(ctx, turn, filled),
  async run(ctx, turn) {
    if (asksOfCourse(turn.understood)) return aboutCourse(ctx, turn.understood.text, turn.understood.slots.codes, false)
    const sessions = await upcomingSessions(ctx)
    const said = saidOf(turn.understood, ctx)
    const { fits } = meantSessions(ctx, { ...said, position: undefined, text: said.text.replace(/最近|近期/g, '') }, sessions)
    const shown = fits.map((session) => seen(ctx, session))
    return { reply: replies.list(shown, whatWasAsked(ctx, said), ctx.place === 'group'), data: { sessions: shown.slice(0, 8).map(({ number }) => number) } }
  },
}

/** The field that names a session of these: ids, joined when several fit; `NONE` when the words clearly mean another one (of all). */
function sessionField(
  ctx: Context,
  intent: string,
  sessions: readonly Session[],
  all: readonly Session[],
  words: Pick<Field, 'ask' | 'choices'>,
  asking = false,
): Field {
  return {
    name: 'session',
    called: ['课', '场'],
    explain: replies.explainSession,
    ...words,
    read(heard, direct) {
      if (sessions.length === 0) return UNSAID
      if (asking && heard.text !== '' && askedIn(heard.text) !== undefined) return `${QUESTION}${heard.text}`
      const said = saidOf(heard, ctx)
      const { named, fits } = meantSessions(ctx, said, sessions)
      const other = sessions !== all && !named && meantSessions(ctx, said, all).named
      const begins = heard.readings.length === 0 || heard.readings[0]?.intent === intent
      if ((named && fits.length === 0) || other) return begins && !direct ? NONE : undefined
      // After an answer of ours nothing was said yet.
      const silent = heard.text === '' && heard.readings.length > 0
      if (!named) return !direct && begins && !silent && sessions.length === 1 ? sessions[0]?.id : undefined
      return fits.map(({ id }) => id).join(',')
    },
  }
}

async function enrolForm(ctx: Context): Promise<Form> {
  const sessions = await upcomingSessions(ctx)
  const shown = sessions.map((session) => seen(ctx, session))
  const field = sessionField(
    ctx,
    'study.enrol',
    sessions,
    sessions,
    { ask: () => replies.askSession(sessions.length), choices: () => replies.fill(shown) },
    true,
  )
  const whose: Field = { ...carried('whose'), read: (heard) => (forOthers(heard.text) ? 'others' : UNSAID), ends: (value) => value === 'others' }
  return { version: 1, doing: replies.enrolling, fields: [whose, carried('coming'), field] }
}

const put: PrivateIntent = {
  name: 'study.enrol',
  undoneBy: 'study.withdraw',
  claims: (heard) => enrolsIn(heard.text),
  audience: 'personal',
  consent: true,
  changes: true,
  form: enrolForm,
  async run(ctx, _turn, { session = UNSAID, coming = UNSAID, whose }) {
    if (whose === 'others') return { reply: replies.notForOthers }
    if (session === UNSAID) return { reply: replies.noSessions }
    const all = await upcomingSessions(ctx)
    if (session.startsWith(QUESTION)) return { ...(await aboutCourse(ctx, session.slice(1), [], true)), next: { intent: 'study.enrol' } }
    if (session === NONE) return { reply: replies.noneFits(all.map((each) => seen(ctx, each))) }
    const ids = session.split(',')
    if (ids.length > 1) return { reply: replies.whichOf(all.filter(({ id }) => ids.includes(id)).map((each) => seen(ctx, each))) }
    const done = await enrol(ctx, session, ctx.person.id)
    if (done.ok) {
      const { is, ahead, clash } = done.value
      const shown = seen(ctx, (await sessionById(ctx.tx, session)) ?? done.value.session)
      const data = { session: shown.number, state: is }
      return {
        reply: is === 'enrolled' ? replies.enrolled(shown, clash && seen(ctx, clash), remindersAhead(ctx, done.value.session)) : replies.waiting(shown, ahead),
        data,
      }
    }
    const found = await sessionById(ctx.tx, session)
    if (!found || done.reason === 'unknown') return { reply: replies.refusals.unknown() }
    const shown = seen(ctx, found)
    if (coming === 'yes' && done.reason === 'already') return { reply: replies.coming(shown), data: { session: shown.number, state: 'enrolled' } }
    return { reply: replies.refusals[done.reason](shown), data: { session: shown.number } }
  },
}

async function leaveForm(ctx: Context): Promise<Form> {
  const own = (await ownAhead(ctx, ctx.person.id)).map(({ session }) => session)
  const shown = own.map((session) => seen(ctx, session))
  const field = sessionField(ctx, 'study.withdraw', own, await upcomingSessions(ctx), {
    ask: () => replies.askLeaving,
    choices: () => replies.leavingChoices(shown),
  })
  return { version: 1, doing: replies.leaving, fields: [field] }
}

const leave: PrivateIntent = {
  name: 'study.withdraw',
  claims: leavesQueue,
  audience: 'personal',
  changes: true,
  form: leaveForm,
  async run(ctx, _turn, { session = UNSAID }) {
    if (session === UNSAID) return { reply: replies.nothingToLeave }
    const own = (await ownAhead(ctx, ctx.person.id)).map((each) => seen(ctx, each.session))
    if (session === NONE) return { reply: own.length === 0 ? replies.nothingToLeave : replies.notYours(own) }
    const ids = session.split(',')
    if (ids.length > 1) return { reply: replies.whichToLeave(own.filter(({ id }) => ids.includes(id))) }
    const done = await withdraw(ctx, session, ctx.person.id)
    const found = await sessionById(ctx.tx, session)
    if (!found) return { reply: replies.refusals.unknown() }
    const shown = seen(ctx, found)
    if (done.ok) return { reply: replies.left(shown, done.value.was === 'waiting'), data: { session: shown.number, state: 'withdrawn' } }
    if (done.reason === 'started') return { reply: replies.startedAlready(shown) }
    return { reply: own.length === 0 ? replies.nothingToLeave : replies.notYours(own) }
  },
}

/** Whom announcements can be for: who has a place in a session that is to come, named by its number or its title. */
const enrolledIn: AudienceKind = {
  name: 'session',
  async list(acts) {
    const sessions = (await upcomingSessions(acts)).filter(({ state }) => state === 'open')
    return sessions.map(({ id, number, title }) => ({ value: id, called: `${number} ${title.replace(/\s+/g, '')}` }))
  },
  members: async (read, session) => (await listOf(read, session, ['enrolled'])).map(({ personId }) => personId),
}

export const study: Capability = { name: 'study', intents: [list, put, leave], jobs: [lists], keeps, audiences: [enrolledIn] }
