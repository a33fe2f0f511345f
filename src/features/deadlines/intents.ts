/** What people can say about dates of their own. */
import type { Capability, Context, PrivateIntent } from '../../bot/capability.ts'
import type { Field, Form } from '../../bot/dialogue.ts'
import { readNumber } from '../../intents/numbers.ts'
import type { Understanding } from '../../intents/understanding.ts'
import { type Day, openCalendar } from '../../lib/calendar.ts'
import { reminders } from './jobs.ts'
import { clashing, type Deadline, dayText, keeps, ownDeadlines, removeDeadlines, setDeadline } from './operations.ts'
import * as replies from './replies.ts'
import {
  AT_MOST,
  asksToChange,
  dayIn,
  daysBetween,
  KINDS,
  type Kind,
  leadIn,
  type Matter,
  mattersIn,
  meansAll,
  numbersIn,
  ownLabel,
  withoutDays,
  withoutLead,
  yearLater,
} from './rules.ts'

/** The value of fields that are never asked for when the words say nothing about them. */
const UNSAID = '-'

/** A field that is only carried along (over the question of consent, from a button): it is never asked for. */
const carried = (name: string, read: (heard: Understanding) => string | undefined): Field => ({
  name,
  called: [],
  ask: () => replies.doing,
  explain: replies.doing,
  read: (heard) => read(heard) ?? UNSAID,
})

const matterText = ({ kind, label }: Matter): string => `${kind}|${label}`

function matterOf(value: string): Matter {
  const [kind = '', label = ''] = value.split('|')
  return { kind: KINDS.find((each) => each === kind) ?? ('other' as Kind), label }
}

function readDay(heard: Understanding, ctx: Context): string | undefined {
  const said = dayIn(withoutLead(heard.text), ctx.now, ctx.calendar)
  return said && `${said.past ? '<' : ''}${said.day}${said.exact ? '' : '~'}`
}

function readMatter(heard: Understanding, direct: boolean, { now, calendar }: Context): string | undefined {
  const [matter] = mattersIn(heard.text)
  if (matter) return matterText(matter)
  const meant = heard.readings[0]?.intent
  if (!direct && meant !== undefined && meant !== 'deadline.set') return undefined
  const label = ownLabel(withoutDays(withoutLead(heard.text), now, calendar))
  return label === undefined ? undefined : matterText({ kind: 'other', label })
}

/** Which kept date the words change: "第2个改到4月8号", "年检改到4月8号". */
function changedBy(heard: Understanding, own: readonly Deadline[]): Deadline | undefined {
  if (!asksToChange(heard.text)) return undefined
  const [number] = numbersIn(heard.text.replace(/改.*$/, ''), readNumber)
  if (number !== undefined) return own[number - 1]
  const [plate] = heard.slots.plates
  const labels = mattersIn(heard.text).map(({ label }) => label)
  const fits = own.filter((each) => labels.includes(each.label) && (plate === undefined || each.plate === plate))
  return fits.length === 1 ? fits[0] : undefined
}

async function setForm(ctx: Context): Promise<Form> {
  const own = await ownDeadlines(ctx)
  const changed = (heard: Understanding): Deadline | undefined => changedBy(heard, own)
  return {
    version: 1,
    doing: replies.doing,
    fields: [
      {
        name: 'what',
        called: ['名字', '事'],
        ask: () => replies.askWhat,
        explain: replies.explainWhat,
        choices: () => replies.whatChoices,
        read(heard, direct) {
          const deadline = changed(heard)
          return deadline ? matterText(deadline) : readMatter(heard, direct, ctx)
        },
      },
      carried('clash', (heard) => changed(heard)?.id),
      carried('plate', (heard) => heard.slots.plates[0] ?? changed(heard)?.plate ?? undefined),
      carried('lead', (heard) => leadIn(heard.text, readNumber)?.toString()),
      {
        name: 'day',
        called: ['日子', '日期', '哪天', '时间'],
        ask: ({ what = '' }) => replies.askDay(matterOf(what).label),
        explain: replies.explainDay,
        read: (heard) => readDay(heard, ctx),
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

/** Whether words name a day at all does not hang on today's. */
const namesDay = (text: string): boolean => dayIn(text, SOME_DAY, ANY_ZONE) !== undefined
const SOME_DAY = new Date('2026-01-01T04:00:00Z')
const ANY_ZONE = openCalendar('Asia/Shanghai')

const set: PrivateIntent = {
  name: 'deadline.set',
  undoneBy: 'deadline.remove',
  audience: 'personal',
  consent: true,
  changes: true,
  claims: ({ text }) => asksToChange(text) && mattersIn(text).length > 0 && namesDay(text),
  form: setForm,
  async run(ctx, _turn, { what = '', day: said = '', plate = UNSAID, lead = UNSAID, clash = UNSAID }) {
    const matter = matterOf(what)
    const day: Day = said.replace(/[<~]/g, '')
    const about = said.endsWith('~')
    const keepOn = { what, plate, lead, clash }
    if (said.startsWith('<')) return { reply: replies.past(matter.label, dayText(ctx, day)), next: { intent: 'deadline.set', filled: keepOn } }
    const wish = {
      ...matter,
      plate: plate === UNSAID ? null : plate,
      day,
      lead: lead === UNSAID ? undefined : Number(lead),
      ...(clash === 'beside' ? { beside: true } : clash === UNSAID || clash === 'none' ? {} : { replaces: clash }),
    }
    const others = clash === UNSAID ? await clashing(ctx, wish) : []
    if (others.length > 0) {
      const known = others.map((each) => ({ id: each.id, text: dayText(ctx, each.day) }))
      return { reply: replies.which({ ...matter, plate: wish.plate, day, about, lead }, dayText(ctx, day), known) }
    }
    const done = await setDeadline(ctx, wish)
    if (!done.ok) {
      if (done.reason === 'too-many') return { reply: replies.tooMany(AT_MOST) }
      return { reply: replies.past(matter.label, dayText(ctx, day)), next: { intent: 'deadline.set', filled: keepOn } }
    }
    const { deadline, before, reminders: times } = done.value
    const { left, day: text } = listed(ctx, deadline)
    const said2 = { deadline, day: text, left, before: before && dayText(ctx, before), reminders: times.map((moment) => shortDay(ctx, moment)), about }
    return { reply: replies.kept(said2), data: { deadline: { label: deadline.label, day: deadline.day } } }
  },
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

/** Which kept dates the words mean: by number, day, plate or name. */
function meantBy(heard: Understanding, own: readonly Deadline[], { now, calendar }: Context): Deadline[] {
  const numbers = numbersIn(heard.text, readNumber)
  if (numbers.length > 0) return numbers.flatMap((number) => own[number - 1] ?? [])
  const [plate] = heard.slots.plates
  const matters = mattersIn(heard.text)
  const day = dayIn(heard.text, now, calendar)?.day
  if (plate === undefined && matters.length === 0) {
    const named = own.filter((each) => heard.text.includes(each.label))
    if (named.length > 0) return named
    if (day !== undefined && own.some((each) => each.day === day)) return own.filter((each) => each.day === day)
    return meansAll(heard.text) ? [...own] : []
  }
  const fits = own.filter(
    (each) =>
      (plate === undefined || each.plate === plate) &&
      (matters.length === 0 || matters.some(({ kind, label }) => each.label === label || (each.kind === kind && kind !== 'other'))),
  )
  const exact = fits.filter((each) => matters.some(({ label }) => label === each.label))
  return exact.length > 0 ? exact : fits
}

async function removeForm(ctx: Context): Promise<Form> {
  const own = await ownDeadlines(ctx)
  return {
    version: 1,
    doing: replies.removing,
    fields: [
      carried('done', () => undefined),
      carried('several', (heard) => (meansAll(heard.text) || numbersIn(heard.text, readNumber).length > 1 ? 'yes' : undefined)),
      {
        name: 'which',
        called: [],
        ask: () => replies.askWhich,
        explain: replies.explainWhich,
        choices: () => replies.removeChoices(own.map((each) => listed(ctx, each))),
        read(heard) {
          if (own.length === 0) return UNSAID
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
  form: removeForm,
  async run(ctx, turn, { which = UNSAID, done, several }) {
    if (which === UNSAID) return { reply: replies.nothingKept }
    if (which.startsWith('?')) return { reply: replies.noneOf(which.slice(1)) }
    const ids = which.split(',')
    const own = await ownDeadlines(ctx)
    const meant = own.filter((each) => ids.includes(each.id))
    const names = new Set(meant.map((each) => each.label))
    // One word that fits two vehicles: which one is asked; a pressed choice names its row.
    if (meant.length > 1 && several === UNSAID && turn.understood.text !== '' && names.size < meant.length && turn.understood.slots.pick === undefined) {
      return { reply: replies.whichOf(meant.map((each) => listed(ctx, each))) }
    }
    const gone = await removeDeadlines(ctx, ids)
    const [first] = gone
    if (!first) return { reply: replies.alreadyGone }
    if (done === 'yes') return { reply: replies.done(first, dayText(ctx, yearLater(first.day)).replace(/^\d+年|（.*$/g, '')) }
    return {
      reply: replies.removed(
        gone.map((each) => listed(ctx, each)),
        ctx.calendar.localDay(ctx.now),
      ),
    }
  },
}

export const deadlines: Capability = { name: 'deadlines', intents: [set, show, remove], jobs: [reminders], keeps }
