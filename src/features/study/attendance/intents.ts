/** What people can say when they are there, and about what they did. */
import type { Capability, Context, PrivateIntent } from '../../../bot/capability.ts'
import type { Form } from '../../../bot/dialogue.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { after, DAY } from '../../../lib/clock.ts'
import { checkIn, keeps, openNow, ownAhead, ownRecord, ownRows, seen, waitingBefore, wasThere } from './operations.ts'
import { screens } from './pages.tsx'
import * as replies from './replies.ts'
import { asksOwn, asksWait, claimsCheckIn, codeIn, namesDoor, OPENS_BEFORE } from './rules.ts'

/** The field's value when there is nothing to check in to, so that no code is asked for. */
const UNASKED = '-'

/** In a dialogue that outlived its session, other wishes are other wishes. */
const meansThis = ({ text, readings: [top] }: Understanding): boolean =>
  top === undefined || top.intent === 'study.checkin' || top.intent === 'none' || (top.intent === 'visit.checkin' && !namesDoor(text))

async function codeForm(ctx: Context): Promise<Form> {
  const near = await openNow(ctx)
  return {
    version: 1,
    doing: replies.doing,
    fields: [
      {
        name: 'code',
        called: ['码', '签到码', '数字'],
        ask: () => replies.askCode,
        explain: replies.explainCode,
        read: (heard) => codeIn(heard) ?? (near.length === 0 && meansThis(heard) ? UNASKED : undefined),
      },
    ],
  }
}

/** A session of the speaker's that ended lately without being checked in to. */
const LATELY = 3 * DAY

/** When one can check in: 10:30 today, 明天10:30. */
function opensAt({ calendar, now }: Context, { startsAt }: { readonly startsAt: Date }): string {
  const at = after(startsAt, -OPENS_BEFORE)
  const [day, today] = [calendar.localDay(at), calendar.localDay(now)]
  return `${day === today ? '' : calendar.plain(day, today)}${calendar.localTime(at)}`
}

async function justMissed(ctx: Context) {
  const own = await ownRows(ctx.tx, ctx.person.id, ['enrolled'])
  const over = own.filter(({ session }) => session.endsAt <= ctx.now && ctx.now.getTime() - session.endsAt.getTime() <= LATELY && session.state !== 'cancelled')
  for (const { session } of over.reverse()) if (!(await wasThere(ctx.tx, session.id, ctx.person.id))) return session
  return undefined
}

const arrive: PrivateIntent = {
  name: 'study.checkin',
  audience: 'personal',
  consent: true,
  changes: true,
  secret: true,
  claims: claimsCheckIn,
  form: codeForm,
  async run(ctx, _turn, { code = UNASKED }) {
    const done = await checkIn(ctx, ctx.person.id, code)
    if (done.ok) {
      const shown = seen(ctx, done.value.session)
      return { reply: replies.checkedIn(shown, done.value.points), data: { session: shown.number, points: done.value.points } }
    }
    switch (done.reason) {
      case 'none-now': {
        const next = (await ownAhead(ctx, ctx.person.id)).find(({ enrolment }) => enrolment.state === 'enrolled')
        const missed = await justMissed(ctx)
        return { reply: replies.noneNow(next && { ...seen(ctx, next.session), opens: opensAt(ctx, next.session) }, missed && seen(ctx, missed)) }
      }
      case 'wrong':
        return { reply: replies.wrong, next: { intent: 'study.checkin' } }
      case 'locked':
        return { reply: replies.locked }
      case 'not-enrolled':
        return { reply: replies.notEnrolled }
      case 'already':
        return { reply: replies.already(undefined) }
    }
  },
}

const record: PrivateIntent = {
  name: 'study.record',
  audience: 'personal',
  claims: ({ text }) => asksOwn(text) || asksWait(text),
  async run(ctx, turn) {
    const waits = asksWait(turn.understood.text)
    if (waits || asksOwn(turn.understood.text)) {
      const own: replies.OwnShown[] = []
      for (const { session, enrolment } of await ownAhead(ctx, ctx.person.id)) {
        const ahead = enrolment.state === 'waiting' ? await waitingBefore(ctx.tx, enrolment) : 0
        own.push({ ...seen(ctx, session), state: stateOf(enrolment.state), ahead })
      }
      return { reply: waits ? replies.waitingFor(own.filter(({ state }) => state !== 'enrolled')) : replies.enrolledIn(own) }
    }
    const { year, standings, latest, own, gaps } = await ownRecord(ctx)
    const shown: replies.RecordShown = {
      year,
      lines: standings.map((each) => ({ ...each, kind: replies.kindName(each.kind) })),
      latest: latest.map(({ startsAt, session, tenths }) => ({ day: dayOf(ctx, startsAt), title: session?.title ?? '', tenths })),
      own: own.map(({ session, state }) => ({ ...seen(ctx, session), state: stateOf(state), ahead: 0 })),
      gaps: gaps.map(({ kind, sessions, left }) => ({ kind: replies.kindName(kind), sessions: sessions.map((session) => seen(ctx, session)), left })),
    }
    const data = { hours: standings.map(({ kind, done, missing }) => ({ kind, done: done / 10, missing: missing / 10 })) }
    return { reply: replies.record(shown), data }
  },
}

const stateOf = (state: string): replies.OwnShown['state'] => (state === 'waiting' || state === 'offered' ? state : 'enrolled')

const dayOf = ({ calendar, now }: Context, moment: Date): string => calendar.plain(calendar.localDay(moment), calendar.localDay(now)).replace(/（.*$/, '')

export const attendance: Capability = { name: 'attendance', intents: [arrive, record], pages: [screens], keeps }
