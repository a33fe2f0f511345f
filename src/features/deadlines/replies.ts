/** The words about personal dates. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../bot/message.ts'
import { comesAgain, comesYearly, type Kind, type Matter, runsOut, yearLater } from './rules.ts'

interface Dated {
  readonly id: string
  readonly kind: Kind
  readonly label: string
  readonly plate: string | null
  readonly day: string
}

export const doing = say`记到期日子`
export const removing = say`删到期日子`

/** 年检（豫H2D316） */
export const nameOf = ({ label, plate }: Pick<Dated, 'label' | 'plate'>): string => (plate ? `${label}（${plate}）` : label)

export const askWhat: Part<'public'> = say`记什么？比如：年检、保险、驾照、从业资格证，别的事直接说也行。`
export const explainWhat: Part<'public'> = say`说一下是什么到期就行，比如：年检。`
export const askDay = (matter: Matter): Part =>
  runsOut(matter) ? say`${personal(matter.label)}哪天到期？比如：3月5号，或者明年6月。` : say`${personal(matter.label)}是哪天？比如：3月5号，或者下周五。`
export const explainDay: Part<'public'> = say`没听出是哪天。请说几月几号，比如：3月5号、明年6月26、下月八号。`

const words = (kind: Kind, label: string, plate: string | null): Record<string, string> => ({ what: `${kind}|${label}`, ...(plate ? { plate } : {}) })

export const whatChoices: readonly Choice<'public'>[] = (
  [
    ['年检', 'inspection'],
    ['保险', 'insurance'],
    ['驾照', 'licence'],
    ['从业资格证', 'certificate'],
  ] as const
).map(([label, kind]) => ({ label: say`${label}`, act: { do: 'fill', field: 'what', value: `${kind}|${label}` } }))

/** How far a day is. */
export function ahead(days: number): string {
  if (days === 0) return '就是今天'
  if (days === 1) return '就是明天'
  return days > 0 ? `还有${days}天` : `过了${-days}天`
}

interface Kept {
  readonly deadline: Dated
  readonly day: string
  readonly left: number
  /** The day before it was changed. */
  readonly before: string | undefined
  /** Days of the reminders to come. */
  readonly reminders: readonly string[]
  /** Only a month was said. */
  readonly about: boolean
}

/** What was asked for and cannot be: an hour's lead, a reminder that comes again by itself. */
interface Unable {
  readonly hour: boolean
  readonly often: boolean
}

export function kept({ deadline, day, left, before, reminders, about }: Kept, { hour, often }: Unable): Reply {
  const name = nameOf(deadline)
  const head = before
    ? say`改好了：${personal(name)}从${personal(before)}改到${personal(day)}，${ahead(left)}。`
    : say`记下了：${personal(name)} ${personal(day)}${runsOut(deadline) ? '到期' : ''}，${ahead(left)}。`
  const later = reminders.length > 0 ? say`早上9点提醒您：${personal(reminders.join('、'))}。` : say`已经来不及提前提醒了，请尽快去办。`
  const hint = about ? [say`您没说几号，先按这天记；知道哪天了说“${personal(deadline.label)}改到几号”就行。`] : []
  const once = often ? [say`每次都提醒我还做不到，先记这一次；过了再告诉我下一次。`] : []
  const days = hour ? [say`提醒只能按天提前，早上9点说，不能提前几小时。`] : []
  return reply<'public' | 'personal'>(head, later, ...hint, ...once, ...days)
}

/** Several dates of one message. */
export function keptSeveral(items: readonly (Listed & { before: string | undefined })[]): Part[] {
  if (items.length === 0) return []
  const lines = items.map(({ deadline, day, left, before }) => {
    const name = personal(nameOf(deadline))
    return before ? say`${name}从${personal(before)}改到${personal(day)}，${ahead(left)}` : say`${name} ${personal(day)}，${ahead(left)}`
  })
  const [only] = lines
  if (only && lines.length === 1) return [say`记下了：${only}。`, say`到日子前早上9点提前提醒您。`]
  return [say`记下了${items.length}个日子：`, ...lines, say`到日子前早上9点都会提前提醒您。`]
}

export const pastLine = (label: string, day: string): Part => say`${personal(label)}没记：${personal(day)}已经过去了。`
export const past = (label: string, day: string): Reply => reply(say`${personal(day)}已经过去了，${personal(label)}这条没记。`)
export const tooMany = (most: number): Reply => reply(say`您已经记了${most}条，记不下了。回“我的提醒”看看，删掉不用的再记。`)

/** Is it the correction of what is kept, or another vehicle's? */
export function which(
  wish: { kind: Kind; label: string; plate: string | null; day: string; about: boolean; lead: string; more: string },
  dayText: string,
  known: readonly { id: string; text: string }[],
): Reply {
  const filled = { ...words(wish.kind, wish.label, wish.plate), day: `${wish.day}${wish.about ? '~' : ''}`, lead: wish.lead, more: wish.more }
  return withChoices(reply(say`您已经记过${personal(wish.label)}：${personal(known.map(({ text }) => text).join('、'))}。这次说的${personal(dayText)}是？`), [
    ...known.map(
      ({ id, text }): Choice => ({
        label: known.length === 1 ? say`改成这天` : say`把${personal(text)}的改成这天`,
        act: { do: 'ask', intent: 'deadline.set', filled: { ...filled, clash: id } },
      }),
    ),
    { label: say`另一辆车的，都留着`, act: { do: 'ask', intent: 'deadline.set', filled: { ...filled, clash: 'beside' } } },
  ])
}

export const nothingKept: Reply = reply(say`还没记过到期的日子。`, say`说一句就能记，比如：年检3月5号，提醒我。`)
export const noneOf = (label: string): Reply => reply(say`没记过${personal(label)}的日子。`, say`要记就说：${personal(label)}，几月几号。`)

export interface Listed {
  readonly deadline: Dated
  readonly day: string
  readonly left: number
}

/** All of the list, where the words say so; a number alone, which counts the list's lines, too, deletes nothing. */
export const ALL_SHOWN = '*'

export function list(items: readonly Listed[], one: boolean): Reply {
  const lines = items.map(
    ({ deadline, day, left }, position) => say`${one ? '' : `${position + 1}. `}${personal(nameOf(deadline))} ${personal(day)}，${ahead(left)}`,
  )
  if (one) return reply<'public' | 'personal'>(...lines)
  return withChoices(reply<'public' | 'personal'>(say`您记了${items.length}个日子：`, ...lines, say`要改就说“年检改到4月8号”，要删说“删掉第1个提醒”。`), [
    { label: say`全部删掉`, act: { do: 'ask', intent: 'deadline.remove', filled: { which: ALL_SHOWN, several: '-', done: '-' } } },
  ])
}

const label = ({ deadline, day }: Listed): Part<'personal'> => say`${personal(`${nameOf(deadline)} ${day}`)}`

export const whichDone: Reply<'public'> = reply(say`您说的是哪件办好了？是记的日子就说名字，比如：年检办好了。`)
export const askWhich: Part<'public'> = say`删哪一个？回数字或名字都行。`
export const explainWhich: Part<'public'> = say`请回前面的数字，或者说名字，比如：年检。不删了回“取消”。`
export const removeChoices = (items: readonly Listed[]): Choice[] => [
  ...items.map((item): Choice => ({ label: label(item), act: { do: 'fill', field: 'which', value: item.deadline.id } })),
  ...(items.length > 1 ? [{ label: say`全部删掉`, act: { do: 'fill', field: 'which', value: items.map((item) => item.deadline.id).join(',') } } as const] : []),
]

/** Several fit one word. */
export const whichOf = (items: readonly Listed[]): Reply =>
  withChoices(reply(say`有${items.length}条对得上，删哪一条？`), [
    ...items.map((item): Choice => ({ label: label(item), act: { do: 'ask', intent: 'deadline.remove', filled: { which: item.deadline.id } } })),
    { label: say`都删`, act: { do: 'ask', intent: 'deadline.remove', filled: { which: items.map((item) => item.deadline.id).join(',') } } },
  ])

const again = ({ kind, label: name, plate, day }: Dated): Record<string, string> => ({ ...words(kind, name, plate), day, clash: 'beside' })

export function removed(gone: readonly Listed[], today: string): Reply {
  const said = reply(say`删掉了：${personal(gone.map(({ deadline, day }) => `${nameOf(deadline)} ${day}`).join('、'))}，不再提醒。`)
  const [only] = gone
  if (!only || gone.length > 1 || only.deadline.day < today) return said
  return withChoices(said, [{ label: say`删错了，恢复`, act: { do: 'ask', intent: 'deadline.set', filled: again(only.deadline) } }])
}

export const alreadyGone: Reply = reply(say`这条已经不在了，不会再提醒。回“我的提醒”看还记着哪些。`)

/** After "办好了" under a reminder. */
export function done(deadline: Dated, nextDay: string): Reply {
  const said = reply(say`好的，${personal(nameOf(deadline))}这次不再提醒。`)
  if (!comesAgain(deadline.kind)) return said
  return withChoices(comesYearly(deadline.kind) ? said : { parts: [...said.parts, say`知道下次哪天到期了，告诉我一声就行。`] }, nextChoices(deadline, nextDay))
}

const nextChoices = (deadline: Dated, nextDay: string): Choice[] => [
  ...(comesYearly(deadline.kind)
    ? [
        {
          label: say`记明年的${personal(nextDay)}`,
          act: { do: 'ask', intent: 'deadline.set', filled: { ...again(deadline), day: yearLater(deadline.day), clash: 'none' } },
        } as const,
      ]
    : []),
  { label: say`记别的日子`, act: { do: 'ask', intent: 'deadline.set', filled: { ...words(deadline.kind, deadline.label, deadline.plate), clash: 'none' } } },
]

interface Saying {
  parts: readonly Part[]
  choices: readonly Choice[]
}

const finished = ({ id }: Dated): Choice => ({ label: say`办好了`, act: { do: 'ask', intent: 'deadline.remove', filled: { which: id, done: 'yes' } } })

export function reminder(deadline: Dated, left: number, day: string): Saying {
  const name = personal(nameOf(deadline))
  const when = left === 0 ? say`今天` : left === 1 ? say`明天` : say`还有${left}天`
  const ends = runsOut(deadline)
    ? left <= 1
      ? say`提醒您：${name}${when}到期，${personal(day)}。`
      : say`提醒您：${name}${when}到期，是${personal(day)}。`
    : undefined
  const comes = left <= 1 ? say`提醒您：${name}就是${when}，${personal(day)}。` : say`提醒您：离${name}${when}，是${personal(day)}。`
  const head = ends ?? comes
  return {
    parts: [head],
    choices: [
      finished(deadline),
      {
        label: say`日子改了`,
        act: { do: 'ask', intent: 'deadline.set', filled: { ...words(deadline.kind, deadline.label, deadline.plate), clash: deadline.id } },
      },
    ],
  }
}

/** The morning after: is there a next date? */
export function afterwards(deadline: Dated, day: string): Saying {
  const name = personal(nameOf(deadline))
  const yearly = comesYearly(deadline.kind)
  const [year = '', month, date] = yearLater(deadline.day).split('-')
  const next = `${Number(month)}月${Number(date)}日`
  return {
    parts: [
      say`${name}${personal(day)}到期了，办好了吗？`,
      yearly ? say`办好了就把${year}年的日子也记上，到时照样提醒您。` : say`办好了就把下次到期的日子记上，到时照样提醒您。`,
    ],
    choices: [...nextChoices(deadline, next), { label: say`不用再记`, act: { do: 'ask', intent: 'deadline.remove', filled: { which: deadline.id } } }],
  }
}

/** The dates in 我的信息. */
export const keptLine = (items: readonly Dated[]): string =>
  `记的到期日子：${items.length > 0 ? items.map((each) => `${nameOf(each)} ${each.day}`).join('、') : '没有'}`

/** The dates in the person's own copy. */
export const copied = (items: readonly Dated[]): { title: string; lines: string[] }[] =>
  items.length === 0 ? [] : [{ title: '到期日子', lines: items.map((each) => `${nameOf(each)} ${each.day}`) }]
