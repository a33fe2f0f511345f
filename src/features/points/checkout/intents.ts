/** Spending points by talking: the driver's side and the merchant's. */
import type { Capability, Context, PrivateIntent } from '../../../bot/capability.ts'
import type { Form } from '../../../bot/dialogue.ts'
import { kindIn, merchantIn, merchantOf, notAMerchant, offered, pageCode, sellInChat, start, stop, tillFor } from './operations.ts'
import { merchantPage } from './pages.tsx'
import * as replies from './replies.ts'
import { billIn, claimsRedeem, claimsSpend, codeIn, pointsIn } from './rules.ts'

/** Merchants offered as choices. */
const OFFERED = 6
/** The field's value when no kind of merchants was spoken of. */
const ANY = '-'

async function spendingForm(ctx: Context): Promise<Form> {
  const till = await tillFor(ctx)
  const nothing = { version: 1, doing: replies.doing, fields: [] }
  if (till.balance === 0) return { ...nothing, fields: [stopField] }
  return {
    version: 1,
    doing: replies.doing,
    fields: [
      stopField,
      {
        name: 'points',
        called: ['积分', '分数'],
        ask: () => replies.askPoints(till.balance),
        explain: replies.explainPoints,
        read: pointsIn,
      },
      // Never asked: it only narrows the choice of merchants.
      { name: 'kind', called: [], ask: () => replies.doing, explain: replies.doing, read: (heard) => kindIn(heard) ?? ANY },
      {
        name: 'merchant',
        called: ['店', '商家', '哪家'],
        ask: () => replies.askMerchant,
        explain: replies.explainMerchant,
        read: (heard, direct) => merchantIn(till, heard, direct),
        choices: ({ kind }) => offered(till, kind === ANY ? undefined : kind, OFFERED).map(({ name }) => replies.merchantChoice(name)),
      },
    ],
  }
}

/** Filled by the button that calls an open code off; then nothing more is asked. */
const stopField: Form['fields'][number] = {
  name: 'stop',
  called: [],
  ask: () => replies.doing,
  explain: replies.doing,
  read: (heard) => (replies.STOPS.test(heard.text) ? 'yes' : 'no'),
  ends: (value) => value === 'yes',
}

const spend: PrivateIntent = {
  name: 'points.redeem',
  audience: 'personal',
  consent: true,
  changes: true,
  claims: (heard) => claimsSpend(heard.text) || replies.CALLS_OFF.test(heard.text),
  form: spendingForm,
  async run(ctx, turn, filled) {
    return filled.stop === 'yes' ? stop(ctx) : start(ctx, turn.update, filled, await tillFor(ctx))
  },
}

const till: Form = {
  version: 1,
  doing: replies.redeeming,
  fields: [
    { name: 'code', called: ['码'], ask: () => replies.askCode, explain: replies.explainCode, read: (heard) => codeIn(heard.raw) },
    {
      name: 'bill',
      called: ['金额', '账单'],
      ask: () => replies.askBill,
      explain: replies.explainBill,
      read: (heard) => {
        const bill = billIn(heard.raw)
        return bill === undefined ? undefined : String(bill)
      },
    },
  ],
}

const sell: PrivateIntent = {
  name: 'merchant.redeem',
  audience: 'personal',
  secret: true,
  claims: (heard) => claimsRedeem(heard.raw),
  // Who is no merchant is asked nothing.
  form: async (ctx) => ((await merchantOf(ctx.tx, ctx.person.id)) ? till : { ...till, fields: [] }),
  async run(ctx, turn, { code = '', bill = '' }) {
    const merchant = await merchantOf(ctx.tx, ctx.person.id)
    if (!merchant) return { reply: notAMerchant }
    return sellInChat(ctx, merchant.id, code, Number(bill), turn.update)
  },
}

const page: PrivateIntent = {
  name: 'merchant.page',
  audience: 'personal',
  claims: (heard) => /^(?:商家)?核销(?:网页|页面|页)$|^商家网页$/.test(heard.text.replace(/\s+/g, '')),
  run: (ctx) => pageCode(ctx),
}

export const checkout: Capability = { name: 'checkout', intents: [spend, sell, page], pages: [merchantPage] }
