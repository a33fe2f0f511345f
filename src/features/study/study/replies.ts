/** The words about study sessions and their lists. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'

/** A session in words; everything in it is public. */
export interface Shown {
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
  readonly sample: boolean
}

export const enrolling = say`报名`
export const leaving = say`退课`

/** How many sessions one list shows. */
const SHOWN = 8
const SHOWN_IN_GROUP = 5
const SAMPLE = say`（课表是示例，以中心通知为准）`
const person: Choice<'public'> = { label: say`转人工`, act: { do: 'ask', intent: 'human' } }

const room = ({ left }: Shown): string => (left <= 0 ? '满了，可排队' : left <= 5 ? `只剩${left}个名额` : `剩${left}个名额`)
const when = ({ day, time }: Shown): string => `${day}${time}`
const gives = ({ hours, points }: Shown): string => [hours === '' ? '' : `${hours}学时`, points > 0 ? `${points}积分` : ''].filter(Boolean).join('、')

/** One line of a list. */
function line(shown: Shown): string {
  const more = [shown.place, room(shown), gives(shown), shown.audience === '' ? '' : `面向${shown.audience}`].filter(Boolean)
  return `${when(shown)} ${shown.title}，${more.join('，')}`
}

const label = (shown: Shown): Part<'public'> => say`${when(shown)} ${shown.title}`
const sampleNote = (shown: readonly Shown[]): Part<'public'>[] => (shown.some((each) => each.sample) ? [SAMPLE] : [])
const ask = (intent: 'study.enrol' | 'study.withdraw', shown: Shown): Choice<'public'> => ({
  label: label(shown),
  act: { do: 'ask', intent, filled: { session: shown.id } },
})

/** 12月5日（周六）的继续教育; 这段时间 for several days. */
export const asked = (kind: string, day: string, several: boolean): string =>
  `${day === '' ? (several ? '这段时间' : '') : day}${day !== '' && kind !== '' ? '的' : ''}${kind}`

/** `what` is what was asked for: 继续教育, 12月5日的. In private the lines are choices; a group gets none, for who enrols is nobody's business. */
export function list(all: readonly Shown[], what: string, inGroup: boolean): Reply<'public'> {
  const asked = what === '' ? '近期' : what
  const shown = all.slice(0, inGroup ? SHOWN_IN_GROUP : SHOWN)
  const [first] = shown
  if (!first) {
    return withChoices(
      reply(say`${asked}没有排课。`, say`有新课会排上来，过几天再问我。`),
      what === '' ? [person] : [{ label: say`看全部的课`, act: { do: 'ask', intent: 'study.list' } }],
    )
  }
  const more = all.length > shown.length ? `，最近的${shown.length}场` : ''
  const lines = shown.map((each, position) => say`${shown.length === 1 ? '' : `${position + 1}. `}${line(each)}`)
  if (inGroup) return reply(say`${asked}有${all.length}场${more}：`, ...lines, ...sampleNote(shown), say`要报名私聊我，说“报名”和课名就行。`)
  if (shown.length === 1) return withChoices(reply(say`${asked}有1场：`, ...lines, ...sampleNote(shown)), [{ ...ask('study.enrol', first), label: say`报名` }])
  const head = reply(say`${asked}有${all.length}场${more}，回数字就能报名：`, ...where(shown), ...sampleNote(shown))
  return withChoices(
    head,
    shown.map((each) => ({ ...ask('study.enrol', each), label: say`${label(each)}，${room(each)}` })),
  )
}

/** Where the listed sessions are, and what they give: said once where it is the same for several. */
function where(shown: readonly Shown[]): Part<'public'>[] {
  const places = [...new Set(shown.map((each) => each.place))]
  const [only] = places
  if (only !== undefined && places.length === 1) return [say`都在${only}。`]
  const of = (place: string): string => shown.flatMap((each, position) => (each.place === place ? [position + 1] : [])).join('、')
  return [say`地点：${places.map((place) => `${place}（${of(place)}）`).join('，')}`]
}

export const askSession = (count: number): Part<'public'> => (count === 0 ? say`近期没有能报名的课。` : say`报哪一场？回数字就行。`)
export const explainSession: Part<'public'> = say`没听出是哪一场。请回前面的数字，或者说课名、日子，比如：周六那场。`
export const fill = (sessions: readonly Shown[]): Choice<'public'>[] =>
  sessions
    .slice(0, SHOWN)
    .map((shown) => ({ label: say`${label(shown)}${shown.left <= 0 ? '（满了，可排队）' : ''}`, act: { do: 'fill', field: 'session', value: shown.id } }))

export const noSessions: Reply<'public'> = withChoices(reply(say`近期没有能报名的课。`, say`有新课会排上来，过几天再问我。`), [person])
/** The words named one that is not there. */
export const noneFits = (sessions: readonly Shown[]): Reply<'public'> =>
  withChoices(
    reply(say`没找到您说的那场。近期能报的有：`),
    sessions.slice(0, SHOWN).map((shown) => ask('study.enrol', shown)),
  )
export const whichOf = (sessions: readonly Shown[]): Reply<'public'> =>
  withChoices(
    reply(say`有${sessions.length}场对得上，报哪一场？`),
    sessions.slice(0, SHOWN).map((shown) => ask('study.enrol', shown)),
  )

const ABOUT: Record<'when' | 'where' | 'places', (shown: Shown) => string> = {
  when: (shown) => `${shown.title}：${when(shown)}到${shown.end}`,
  where: (shown) => `${shown.title}（${when(shown)}）：${shown.place}`,
  places: (shown) => `${shown.title}（${when(shown)}）：${room(shown)}`,
}

/** What was asked about these sessions. */
export function about(asked: 'when' | 'where' | 'places' | 'bring' | 'other', all: readonly Shown[]): Reply<'public'> {
  if (all.length === 0) return reply(say`没有这样的课。说“最近有什么课”看看现在的安排。`)
  if (asked === 'bring' || asked === 'other')
    return reply(say`这个课表上没写，要问清楚说“转人工”。`, ...(all.length === 1 ? all.map((shown) => say`${line(shown)}`) : []))
  return reply(...all.slice(0, SHOWN).map((shown) => say`${ABOUT[asked](shown)}。`), ...sampleNote(all.slice(0, SHOWN)))
}

/** Whether one's courses are held. */
export function whetherOn(on: readonly Shown[], off: readonly Shown[]): Reply {
  if (on.length + off.length === 0)
    return withChoices(reply(say`您没有报着的课；排着的课没有取消的都照常。`), [{ label: say`最近有什么课`, act: { do: 'ask', intent: 'study.list' } }])
  return reply<'public' | 'personal'>(
    ...off.map((shown) => say`取消了：${personal(`${when(shown)} ${shown.title}`)}，请别跑空。`),
    ...on.map((shown) => say`没取消，照常：${personal(`${when(shown)} ${shown.title}`)}，${shown.place}。`),
  )
}

export const notForOthers: Reply = withChoices(reply(say`一个号只能给本人报名，别人的请他自己加我说一声“报名”。`, say`要给几个人一起报，请转人工。`), [
  { label: say`给我自己报`, act: { do: 'ask', intent: 'study.enrol', filled: { whose: 'own' } } },
  person,
])

const leave = (shown: Shown): Choice => ({ label: say`退课`, act: { do: 'ask', intent: 'study.withdraw', filled: { session: shown.id } } })

type Ahead = 'day' | 'soon' | 'evening'
const AHEAD: Record<Ahead, string> = { day: '一天', soon: '两小时', evening: '一晚' }
const remindedLine = (ahead: readonly Ahead[]): string =>
  ahead.length === 0 ? '快开课了，不再另外提醒；到了说“签到”，' : `开课前${ahead.map((each) => AHEAD[each]).join('和')}提醒您；`

export function enrolled(shown: Shown, clash: Shown | undefined, ahead: readonly Ahead[]): Reply {
  const given = gives(shown)
  const head = say`报上了：${personal(`${when(shown)} ${shown.title}`)}。`
  const where = say`地点：${shown.place}，到${shown.end}结束${given === '' ? '' : `，${given}`}。`
  const later = say`${remindedLine(ahead)}去不了说“退课”。`
  const clashes = clash ? [say`注意：这个时间您还报了${personal(clash.title)}，去不了哪场就退哪场。`] : []
  return reply<'public' | 'personal'>(head, where, ...clashes, later, ...sampleNote([shown]))
}

export const waiting = (shown: Shown, ahead: number): Reply =>
  withChoices(
    reply<'public' | 'personal'>(
      say`${personal(`${when(shown)} ${shown.title}`)}满了，给您排上队了，${ahead === 0 ? '您排第一个' : `前面还有${ahead}位`}。`,
      say`有空位马上告诉您；想知道排第几，说“我报了啥课”。`,
      ...sampleNote([shown]),
    ),
    [{ ...leave(shown), label: say`不排了` }],
  )

export const refusals = {
  unknown: () => reply(say`这场课找不到了。说“最近有什么课”看看现在的安排。`),
  cancelled: (shown: Shown) => reply(say`${when(shown)}的${shown.title}已经取消了。说“最近有什么课”看看别的。`),
  started: (shown: Shown) => reply(say`${shown.title}${when(shown)}已经开课，报不了了。说“最近有什么课”看看下一场。`),
  full: (shown: Shown) => reply(say`${when(shown)}的${shown.title}满了，快开课了，排队也来不及。说“最近有什么课”看看别的。`),
  already: (shown: Shown) => withChoices(reply(say`您已经报过了：${personal(`${when(shown)} ${shown.title}`)}，${shown.place}。`), [leave(shown)]),
  waiting: (shown: Shown) =>
    withChoices(reply(say`您已经在排队了：${personal(`${when(shown)} ${shown.title}`)}。有空位马上告诉您。`), [{ ...leave(shown), label: say`不排了` }]),
} as const

/** After "来" under a reminder. */
export const coming = (shown: Shown): Reply => reply(say`好的，${personal(when(shown))}在${shown.place}见。到了说“签到”。`)

export const nothingToLeave: Reply = reply(say`您现在没有报着的课。`, say`想看有什么课，说“最近有什么课”。`)
export const askLeaving: Part<'public'> = say`退哪一场？回数字就行。`
export const leavingChoices = (own: readonly Shown[]): Choice[] =>
  own.map((shown) => ({ label: say`${personal(label(shown).text)}`, act: { do: 'fill', field: 'session', value: shown.id } }))
export const notYours = (own: readonly Shown[]): Reply =>
  withChoices(
    reply(say`您没报这一场。报着的有：`),
    own.map((shown) => ({ label: say`${personal(label(shown).text)}`, act: { do: 'ask', intent: 'study.withdraw', filled: { session: shown.id } } })),
  )
export const whichToLeave = (own: readonly Shown[]): Reply =>
  withChoices(
    reply(say`您报了${own.length}场对得上的，退哪一场？`),
    own.map((shown) => ({ label: say`${personal(label(shown).text)}`, act: { do: 'ask', intent: 'study.withdraw', filled: { session: shown.id } } })),
  )

export const left = (shown: Shown, waited: boolean): Reply =>
  withChoices(reply(say`${waited ? '不排队了' : '退好了'}：${personal(`${when(shown)} ${shown.title}`)}。`), [
    { label: say`退错了，还去`, act: { do: 'ask', intent: 'study.enrol', filled: { session: shown.id } } },
  ])
export const startedAlready = (shown: Shown): Reply => reply(say`${shown.title}已经开课了，不用退。`, say`没去成想请假，说“请假”和原因，我转给工作人员。`)

interface Saying {
  parts: readonly Part[]
  choices: readonly Choice[]
}

/** A freed place, held until then. */
export const offer = (shown: Shown, until: string): Saying => ({
  parts: [say`有空位了：${personal(`${when(shown)} ${shown.title}`)}，${shown.place}。`, say`给您留到${until}，过时给后面的人。去吗？`],
  choices: [
    { label: say`去`, act: { do: 'ask', intent: 'study.enrol', filled: { session: shown.id } } },
    { label: say`不去了`, act: { do: 'ask', intent: 'study.withdraw', filled: { session: shown.id } } },
  ],
})

/** `passedOn`: somebody behind has it now; else it is free. */
export const lapsed = (shown: Shown, passedOn: boolean): Saying => ({
  parts: [
    say`${personal(`${when(shown)} ${shown.title}`)}给您留的位子到时间了，${passedOn ? '已让给后面的人' : '没给您留了；位子现在还空着，要去就再报一次'}。`,
  ],
  choices: [{ label: passedOn ? say`重新排队` : say`再报一次`, act: { do: 'ask', intent: 'study.enrol', filled: { session: shown.id } } }],
})

/** The session begins soon, and no place came free for who waits; or one did, for who comes first. */
export const noPlace = (shown: Shown, free: boolean, next: Shown | undefined): Saying => ({
  parts: free
    ? [say`您排队的课快开了：${personal(`${when(shown)} ${shown.title}`)}。现在有空位，先回“去”的先得。`]
    : [
        say`您排队的课没空出位子：${personal(`${when(shown)} ${shown.title}`)}，请别跑空。`,
        ...(next ? [say`下一场：${personal(`${when(next)} ${next.title}`)}，${room(next)}。`] : []),
      ],
  choices: free
    ? [{ label: say`去`, act: { do: 'ask', intent: 'study.enrol', filled: { session: shown.id } } }]
    : next
      ? [{ label: say`报下一场`, act: { do: 'ask', intent: 'study.enrol', filled: { session: next.id } } }]
      : [],
})

interface Kept {
  readonly title: string
  readonly at: string
}

/** The lists in 我的信息. */
export const keptLine = (own: readonly Kept[]): string => `报名的课：${own.length > 0 ? own.map(({ title, at }) => `${title} ${at}`).join('、') : '没有'}`

const STATES = { enrolled: '报上了', waiting: '排队', offered: '留着位子', withdrawn: '退了', lapsed: '过时没要' } as const

/** The lists in the person's own copy. */
export const copied = (own: readonly (Kept & { state: keyof typeof STATES })[]): { title: string; lines: string[] }[] =>
  own.length === 0 ? [] : [{ title: '报名的课', lines: own.map(({ title, at, state }) => `${at} ${title}（${STATES[state]}）`) }]
