/** What is said about points given and taken by hand. */
import { type Choice, type Part, personal, type Reply, reply, say } from '../../../bot/message.ts'

const signed = (points: number): string => (points > 0 ? `+${points}` : `${points}`)

export const doing = say`给司机加减积分`
export const askWho = say`给哪位司机？发司机编号（D-12）或者司机登记过的手机号。`
export const explainWho = say`要司机编号（D-12，司机回“我的积分”能看到）或者11位手机号；只有名字容易弄错人。`
export const askPoints = say`多少分？`
export const explainPoints = say`请回一个整数，比如：20。`
export const askWay = say`加分还是扣分？`
export const wayChoices: readonly Choice<'public'>[] = [
  { label: say`加分`, act: { do: 'fill', field: 'way', value: 'give' } },
  { label: say`扣分`, act: { do: 'fill', field: 'way', value: 'take' } },
]
export const askReason = say`什么原因？司机看得到，比如：志愿服务。`
export const explainReason = say`请写原因，至少两个字，比如：志愿服务。`
export const explainSure = say`对就回1，不对回2。`

export interface Recognised {
  readonly number: string
  readonly display: string | undefined
  readonly tail: string | undefined
}

/** D-12 王师傅，手机尾号8000 */
export const whoText = ({ number, display, tail }: Recognised): string => `${number}${display ? ` ${display}` : ''}${tail ? `，手机尾号${tail}` : ''}`

export function askSure(shown: string, points: string, reason: string): Part {
  const number = Number(points)
  return say`${number > 0 ? '发' : '扣'}${personal(Math.abs(number))}分给${personal(shown)}，原因：${personal(reason)}。对吗？`
}
export const askSureUndo = (number: string, shown: string): Part => say`撤销 ${number}：${personal(shown)}。对吗？`

export const sureChoices: readonly Choice<'public'>[] = [
  { label: say`对，办`, act: { do: 'fill', field: 'sure', value: 'yes' } },
  { label: say`不对`, act: { do: 'fill', field: 'sure', value: 'no' } },
]

export const notDone = reply(say`好的，没有办。`)
export const whoRefused = {
  unknown: reply(say`没找到这位司机：编号不对，或者司机没有登记这个手机号。`, say`请司机发“我的积分”看编号，或者发“登记手机号”。`),
  several: reply(say`有不止一位司机登记了这个手机号，不能确定是谁。请用司机编号（D-12）。`),
} as const

export const notHandled = {
  own: reply(say`不能给自己加减积分，请另一位同事办。`),
  unknown: reply(say`没有这个编号，请核对一下。`),
  undone: reply(say`这一笔已经撤销过了。`),
  gone: reply(say`这位司机删除了个人信息，不能再改。`),
  frozen: reply(say`司机对这一笔有异议，请先处理异议。`),
  waits: reply(say`这一笔还在等第二个人同意，不用撤销，驳回就行。`),
  rejected: reply(say`这一笔已经处理过了。`),
  'same-person': reply(say`要另一位同事来同意，经手人和司机本人都不行。`),
  'key-reused': reply(say`这条已经办过别的了，请重新发一遍。`),
} as const

export interface Handled {
  readonly number: string
  readonly waiting: boolean
  readonly change: number
  readonly owed: number
}

export function handled({ number, waiting, change, owed }: Handled, shown: string): Reply {
  if (waiting) return reply(say`记下了，编号 ${number}。分数较大，要另一位同事同意才生效，已经通知他们。`)
  const debt = owed > 0 ? [say`还有${personal(owed)}分司机已经用掉，收不回来，记作欠分。`] : []
  return reply<'public' | 'personal'>(say`办好了：${personal(shown)}，${personal(signed(change))}分，编号 ${number}。`, ...debt, say`办错了发：撤销 ${number}`)
}

export const approved = ({ number, change }: Handled): Reply =>
  reply<'public' | 'personal'>(say`${number} 已同意，${personal(signed(change))}分，司机已收到通知。`)
export const rejected = (number: string): Reply => reply(say`${number} 已驳回，没有生效。`)
export const howToDecide = reply(say`请这样发：同意 P-3，或者：驳回 P-3。`)
export const counterOnly = reply(say`加减积分要“柜台”角色，您现在没有。`, say`要办请找柜台的同事，或找管理员加角色。`)

export function waitsForSecond(number: string, driver: Recognised | undefined, points: number, reason: string): { parts: Part[]; choices: Choice[] } {
  const who = driver ? whoText(driver) : '司机'
  const act = (decision: string) => ({ do: 'ask', intent: 'staff.points.decide', filled: { number, decision } }) as const
  return {
    parts: [say`${number} 等您同意：${personal(`${who}，${signed(points)}分，原因：${reason}`)}`, say`也可以发：同意 ${number}，或者：驳回 ${number}`],
    choices: [
      { label: say`同意`, act: act('yes') },
      { label: say`驳回`, act: act('no') },
    ],
  }
}

export const granted = (number: string, points: number, reason: string): Part[] => [
  say`您的积分${personal(signed(points))}：${personal(reason)}（${number}）。`,
  say`看余额回“我的积分”。`,
]

export const taken = (number: string, points: number, reason: string, owed: number): Part[] => [
  say`您的积分${personal(points === 0 ? '没有变' : `-${points}`)}：${personal(reason)}（${number}）。`,
  ...(owed > 0 ? [say`另有${personal(owed)}分已经用掉，先记着，工作人员会处理。`] : []),
  say`觉得不对，回“有异议”。`,
]
