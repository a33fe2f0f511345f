/** The words about sessions that were missed, or seemed to be. */
import { type Choice, type Part, type Personal, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'

interface Shown {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly day: string
  readonly time: string
}

type Kind = 'away' | 'there'

export const doing = say`请假`
export const askReason = (kind: Kind): Part<'public'> =>
  kind === 'there' ? say`请说一句，老师好核对，比如：坐第三排，跟老张一块来的。` : say`请说一下原因，一句话就行，比如：出长途赶不回来。`
export const explainReason = say`一句话就行，我转给老师。不请了回“取消”。`
export const askSession = say`哪一场？回数字就行。`
export const explainSession = say`请回前面的数字。`
const label = (shown: Shown): Part<'personal'> => say`${personal(`${shown.day}${shown.time} ${shown.title}`)}`
export const sessionChoices = (sessions: readonly Shown[]): Choice[] =>
  sessions.map((shown) => ({ label: label(shown), act: { do: 'fill', field: 'session', value: shown.id } }))

/** Nothing was missed. */
export function nothingMissed(kind: Kind, ahead: readonly Shown[]): Reply {
  if (kind === 'there') return reply(say`没有要补签的课：您上过的课都有签到记录。`, say`正在上课就说“签到”，发屏幕上的4位码。`)
  if (ahead.length === 0) return reply(say`没有要请假的课：您报的课里没有缺签到的。`)
  return withChoices(
    reply(say`课还没开，去不了直接退就行，不用请假。退哪一场？`),
    ahead.map((shown): Choice => ({ label: label(shown), act: { do: 'ask', intent: 'study.withdraw', filled: { session: shown.id } } })),
  )
}

export const taken = (number: string, kind: Kind, shown: Shown, reached: number): Reply =>
  reply<'public' | 'personal'>(
    say`${kind === 'there' ? '补签' : '请假'}已交给老师，编号 ${number}：${personal(`${shown.day} ${shown.title}`)}。`,
    reached > 0 ? say`有结果马上告诉您。` : say`老师还没接入聊天，看到会处理，有结果告诉您。`,
  )
export const wasThere: Reply = reply(say`这一场您已经签到了，不用补也不用请假。`)
export const said: Reply = reply(say`这一场您已经说过了，等老师回复就行。`)
export const unknown: Reply = reply(say`这场课找不到了。要找人说，回“转人工”。`)

export function forStaff(number: string, kind: Kind, display: Personal | undefined, shown: Shown, text: string): Part[] {
  const who = display ? say`（${display}）` : say``
  const head =
    kind === 'there'
      ? say`要补签 ${number}${who}：${shown.number} ${shown.day} ${shown.title}`
      : say`请假 ${number}${who}：${shown.number} ${shown.day} ${shown.title}`
  return [head, say`${personal(text)}`, say`同意请发：准 ${number}；不同意：不准 ${number} 原因`]
}

interface Saying {
  parts: readonly Part[]
  choices: readonly Choice[]
}

const enrolIn = (shown: Shown): Choice => ({
  label: say`报${shown.day}${shown.time}那场`,
  act: { do: 'ask', intent: 'study.enrol', filled: { session: shown.id } },
})
const person: Choice<'public'> = { label: say`转人工`, act: { do: 'ask', intent: 'human' } }

export function decided(kind: Kind, approved: boolean, shown: Shown, points: number, why: string, makeUp: Shown | undefined): Saying {
  const name = personal(`${shown.day} ${shown.title}`)
  const reason = why === '' ? [] : [say`老师说：${personal(why)}`]
  const offer = makeUp ? [say`想补上可以报下一场：${personal(`${makeUp.day}${makeUp.time} ${makeUp.title}`)}。`] : []
  const choices = makeUp ? [enrolIn(makeUp)] : []
  if (kind === 'there' && approved) return { parts: [say`${name}给您补签上了${points > 0 ? `，${points}积分也记上了` : ''}。`, ...reason], choices: [] }
  if (kind === 'there') return { parts: [say`${name}没能补签。`, ...reason, ...offer], choices: [...choices, person] }
  if (approved) return { parts: [say`${name}准假了。`, ...reason, ...offer], choices }
  return { parts: [say`${name}的请假没批。`, ...reason, ...offer], choices: [...choices, person] }
}

/** To who did not check in: says what is known, and asks rather than tells. */
export function missed(shown: Shown, makeUp: Shown | undefined): Saying {
  const offer = makeUp ? [say`想补上可以报：${personal(`${makeUp.day}${makeUp.time} ${makeUp.title}`)}。`] : []
  return {
    parts: [say`${personal(`${shown.day}${shown.time} ${shown.title}`)}没有您的签到记录。您到了没签上，还是没去成？`, ...offer],
    choices: [
      { label: say`我到了，没签上`, act: { do: 'ask', intent: 'study.excuse', filled: { session: shown.id, kind: 'there' } } },
      { label: say`没去成，请假`, act: { do: 'ask', intent: 'study.excuse', filled: { session: shown.id, kind: 'away' } } },
      ...(makeUp ? [enrolIn(makeUp)] : []),
    ],
  }
}

const STATES = { open: '等老师看', approved: '准了', declined: '没准' } as const
interface Kept {
  readonly number: string
  readonly state: keyof typeof STATES
  readonly text: string
}

const LATEST = 3
/** What became of the own excuses, the latest first. */
export const status = (all: readonly (Kept & { readonly kind: Kind; readonly shown: Shown | undefined })[]): Reply =>
  all.length === 0
    ? reply(say`您没有请过假，也没有要补签的。`, say`要请假说“请假”和原因。`)
    : reply<'public' | 'personal'>(
        ...all
          .slice(0, LATEST)
          .map(
            ({ number, kind, state, shown }) =>
              say`${personal(`${shown ? `${shown.day} ${shown.title}` : number}`)}：${kind === 'there' ? '补签' : '请假'}${personal(STATES[state])}（${number}）。`,
          ),
      )

/** Excuses in 我的信息. */
export const keptLine = (all: readonly Kept[]): string => `请假和补签：${all.map(({ number, state }) => `${number}（${STATES[state]}）`).join('、')}`

/** Excuses in the person's own copy. */
export const copied = (all: readonly Kept[]): { title: string; lines: string[] }[] =>
  all.length === 0 ? [] : [{ title: '请假和补签', lines: all.map(({ number, state, text }) => `${number} ${text}（${STATES[state]}）`) }]
