/** What people can say about their own file. */
import type { Answer, Capability, Keeps, PrivateIntent } from '../../bot/capability.ts'
import type { Understanding } from '../../intents/understanding.ts'
import type { Result } from '../../lib/errors.ts'
import { housekeeping, picturesHousekeeping } from './jobs.ts'
import { type CodeRefusal, type CodeUse, erase, exportOf, fileOf, isStaff, ownCode, setMuted, useCode, useStaffCode, withdraw } from './operations.ts'
import * as replies from './replies.ts'
import { CONFIRM_WITHIN, claimsCode, codeIn, confirmation, isMistyped, isPlainlySure, KINDS, readWish } from './rules.ts'

/** The field's values when the first message holds no code, or a mistyped one; no code looks like these. */
const NO_CODE = '-'
const MISTYPED = '?'

function answerCode(used: Result<CodeUse, CodeRefusal>): Answer {
  if (!used.ok) return { reply: replies.codeRefusals[used.reason] }
  return { reply: used.value.is === 'staff' ? replies.joinedStaff(used.value.name, used.value.roles) : replies.bound(used.value.whole) }
}

const bind = (keeps: readonly Keeps[]): PrivateIntent => ({
  name: 'profile.bind',
  audience: 'personal',
  consent: true,
  changes: true,
  form: {
    version: 1,
    doing: replies.binding,
    // Never asked: it only carries the code over the question of consent.
    fields: [
      {
        name: 'code',
        called: ['码'],
        ask: () => replies.binding,
        explain: replies.binding,
        read: (heard) => codeIn(heard) ?? (isMistyped(heard) ? MISTYPED : NO_CODE),
      },
    ],
  },
  async run(ctx, _turn, { code }) {
    if (code === MISTYPED) return { reply: replies.mistypedCode }
    if (code !== undefined && code !== NO_CODE) return answerCode(await useCode(ctx, code, keeps))
    return { reply: replies.newCode(await ownCode(ctx)) }
  },
})

/** Any bare code comes here: a staff code needs no consent, a driver's goes on as `profile.bind`, which asks for it. */
const join: PrivateIntent = {
  name: 'staff.join',
  audience: 'personal',
  secret: true,
  claims: (heard) => claimsCode(heard.raw),
  async run(ctx, turn) {
    const code = codeIn(turn.understood)
    if (code === undefined) return { reply: isMistyped(turn.understood) ? replies.mistypedCode : replies.needStaffCode }
    const used = await useStaffCode(ctx, code)
    return used ? answerCode(used) : { reply: { parts: [] }, next: { intent: 'profile.bind', filled: { code } } }
  },
}

const show = (keeps: readonly Keeps[]): PrivateIntent => ({
  name: 'profile.show',
  audience: 'personal',
  run: async (ctx) => ({ reply: replies.shown(await fileOf(ctx, keeps), (moment) => ctx.calendar.localDay(moment)) }),
})

const copy = (keeps: readonly Keeps[]): PrivateIntent => ({
  name: 'profile.export',
  audience: 'personal',
  async run(ctx) {
    const day = (moment: Date) => ctx.calendar.localDay(moment)
    const minute = (moment: Date) => ctx.calendar.isoLocal(moment).replace('T', ' ')
    return { reply: replies.exported(await exportOf(ctx, keeps), day, minute) }
  },
})

/** The field's value before the question was asked; afterwards the time at which it was. */
const NOT_ASKED = '-'

/** A plain "yes" counts at once; the wish said again is no side question, and no confirmation. */
function readSure(heard: Understanding, direct: boolean): string | undefined {
  const said = confirmation(heard.text)
  if (direct || said === 'yes') return said
  return heard.text !== '' && heard.readings[0]?.intent === 'profile.erase' ? 'again' : undefined
}

const remove = (keeps: readonly Keeps[]): PrivateIntent => ({
  name: 'profile.erase',
  audience: 'personal',
  changes: true,
  form: {
    version: 2,
    doing: replies.erasing,
    fields: [
      // Never asked: it ends the form at once, so that `run` can write down when the question was asked.
      { name: 'asked', called: [], ask: () => replies.erasing, explain: replies.erasing, read: () => NOT_ASKED, ends: (value) => value === NOT_ASKED },
      { name: 'sure', called: ['确认'], ask: () => replies.confirmErase, explain: replies.explainErase, read: readSure, choices: () => replies.eraseChoices },
    ],
  },
  async run(ctx, turn, { asked = NOT_ASKED, sure }) {
    if (sure === 'no') return { reply: replies.notErased }
    const inTime = asked !== NOT_ASKED && ctx.now.getTime() - Number(asked) <= CONFIRM_WITHIN
    if (!inTime || !isPlainlySure(turn.understood)) {
      const next = { intent: 'profile.erase', filled: { asked: String(ctx.now.getTime()) } } as const
      return { reply: replies.beforeErasing(await isStaff(ctx), asked !== NOT_ASKED), next }
    }
    const receipt = await erase(ctx, keeps)
    return { reply: replies.erased(receipt), data: { receipt }, forgets: true }
  },
})

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

/** @param keeps what the other capabilities keep about persons */
export const peopleWith = (keeps: readonly Keeps[]): Capability => ({
  name: 'people',
  intents: [bind(keeps), join, show(keeps), copy(keeps), remove(keeps), takeBack, settings],
  jobs: [housekeeping(keeps), picturesHousekeeping(keeps)],
})
