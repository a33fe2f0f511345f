/** The words about a person's own file. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../bot/message.ts'
import type { QuietSpan } from '../../bot/quiet.ts'
import { channelName } from '../../bot/replies.ts'
import type { Driver, Role } from '../../bot/vocabulary.ts'
import { KINDS, type Kind, type Wish } from './rules.ts'

const ask = (label: string, intent: string, aspect?: string): Choice<'public'> => ({
  label: say`${label}`,
  act: { do: 'ask', intent, ...(aspect ? { aspect } : {}) },
})
const person = ask('转人工', 'human')

export const binding = say`绑定账号`

export const newCode = (code: string): Reply =>
  reply(
    say`绑定码：${personal(code)}，10分钟内有效，只能用一次。`,
    say`请用您的另一个账号私聊我，把这8位码发过来，两个账号就合成一份档案。`,
    say`绑定只认码，不认姓名和电话；码别告诉别人。窗口给过您码的，直接发给我就行。`,
  )

export const bound = (whole: boolean): Reply =>
  reply(say`绑定成功，这个账号已并入您的档案。`, whole ? say`想看记了什么，请回“我的信息”。` : say`您原来那份档案还有别的账号在用，里面的记录留在那边。`)

export const joinedStaff = (name: string, roles: readonly Role[]): Reply =>
  reply(say`${personal(name)}，您好，工作人员身份已接入：${rolesText(roles)}。`, say`想看有什么等着办，请回“待办”。`)

export const needStaffCode: Reply = reply(say`请把管理员给您的8位工作人员码直接发给我。`, say`还没有码的，请找管理员要一个。`)

/** Clearly meant as a code; not counted as a wrong one. */
export const mistypedCode: Reply = reply(say`这个码的位数不对，我的码一共8位，字母和数字都有。`, say`请照着再发一遍；不想绑了就不用管它。`)

export const codeRefusals = {
  wrong: reply(say`这个码不对，请照着再发一遍，一共8位。`, say`还不行就用原来的账号回“绑定”，重新取一个码。`),
  locked: withChoices(reply(say`码错得太多了，请过一个小时再发。`, say`着急的话可以转人工。`), [person]),
  used: reply(say`这个码已经用过了。`, say`请用原来的账号回“绑定”，重新取一个码。`),
  expired: reply(say`这个码过期了。`, say`请用原来的账号回“绑定”，重新取一个码，10分钟内发给我。`),
  'staff-expired': reply(say`这个工作人员码过期了。`, say`请管理员重新给您一个。`),
  own: reply(say`这个码就是您这份档案的，不用在这儿发。`, say`请换到要绑的另一个账号，把码发给我。`),
  'staff-account': reply(say`这是工作人员账号，不能并进别人的档案。`, say`要合并您自己的账号，请在这里回“绑定”取码，到另一个账号发。`),
} as const satisfies Record<string, Reply>

const ROLE_NAMES: Record<Role, string> = {
  admin: '管理员',
  author: '发布',
  approver: '审核',
  counter: '柜台',
  legal: '法律',
  union: '工会',
  party: '党务',
  leader: '领导',
}
const KIND_NAMES: Record<Kind, string> = { study: '学习', booking: '预约', notice: '公告', deadline: '证件到期', points: '积分' }

const rolesText = (roles: readonly Role[]): string => roles.map((role) => ROLE_NAMES[role]).join('、')
const kindsText = (kinds: readonly string[]): string =>
  kinds.includes('all')
    ? '全部'
    : KINDS.filter((kind) => kinds.includes(kind))
        .map((kind) => KIND_NAMES[kind])
        .join('、')

/** A person's file as it is shown. */
export interface File {
  accounts: readonly { id: string; channel: string; display: string | null }[]
  consent: { version: number; givenAt: Date } | undefined
  muted: readonly string[]
  quiet: readonly QuietSpan[]
  drives: Driver | undefined
  roles: readonly Role[]
  parked: readonly string[]
  messages: number
  /** A line or two from each capability that keeps something. */
  kept: readonly string[]
}

type DayOf = (moment: Date) => string

/** 终端（王师傅）; with the end of the account's id where one channel has several. */
function accountText({ id, channel, display }: File['accounts'][number], several: boolean): string {
  const marks = [...(display ? [display] : []), ...(several ? [`尾号 ${id.slice(-2)}`] : [])]
  return `${channelName(channel)}${marks.length > 0 ? `（${marks.join('，')}）` : ''}`
}

function fileLines(file: File, day: DayOf): Part[] {
  const accounts = file.accounts.map((account) => accountText(account, file.accounts.filter(({ channel }) => channel === account.channel).length > 1))
  const consent = file.consent ? `${day(file.consent.givenAt)}同意（第${file.consent.version}版）` : '没有同意，或已撤回'
  const lines = [
    `账号：${accounts.join('、')}`,
    `个人信息同意：${consent}`,
    `聊天记录：${file.messages}条`,
    ...file.kept,
    `停收的提醒：${file.muted.length > 0 ? kindsText(file.muted) : '没有'}`,
    `免打扰：${spansText(file.quiet)}`,
    ...(file.drives ? [`开的车：${DRIVERS_CALLED[file.drives]}`] : []),
    ...(file.parked.length > 0 ? [`群里问的、等私下回的：${file.parked.length}条`] : []),
    ...(file.roles.length > 0 ? [`工作人员身份：${rolesText(file.roles)}`] : []),
  ]
  return lines.map((line) => say`${personal(line)}`)
}

export const shown = (file: File, day: DayOf): Reply =>
  withChoices(reply<'public' | 'personal'>(say`我这里记着您的这些信息：`, ...fileLines(file, day)), [
    ask('导出我的资料', 'profile.export'),
    ask('删除我的信息', 'profile.erase'),
  ])

export interface Export extends File {
  consents: readonly { version: number; givenAt: Date; withdrawnAt: Date | null }[]
  sections: readonly { title: string; lines: readonly string[] }[]
  texts: readonly { at: Date; text: string }[]
}

/** Everything, line by line: for channels without files. */
export function exported(file: Export, day: DayOf, minute: DayOf): Reply {
  const consents = file.consents.map(
    ({ version, givenAt, withdrawnAt }) => `第${version}版，${day(givenAt)}同意${withdrawnAt ? `，${day(withdrawnAt)}撤回` : ''}`,
  )
  const sections: [string, readonly string[]][] = [
    ['同意记录', consents],
    ...file.sections.map(({ title, lines }): [string, readonly string[]] => [title, lines]),
    ['群里问的、等私下回的', file.parked],
    ['发来的话（只保留30天，这里列最近的）', file.texts.map(({ at, text }) => `${minute(at)} ${text}`)],
  ]
  const lines = sections.flatMap(([title, items]) => (items.length > 0 ? [`【${title}】`, ...items] : []))
  return reply<'public' | 'personal'>(say`您的资料如下，长按可以复制保存：`, ...fileLines(file, day), ...lines.map((line) => say`${personal(line)}`))
}

export const erasing = say`删除您的信息`
/** What would go, before the question itself; `again` when it was asked too long ago. */
export const beforeErasing = (staff: boolean, again: boolean): Reply =>
  reply(
    ...(again ? [say`怕误删，再跟您确认一次，现在还没有删。`] : []),
    say`要删除我这里关于您的全部信息吗？账号绑定、聊天记录、留言和提醒设置都会删掉，删了找不回来。`,
    ...(staff ? [say`您是工作人员：工作人员身份也会一起没了，要再用得找管理员重新要码。`] : []),
  )
export const confirmErase = say`要删请回“确认删除”，不删请回“不删”。`
export const explainErase = say`只有回“确认删除”我才删，删了找不回来；现在还没有删。不删请回“不删”。`
export const eraseChoices: Choice<'public'>[] = [
  { label: say`确认删除`, act: { do: 'fill', field: 'sure', value: 'yes' } },
  { label: say`不删`, act: { do: 'fill', field: 'sure', value: 'no' } },
]
export const notErased: Reply = reply(say`好的，没有删，您的信息都在。`)
export const erased = (receipt: string): Reply => reply(say`已删除，回执号 ${receipt}，请记下。`, say`只留下不带姓名和账号的流水号。您再来说话，就当是新朋友。`)

export const withdrawn: Reply = withChoices(
  reply(say`已撤回同意，从现在起不再用您的信息办事。`, say`以前记下的先留着，到期自动删除；想现在就删，请回“删除我的信息”。公开的问题照样可以问我。`),
  [ask('删除我的信息', 'profile.erase')],
)
export const nothingToWithdraw: Reply = reply(say`您现在没有给过同意，不用撤回。`, say`想看记了什么，请回“我的信息”。`)

const stopAll = ask('全部停掉', 'notice.settings', 'stop')
const resumeAll = ask('全部恢复', 'notice.settings', 'resume')

/** What is muted now, and how that is changed. */
export const mutedNow = (kinds: readonly string[], quiet: readonly QuietSpan[]): Reply => {
  const hours = say`${personal(spansText(quiet))}不打扰您；想改就说，比如：晚上十点到早上六点别发。`
  return kinds.length === 0
    ? withChoices(reply<'public' | 'personal'>(say`现在各类提醒都照常发。`, hours, say`不想收哪类就说，比如：学习提醒别发了。`), [stopAll])
    : withChoices(reply<'public' | 'personal'>(say`现在停收：${personal(kindsText(kinds))}。`, hours, say`想恢复就说，比如：恢复学习提醒。`), [resumeAll])
}

const moreStop: Part = say`全都不想收，回“退订”。`

/** What goes on and what stops, as it was wished; `justPushed`: the kind of what was just sent was taken to be meant. */
export function muteChanged(kinds: readonly string[], steps: Wish['steps'], justPushed: boolean): Reply {
  if (kinds.length === 0) return reply(say`好的，各类提醒都恢复了。`, say`不想收了，回“退订”。`)
  const left = say`现在停收：${personal(kindsText(kinds))}。`
  const resumed = steps.filter(({ stop }) => !stop).flatMap((step) => step.kinds.filter((kind) => !kinds.includes(kind)))
  if (!kinds.includes('all') && resumed.length > 0 && resumed.length < KINDS.length)
    return reply(say`好的，${personal(kindsText(resumed))}照常发给您。`, left, say`您问我的，照样回答。想再收，回“恢复提醒”。`)
  return reply(say`好的，现在停收：${personal(kindsText(kinds))}。`, say`您问我的，照样回答。想再收，回“恢复提醒”。`, ...(justPushed ? [moreStop] : []))
}

/** Asked for the hours. */
export const hoursNow = (quiet: readonly QuietSpan[], now: boolean, kinds: readonly string[]): Reply =>
  reply<'public' | 'personal'>(
    say`每天${personal(spansText(quiet))}不打扰您，现在${personal(now ? '正是' : '不是')}这个时段。`,
    say`${personal(kinds.length === 0 ? '各类提醒都照常发' : `停收的提醒：${kindsText(kinds)}`)}；想改时段就说，比如：晚上十点到早上六点别发。`,
  )

const stopNotices = ask('只停公告', 'notice.settings', 'stop-notices')
/** It can be stopped by the hours of every day, or until it is taken up again: nothing is done before that is clear. */
export const notForAWhile = (quiet: readonly QuietSpan[]): Reply =>
  withChoices(
    reply<'public' | 'personal'>(
      say`还没停：只停一阵子我不会，怕停了就忘，漏了您的预约提醒。`,
      say`每天${personal(spansText(quiet))}本来就不打扰您；要改时段就说几点到几点别发，或者回数字：`,
    ),
    [stopNotices, stopAll],
  )

const spanText = ({ from, to }: QuietSpan): string => `${from.replace(/^0/, '')}到${to > from ? '' : '第二天'}${to.replace(/^0/, '')}`
const spansText = (spans: readonly QuietSpan[]): string => spans.map(spanText).join('、')

const house: Choice<'public'> = ask('免打扰恢复默认', 'notice.settings', 'house')

/** Which hours hold now, what happens meanwhile, and the way back. */
export const quietSet = (spans: readonly QuietSpan[] | undefined, usual: boolean): Reply =>
  usual
    ? reply(
        say`每天${personal(spansText(spans ?? []))}不打扰您，大家都是这个时段。`,
        say`想换个时段就说，比如：晚上十点到早上六点别发，或：我上夜班，白天别发。`,
      )
    : withChoices(
        reply(say`好的，每天${personal(spansText(spans ?? []))}不打扰您。`, say`这时候的提醒攒到时段过了一起发；工作人员的回复和急事照发，您问我的照样答。`),
        [house],
      )
export const noTimeLeft: Reply = withChoices(reply(say`这样一天就没有能发的时候了，没有改动。`, say`请留出至少两个小时，或者全部停掉。`), [stopAll])
export const howToSetHours: Reply = withChoices(reply(say`没听清是几点到几点，没有改动。`, say`请这样说：晚上十点到早上六点别发。`), [stopAll])

export const telling = say`记下您开什么车`
const DRIVERS_CALLED: Record<Driver, string> = { truck: '货车司机', 'ride-hailing': '网约车司机' }
export const drivesKept = (drives: Driver): Reply =>
  reply(
    say`记下了，您是${personal(DRIVERS_CALLED[drives])}，专门发给${personal(DRIVERS_CALLED[drives])}的通知您会收到。`,
    say`记错了就再说一遍，比如：我是跑网约车的。`,
  )
export const sayWhatYouDrive: Reply = reply(say`请说您开什么车，比如：我是开大车的，或：我是跑网约车的。`)
