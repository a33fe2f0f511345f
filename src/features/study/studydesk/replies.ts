/** The words between staff and the timetable. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'

interface Shown {
  readonly id: string
  readonly number: string
  readonly kind: string
  readonly title: string
  readonly day: string
  readonly time: string
  readonly end: string
  readonly place: string
  readonly left: number
  readonly places: number
  readonly hours: string
  readonly points: number
  readonly audience: string
}

export const doing = say`排课`
export const notYours: Reply = reply(say`排课和签到要“柜台”“发布”或“党务”角色，您现在没有。`, say`要办请找他们，或找管理员加角色。`)

const shownLine = (shown: Shown): string => `${shown.day}${shown.time}—${shown.end} ${shown.title}，${shown.place}`
const gives = ({ hours, points }: Shown): string => `${hours === '' ? '没有学时' : `${hours}学时`}，${points > 0 ? `${points}积分` : '不送积分'}`

export const howToCreate: Reply = reply(
  say`请这样发：开课 继续教育 道路运输新规 12月8日14:30到17:00 二楼培训教室 40人 3学时 10分`,
  say`每周都上的：开课 技能培训 急救 每周日9:30到11:30 二楼培训教室 20人 2学时`,
)

export const howToChange = (number: string): Reply =>
  reply(
    say`请带上要改什么，时间、地点、名额、课名都行，比如：改课 ${number} 15:00到17:00`,
    say`也可以：改课 ${number} 推迟半小时；改课 ${number} 12月9日；改课 ${number} 换到三楼会议室；改课 ${number} 名额 50。`,
  )

const MISSING = { kind: '是哪种（继续教育、党员学习、技能培训）', title: '课名', when: '哪天几点到几点', place: '地点', places: '多少人' } as const
export type Missing = keyof typeof MISSING
export const incomplete = (missing: readonly Missing[]): Reply =>
  reply(say`还差：${missing.map((each) => MISSING[each]).join('、')}。课还没排。`, ...howToCreate.parts)

export const wrongPlan = {
  past: '时间已经过去了',
  'ends-before-start': '下课时间比上课时间早',
  'too-long': '一场课超过了一天',
  'no-places': '名额要在1到2000之间',
  'no-title': '没有课名',
} as const
export const refusedPlan = (reason: keyof typeof wrongPlan): Reply => reply(say`没排上：${wrongPlan[reason]}。改好再发一次。`)

export const created = (shown: Shown): Reply =>
  reply(
    say`排好了 ${shown.number}：${shownLine(shown)}。`,
    say`${shown.places}个名额，${gives(shown)}。`,
    say`要改发“改课 ${shown.number} …”，要取消发“取消课 ${shown.number} 原因”。`,
  )
export const createdSeries = (first: readonly Shown[]): Reply =>
  reply(say`排好了，往后每次自动排出来。最近的：`, ...first.map((shown) => say`${shown.number} ${shownLine(shown)}`), say`某一场不上，发“取消课 编号 原因”。`)

export const unknown = (number: string): Reply => reply(say`没有 ${number} 这场课。说“最近有什么课”能看到编号。`)
/** No session is called so. */
export const noneCalled = (open: readonly Shown[]): Reply =>
  open.length === 0
    ? reply(say`没找到这门课，现在也没有别的课。`)
    : reply(say`没找到这门课。现在有：`, ...open.slice(0, 5).map((shown) => say`${shown.number} ${shownLine(shown)}`))

const again = (label: Part, words: string): Choice => ({ label, act: { do: 'ask', intent: 'staff.study', filled: { said: words } } })

/** Several sessions are called so; each with the command that means it. */
export const whichMeant = (shown: readonly (Shown & { readonly command: string })[]): Reply =>
  withChoices(
    reply(say`叫这个的有${shown.length}场，哪一场？回数字就行。`),
    shown.map((each) => again(say`${each.number} ${each.day}${each.time} ${each.title}`, each.command)),
  )

export const noSeries: Reply = reply(say`没找到这样每周上的课，没有动。`, say`某一场不上，发“取消课 编号 原因”。`)
export const confirmEnd = (shown: Shown, sessions: number, people: number, words: string): Reply =>
  withChoices(
    reply(
      say`${shown.title}以后都不上了？从${shown.day}${shown.time}那场起，排好的${sessions}场都取消，也不再往后排。`,
      people > 0 ? say`会通知报名和排队的${people}人，一人一次。` : say`还没有人报名。`,
    ),
    [
      { label: say`确认停开`, act: { do: 'ask', intent: 'staff.study', filled: { confirmed: words } } },
      { label: say`不停`, act: { do: 'ask', intent: 'staff.study', filled: { confirmed: 'no' } } },
    ],
  )
export const ended = (title: string, sessions: number, told: number): Reply =>
  reply(say`停开了：${title}，取消了${sessions}场，以后不再排。`, told > 0 ? say`已通知${told}人。` : say`没有人要通知。`)

interface Meant {
  readonly personId: string
  readonly name: string
  readonly tail: string
}
const whoIs = ({ name, tail }: Meant) => personal(`${name === '' ? '（没有名字）' : name}（账号尾号${tail}）`)
export const nobodyCalled = (who: string): Reply =>
  reply(say`没找到“${personal(who)}”。`, say`名字、手机号（要他自己登记过）、司机编号或账号后四位都行；没加过小驿的，请他先发我一句话。`)
export const tooMany: Reply = reply(say`叫这个的人太多了，请说手机号或账号后四位。`)
export const confirmLetIn = (shown: Shown, people: readonly Meant[]): Reply =>
  withChoices(
    people.length === 1
      ? reply(say`给${people.map(whoIs)[0] ?? personal('')}补签 ${shown.number} ${shown.day}${shown.time} ${shown.title}？`)
      : reply(say`对得上的有${people.length}位，给哪位补签 ${shown.number}？回数字就行。`),
    [
      ...people.map(
        (each): Choice => ({
          label: people.length === 1 ? say`确认补签` : say`${whoIs(each)}`,
          act: { do: 'ask', intent: 'staff.study', filled: { confirmed: `补签 ${shown.number} #${each.personId}` } },
        }),
      ),
      { label: say`不补`, act: { do: 'ask', intent: 'staff.study', filled: { confirmed: 'no' } } },
    ],
  )
export const letIn = (name: string, shown: Shown): Reply => reply(say`签上了：${personal(name === '' ? '这位师傅' : name)}，${shown.number} ${shown.title}。`)
export const notLetIn = (reason: 'already' | 'too-early', number: string): Reply =>
  reason === 'already' ? reply(say`已经签过了，不用再签。`) : reply(say`${number} 还没到时间，开课前半小时才能签。`)

export const needNumber = (what: string, open: readonly Shown[]): Reply =>
  reply(say`请带上编号，比如：${what} S-3。`, ...open.slice(0, 5).map((shown) => say`${shown.number} ${shownLine(shown)}`))

const CHANGE = {
  ...wrongPlan,
  cancelled: '这场已经取消或核对完了',
  over: '这场已经开课',
  taken: '名额不能比已经报上的还少',
  nothing: '和现在的一样',
  unknown: '没有这场课',
} as const
export const notChanged = (reason: keyof typeof CHANGE): Reply =>
  reply(say`没改：${CHANGE[reason]}。`, say`能改时间、地点、名额、课名，比如：改课 S-3 12月9日15:00到17:00 三楼会议室 50人`)
export const changed = (shown: Shown, told: number): Reply =>
  reply(say`改好了 ${shown.number}：${shownLine(shown)}，${shown.places}个名额。`, told > 0 ? say`已通知报名的${told}人。` : say`不用通知。`)

export const confirmCancel = (shown: Shown, count: number, why: string, words: string): Reply =>
  withChoices(reply(say`取消 ${shown.number}：${shownLine(shown)}？会通知报名和排队的${count}人。${why === '' ? '（没写原因）' : ''}`), [
    { label: say`确认取消`, act: { do: 'ask', intent: 'staff.study', filled: { confirmed: words } } },
    { label: say`不取消`, act: { do: 'ask', intent: 'staff.study', filled: { confirmed: 'no' } } },
  ])
export const kept: Reply = reply(say`好的，没有动。`)
export const cancelled = (shown: Shown, told: number): Reply => reply(say`取消了 ${shown.number}：${shownLine(shown)}，已通知${told}人。`)
export const notCancelled = (reason: 'cancelled' | 'over'): Reply =>
  reply(reason === 'cancelled' ? say`这场已经取消过了，人也通知过了。` : say`这场已经开课，取消不了。`)

export const code = (shown: Shown, digits: string, key: string, open: boolean): Reply =>
  reply(
    open
      ? say`${shown.number} ${shown.title} 现在的签到码：${personal(digits)}（半分钟一换）。`
      : say`${shown.number} ${shown.title} 还不到签到时间，开课前半小时打开。`,
    say`教室大屏：网址后面加 ${personal(`/qiandao/${shown.number}/${key}`)}，码和二维码自己会换。`,
  )

interface Listed {
  readonly position: number
  readonly id: string
  readonly personId: string
  readonly name: string
  readonly state: 'enrolled' | 'offered' | 'waiting' | 'let-in'
  readonly present: boolean
}

const STATES = { enrolled: '', offered: '（留着位子）', waiting: '（排队）', 'let-in': '（现场）' } as const
const nameOf = ({ name }: Listed): string => (name === '' ? '（没有名字）' : name)

export function roster(shown: Shown, people: readonly Listed[]): Reply {
  const seats = people.filter(({ state }) => state !== 'waiting').length
  const present = people.filter((each) => each.present).length
  return reply<'public' | 'personal'>(
    say`${shown.number} ${shownLine(shown)}：${seats}人，已签到${present}人。`,
    ...people.map((each) => say`${each.position}. ${personal(nameOf(each))}${STATES[each.state]}${each.present ? ' ✓' : ''}`),
    say`手动签到发：补签 ${shown.number} 序号；没报名的人发：补签 ${shown.number} 名字或手机号`,
  )
}

export const admitted = (people: readonly Listed[]): Reply => reply(say`签上了：${personal(people.map(nameOf).join('、'))}。`)
export const notAdmitted = (reason: 'too-early' | 'no-such-position', number: string): Reply =>
  reason === 'too-early'
    ? reply(say`${number} 还没到时间，开课前半小时才能签。`)
    : reply(say`请写名单里的序号，比如：补签 ${number} 1 3；没报名的写名字。发“名单 ${number}”看序号。`)

export const closed = (number: string, present: number, missing: number): Reply =>
  reply(
    say`${number} 核对完了：到了${present}人。`,
    missing > 0 ? say`有${missing}人没有签到记录，已私下问他们是没签上还是没来，并推荐下一场。` : say`报名的都有着落。`,
  )
export const notClosed = { 'not-over': reply(say`还没下课，下课后再核对。`), closed: reply(say`这场已经核对过了。`) } as const

export const decided = (number: string, approved: boolean, points: number): Reply =>
  reply(say`${number} ${approved ? '准了' : '没准'}，已告诉本人${points > 0 ? `，${points}积分也给了` : ''}。`)
export const notDecided = (number: string, reason: 'unknown' | 'decided'): Reply =>
  reply(reason === 'unknown' ? say`没有 ${number} 这个编号。发“请假单”看在等的。` : say`${number} 已经处理过了。`)
export const excuses = (open: readonly { number: string; text: string; kind: 'away' | 'there' }[]): Reply =>
  open.length === 0
    ? reply(say`现在没有等着批的请假和补签。`)
    : reply<'public' | 'personal'>(
        say`等着批的${open.length}条：`,
        ...open.map(({ number, text, kind }) => say`${number} ${kind === 'there' ? '要补签' : '请假'}：${personal(text)}`),
        say`同意发：准 Q-3；不同意发：不准 Q-3 原因`,
      )

interface Saying {
  parts: readonly Part[]
  choices: readonly Choice[]
}

/** Everybody on the list, once per change. */
type Place = 'enrolled' | 'offered' | 'waiting'
const THEIRS: Record<Place, string> = { enrolled: '您报的课', offered: '给您留着位子的课', waiting: '您排队的课' }

export const changedForPerson = (now: Shown, before: Shown, place: Place): Saying => ({
  parts: [
    say`${THEIRS[place]}改了：${personal(before.title)}，原来${personal(`${before.day}${before.time} ${before.place}`)}。`,
    say`现在是${personal(shownLine(now))}。`,
    ...(place === 'waiting' ? [say`您还在排队，有空位马上告诉您。`] : []),
  ],
  choices:
    place === 'waiting'
      ? [{ label: say`不排了`, act: { do: 'ask', intent: 'study.withdraw', filled: { session: now.id } } }]
      : [
          { label: say`能去`, act: { do: 'ask', intent: 'study.enrol', filled: { session: now.id, coming: 'yes' } } },
          { label: say`去不了，退课`, act: { do: 'ask', intent: 'study.withdraw', filled: { session: now.id } } },
        ],
})

export const cancelledForPerson = (shown: Shown, why: string, place: Place): Saying => ({
  parts: [
    say`${THEIRS[place]}取消了：${personal(`${shown.day}${shown.time} ${shown.title}`)}，请别跑空。`,
    ...(why === '' ? [] : [say`原因：${personal(why)}`]),
  ],
  choices: [{ label: say`看别的课`, act: { do: 'ask', intent: 'study.list' } }],
})

export const sheetName = (number: string): string => `签到表${number}.xlsx`
export const sheetReady = (number: string, count: number): Reply => reply(say`${number} 的名单（${count}人）在附件里：“签到”一列写“是”，交回后台导入。`)
