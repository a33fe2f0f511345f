/** Points in plain words. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'

const ask = (label: string, intent: string, more: { topic?: string } = {}): Choice<'public'> => ({ label: say`${label}`, act: { do: 'ask', intent, ...more } })
const HISTORY = ask('看明细', 'points.history')
const SPEND = ask('用积分', 'points.redeem')
const HOW = ask('积分怎么攒', 'answer', { topic: 'points' })
const OBJECT = ask('有异议', 'points.object')
/** Where one line is spoken of, an objection is to it. */
const objectTo = ({ target }: Pick<Told, 'target'>): Choice<'public'> => ({
  label: say`有异议`,
  act: { do: 'ask', intent: 'points.object', filled: { line: target } },
})

/** 11月3日; with the year when it is not this one. */
export function dayText(day: string, today: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${day.slice(0, 4) === today.slice(0, 4) ? '' : `${year}年`}${month}月${date}日`
}

interface Purse {
  readonly balance: number
  readonly aside: number
  readonly next: { readonly points: number; readonly until: string } | undefined
  readonly owed: number
  readonly number: string
}

export function balance({ balance: points, aside, next, owed, number }: Purse, today: string): Reply {
  const parts: Part[] = [
    say`您现在有${personal(points)}分。`,
    ...(aside > 0 ? [say`另有${personal(aside)}分在等商家确认。`] : []),
    ...(next ? [say`其中${personal(next.points)}分${personal(dayText(next.until, today))}到期。`] : []),
    ...(owed > 0 ? [say`有${personal(owed)}分该收回但已经用掉了，工作人员会处理，不影响您用现在的分。`] : []),
    say`您的司机编号是${personal(number)}，在服务台报这个号就能记分。`,
  ]
  return { parts, choices: points > 0 ? [SPEND, HISTORY] : [HOW, HISTORY] }
}

/** A line of the history as it is told. */
export interface Told {
  /** The movement that an objection to the line is about. */
  readonly target: string
  readonly frozen: boolean
  readonly amount: number
  readonly day: string
  readonly text: string
}

interface Moved {
  readonly what: string
  readonly rule: string | null
  readonly cause: string | null
  readonly words: string | null
}

interface Sale {
  readonly merchant: string
  readonly number: string
  readonly state: string
  readonly bill: number | null
  readonly fen: number | null
  readonly used: number | null
}

const yuan = (fen: number): string => `${(fen / 100).toFixed(2).replace(/\.?0+$/, '')}元`

function awardText({ rule, words }: Moved): string {
  switch (rule) {
    case 'visit':
      return '到站签到'
    case 'study':
      return `参加${words ?? '学习'}`
    case 'returned':
      return `归还失物${words ? `（${words}）` : ''}`
    case 'volunteer':
      return words && words !== '志愿服务' ? `志愿服务（${words}）` : '志愿服务'
    default:
      return words ? `工作人员发放：${words}` : '工作人员发放'
  }
}

/** What a movement was, as a driver would say it. */
export function lineText({
  movement,
  amount,
  sale,
  reversed,
}: {
  movement: Moved
  amount: number
  sale: Sale | undefined
  reversed: Moved | undefined
}): string {
  const why = movement.words ? `（${movement.words}）` : ''
  switch (movement.what) {
    case 'award':
    case 'grant':
      return awardText(movement)
    case 'hold':
      return sale?.state === 'confirmed'
        ? `在${sale.merchant}抵${yuan(sale.fen ?? 0)}，账单${yuan(sale.bill ?? 0)}（${sale.number}）`
        : `在${sale?.merchant ?? '商家'}用积分，等商家确认`
    case 'confirm':
      return `在${sale?.merchant ?? '商家'}没用完，退回`
    case 'refund':
      return sale ? `${sale.merchant}的消费撤销，退回${why}` : `过期的分补回${why}`
    case 'restore':
      return `更正，退回之前收回的分${why}`
    case 'expire':
      return '到期没用，过期了'
    case 'take-back':
      return reversed ? `收回“${awardText(reversed)}”的分${why}` : `工作人员扣回${why}`
    case 'collect':
      return '补扣之前该收回的分'
    case 'merge':
      return amount > 0 ? '账号合并，并入' : '账号合并，转到一起'
    default:
      return '积分变动'
  }
}

const signed = (amount: number): string => (amount > 0 ? `+${amount}` : `${amount}`)
const told = ({ day, text, amount, frozen }: Told, today: string): string =>
  `${dayText(day, today)} ${text} ${signed(amount)}${frozen ? '（有异议，处理中）' : ''}`

export const noHistory: Reply = withChoices(reply(say`还没有积分记录。`, say`来中心签到、上课、交还失物都能攒。`), [HOW])

export function history(lines: readonly Told[], points: number, today: string): Reply {
  const numbered = lines.map((line, position) => say`${personal(`${position + 1}. ${told(line, today)}`)}`)
  return { parts: [say`现在有${personal(points)}分，最近的记录：`, ...numbered, say`哪条不对，回“第几条有异议”。`], choices: [] }
}

/** "积分咋少了30": the line that says it, first. */
export function explained(missed: number, fitting: readonly Told[], fewer: readonly Told[], points: number, today: string): Reply {
  const [one] = fitting
  const end = say`现在有${personal(points)}分。`
  if (one) {
    const more = fitting.length > 1 ? [say`同样的还有：`, ...fitting.slice(1, 4).map((line) => say`${personal(told(line, today))}`)] : []
    return withChoices({ parts: [say`少的${personal(missed)}分：${personal(told(one, today))}。`, ...more, end] }, [
      fitting.length > 1 ? OBJECT : objectTo(one),
    ])
  }
  if (fewer.length === 0) return reply<'public' | 'personal'>(say`没有减少过，最近的记录里都是加分。`, end)
  const lines = fewer.slice(0, 5).map((line) => say`${personal(told(line, today))}`)
  return withChoices({ parts: [say`没有哪一笔正好少${personal(missed)}分，最近减少的是：`, ...lines, end] }, [OBJECT])
}

export function whyLess(fewer: readonly Told[], points: number, today: string): Reply {
  if (fewer.length === 0) return reply<'public' | 'personal'>(say`没有减少过，最近的记录里都是加分。`, say`现在有${personal(points)}分。`)
  return withChoices(
    { parts: [say`最近减少的：`, ...fewer.slice(0, 6).map((line) => say`${personal(told(line, today))}`), say`现在有${personal(points)}分。`] },
    [OBJECT],
  )
}

export function lapsesSoon(points: number, day: string, days: number): Part[] {
  return [say`您有${personal(points)}分${days}天后（${dayText(day, day)}）到期，过了就不能用。`, say`想用掉，回“用积分”；看哪里能用，回“找商家”。`]
}

export const askPhone = say`请发您的手机号（11位）。工作人员给您记分时，就能按手机号找到您。`
export const explainPhone = say`没看到手机号，请发11位数字，比如：13800001111。`
export const phoneDoing = say`登记手机号`
export const phoneKept = (phone: string, number: string): Reply =>
  reply(say`记下了：手机号${personal(phone)}，司机编号${personal(number)}。`, say`工作人员给您记分时报其中一个就行。不想留了，回“删除手机号”。`)
export const phoneForgotten: Reply = reply(say`手机号删掉了。记分时请报司机编号，回“我的积分”能看到。`)

export const copied = (lines: readonly Told[], today: string): string[] => lines.map((line) => told(line, today))
export const keptLine = (points: number, number: string | undefined, phone: string | null | undefined): string =>
  `积分：${points}分${number ? `，司机编号${number}` : ''}${phone ? `，登记手机${phone}` : ''}。删除个人信息时，没用完的积分作废。`
