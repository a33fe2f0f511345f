/** What is said when points are spent, to both sides. */
import { type Choice, type Enclosure, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'

/** Fen as people write yuan: 5元, 8.6元. */
export const yuan = (fen: number): string => `${(fen / 100).toFixed(2).replace(/\.?0+$/, '')}元`

export const doing = say`用积分抵现`
export const redeeming = say`核销积分码`

const askBalance: Choice<'public'> = { label: say`查积分`, act: { do: 'ask', intent: 'points.balance' } }
const findMerchants: Choice<'public'> = { label: say`找商家`, act: { do: 'ask', intent: 'merchant.find' } }

export const askPoints = (balance: number): Part => say`用多少积分？您现在有${personal(balance)}分，回个数就行，比如：50。`
export const explainPoints = say`请回一个数，比如：50；想全用就回“全用”。`
export const askMerchant = say`在哪家用？回数字或者店名：`
export const explainMerchant = say`没找到这家店，请回上面的数字或者店名；想先看有哪些店，回“找商家”。`
export const noPoints: Reply = withChoices(reply(say`您现在没有积分，还不能抵现。`, say`来中心签到、上课、交还失物都能攒。`), [
  { label: say`积分怎么攒`, act: { do: 'ask', intent: 'answer', topic: 'points' } },
])

export const merchantChoice = (name: string): Choice<'public'> => ({ label: say`${name}`, act: { do: 'fill', field: 'merchant', value: name } })

/** Calls an open code off. */
export const STOPS = /^(?:码|积分)?(?:不用了|不要了|作废|取消(?:这个|那个)?(?:积分)?码|码不要了)$/
/** The same, said so that nothing else can be meant: a bare 不用了 refuses whatever was offered last. */
export const CALLS_OFF = /^(?:(?:码|积分)(?:不用了|不要了|作废)|作废|取消(?:这个|那个)?(?:积分)?码)$/

export interface Code {
  readonly number: string
  readonly code: string
  readonly points: number
  readonly fen: number
  readonly until: string
  readonly merchant: string
  readonly balance: number
  readonly replaced: boolean
}

/** The code first: the merchant is waiting. */
export function codeReady({ number, code, points, fen, until, merchant, balance, replaced }: Code, qr: string): Reply {
  const files: Enclosure[] = [{ audience: 'personal', name: `${number}.png`, type: 'image/png', base64: qr }]
  const parts = [
    say`${personal(code)}　给${personal(merchant)}看这个码，${until}前有效。`,
    say`用${personal(points)}分，抵${personal(yuan(fen))}；确认前先替您留着，还剩${personal(balance)}分。`,
    ...(replaced ? [say`之前没用的码作废了，分已经退回。`] : []),
  ]
  const stop: Choice = { label: say`不用了`, act: { do: 'ask', intent: 'points.redeem', filled: { stop: 'yes' } } }
  return { parts, choices: [stop], files }
}

export const cancelled = (balance: number): Reply => reply(say`好的，码作废了，分已经退回，现在有${personal(balance)}分。`)
export const nothingOpen: Reply = reply(say`现在没有等着用的码。要用积分，回“用50积分”。`)

export const short = (balance: number): Reply =>
  withChoices(reply(say`分不够：您现在有${personal(balance)}分。`, say`少用一点，比如回“用${personal(balance)}积分”。`), [askBalance])
export const tooFew = (merchant: string, least: number): Reply =>
  withChoices(reply(say`${personal(merchant)}一次最少用${least}分。`, say`换个数再来，或者换一家。`), [
    { label: say`用${least}分`, act: { do: 'ask', intent: 'points.redeem', filled: { merchant, points: String(least) } } },
    findMerchants,
  ])
export const tooMany = (merchant: string, most: number): Reply =>
  withChoices(reply(say`在${personal(merchant)}这次最多用${personal(most)}分。`), [
    { label: say`用${personal(most)}分`, act: { do: 'ask', intent: 'points.redeem', filled: { merchant, points: String(most) } } },
  ])
export const dayFull = (merchant: string): Reply =>
  withChoices(reply(say`${personal(merchant)}今天能抵的已经用完了。`, say`明天再来，或者换一家。`), [findMerchants])
export const closed: Reply = withChoices(reply(say`这家店现在不能用积分。`, say`换一家试试。`), [findMerchants])

interface Done {
  readonly number: string
  readonly points: number
  readonly fen: number
  readonly bill: number
}

/** For the merchant: what to take from the driver first. */
export function redeemed({ number, points, fen, bill }: Done): Part[] {
  return [say`核销成功，请收${personal(yuan(bill - fen))}。`, say`${number}：账单${personal(yuan(bill))}，抵${personal(yuan(fen))}（${personal(points)}分）。`]
}

export const howToRedeem = reply(say`请发司机的六位码和金额，比如：482913 86元。`)
export const askBill = say`账单一共多少元？`
export const explainBill = say`请发金额，比如：86元。`
export const askCode = say`司机的六位码是多少？`
export const explainCode = say`请发司机手机上的六位数字，比如：482913。`

export function notRedeemed(why: { is: string; left?: number; minBill?: number }): Part<'public'>[] {
  switch (why.is) {
    case 'wrong':
      return (why.left ?? 0) < 5
        ? [say`这个码不对，请看一下司机手机再发。`, say`再错${why.left ?? 0}次，现在等着用的码就作废了。`]
        : [say`没有这个码，请看一下司机手机再发。`, say`码是六位数字，司机发“用积分”就能拿到。`]
    case 'used':
      return [say`这个码已经用过了，不能再用。`, say`要看记录发“对账单”。`]
    case 'timed-out':
      return [say`这个码过期了（十分钟内有效）。`, say`请司机再发一次“用积分”，换个新码。`]
    case 'released':
      return [say`司机取消了这个码。`, say`要用请司机再发一次“用积分”。`]
    case 'locked':
      return [say`错了五次，等着用的码都作废了，分已退给司机。`, say`请司机再发一次“用积分”，换个新码。`]
    case 'bill-too-small':
      return [say`账单不到${yuan(why.minBill ?? 0)}，按约定不能用积分。`, say`码还有效，金额不对就再发一次“码 金额”。`]
    case 'day-full':
      return [say`今天能抵的额度用完了，这单不能用积分。`, say`码到时间会自己作废，分退给司机。`]
    default:
      return [say`您的店现在不能核销积分。`, say`请联系中心工作人员。`]
  }
}

export const spendingState = (state: string): string =>
  ({ open: '等商家确认', confirmed: '已用', released: '已取消', 'timed-out': '过期退回', locked: '作废退回' })[state] ?? state

export const pageCode = (code: string): Reply =>
  reply(say`网页核销：用手机浏览器打开中心网站，网址后面加 /m`, say`第一次填这个码：${personal(code)}（24小时内有效，用一次）。以后直接打开就行。`)
