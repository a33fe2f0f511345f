/** The words around a line between finder and owner. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'
import type { Wish } from './rules.ts'

const ask = (label: string, wish: Wish, line: string): Choice<'public'> => ({
  label: say`${label}`,
  act: { do: 'ask', intent: 'lost.relay', filled: { wish, line } },
})

export const doing = say`传话`
export const askWords = say`您说，我转给对方。电话、姓名会隐去。`
export const explainWords = say`直接写要说的话，比如：我晚上七点到驿站门口。不传了就回“取消”。`

interface Said {
  parts: readonly Part[]
  choices: readonly Choice[]
}

export const offered = (line: string, side: 'owner' | 'finder', about: string): Said => ({
  parts: [
    side === 'owner' ? say`东西在拾到的人手里（${about}）。` : say`失主的特征核对上了（${about}）。`,
    say`要约时间地点的话，我可以在你们中间传话，不露电话和姓名。愿意吗？`,
  ],
  choices: [ask('愿意传话', 'agree', line), ask('不用', 'decline', line)],
})

export const opened = (line: string, about: string): Said => ({
  parts: [say`可以传话了（${about}）。要说什么，回“传话”再写内容；不想传了回“结束传话”。`],
  choices: [ask('传话', 'pass', line), ask('结束传话', 'end', line)],
})

export const passedOn = (line: string, side: 'owner' | 'finder', text: string): Said => ({
  parts: [say`${side === 'owner' ? '失主' : '拾到的人'}说：${personal(text)}`],
  choices: [ask('回话', 'pass', line), ask('结束传话', 'end', line), ask('举报', 'abuse', line)],
})

export const endedByOther = (about: string): Said => ({ parts: [say`对方结束了传话（${about}）。还有事请找服务台，或回“转人工”。`], choices: [] })

export const waitsForOther: Reply<'public'> = reply(say`好的，等对方也同意了就能传话，我会告诉您。`)
export const nowOpen = (line: string): Reply<'public'> =>
  withChoices(reply(say`双方都同意了，可以传话了。要说什么，回“传话”再写内容。`), [ask('传话', 'pass', line), ask('结束传话', 'end', line)])
export const declined: Reply<'public'> = reply(say`好的，不传话。取东西的事请找服务台，或回“转人工”。`)
export const sent = (hidden: boolean): Reply<'public'> => reply(hidden ? say`转给对方了，里面的号码替您隐去了。` : say`转给对方了。`)
export const ended: Reply<'public'> = reply(say`传话结束了，对方不能再给您传话。`)
export const reported: Reply<'public'> = reply(say`收到举报，传话已经停了，工作人员会看这几句话来处理。`)
export const noLine: Reply<'public'> = reply(say`现在没有可以传话的人。失物对上、双方同意以后才能传话。`)
export const notYet: Reply<'public'> = reply(say`对方还没同意传话，先等一等。`)
export const overAlready: Reply<'public'> = reply(say`传话已经结束了。还有事请找服务台，或回“转人工”。`)
export const noWords: Reply<'public'> = reply(say`没看到要传的话，请写“传话”再接内容。`)

export const toStaff = (about: string): Part[] => [say`有人举报传话 ${about}，传话已停。看内容请发：查看传话 ${about}`]

export interface Shown {
  readonly about: string
  readonly state: 'asked' | 'open' | 'ended' | 'reported'
  readonly words: readonly { side: 'owner' | 'finder'; text: string }[] | undefined
  readonly count: number
}

const STATES: Record<Shown['state'], string> = { asked: '等双方同意', open: '进行中', ended: '已结束', reported: '被举报，已停' }

/** For staff: that words were passed; what they were only after a report. */
export function shown({ about, state, words, count }: Shown): Part[] {
  const head = say`传话 ${about}：${STATES[state]}，共${count}句。`
  if (!words) return [head, say`内容只有在有人举报后才能看。`]
  return [head, ...words.map(({ side, text }) => say`${side === 'owner' ? '失主' : '拾到的人'}：${personal(text)}`)]
}

export const kept = (count: number): string => `失物传话：${count}句您自己的话，传话结束90天后删除。`
