/** What a driver hears when points were spent, or given back. */
import { type Part, personal, say } from '../../../bot/message.ts'

/** Fen as people write yuan: 5元, 8.6元. */
export const yuan = (fen: number): string => `${(fen / 100).toFixed(2).replace(/\.?0+$/, '')}元`

export interface Done {
  readonly number: string
  readonly points: number
  readonly back: number
  readonly fen: number
  readonly bill: number
}

export function spentForDriver(merchant: string, { number, points, back, fen, bill }: Done, balance: number): Part[] {
  const rest = back > 0 ? say`没用完的${personal(back)}分退回来了。` : say``
  return [
    say`已在${personal(merchant)}用${personal(points)}分，抵${personal(yuan(fen))}，您付${personal(yuan(bill - fen))}。`,
    say`账单${personal(yuan(bill))}，编号${number}。${rest}还剩${personal(balance)}分。`,
    say`不是您用的，或者数不对，回“有异议”。`,
  ]
}

export const codeLocked = (merchant: string, points: number): Part[] => [
  say`${personal(merchant)}输错太多次，您的码作废了，${personal(points)}分已经退回。`,
  say`还要用，回“用${personal(points)}积分”再拿一个码。`,
]

export const timedOut = (merchant: string, points: number): Part[] => [
  say`码过期了，${personal(points)}分已经退回。`,
  say`还要在${personal(merchant)}用，回“用${personal(points)}积分”再拿一个码。`,
]

export const openLine = (open: readonly { number: string; points: number }[]): string =>
  `等商家确认的积分：${open.map(({ number, points }) => `${number}（${points}分）`).join('、')}`
