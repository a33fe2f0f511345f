/** What is said about objections. */
import { type Choice, type Part, type Personal, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'

interface Line {
  readonly day: string
  readonly text: string
  readonly amount: number
}

const signed = (amount: number): string => (amount > 0 ? `+${amount}` : `${amount}`)
const dayText = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
const lineText = ({ day, text, amount }: Line): string => `${dayText(day)} ${text} ${signed(amount)}`

export const doing = say`对积分记录提异议`
export const askLine = say`是哪一条不对？回数字就行：`
export const explainLine = say`请回上面的数字，比如：1。`
export const askWords = say`哪里不对？用一句话说说，我转给工作人员。`
export const explainWords = say`请用一句话说哪里不对，比如：那天我没去过这家店。`
export const noLines: Reply = withChoices(reply(say`还没有积分记录，没有能提异议的。`, say`觉得该加没加，回“转人工”，工作人员给您查。`), [
  { label: say`转人工`, act: { do: 'ask', intent: 'human' } },
])
export const lineChoice = (line: Line & { target: string }): Choice => ({
  label: say`${personal(lineText(line))}`,
  act: { do: 'fill', field: 'line', value: line.target },
})

export const taken = (number: string): Reply => reply(say`记下了，编号 ${number}。这一条先冻结，工作人员核实后告诉您结果。`, say`还有要补充的，回“转人工”。`)
export const refusedObjection = {
  already: reply(say`这一条已经在核实了，有结果马上告诉您。`),
  waits: reply(say`这一笔商家还没确认，不用提异议：回“码不要了”，分马上退回。`),
  unknown: reply(say`没找到这一条。回“积分明细”看看是第几条，再说“第几条有异议”。`),
} as const

export function newForStaff(number: string, display: Personal | undefined, line: Line, words: string): Part[] {
  const who = display ? say`（${display}）` : say``
  return [
    say`积分异议 ${number}${who}：${personal(lineText(line))}`,
    say`司机说：${personal(words)}`,
    say`核实后发：异议 ${number} 成立 原因（会撤销这一笔），或者：异议 ${number} 不成立 原因`,
  ]
}

export const newForMerchant = (number: string, line: Line): Part[] => [
  say`司机对这一笔有异议（${number}）：${personal(lineText(line))}`,
  say`工作人员核实前，这一笔先不计入应付；有小票请留着。`,
]

interface Decided {
  readonly upheld: boolean
  readonly reason: string
  readonly change: number
  readonly byHand: boolean
}

export function decidedForDriver(number: string, line: string, { upheld, reason, change, byHand }: Decided): Part[] {
  const result = !upheld
    ? say`核实下来没有错，这一笔不变。`
    : byHand
      ? say`您说得对，工作人员会把差的分补上。`
      : say`您说得对，已经撤销，${personal(signed(change))}分。`
  return [say`异议 ${number} 有结果了：${result}`, say`${personal(line)}`, say`说明：${personal(reason)}`, ...(upheld ? [] : [say`还有话说，回“转人工”。`])]
}

export const decidedForOther = (number: string, line: string, { upheld, reason }: Decided): Part[] => [
  say`异议 ${number} ${upheld ? '成立，这一笔已经撤销或更正' : '不成立，这一笔照算'}。`,
  say`${personal(line)}`,
  say`说明：${personal(reason)}`,
]

export const waiting = (open: readonly { number: string; line: string; amount: number; words: string }[]): Reply =>
  open.length === 0
    ? reply(say`没有等着处理的积分异议。`)
    : reply<'public' | 'personal'>(
        say`等着处理的异议${open.length}条：`,
        ...open
          .slice(0, 10)
          .map(
            ({ number, line, amount, words }) =>
              say`${personal(`${number} ${line} ${amount > 0 ? '+' : ''}${amount}${words === '' ? '' : `；司机说：${words.slice(0, 40)}`}`)}`,
          ),
        say`核实后发：异议 Y-3 成立 原因；或者：异议 Y-3 不成立 原因。`,
      )
export const howToDecide = reply(say`请写上编号、结果和原因，比如：异议 Y-3 成立 确实多扣了；或者：异议 Y-3 不成立 有小票。`)
export const needReason = (number: string): Reply<'public'> => reply(say`${number}还差原因，司机要看的。比如：异议 ${number} 不成立 有小票。`)
export const decisionRefused = {
  unknown: reply(say`没有这个编号的异议，请核对一下。`),
  decided: reply(say`这个异议已经处理过了。`),
  own: reply(say`这是您自己提的异议，要请另一位同事处理。`),
} as const

export function decided(number: string, upheld: boolean, { change, byHand }: { change: number; byHand: boolean }): Reply {
  if (!upheld) return reply(say`${number} 已按不成立处理，双方都通知了。`)
  if (byHand) return reply(say`${number} 已按成立处理，双方都通知了。`, say`这一笔不能直接撤销，请用“给 司机编号 补几分 原因”把差的分补上。`)
  return reply<'public' | 'personal'>(say`${number} 已按成立处理，这一笔撤销了（${personal(signed(change))}分），双方都通知了。`)
}

export const counterOnly = reply(say`处理积分异议要“柜台”角色，您现在没有。`, say`要办请找柜台的同事，或找管理员加角色。`)

const STATES = { open: '处理中', upheld: '成立', dismissed: '不成立' } as const
interface Kept {
  readonly number: string
  readonly state: keyof typeof STATES
  readonly line: string
  readonly words: string
  readonly reason: string | null
}
export const keptLine = (own: readonly Kept[]): string => `积分异议：${own.map(({ number, state }) => `${number}（${STATES[state]}）`).join('、')}`
export const copied = (own: readonly Kept[]): string[] =>
  own.map(({ number, state, line, words, reason }) => `${number} ${line}：${words} → ${STATES[state]}${reason ? `：${reason}` : ''}`)
