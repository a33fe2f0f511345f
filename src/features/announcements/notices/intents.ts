/** Announcements in chat: read and answered by people, written, approved and steered by staff. */
import type { Aim, Answer, AudienceKind, Capability, Context, PrivateIntent, PublicIntent, Turn } from '../../../bot/capability.ts'
import { type Form, PHOTOS } from '../../../bot/dialogue.ts'
import type { Reply } from '../../../bot/message.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import type { Result } from '../../../lib/errors.ts'
import * as act from './operations.ts'
import * as replies from './replies.ts'
import { bareVerb, bareWith, commandIn, opensAnnouncement, pictureIn, replyIn, saidWithAck, URGENT, urgentIn, type Verb } from './rules.ts'

type Kinds = readonly AudienceKind[]

const list: PublicIntent = {
  name: 'notice.list',
  audience: 'public',
  async run(ctx, _turn, { number }) {
    const { one, items } = await act.newsFor(ctx, number)
    return { reply: one ? replies.whole(one.day, one.text) : replies.listed(items) }
  },
}

/** 收到, and whatever else is said along with it goes to who wrote it. */
const ack: PublicIntent = {
  name: 'notice.ack',
  audience: 'public',
  claims: (heard) => saidWithAck(heard.raw) !== undefined,
  async run(ctx, turn, { number }) {
    const item = await act.acknowledge(ctx, number)
    const more = saidWithAck(turn.understood.raw)
    if (!item) return { reply: replies.thanks }
    const asked = more && ctx.place === 'private' ? await act.replyTo(ctx, item.number, more) : undefined
    return { reply: replies.acked(replies.head(item.text), asked?.ok ? asked.value : undefined), data: { announcement: item.number } }
  },
}

const answering: Form = {
  version: 1,
  doing: replies.replying,
  fields: [
    // Never asked: which announcement it is about.
    { name: 'number', called: [], ask: () => replies.replying, explain: replies.replying, read: (heard) => replyIn(heard.raw)?.number ?? '-' },
    {
      name: 'words',
      called: [],
      ask: () => replies.askReply,
      explain: replies.explainReply,
      read: (heard, direct) => (direct ? heard.raw.trim() || undefined : replyIn(heard.raw)?.words || undefined),
      free: 'dictated',
    },
  ],
}

const answer: PrivateIntent = {
  name: 'notice.reply',
  audience: 'personal',
  claims: (heard) => replyIn(heard.raw) !== undefined,
  form: answering,
  async run(ctx, _turn, { number = '', words = '' }) {
    const done = await act.replyTo(ctx, number, words)
    if (done.ok) return { reply: replies.replied(done.value), data: { message: done.value, announcement: number } }
    return { reply: done.reason === 'unknown' ? replies.unknownNotice : replies.tooMany }
  },
}

const mayWrite = (ctx: Context): Promise<boolean> => ctx.holds('author', 'approver')
const refusal = (reason: replies.Refusal, number?: string): Answer => ({ reply: replies.refusalOf(reason, number) })

const carried = { called: [], ask: () => replies.doing, explain: replies.doing } as const

const writing =
  (kinds: Kinds) =>
  async (ctx: Context): Promise<Form> => {
    const known = await act.knownAudiences(ctx, kinds)
    const plain = act.plainAudiences.map((each) => ({ called: each.called, value: JSON.stringify([each]) }))
    return {
      version: 2,
      doing: replies.doing,
      fields: [
        // Never asked: they carry what the first message said and showed over the questions.
        { ...carried, name: 'urgent', read: (heard) => urgentIn(heard.raw) },
        { ...carried, name: PHOTOS, read: () => '-' },
        {
          name: 'text',
          called: ['内容'],
          ask: () => replies.askText,
          explain: replies.explainText,
          free: 'dictated',
          read: (heard, direct) => act.textSaid(heard.raw, direct),
          ends: act.endsDraft,
        },
        {
          name: 'audience',
          called: ['对象'],
          ask: () => replies.askAudience,
          explain: replies.explainAudience(known),
          read: (heard, direct) => act.audienceSaid(heard.raw, direct, known),
          choices: () => replies.audienceChoices(plain),
          ends: act.endsDraft,
        },
      ],
    }
  }

const announce = (kinds: Kinds): PrivateIntent => ({
  name: 'staff.announce',
  audience: 'personal',
  // Others of staff hear who may; to drivers it does not exist.
  roles: ROLES,
  changes: true,
  claims: (heard) => opensAnnouncement(heard.raw),
  form: async (ctx) => ((await mayWrite(ctx)) ? writing(kinds)(ctx) : { version: 1, doing: replies.doing, fields: [] }),
  async run(ctx, turn, { text = '', audience = '[]', urgent, [PHOTOS]: files = '' }) {
    if (!(await mayWrite(ctx))) return refusal('forbidden')
    if (act.isGivenUp(text) || act.isGivenUp(audience)) return { reply: replies.notDrafted }
    const other = act.anewIn(audience)
    if (other !== undefined) return { reply: replies.dropped(text), next: { intent: 'staff.announce', filled: await act.beginAnew(ctx, other, kinds) } }
    const made = await act.draft(ctx, ctx.person.id, {
      text,
      audience: JSON.parse(audience) as Aim[],
      picture: pictureIn(turn.pictures, files),
      emergency: urgent === URGENT,
    })
    return made.ok ? shown(ctx, made.value, kinds) : refusal(made.reason)
  },
})

const shown = async (ctx: Context, item: act.Announcement, kinds: Kinds): Promise<Answer> => ({
  reply: replies.previewed(await act.previewOf(ctx, item, kinds)),
  data: { announcement: item.number },
})

interface Order {
  ctx: Context
  turn: Turn
  number: string
  rest: string
  kinds: Kinds
}

async function edited({ ctx, number, kinds }: Order, change: act.Edit): Promise<Answer> {
  const done = await act.edit(ctx, ctx.person.id, number, change)
  return done.ok ? shown(ctx, done.value, kinds) : refusal(done.reason, number)
}

const told = (number: string, done: Result<unknown, replies.Refusal>, reply: Reply): Answer =>
  done.ok ? { reply, data: { announcement: number } } : refusal(done.reason, number)

async function timed(order: Order, field: 'dueAt' | 'lastAt'): Promise<Answer> {
  const at = act.momentIn(order.ctx, order.rest)
  return at ? edited(order, { [field]: at }) : refusal('no-time', order.number)
}

async function readdressed(order: Order): Promise<Answer> {
  const known = await act.knownAudiences(order.ctx, order.kinds)
  const audience = act.audienceNamed(order.rest, known)
  return audience.length > 0 ? edited(order, { audience }) : { reply: replies.unknownAudience(order.rest, known) }
}

async function looked({ ctx, number, rest, kinds }: Order): Promise<Answer> {
  const item = await act.announcement(ctx, number)
  if (!item) return refusal('unknown')
  if (rest === '') return shown(ctx, item, kinds)
  const seen = await act.seenBy(ctx, item, rest)
  return { reply: seen ? replies.asSeenBy(rest, seen.lines, seen.how) : replies.whoIsThat(rest), data: { announcement: number } }
}

async function handedOn({ ctx, number, kinds }: Order): Promise<Answer> {
  const done = await act.handOn(ctx, ctx.person.id, number, kinds)
  if (!done.ok) return refusal(done.reason, number)
  if (done.value.is === 'waiting') return { reply: replies.submitted(number, done.value.approvers.length), data: { announcement: number } }
  return started(ctx, done.value.item, kinds)
}

async function started(ctx: Context, item: act.Announcement, kinds: Kinds): Promise<Answer> {
  const { reach, waits } = await act.previewOf(ctx, item, kinds)
  const when = item.dueAt && item.dueAt > ctx.now ? act.momentText(ctx, item.dueAt) : undefined
  return { reply: replies.sendingNow(item.number, when, waits, replies.reachText(reach)), data: { announcement: item.number } }
}

async function progress({ ctx, number }: Order): Promise<Answer> {
  const now = await act.standing(ctx, number)
  if (!now) return refusal('unknown')
  const lines = now.sendings.map(({ state, why, counts }, round) => replies.sendingLine(round, state, why, act.countsText(counts)))
  return { reply: replies.progress(number, now.item.text, lines, now.acks), data: { announcement: number, sendings: now.sendings } }
}

async function roster({ ctx, number }: Order): Promise<Answer> {
  const made = await act.rosterOf(ctx, number)
  if (!made) return refusal('unknown')
  return { reply: { ...replies.roster(number, made.rows), files: [made.file] }, data: { announcement: number } }
}

async function corrected({ ctx, turn, number, rest, kinds }: Order): Promise<Answer> {
  const wrong = await act.announcement(ctx, number)
  if (!wrong) return refusal('unknown')
  if (wrong.startedAt === null) return refusal('not-sent')
  const made = await act.draft(ctx, ctx.person.id, { text: rest, audience: wrong.audience, picture: pictureIn(turn.pictures), corrects: number })
  return made.ok ? shown(ctx, made.value, kinds) : refusal(made.reason)
}

const STEPS: Record<Verb, (order: Order) => Promise<Answer>> = {
  submit: handedOn,
  test: async ({ ctx, turn, number }) => told(number, await act.sendTest(ctx, number, turn.update), replies.tested(number)),
  preview: looked,
  text: (order) => edited(order, { text: order.rest, ...act.withPicture(pictureIn(order.turn.pictures)) }),
  time: (order) => timed(order, 'dueAt'),
  latest: (order) => timed(order, 'lastAt'),
  audience: readdressed,
  emergency: (order) => edited(order, { emergency: true }),
  ordinary: (order) => edited(order, { emergency: false }),
  ack: (order) => edited(order, { ack: true }),
  'no-ack': (order) => edited(order, { ack: false }),
  picture: async (order) => {
    const picture = pictureIn(order.turn.pictures)
    return picture ? edited(order, { picture }) : refusal('no-picture')
  },
  approve: async ({ ctx, number, kinds }) => {
    const done = await act.approve(ctx, ctx.person.id, number, kinds)
    return done.ok ? started(ctx, done.value, kinds) : refusal(done.reason, number)
  },
  reject: async ({ ctx, number, rest }) => told(number, await act.reject(ctx, ctx.person.id, number, rest), replies.rejected(number)),
  pause: async ({ ctx, number }) => told(number, await act.pause(ctx, ctx.person.id, number), replies.paused(number)),
  resume: async ({ ctx, number }) => told(number, await act.resume(ctx, ctx.person.id, number), replies.resumed(number)),
  stop: async ({ ctx, number }) => told(number, await act.stop(ctx, ctx.person.id, number), replies.stopped(number)),
  progress,
  chase: async ({ ctx, number }) => {
    const done = await act.chase(ctx, number)
    return done.ok ? { reply: replies.chased(number, done.value), data: { announcement: number } } : refusal(done.reason, number)
  },
  correct: corrected,
  roster,
}

const steer = (kinds: Kinds): PrivateIntent => ({
  name: 'staff.notice',
  audience: 'personal',
  roles: ROLES,
  claims: (heard) => commandIn(heard.raw) !== undefined || bareVerb(heard.raw) !== undefined || bareWith(heard.raw) !== undefined,
  async run(ctx, turn) {
    const { bare, meant, order } = await act.orderOf(ctx, turn.understood.raw)
    if (meant.length > 1) return { reply: replies.whichOne(meant) }
    // Whoever asks how "it" stands, and has no announcement out, asks about something else.
    if (bare === 'progress' && !order) return { reply: { parts: [] }, next: { intent: 'request.status' } }
    if (!order) return { reply: replies.noneOpen }
    if (order.verb === 'approval') {
      if (!(await ctx.holds('admin'))) return refusal('admin-only')
      await act.setApproval(ctx, ctx.person.id, order.on)
      return { reply: replies.approvalSet(order.on) }
    }
    if (!(await mayWrite(ctx))) return refusal('forbidden')
    const approving = order.verb === 'approve' || order.verb === 'reject'
    if (approving && !(await ctx.holds('approver'))) return refusal('not-approver')
    return STEPS[order.verb]({ ctx, turn, number: order.number, rest: order.rest, kinds })
  },
})

/** @param kinds the audiences that other capabilities offer */
export const noticesWith = (kinds: Kinds): Capability => ({ name: 'notices', intents: [list, ack, answer, announce(kinds), steer(kinds)] })
