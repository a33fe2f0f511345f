/** The words of bookings: the answer first, then what to do next. */
import { type Choice, type Enclosure, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'
import { type Also, keepMoment, keepWhen, withoutPeople } from './rules.ts'

/** A booking as it is told. */
export interface Shown {
  readonly number: string
  readonly title: string
  /** 明天15:00 */
  readonly when: string
  readonly discreet: boolean
}

/** A time on offer. */
export interface Offer {
  /** The centre's local time, `2026-11-25T15:00`. */
  readonly iso: string
  /** 明天15:00 */
  readonly label: string
}

export const doingCreate = say`预约`
export const doingMove = say`改预约时间`
export const doingCancel = say`取消预约`

const ask = (label: string, intent: string, filled: Record<string, string> = {}): Choice => ({ label: say`${label}`, act: { do: 'ask', intent, filled } })
export const person: Choice = { label: say`转人工`, act: { do: 'ask', intent: 'human' } }
export const timeChoice = ({ iso, label }: Offer): Choice => ({ label: say`${personal(label)}`, act: { do: 'fill', field: 'when', value: keepMoment(iso) } })
export const WAIT = 'wait:'
export const waitChoice = (from: string, to: string): Choice => ({
  label: say`排候补，有空位叫我`,
  act: { do: 'fill', field: 'when', value: `${WAIT}${from}/${to}` },
})
export const serviceChoice = (key: string, title: string): Choice => ({ label: say`${title}`, act: { do: 'fill', field: 'service', value: key } })

export const askService = say`想约哪一样？`
export const explainService = say`请选一样能约的，回数字或者名字都行。`
export const askWhen = (title: string | undefined, offers: number): Part =>
  offers > 0 ? say`${title ?? ''}想约什么时候？最近的空位：` : say`${title ?? ''}想约什么时候？比如：明天下午三点。`
export const askOther = (offers: number): Part => (offers > 0 ? say`回数字选一个，或者说个别的时间。` : say`请说个别的时间，比如：后天上午十点。`)
export const explainWhen = say`没看懂是什么时候。请这样说：明天下午三点；或者回上面的数字。不约了就回“取消”。`
export const againWhen = say`想约什么时候？`

const sampleNote = (sample: boolean): Part[] => (sample ? [say`（地点是示例信息，以现场为准）`] : [])

export interface Confirmed extends Shown {
  readonly where: string
  readonly sample: boolean
  /** What the client told was kept. */
  readonly told: boolean
  readonly urgent: boolean
  /** The other side was named, too. */
  readonly named: boolean
  /** Another service that was named with it. */
  readonly also: Also | undefined
  /** What is said to those who do not come alone, and the choice that books for those who did not fit in. */
  readonly company: Company
  readonly reminders: number
  readonly file: Enclosure
}

const REMINDED: Record<number, string> = { 0: '', 1: '到时候提前提醒您。', 2: '提前一天和两小时各提醒您一次。' }

export function confirmed(how: 'booked' | 'moved', shown: Confirmed): Reply {
  const { number, title, when, where, sample, discreet, told, urgent, named, company, also, reminders, file } = shown
  const at = where === '' ? '' : `，${where}`
  const kept = told ? [say`您说的事记下了，只有律师看得到。${urgent ? '已标成急件，律师先看。' : ''}`] : []
  const more =
    discreet && !named
      ? [ask(told ? '补充对方是谁（查利益冲突）' : '先说说是什么事（只有律师看）', 'booking.matter', { number, ...(told ? { matter: '' } : {}) })]
      : []
  const base = reply<'public' | 'personal'>(
    say`${personal(`${how === 'booked' ? '约好了' : '改好了'}：${when}，${title}${at}。编号${number}。`)}`,
    ...kept,
    ...company.parts,
    say`${REMINDED[reminders] ?? ''}来不了回“取消预约”，改时间回“改预约”。`,
    ...sampleNote(sample && where !== ''),
  )
  const goOn = also
    ? [ask(`接着约${also.title}${also.said ? `（${also.said}）` : ''}`, 'booking.create', { service: also.service, ...(also.when ? { when: also.when } : {}) })]
    : []
  return { ...withChoices(base, [...company.choices, ...goOn, ...more]), files: [file] }
}

export const icsName = (number: string): string => `预约${number}.ics`
export const icsTitle = ({ title, discreet, number }: Shown): string => `驿站预约${discreet ? number : `：${title}`}`

export const sameAlready = ({ when, title, number }: Shown): Reply =>
  withChoices(reply(say`${personal(`这个时间您已经约好了：${when}，${title}，编号${number}。`)}`), [
    ask('改时间', 'booking.reschedule', { number }),
    ask('取消', 'booking.cancel', { number }),
  ])

export const overlap = ({ when, title, number }: Shown): Reply =>
  withChoices(reply(say`${personal(`这个时间您已经有约：${when}，${title}，编号${number}。`)}`, say`一个人不能同时在两处，请改一个。`), [
    ask(`改${number}的时间`, 'booking.reschedule', { number }),
    ask(`取消${number}`, 'booking.cancel', { number }),
  ])

export const overLimit = (limit: number, own: readonly Shown[]): Reply =>
  withChoices(
    reply(
      say`${personal(`您手里已经有${own.length}个${own[0]?.title ?? ''}预约，最多${limit}个：${own.map(({ when, number }) => `${when}（${number}）`).join('、')}。`)}`,
      say`办完或取消一个就能再约，也可以改时间。`,
    ),
    own.flatMap(({ number, when }) => [ask(`改${when}的`, 'booking.reschedule', { number }), ask(`取消${when}的`, 'booking.cancel', { number })]).slice(0, 4),
  )

export const resting = (until: string, title: string): Reply =>
  withChoices(
    reply(
      say`${personal(`近来有几次约了没来，聊天预约先停到${until}。`)}`,
      say`${title}直接来现场取号也能办。路上有事耽误了的，请转人工，工作人员可以给您恢复。`,
    ),
    [person],
  )

export const notBookable = (named: string, services: readonly { key: string; title: string }[]): Reply =>
  withChoices(
    reply(say`${personal(named === '' ? '这一项' : named)}不用预约，或者还不能在这里约。`, say`能约的有：`),
    services.map(({ key, title }) => ask(title, 'booking.create', { service: key })),
  )

export const noServices: Reply = withChoices(reply(say`现在没有开放预约的服务。`, say`着急办的请转人工，工作人员给您办。`), [person])

/** Why times are offered: one sentence. */
export const taken = (when: string): Part => say`${personal(`${when}约满了。`)}最近的空位：`
export const full = (day: string): Part => say`${personal(`${day}约满了。`)}最近的空位：`
export const past = (when: string): Part => say`${personal(`${when}已经过了。`)}还能约的：`
export const tooSoon = (minutes: number): Part => say`太近了，最少提前${minutes}分钟约；着急就直接来现场取号。还能约的：`
export const beyond = (days: number): Part => say`最远能约${days}天以内的，再往后还没放号。最近的空位：`
export const outside = (hours: string): Part => say`${personal(hours === '' ? '这个时间不办。' : `这个时间不办，当天是${hours}。`)}最近的空位：`
export const between = (minutes: number): Part => say`一次${minutes}分钟，最近的时间是：`
export const closed = (day: string, why: string): Part => say`${personal(`${day}${why}，不办。`)}下一个开门的日子有这些空位：`
export const free = (day: string): Part => say`${personal(day)}有空的时间：`
export const thereIs = say`有，现在还空着：`
export const next = say`最近的空位：`
export const nothingFree = (title: string): Part => say`${title}近期都约满了。`
export const few = (when: string, left: number): Part => say`${personal(`${when}只剩${left}位，坐不下。`)}都能坐下的时间：`

interface Company {
  readonly parts: readonly Part[]
  readonly choices: readonly Choice[]
}
const alone: Company = { parts: [], choices: [] }
/** For those who do not come alone: the rest of the party has to come at another time. */
export function company(
  { key, places }: { readonly key: string; readonly places: number },
  party?: { readonly rest: number; readonly along: boolean },
): Company {
  if (party?.along) return { parts: [say`同来的人不用另约，一起进去就行。`], choices: [] }
  if (!party || party.rest === 0) return alone
  const choices = [ask(`接着约剩下的${party.rest}位`, 'booking.create', { service: key, people: String(party.rest) })]
  return { parts: [say`一个时间最多接${places}位，还有${party.rest}位请接着约。`], choices }
}
export const tooMany = ({ key, places, perPerson }: { readonly key: string; readonly places: number; readonly perPerson: number }, when: string): Reply =>
  withChoices(reply(say`一个时间最多接${places}位，一人手里最多${perPerson}个预约。`, say`人多的请转人工，工作人员给您安排；也可以先约${places}位。`), [
    ask(`先约${places}位`, 'booking.create', { service: key, people: String(places), ...(when === '' ? {} : { when: withoutPeople(when) }) }),
    person,
  ])

export const none: Reply = withChoices(reply(say`您现在没有预约。`), [ask('约一个', 'booking.create')])
export const listed = (own: readonly Shown[], waits: readonly { number: string; title: string; when: string }[]): Reply => {
  const lines = own.map(({ when, title, number }) => say`${personal(`${when}，${title}，编号${number}`)}`)
  const waiting = waits.map(({ number, title, when }) => say`${personal(`候补：${when}，${title}，编号${number}`)}`)
  const head = own.length > 0 ? say`您有${personal(own.length)}个预约：` : say`您没有预约，在排候补：`
  return withChoices(reply<'public' | 'personal'>(head, ...lines, ...waiting), [
    ...(own.length > 0 ? [ask('改时间', 'booking.reschedule')] : []),
    ask('取消', 'booking.cancel'),
  ])
}

/** @param only the only booking, where the words named another one */
export const whichOne = (what: 'cancel' | 'move', only?: Shown): Part =>
  only ? say`${personal(`您约的是${only.when}的${only.title}，要取消它吗？`)}` : what === 'cancel' ? say`要取消哪一个？` : say`要改哪一个？`
/** The answer that leaves the booking as it is. */
export const KEEP = 'keep'
export const kept = reply(say`好，预约没有动。`)
export const explainWhich = say`请回数字选一个，或者说编号。`
const pickChoice = ({ number, when, title }: Shown): Choice => ({
  label: say`${personal(`${when} ${title}`)}`,
  act: { do: 'fill', field: 'number', value: number },
})
const numberChoice = (label: string, value: string): Choice => ({ label: say`${label}`, act: { do: 'fill', field: 'number', value } })
export function ownChoices(own: readonly Shown[], what: 'cancel' | 'move'): Choice[] {
  const [first] = own
  if (what === 'cancel' && first && own.length === 1) return [numberChoice('取消它', first.number), numberChoice('不取消', KEEP)]
  return [...own.map(pickChoice), ...(what === 'cancel' ? [numberChoice('都取消', 'all')] : [])]
}

export const cancelled = (ended: readonly (Shown & { service: string; iso: string; people: number })[]): Reply => {
  const base = reply(
    say`${personal(`已取消：${ended.map(({ when, title, number }) => `${when}，${title}（${number}）`).join('；')}。`)}`,
    say`想再约直接说时间。`,
  )
  const [only, ...others] = ended
  if (!only || others.length > 0) return base
  return withChoices(base, [ask('取消错了，约回来', 'booking.create', { service: only.service, when: keepMoment(only.iso), people: String(only.people) })])
}

export const gone = (number: string, again: { service: string; iso?: string } | undefined): Reply =>
  withChoices(reply(say`${personal(`${number}已经取消或者过去了，改不了了。`)}`, say`可以重新约一个。`), [
    ...(again
      ? [ask('重新约', 'booking.create', { service: again.service, ...(again.iso ? { when: keepMoment(again.iso) } : {}) })]
      : [ask('重新约', 'booking.create')]),
  ])
export const goneAlready = (number: string): Reply =>
  withChoices(reply(say`${personal(`${number}早就不在了，不用再取消。`)}`), [ask('看我的预约', 'booking.list'), ask('重新约', 'booking.create')])
export const unmoved = ({ when, title, number }: Shown): Reply => reply(say`${personal(`${number}本来就是${when}，${title}，没有变。`)}`)
export const askMoveTo = (held: Shown | undefined, offers: number): Part =>
  held && offers > 0 ? say`${personal(`${held.when}的${held.title}`)}改到什么时候？离得近的空位：` : say`改到什么时候？比如：后天上午十点。`
export const busyThen: Reply = withChoices(reply(say`这个时间您已经有别的预约，原来的没有动。`, say`请换个时间，或者先改那一个。`), [
  ask('看我的预约', 'booking.list'),
  ask('改别的时间', 'booking.reschedule'),
])

export const onTheList = (number: string, when: string, title: string, ahead: number): Reply =>
  reply(
    say`${personal(`已排候补：${when}，${title}，编号${number}${ahead > 0 ? `，前面${ahead}位` : ''}。`)}`,
    say`一有空位就告诉您，给您留半小时。不等了回“取消候补”。`,
  )
export const onTheListAlready: Reply = withChoices(reply(say`这个时间您已经在排候补了，有空位会告诉您。`), [ask('看我的预约', 'booking.list')])
export const tooManyWaits: Reply = withChoices(reply(say`您已经排了三个候补，先退一个再排。`), [
  ask('看我的预约', 'booking.list'),
  ask('取消候补', 'booking.cancel'),
])
export const leftList = (title: string, number: string): Reply => reply(say`${personal(`好的，${title}候补${number}不排了。`)}`, say`想约再说。`)

export const joinWhen = (wait: string): { from: string; to: string } => {
  const [from = '', to = ''] = wait.slice(WAIT.length).split('/')
  return { from, to }
}
export const anyTime = keepWhen({ when: 'any', said: '' })
