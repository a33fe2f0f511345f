/** What people can say about their own file. */
import type { Answer, Capability, Context, PrivateIntent } from '../../bot/capability.ts'
import { housekeeping } from './jobs.ts'
import { erase, exportOf, fileOf, ownCode, setMuted, useCode, withdraw } from './operations.ts'
import * as replies from './replies.ts'
import { codeIn, confirmation, KINDS, readWish } from './rules.ts'

/** The field's value when the first message holds no code; no code looks like this. */
const NO_CODE = '-'

async function answerCode(ctx: Context, code: string): Promise<Answer> {
  const used = await useCode(ctx, code)
  if (!used.ok) return { reply: replies.codeRefusals[used.reason] }
  return { reply: used.value.is === 'staff' ? replies.joinedStaff(used.value.name, used.value.roles) : replies.bound(used.value.whole) }
}

const bind: PrivateIntent = {
  name: 'profile.bind',
  audience: 'personal',
  consent: true,
  changes: true,
  form: {
    version: 1,
    doing: replies.binding,
    // Never asked: it only carries the code over the question of consent.
    fields: [{ name: 'code', called: ['码'], ask: () => replies.binding, explain: replies.binding, read: (heard) => codeIn(heard) ?? NO_CODE }],
  },
  async run(ctx, _turn, { code }) {
    if (code !== undefined && code !== NO_CODE) return answerCode(ctx, code)
    return { reply: replies.newCode(await ownCode(ctx)) }
  },
}

const join: PrivateIntent = {
  name: 'staff.join',
  audience: 'personal',
  async run(ctx, turn) {
    const code = codeIn(turn.understood)
    return code === undefined ? { reply: replies.needStaffCode } : answerCode(ctx, code)
  },
}

const show: PrivateIntent = {
  name: 'profile.show',
  audience: 'personal',
  run: async (ctx) => ({ reply: replies.shown(await fileOf(ctx), (moment) => ctx.calendar.localDay(moment)) }),
}

const copy: PrivateIntent = {
  name: 'profile.export',
  audience: 'personal',
  async run(ctx) {
    const day = (moment: Date) => ctx.calendar.localDay(moment)
    const minute = (moment: Date) => ctx.calendar.isoLocal(moment).replace('T', ' ')
    return { reply: replies.exported(await exportOf(ctx), day, minute) }
  },
}

const remove: PrivateIntent = {
  name: 'profile.erase',
  audience: 'personal',
  changes: true,
  form: {
    version: 1,
    doing: replies.erasing,
    fields: [
      {
        name: 'sure',
        called: ['确认'],
        ask: () => replies.confirmErase,
        explain: replies.explainErase,
        read: (heard, direct) => (direct ? confirmation(heard.text) : undefined),
        choices: () => replies.eraseChoices,
      },
    ],
  },
  async run(ctx, _turn, { sure }) {
    if (sure !== 'yes') return { reply: replies.notErased }
    const receipt = await erase(ctx)
    return { reply: replies.erased(receipt), data: { receipt } }
  },
}

const takeBack: PrivateIntent = {
  name: 'profile.withdraw',
  audience: 'personal',
  changes: true,
  run: async (ctx) => ({ reply: (await withdraw(ctx)) ? replies.withdrawn : replies.nothingToWithdraw }),
}

const settings: PrivateIntent = {
  name: 'notice.settings',
  audience: 'personal',
  async run(ctx, turn) {
    const chosen = turn.aspect === 'stop' || turn.aspect === 'resume'
    const wish = chosen ? { steps: [{ stop: turn.aspect === 'stop', kinds: KINDS }], hours: false } : readWish(turn.understood.text)
    if (wish.hours) return { reply: replies.hoursNotYet }
    const kinds = await setMuted(ctx, wish.steps)
    return { reply: wish.steps.length > 0 ? replies.muteChanged(kinds) : replies.mutedNow(kinds) }
  },
}

export const people: Capability = { name: 'people', intents: [bind, join, show, copy, remove, takeBack, settings], jobs: [housekeeping] }
