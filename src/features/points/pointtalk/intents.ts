/** What drivers ask about their points. */
import type { Capability, Keeps, PrivateIntent } from '../../../bot/capability.ts'
import { lapsing, nightlyAudit, warnings } from './jobs.ts'
import { balanceOf, CLOCKS, driverOf, forget, forgetPhone, givePhone, historyOf, move, purseOf } from './operations.ts'
import * as replies from './replies.ts'
import { asksWhyLess, missedPoints } from './rules.ts'

/** Lines of one answer, and of a person's own copy. */
const SHOWN = 8
const LOOKED_THROUGH = 60
const COPIED = 500

const balance: PrivateIntent = {
  name: 'points.balance',
  audience: 'personal',
  async run(ctx) {
    const purse = await purseOf(ctx)
    return { reply: replies.balance(purse, ctx.calendar.localDay(ctx.now)), data: { points: purse.balance, driver: purse.number } }
  },
}

const history: PrivateIntent = {
  name: 'points.history',
  audience: 'personal',
  claims: (heard) => /^积分(?:咋|怎么|为啥|为什么|凭啥)/.test(heard.text.replace(/\s+/g, '')) && missedPoints(heard.text) !== undefined,
  async run(ctx, turn) {
    const { balance: points } = await purseOf(ctx)
    const today = ctx.calendar.localDay(ctx.now)
    const lines = await historyOf(ctx.tx, ctx.person.id, ctx.calendar, LOOKED_THROUGH)
    if (lines.length === 0) return { reply: replies.noHistory }
    const fewer = lines.filter(({ amount }) => amount < 0)
    const missed = missedPoints(turn.understood.text)
    if (missed !== undefined) {
      const fitting = fewer.filter(({ amount }) => amount === -missed)
      return { reply: replies.explained(missed, fitting, fewer, points, today), data: { lines: fitting.length } }
    }
    if (asksWhyLess(turn.understood.text)) return { reply: replies.whyLess(fewer, points, today), data: { lines: fewer.length } }
    const shown = lines.slice(0, SHOWN)
    return { reply: replies.history(shown, points, today), data: { lines: shown.length } }
  },
}

const FORGET = /^(?:删除|删掉|去掉|取消|不留)(?:登记的?|我的)?(?:手机号?|电话号?码?)(?:了|吧)?$/

const phone: PrivateIntent = {
  name: 'points.phone',
  audience: 'personal',
  consent: true,
  claims: (heard) =>
    FORGET.test(heard.text) ||
    /^(?:我要?)?(?:登记|留|绑定|记|报)(?:一?下|个)?(?:我的?|俺的?)?(?:手机|电话)号?(?:码)?|^(?:我|俺)的?(?:手机|电话)号?(?:码)?(?:是|:|：)(?=\s*(?:\+?\d|$))/.test(
      heard.text,
    ),
  form: {
    version: 1,
    doing: replies.phoneDoing,
    fields: [
      {
        name: 'phone',
        called: ['手机', '电话', '号码'],
        ask: () => replies.askPhone,
        explain: replies.explainPhone,
        read: (heard) => (FORGET.test(heard.text) ? '-' : heard.slots.phones.find((each) => /^1\d{10}$/.test(each))),
      },
    ],
  },
  async run(ctx, _turn, { phone: given = '' }) {
    if (given === '-') {
      await forgetPhone(ctx)
      return { reply: replies.phoneForgotten }
    }
    const { number } = await givePhone(ctx, given)
    return { reply: replies.phoneKept(given, number), data: { driver: number } }
  },
}

const keeps: Keeps = {
  async show(read, personId) {
    const known = await driverOf(read, personId)
    const points = await balanceOf(read, personId)
    return known || points > 0 ? [replies.keptLine(points, known?.number, known?.phone)] : []
  },
  async copy(read, personId, calendar) {
    const lines = await historyOf(read, personId, calendar, COPIED)
    return lines.length > 0 ? [{ title: '积分记录', lines: replies.copied(lines, '') }] : []
  },
  erase: forget,
  move,
  clocks: CLOCKS,
}

export const pointTalk: Capability = { name: 'pointtalk', intents: [balance, history, phone], jobs: [lapsing, warnings, nightlyAudit], keeps }
