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
export function noneNow(next: (Shown & { readonly opens: string }) | undefined, missed: Shown | undefined): Reply {
  if (missed) {
    return withChoices(reply(say`${personal(missed.title)}（${missed.day}）已经下课，签到关了。`, say`到了没签上的，请老师核对了给您补。`), [
      { label: say`我到了，请老师补签`, act: { do: 'ask', intent: 'study.excuse', filled: { session: missed.id, kind: 'there' } } },
    ])
  }
  if (next) {
    return withChoices(
      reply(
        say`还没到签到时间：您报的${personal(`${next.day}${next.time} ${next.title}`)}，${personal(next.opens)}开始签。`,
        say`来中心到访打卡，请说“到站签到”。`,
      ),
      [{ label: say`到站签到`, act: { do: 'say', text: '到站签到' } }],
    )
  }
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
  readonly own: readonly OwnShown[]
  readonly gaps: readonly { readonly kind: string; readonly sessions: readonly Shown[]; readonly left: number }[]
}

/** One's place or wait in a session to come; `ahead`: how many wait before. */
export type OwnShown = Shown & { readonly state: 'enrolled' | 'offered' | 'waiting'; readonly ahead: number }

const OWN = { enrolled: '报着的', offered: '给您留着位子、还没定下的', waiting: '排着队的' } as const
const ownLines = (own: readonly OwnShown[]): Part<'personal'>[] =>
  (['enrolled', 'offered', 'waiting'] as const).flatMap((state) => {
    const these = own.filter((each) => each.state === state)
    return these.length === 0 ? [] : [say`${OWN[state]}：${personal(these.map(({ day, time, title }) => `${day}${time} ${title}`).join('、'))}`]
  })

/** How many sessions of a gap are shown to enrol in. */
const OFFERED = 4

function gapLine({ kind, sessions, left }: RecordShown['gaps'][number]): Part {
  const [count, missing] = [personal(String(sessions.length)), personal(hoursOf(left))]
  if (sessions.length === 0) return say`${kind}现在没有能报的课，有新课再报。`
  if (left > 0) return say`${kind}能报的${count}场都上了，也还差${missing}学时，要等新课。先报最近的：`
  return say`${kind}再上${count}场就够了，最近的：`
}

function standing({ kind, times, done, required, missing }: Line): Part<'personal'> {
  const sum = personal(`已学${hoursOf(done)}学时（${times}次）`)
  if (required === undefined) return say`${kind}：${sum}`
  return say`${kind}：${sum}，要求${hoursOf(required)}学时，${personal(missing > 0 ? `还差${hoursOf(missing)}学时` : '已经够了')}`
}

export function record({ year, lines, latest, own, gaps }: RecordShown): Reply {
  const head = lines.length === 0 ? [say`${year}年还没有您的上课记录。`] : [say`${year}年您的学习：`, ...lines.map(standing)]
  const sample = lines.some((line) => line.sample) ? [say`（要求学时是示例，以中心通知为准）`] : []
  const last =
    latest.length > 0
      ? [say`最近上的：${personal(latest.map(({ day, title, tenths }) => `${day}${title}${tenths > 0 ? `${hoursOf(tenths)}学时` : ''}`).join('、'))}`]
      : []
  const said = reply<'public' | 'personal'>(...head, ...sample, ...last, ...ownLines(own), ...gaps.map(gapLine))
  const choices = gaps
    .flatMap(({ sessions }) => sessions)
    .slice(0, OFFERED)
    .map(
      (shown): Choice => ({
        label: say`${shown.day}${shown.time} ${shown.title}，${shown.hours}学时`,
        act: { do: 'ask', intent: 'study.enrol', filled: { session: shown.id } },
      }),
    )
  return choices.length > 0 ? withChoices(said, choices) : lines.length === 0 && own.length === 0 ? withChoices(said, [courses]) : said
}

const placeOf = ({ state, ahead }: OwnShown): string =>
  state === 'enrolled' ? '' : state === 'offered' ? '（给您留着位子，要就说“报名”和课名）' : `（排队中，您排第${ahead + 1}）`

/** What one is enrolled in, and what one waits for. */
export function enrolledIn(own: readonly OwnShown[]): Reply {
  if (own.length === 0) return withChoices(reply(say`您现在没有报着的课。`), [courses])
  const count = own.filter(({ state }) => state === 'enrolled').length
  return withChoices(
    reply<'public' | 'personal'>(
      count === 0 ? say`您还没有报上的课，在等的有${own.length}场：` : say`您报着${count}场${own.length > count ? `，另外在等${own.length - count}场` : ''}：`,
      ...own.map((each) => say`${personal(`${each.day}${each.time} ${each.title}${placeOf(each)}，${each.place}`)}`),
    ),
    [{ label: count === 0 ? say`不等了` : say`退课`, act: { do: 'ask', intent: 'study.withdraw' } }],
  )
}

/** How one stands on waiting lists. */
export const waitingFor = (own: readonly OwnShown[]): Reply =>
  own.length === 0
    ? reply(say`您没有在排队的课。`, say`理发、法律咨询取号排队的，说“我的号排第几”。`)
    : withChoices(
        reply<'public' | 'personal'>(
          ...own.map(({ day, time, title, state, ahead }) =>
            state === 'offered'
              ? say`有位子了，给您留着：${personal(`${day}${time} ${title}`)}。要就说“报名”和课名。`
              : say`还没空出位子：${personal(`${day}${time} ${title}`)}，您排第${personal(String(ahead + 1))}。`,
          ),
          ...(own.some(({ state }) => state === 'waiting') ? [say`有空位马上告诉您。`] : []),
        ),
        own.map(
          (each): Choice => ({ label: say`不排了：${personal(each.title)}`, act: { do: 'ask', intent: 'study.withdraw', filled: { session: each.id } } }),
        ),
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
