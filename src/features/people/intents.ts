/** What people can say about their own file. */
import type { Answer, Capability, Context, Keeps, PrivateIntent } from '../../bot/capability.ts'
import { quietAround } from '../../bot/quiet.ts'
import { hoursIn } from '../../bot/quiet-words.ts'
import { DRIVERS } from '../../bot/vocabulary.ts'
import type { Understanding } from '../../intents/understanding.ts'
import type { Result } from '../../lib/errors.ts'
import { housekeeping, picturesHousekeeping } from './jobs.ts'
import {
  type CodeRefusal,
  type CodeUse,
  erase,
  exportOf,
  fileOf,
  hoursOf,
  isStaff,
  justPushed,
  keepDrives,
  mutedIn,
  ownCode,
  setHours,
  setMuted,
  useCode,
  useStaffCode,
  withdraw,
} from './operations.ts'
import * as replies from './replies.ts'
import {
  asksHours,
  CONFIRM_WITHIN,
  claimsCode,
  codeIn,
  confirmation,
  drivesIn,
  endsOneDate,
  isMistyped,
  isPlainlySure,
  KINDS,
  plainlyAboutNotices,
  readWish,
  type Wish,
} from './rules.ts'

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

/** Stops and resumes kinds; without a kind, straight after a push, the kind of that push is meant. */
async function changed(ctx: Context, steps: Wish['steps'], bare: boolean): Promise<Answer> {
  const pushed = bare && steps.every(({ stop }) => stop) ? await justPushed(ctx) : undefined
  const meant = pushed ? [{ stop: true, kinds: [pushed] }] : steps
  return { reply: replies.muteChanged(await setMuted(ctx, meant), meant, pushed !== undefined) }
}

async function shownSettings(ctx: Context, text: string): Promise<Answer> {
  const [kinds, hours] = [await mutedIn(ctx), await hoursOf(ctx)]
  return { reply: asksHours(text) ? replies.hoursNow(hours, quietAround(hours, ctx.now, ctx.calendar) !== undefined, kinds) : replies.mutedNow(kinds, hours) }
}

const settings: PrivateIntent = {
  name: 'notice.settings',
  audience: 'personal',
  claims: ({ text }) => plainlyAboutNotices(text),
  async run(ctx, turn) {
    const { aspect, understood } = turn
    if (aspect === 'house') return { reply: replies.quietSet(await setHours(ctx, 'house'), true) }
    if (aspect === 'stop' || aspect === 'resume') return changed(ctx, [{ stop: aspect === 'stop', kinds: KINDS }], false)
    if (aspect === 'stop-notices') return changed(ctx, [{ stop: true, kinds: ['notice'] }], false)
    const wish = readWish(understood.text)
    if (wish.asks) return shownSettings(ctx, understood.text)
    const hours = hoursIn(understood.text)
    if (wish.while && (!hours || hours === 'house')) return { reply: replies.notForAWhile(await hoursOf(ctx)) }
    if (hours && (wish.hours || hours !== 'house' || wish.steps.length === 0)) {
      const now = await setHours(ctx, hours)
      return { reply: now ? replies.quietSet(now, hours === 'house') : replies.noTimeLeft }
    }
    if (wish.hours) return { reply: replies.howToSetHours }
    if (endsOneDate(understood.text, wish)) return { reply: { parts: [] }, next: { intent: 'deadline.remove' } }
    return wish.steps.length > 0 ? changed(ctx, wish.steps, wish.bare === true) : shownSettings(ctx, understood.text)
  },
}

/** What the person drives; the field's value when the words do not say it. */
const UNSAID = '-'

const drives: PrivateIntent = {
  name: 'profile.drives',
  audience: 'personal',
  consent: true,
  claims: (heard) => drivesIn(heard.text) !== undefined,
  form: {
    version: 1,
    doing: replies.telling,
    // Never asked: it only carries what was said over the question of consent.
    fields: [{ name: 'drives', called: [], ask: () => replies.telling, explain: replies.telling, read: (heard) => drivesIn(heard.text) ?? UNSAID }],
  },
  async run(ctx, _turn, filled) {
    const kind = DRIVERS.find((each) => each === filled.drives)
    if (!kind) return { reply: replies.sayWhatYouDrive }
    await keepDrives(ctx, kind)
    return { reply: replies.drivesKept(kind), data: { drives: kind } }
  },
}

/**
 * @param keeps what the other capabilities keep about persons
 */
export const peopleWith = (keeps: readonly Keeps[]): Capability => ({
  name: 'people',
  intents: [bind(keeps), join, show(keeps), copy(keeps), remove(keeps), takeBack, settings, drives],
  jobs: [housekeeping(keeps), picturesHousekeeping(keeps)],
})
