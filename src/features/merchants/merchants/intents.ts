/** Finding merchants, and becoming one's voice. */
import type { Capability, Keeps, PrivateIntent, PublicIntent } from '../../../bot/capability.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { DAY } from '../../../lib/clock.ts'
import {
  bindByCode,
  dropCodes,
  type Found,
  find,
  issueMerchantCode,
  kindTitle,
  merchantNamed,
  merchantOf,
  movePerson,
  seedMerchants,
  setState,
  unbindPersons,
} from './operations.ts'
import * as replies from './replies.ts'
import { bindingCodeIn, merchantCommand } from './rules.ts'

/** Merchants in one answer. */
const SHOWN = 4

function shown({ merchant, opening, metres }: Found, now: Date, calendar: Calendar): replies.Shown {
  const today = calendar.localDay(now)
  const moment = (at: Date): string => {
    const day = calendar.localDay(at)
    return day === today ? calendar.localTime(at) : `${calendar.plain(day, today)}${calendar.localTime(at)}`
  }
  const open = replies.openText(
    opening.open ? { open: true, until: opening.until && moment(opening.until) } : { open: false, next: opening.next && moment(opening.next) },
  )
  return { ...merchant, kind: kindTitle(merchant.kind), metres, open, isOpen: opening.open }
}

const search: PublicIntent = {
  name: 'merchant.find',
  audience: 'public',
  locates: true,
  async run(ctx, turn) {
    const { found, kinds, from } = await find(ctx, turn.understood, turn.location)
    const data = { merchants: found.slice(0, SHOWN).map(({ merchant, opening }) => ({ name: merchant.name, kind: merchant.kind, open: opening.open })) }
    const [only] = found
    if (found.length === 1 && only && kinds.length === 0) return { reply: replies.shownWhole(shown(only, ctx.now, ctx.calendar)), data }
    const what = kinds.length > 0 ? `${kinds.map(kindTitle).join('、')}商家` : '爱心商家'
    const some = found.slice(0, SHOWN).map((each) => shown(each, ctx.now, ctx.calendar))
    return { reply: replies.listed(some, { what, from, more: found.length - some.length }), data }
  },
}

const bind: PrivateIntent = {
  name: 'merchant.bind',
  audience: 'personal',
  secret: true,
  claims: (heard) => bindingCodeIn(heard.raw) !== undefined,
  async run(ctx, turn) {
    const code = bindingCodeIn(turn.understood.raw)
    const bound = await bindByCode(ctx, code ?? '')
    return { reply: bound.ok ? replies.boundMerchant(bound.value.name) : replies.bindingRefused[bound.reason] }
  },
}

/** Staff hand out codes and suspend merchants by talking. */
const manage: PrivateIntent = {
  name: 'staff.merchant',
  audience: 'personal',
  roles: ROLES,
  changes: true,
  claims: (heard) => merchantCommand(heard.raw) !== undefined,
  async run(ctx, turn) {
    if (!(await ctx.holds('counter'))) return { reply: replies.counterOnly }
    const command = merchantCommand(turn.understood.raw)
    const merchant = command && (await merchantNamed(ctx.tx, command.name, { suspended: true }))
    if (!command || !merchant) return { reply: replies.noSuchMerchant(command?.name ?? '') }
    await ctx.audit(`merchant.${command.does}`, merchant.id)
    if (command.does === 'code') return { reply: replies.codeFor(merchant.name, await issueMerchantCode(ctx, merchant.id)) }
    const changed = await setState(ctx, merchant.id, command.does === 'suspend' ? 'suspended' : 'open')
    return { reply: replies.stateSet(merchant.name, command.does, changed) }
  },
}

const keeps: Keeps = {
  async show(read, personId) {
    const merchant = await merchantOf(read, personId)
    return merchant ? [replies.keptLine(merchant.name)] : []
  },
  async copy(read, personId) {
    const merchant = await merchantOf(read, personId)
    return merchant ? [{ title: '商家', lines: [replies.keptLine(merchant.name)] }] : []
  },
  erase: unbindPersons,
  move: movePerson,
  clocks: [{ keep: 30 * DAY, sweep: dropCodes }],
}

export const merchants: Capability = { name: 'merchants', intents: [search, bind, manage], keeps, seed: seedMerchants }
