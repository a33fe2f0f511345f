/** What people can say about dates of their own. */
import type { Answer, Capability, Context, PrivateIntent } from '../../bot/capability.ts'
import type { Field, Filled, Form } from '../../bot/dialogue.ts'
import { readNumber } from '../../intents/numbers.ts'
import type { Understanding } from '../../intents/understanding.ts'
import { openCalendar } from '../../lib/calendar.ts'
import { reminders } from './jobs.ts'
import * as operations from './operations.ts'
import { changedBy, clashing, type Deadline, dayText, type Entry, keeps, meantBy, ownDeadlines, removeDeadlines, setDeadline, UNSAID } from './operations.ts'
import * as replies from './replies.ts'
import {
  AT_MOST,
  asksRepeatedly,
  asksShortLead,
  comesAgain,
  daysBetween,
  leadIn,
  mattersIn,
  meansAll,
  numbersIn,
  saysDone,
  saysDoneAlone,
  yearLater,
} from './rules.ts'

/** A field that is only carried along (over the question of consent, from a button): it is never asked for. */
const carried = (name: string, read: (heard: Understanding) => string | undefined): Field => ({
  name,
  called: [],
  ask: () => replies.doing,
  explain: replies.doing,
  read: (heard) => read(heard) ?? UNSAID,
})

async function setForm(ctx: Context): Promise<Form> {
  const own = await ownDeadlines(ctx)
  const changed = (heard: Understanding): Deadline | undefined => changedBy(heard.text, own)
  const several = (heard: Understanding): Entry[] => {
    const entries = heard.text === '' ? [] : operations.severalIn(heard.text, own, ctx)
    return entries.length > 1 ? entries : []
  }
  const done = (heard: Understanding): Deadline | undefined => (saysDone(heard.text) ? operations.oneMeant(own, heard.text) : undefined)
  return {
    version: 2,
    doing: replies.doing,
    fields: [
      carried('more', (heard) => operations.packedEntries(several(heard).slice(1))),
      {
        name: 'what',
        called: ['名字', '事'],
        ask: () => replies.askWhat,
        explain: replies.explainWhat,
        choices: () => replies.whatChoices,
        read(heard, direct) {
          const deadline = changed(heard) ?? done(heard)
          return (
            (direct ? operations.ownWish(heard, own, ctx) : undefined) ??
            (deadline ? operations.matterText(deadline) : several(heard)[0]?.what) ??
            operations.matterIn(heard, direct, ctx)
          )
        },
      },
      carried('clash', (heard) => (several(heard)[0] ?? { clash: changed(heard)?.id }).clash),
      carried('plate', (heard) => (several(heard)[0] ?? { plate: heard.slots.plates[0] ?? changed(heard)?.plate ?? undefined }).plate),
      carried('lead', (heard) => leadIn(heard.text, readNumber)?.toString()),
      carried('asked', (heard) => (asksShortLead(heard.text) ? 'hour' : asksRepeatedly(heard.text) ? 'often' : undefined)),
      carried('done', (heard) => done(heard)?.id),
      {
        name: 'day',
        called: ['日子', '日期', '哪天', '时间'],
        ask: ({ what = '' }) => replies.askDay(operations.matterOf(what)),
        explain: replies.explainDay,
        read(heard, direct) {
          const [first] = several(heard)
          if (first && !direct) return first.day
          if (operations.leavesDates(heard, ctx)) return undefined
          return (direct ? operations.ownWish(heard, own, ctx) : undefined) ?? operations.dayOf(heard.text, ctx) ?? (done(heard) ? UNSAID : undefined)
        },
      },
    ],
  }
}

const listed = (ctx: Context, deadline: Deadline): replies.Listed => ({
  deadline,
  day: dayText(ctx, deadline.day),
  left: daysBetween(ctx.calendar.localDay(ctx.now), deadline.day),
})

const shortDay = (ctx: Context, moment: Date): string => dayText(ctx, ctx.calendar.localDay(moment)).replace(/（.*$/, '')

/** Whether words name days at all does not hang on today's. */
const ANY_MOMENT = { now: new Date('2026-01-01T04:00:00Z'), calendar: openCalendar('Asia/Shanghai') }

async function keepOne(ctx: Context, entry: Entry, { lead = UNSAID, asked = UNSAID }: Filled): Promise<Answer> {
  const wish = operations.wishOf(entry, lead === UNSAID ? undefined : Number(lead))
  const text = dayText(ctx, wish.day)
  const keepOn = { what: entry.what, plate: entry.plate ?? UNSAID, lead, clash: entry.clash ?? UNSAID }
  const past: Answer = { reply: replies.past(wish.label, text), next: { intent: 'deadline.set', filled: keepOn } }
  if (entry.day?.startsWith('<')) return past
  const about = entry.day?.endsWith('~') ?? false
  const others = entry.clash === undefined ? await clashing(ctx, wish) : []
  if (others.length > 0) return { reply: replies.which({ ...wish, about, lead, more: UNSAID }, text, knownOf(ctx, others)) }
  const done = await setDeadline(ctx, wish)
  if (!done.ok) return done.reason === 'too-many' ? { reply: replies.tooMany(AT_MOST) } : past
  const { deadline, before, reminders: times } = done.value
  const said = {
    deadline,
    day: text,
    left: listed(ctx, deadline).left,
    before: before && dayText(ctx, before),
    reminders: times.map((moment) => shortDay(ctx, moment)),
    about,
  }
  const hints = { hour: asked === 'hour', often: asked === 'often' && !comesAgain(deadline.kind) }
  return { reply: replies.kept(said, hints), data: { deadline: { label: deadline.label, day: deadline.day } } }
}

const knownOf = (ctx: Context, others: readonly Deadline[]) => others.map(({ id, day }) => ({ id, text: dayText(ctx, day) }))

/** Several things at once: what can be kept is; then the first that is not clear is asked for, the others behind it. */
async function keepSeveral(ctx: Context, entries: readonly Entry[], { lead = UNSAID }: Filled): Promise<Answer> {
  const { kept, past, lacking, doubtful, full } = await operations.keepAll(ctx, entries, lead === UNSAID ? undefined : Number(lead))
  const parts = [
    ...replies.keptSeveral(kept.map(({ deadline, before }) => ({ ...listed(ctx, deadline), before: before && dayText(ctx, before) }))),
    ...past.map(({ label, day }) => replies.pastLine(label, dayText(ctx, day))),
    ...(full ? replies.tooMany(AT_MOST).parts : []),
  ]
  const data = { deadlines: kept.map(({ deadline: { label, day } }) => ({ label, day })) }
  const [doubt, ...doubts] = doubtful
  if (doubt) {
    const { wish, entry, known } = doubt
    const more = operations.packedEntries([...doubts.map((each) => each.entry), ...lacking])
    const which = replies.which({ ...wish, about: entry.day?.endsWith('~') ?? false, lead, more }, dayText(ctx, wish.day), knownOf(ctx, known))
    return { reply: { ...which, parts: [...parts, ...which.parts] }, data }
  }
  const [open, ...rest] = lacking
  if (!open) return { reply: { parts }, data }
  const filled = { what: open.what, plate: open.plate ?? UNSAID, clash: open.clash ?? UNSAID, lead, more: operations.packedEntries(rest) }
  return { reply: { parts }, data, next: { intent: 'deadline.set', filled } }
}

const set: PrivateIntent = {
  name: 'deadline.set',
  undoneBy: 'deadline.remove',
  audience: 'personal',
  consent: true,
  changes: true,
  claims: ({ text }) => operations.tellsDates(text, ANY_MOMENT),
  form: setForm,
  async run(ctx, _turn, filled) {
    const { done = UNSAID, day } = filled
    if (done !== UNSAID && day === UNSAID) return finish(ctx, done)
    const entries = operations.entriesOf(filled)
    const [only, more] = entries
    return only && !more ? keepOne(ctx, only, filled) : keepSeveral(ctx, entries, filled)
  },
}

/** The thing is done: no more of it this time, and the next date is one answer away. */
async function finish(ctx: Context, id: string): Promise<Answer> {
  const [gone] = await removeDeadlines(ctx, [id])
  return { reply: gone ? replies.done(gone, dayText(ctx, yearLater(gone.day)).replace(/^\d+年|（.*$/g, '')) : replies.alreadyGone }
}

const show: PrivateIntent = {
  name: 'deadline.list',
  audience: 'personal',
  async run(ctx, turn) {
    const own = await ownDeadlines(ctx)
    if (own.length === 0) return { reply: replies.nothingKept }
    const matters = mattersIn(turn.understood.text)
    const [only] = matters
    const asked = own.filter((each) => matters.some(({ kind, label }) => each.label === label || (each.kind === kind && kind !== 'other')))
    if (only && asked.length === 0) return { reply: replies.noneOf(only.label) }
    const shown = only ? asked : own
    return {
      reply: replies.list(
        shown.map((each) => listed(ctx, each)),
        only !== undefined,
      ),
      data: { deadlines: shown.map(({ label, day }) => ({ label, day })) },
    }
  },
}

/** "年检过了吗": asks, and tells nothing. */
const ASKS = /[?？吗呢么]$|怎么|怎样|咋|如何|多少|什么时候|没有?$/

async function removeForm(ctx: Context): Promise<Form> {
  const own = await ownDeadlines(ctx)
  return {
    version: 1,
    doing: replies.removing,
    fields: [
      carried('done', (heard) => (saysDone(heard.text) || saysDoneAlone(heard.text) ? 'yes' : undefined)),
      carried('several', (heard) => (meansAll(heard.text) || numbersIn(heard.text, readNumber).length > 1 ? 'yes' : undefined)),
      {
        name: 'which',
        called: [],
        ask: () => replies.askWhich,
        explain: replies.explainWhich,
        choices: () => replies.removeChoices(own.map((each) => listed(ctx, each))),
        read(heard, direct) {
          if (saysDoneAlone(heard.text)) return operations.reminded(ctx, own)?.id ?? (direct ? undefined : '?')
          if (own.length === 0) return UNSAID
          // A date that was deleted by a question is one that nobody is reminded of.
          if (ASKS.test(heard.text)) return undefined
          const meant = meantBy(heard, own, ctx)
          if (meant.length > 0) return meant.map((each) => each.id).join(',')
          const [only, more] = mattersIn(heard.text)
          return only && !more ? `?${only.label}` : undefined
        },
      },
    ],
  }
}

const remove: PrivateIntent = {
  name: 'deadline.remove',
  audience: 'personal',
  changes: true,
  claims: ({ text }) => saysDoneAlone(text),
  form: removeForm,
  async run(ctx, turn, { which = UNSAID, done, several }) {
    if (which === UNSAID) return { reply: replies.nothingKept }
    if (which === '?') return { reply: replies.whichDone }
    if (which.startsWith('?')) return { reply: replies.noneOf(which.slice(1)) }
    const own = await ownDeadlines(ctx)
    const all = which === replies.ALL_SHOWN
    if (all && !meansAll(turn.understood.text)) return { reply: { parts: [] }, next: { intent: 'deadline.remove', filled: { several: UNSAID, done: UNSAID } } }
    const ids = all ? own.map(({ id }) => id) : which.split(',')
    const meant = own.filter((each) => ids.includes(each.id))
    const names = new Set(meant.map((each) => each.label))
    // One word that fits two vehicles: which one is asked; a pressed choice names its row.
    if (
      !all &&
      meant.length > 1 &&
      several === UNSAID &&
      turn.understood.text !== '' &&
      names.size < meant.length &&
      turn.understood.slots.pick === undefined
    ) {
      return { reply: replies.whichOf(meant.map((each) => listed(ctx, each))) }
    }
    const [one] = meant
    if (done === 'yes' && one && meant.length === 1) return finish(ctx, one.id)
    const gone = await removeDeadlines(ctx, ids)
    if (gone.length === 0) return { reply: replies.alreadyGone }
    return {
      reply: replies.removed(
        gone.map((each) => listed(ctx, each)),
        ctx.calendar.localDay(ctx.now),
      ),
    }
  },
}

export const deadlines: Capability = { name: 'deadlines', intents: [set, show, remove], jobs: [reminders], keeps }
