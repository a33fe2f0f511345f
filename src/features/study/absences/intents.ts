/** What people can say about a session they missed, or seem to have missed. */
import type { Capability, Context, PrivateIntent } from '../../../bot/capability.ts'
import type { Form } from '../../../bot/dialogue.ts'
import { excuse, keeps, missedOnes, ownAhead, ownExcuses, seen } from './operations.ts'
import * as replies from './replies.ts'
import { asksDecision, asksExcuse, kindIn, namesLatest, reasonIn } from './rules.ts'

const UNSAID = '-'
/** The value of `kind` when only the decision is asked for. */
const STATUS = 'status'

async function form(ctx: Context): Promise<Form> {
  const missed = await missedOnes(ctx)
  return {
    version: 1,
    doing: replies.doing,
    fields: [
      // Only carried along: which of the two it is, by the words or a button.
      {
        name: 'kind',
        called: [],
        ask: () => replies.doing,
        explain: replies.doing,
        read: (heard) => (asksDecision(heard.text) ? STATUS : (kindIn(heard.text) ?? 'away')),
        ends: (value) => value === STATUS,
      },
      {
        name: 'session',
        called: [],
        ask: () => replies.askSession,
        explain: replies.explainSession,
        choices: () => replies.sessionChoices(missed.map((session) => seen(ctx, session))),
        read: ({ text }) => (missed.length === 0 ? UNSAID : missed.length === 1 || namesLatest(text) ? missed[0]?.id : undefined),
        ends: (value) => value === UNSAID,
      },
      {
        name: 'reason',
        called: ['原因'],
        ask: ({ kind }) => replies.askReason(kind === 'there' ? 'there' : 'away'),
        explain: replies.explainReason,
        read: (heard, direct) => (direct ? heard.raw.trim() || undefined : heard.readings.length === 0 ? undefined : reasonIn(heard.raw)),
      },
    ],
  }
}

/** Who surely speaks of something else needs no leave from us. */
const SURELY_CHATTER = 0.9

const say: PrivateIntent = {
  name: 'study.excuse',
  audience: 'personal',
  consent: true,
  changes: true,
  claims: ({ text, readings: [top] }) => (asksExcuse(text) || asksDecision(text)) && !(top?.intent === 'none' && top.confidence >= SURELY_CHATTER),
  form,
  async run(ctx, _turn, { session = UNSAID, kind = 'away', reason = '' }) {
    if (kind === STATUS) {
      const own = await ownExcuses(ctx)
      return { reply: replies.status(own.map(({ excuse, session }) => ({ ...excuse, shown: session && seen(ctx, session) }))) }
    }
    if (session === UNSAID) {
      const ahead = await ownAhead(ctx, ctx.person.id)
      return {
        reply: replies.nothingMissed(
          kind === 'there' ? 'there' : 'away',
          ahead.map((own) => seen(ctx, own.session)),
        ),
      }
    }
    const meant = kind === 'there' ? 'there' : 'away'
    const done = await excuse(ctx, session, meant, reason)
    if (done.ok) {
      const { number, reached } = done.value
      return { reply: replies.taken(number, meant, seen(ctx, done.value.session), reached), data: { excuse: number } }
    }
    return { reply: done.reason === 'was-there' ? replies.wasThere : done.reason === 'said' ? replies.said : replies.unknown }
  },
}

export const absences: Capability = { name: 'absences', intents: [say], keeps }
