/** The words about being there. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'

interface Shown {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly day: string
  readonly time: string
  readonly place: string
  readonly hours: string
}

export const doing = say`上课签到`
export const askCode = say`请发教室屏幕上的4位签到码，比如：签到 3307。`
export const explainCode = say`签到码是屏幕上的4个数字，每半分钟换一次，看最新的发来。`

const courses: Choice<'public'> = { label: say`最近有什么课`, act: { do: 'ask', intent: 'study.list' } }
const hoursOf = (tenths: number): string => String(tenths / 10)

export function checkedIn(shown: Shown, points: number): Reply {
  const given = [shown.hours === '' ? '' : `${shown.hours}学时`, points > 0 ? `${points}积分` : ''].filter(Boolean).join('、')
  return reply(say`签到好了：${personal(shown.title)}。`, ...(given === '' ? [] : [say`记上${given}。`]))
}

export const already = (shown: Shown | undefined): Reply =>
  reply(shown ? say`您已经签过到了：${personal(shown.title)}，不用再签。` : say`您已经签过到了，不用再签。`)
export const wrong: Reply = reply(say`这个码对不上。屏幕上的码每半分钟换一次，看最新的4个数字再发一遍。`, say`老是不行就请现场老师给您点一下。`)
export const locked: Reply = reply(say`错的次数多了，请过10分钟再试，或者请现场老师给您签。`)
export const notEnrolled: Reply = reply(say`您没报这一场，签不上。`, say`人已经到了就跟现场老师说一声，老师给您签。`)

/** No session is near. `next` is the speaker's own next one, `missed` one that is just over. */
export function noneNow(next: Shown | undefined, missed: Shown | undefined): Reply {
  if (missed) {
    return withChoices(reply(say`${personal(missed.title)}（${missed.day}）已经下课，签到关了。`, say`到了没签上的，请老师核对了给您补。`), [
      { label: say`我到了，请老师补签`, act: { do: 'ask', intent: 'study.excuse', filled: { session: missed.id, kind: 'there' } } },
    ])
  }
  if (next) return reply(say`现在没有正在签到的课。`, say`您报的${personal(`${next.day}${next.time} ${next.title}`)}，开课前半小时开始签到。`)
  return withChoices(reply(say`现在没有正在签到的课。`, say`来中心到访打卡，请说“到站签到”。`), [courses])
}

interface Line {
  readonly kind: string
  readonly times: number
  readonly done: number
  readonly required: number | undefined
  readonly missing: number
  readonly sample: boolean
}

export interface RecordShown {
  readonly year: string
  readonly lines: readonly Line[]
  readonly latest: readonly { day: string; title: string; tenths: number }[]
  readonly enrolled: readonly Shown[]
  readonly closing: readonly Shown[]
}

function standing({ kind, times, done, required, missing }: Line): Part<'personal'> {
  const sum = personal(`已学${hoursOf(done)}学时（${times}次）`)
  if (required === undefined) return say`${kind}：${sum}`
  return say`${kind}：${sum}，要求${hoursOf(required)}学时，${personal(missing > 0 ? `还差${hoursOf(missing)}学时` : '已经够了')}`
}

export function record({ year, lines, latest, enrolled, closing }: RecordShown): Reply {
  const head = lines.length === 0 ? [say`${year}年还没有您的上课记录。`] : [say`${year}年您的学习：`, ...lines.map(standing)]
  const sample = lines.some((line) => line.sample) ? [say`（要求学时是示例，以中心通知为准）`] : []
  const last =
    latest.length > 0
      ? [say`最近上的：${personal(latest.map(({ day, title, tenths }) => `${day}${title}${tenths > 0 ? `${hoursOf(tenths)}学时` : ''}`).join('、'))}`]
      : []
  const own = enrolled.length > 0 ? [say`报着的：${personal(enrolled.map(({ day, time, title }) => `${day}${time} ${title}`).join('、'))}`] : []
  const offer = closing.length > 0 ? [say`补上差的，还有${closing.length}场能报，说“报名”就行。`] : []
  const said = reply<'public' | 'personal'>(...head, ...sample, ...last, ...own, ...offer)
  const choices = closing.map(
    (shown): Choice => ({
      label: say`${shown.day}${shown.time} ${shown.title}，${shown.hours}学时`,
      act: { do: 'ask', intent: 'study.enrol', filled: { session: shown.id } },
    }),
  )
  return choices.length > 0 ? withChoices(said, choices) : lines.length === 0 && enrolled.length === 0 ? withChoices(said, [courses]) : said
}

/** What one is enrolled in. */
export const enrolledIn = (own: readonly (Shown & { waits: boolean })[]): Reply =>
  own.length === 0
    ? withChoices(reply(say`您现在没有报着的课。`), [courses])
    : withChoices(
        reply<'public' | 'personal'>(
          say`您报着${own.length}场：`,
          ...own.map((each) => say`${personal(`${each.day}${each.time} ${each.title}${each.waits ? '（排队中）' : ''}，${each.place}`)}`),
        ),
        [{ label: say`退课`, act: { do: 'ask', intent: 'study.withdraw' } }],
      )

/** Attendance in 我的信息. */
export const keptLine = (times: number, tenths: number): string => `上课签到：${times > 0 ? `${times}次，共${hoursOf(tenths)}学时` : '没有'}`

/** Attendance in the person's own copy. */
export const copied = (rows: readonly { at: string; title: string; tenths: number; points: number }[]): { title: string; lines: string[] }[] =>
  rows.length === 0
    ? []
    : [{ title: '上课签到', lines: rows.map(({ at, title, tenths, points }) => `${at} ${title} ${hoursOf(tenths)}学时${points > 0 ? ` ${points}积分` : ''}`) }]

/** The words of the pages. */
export const pageWords = {
  screen: '上课签到',
  how: '在聊天里发：签到 加这4个数字',
  turns: '每半分钟换一次',
  present: (count: number): string => `已签到${count}人`,
  closed: '现在不在签到时间（开课前半小时到下课后一刻钟）。',
  gone: '这个链接不对，请在聊天里重新要一个。',
  scanned: '签到',
  send: (code: string): string => `签到 ${code}`,
  sendHow: '请把上面这一句发给小驿（您平时聊天的地方），就签上了。码每半分钟换一次，要快。',
  chat: '在网页里聊',
} as const

const KINDS: Readonly<Record<string, string>> = { education: '继续教育', party: '党员学习', skills: '技能培训' }
export const kindName = (kind: string): string => KINDS[kind] ?? kind
