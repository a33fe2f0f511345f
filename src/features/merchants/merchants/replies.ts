/** What is said about merchants. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'
import { worth } from './rules.ts'

/** A merchant as it is shown. */
export interface Shown {
  readonly name: string
  readonly kind: string
  readonly place: string
  readonly phone: string | null
  readonly parking: string | null
  readonly does: readonly string[]
  readonly terms: {
    readonly pointsPerYuan: number
    readonly minPoints: number
    readonly minBill?: number | undefined
    readonly maxPerBill?: number | undefined
  }
  readonly sample: boolean
  readonly metres: number | undefined
  /** 营业中，到21:00 or 现在不开，明天 07:30开. */
  readonly open: string
  readonly isOpen: boolean
}

/** 400米, 1.2公里, 12公里. */
export function distanceText(metres: number): string {
  if (metres < 1_000) return `${Math.max(50, Math.round(metres / 50) * 50)}米`
  const km = metres / 1_000
  return `${km < 10 ? km.toFixed(1) : Math.round(km)}公里`
}

/** Fen as people write yuan: 5元, 8.6元. */
export const yuan = (fen: number): string => `${(fen / 100).toFixed(2).replace(/\.?0+$/, '')}元`

function lines(shown: Shown): Part<'public'>[] {
  const far = shown.metres === undefined ? '' : `（约${distanceText(shown.metres)}）`
  const truck = shown.parking ? `；停车：${shown.parking}` : ''
  return [say`${shown.name}${far}，${shown.open}`, say`　${shown.place}${shown.phone ? `，电话${shown.phone}` : ''}${truck}`]
}

const SAMPLE = say`以上是示例商家，中心还没有核实，去之前请先打电话。`
const askLocation = say`发个位置，或者说在哪条路附近，我按远近给您排。`

const useHere = (name: string): Choice<'public'> => ({
  label: say`在${name}用积分`,
  act: { do: 'ask', intent: 'points.redeem', filled: { merchant: name } },
})

export function listed(found: readonly Shown[], { what, from, more }: { what: string; from: string | undefined; more: number }): Reply<'public'> {
  const [first] = found
  if (!first) return notFound(what)
  const where = from === undefined ? '' : from === 'location' ? '离您最近的' : `${from}附近的`
  const open = found.filter((each) => each.isOpen).length
  const head = open > 0 ? say`${where}${what}，开着的有${open}家：` : say`${where}${what}现在都没开，先列最近要开的：`
  const rest = more > 0 ? [say`还有${more}家，说清要办什么我再给您挑。`] : []
  const parts = [head, ...found.flatMap(lines), ...rest]
  const hint = from === undefined ? [askLocation] : []
  return {
    ...reply<'public'>(...parts, ...hint, ...(found.some(({ sample }) => sample) ? [SAMPLE] : [])),
    choices: found.slice(0, 3).map(({ name }) => useHere(name)),
  }
}

/** One merchant, whole. */
export function shownWhole(shown: Shown): Reply<'public'> {
  const { terms } = shown
  const does = shown.does.length > 0 ? [say`能办：${shown.does.join('、')}`] : []
  const limits = [
    `${terms.pointsPerYuan}积分抵1元`,
    `一次最少${terms.minPoints}分（抵${yuan(worth(terms.minPoints, terms))}）`,
    ...(terms.minBill === undefined ? [] : [`满${yuan(terms.minBill)}能用`]),
    ...(terms.maxPerBill === undefined ? [] : [`每单最多抵${yuan(terms.maxPerBill)}`]),
  ]
  const far = shown.metres === undefined ? '' : `，约${distanceText(shown.metres)}`
  return withChoices(
    reply<'public'>(
      say`${shown.name}（${shown.kind}）${shown.open}${far}。`,
      say`${shown.place}${shown.phone ? `，电话${shown.phone}` : ''}`,
      say`停车：${shown.parking ?? '没有大车位的消息，去前请打电话问'}`,
      ...does,
      say`抵现：${limits.join('，')}`,
      ...(shown.sample ? [SAMPLE] : []),
    ),
    [useHere(shown.name)],
  )
}

const notFound = (what: string): Reply<'public'> =>
  withChoices(reply(say`名单里没有${what}。`, say`想看全部商家，回“爱心商家有哪些”；急修请说“转人工”。`), [
    { label: say`转人工`, act: { do: 'ask', intent: 'human' } },
  ])

export const bindingRefused = {
  locked: reply(say`错了太多次，先停一小时。请找中心工作人员核对。`),
  wrong: reply(say`这个商家码不对，请核对后再发一次，形如 M-12345678。`),
  over: reply(say`这个商家码用过了或者过期了，请找中心工作人员要一个新的。`),
} as const

export const boundMerchant = (name: string): Reply =>
  reply(say`已接入商家：${personal(name)}。`, say`司机出示六位码时，直接发“码 金额”，比如：482913 86元。`, say`看账发“对账单”；想用网页核销发“核销网页”。`)

export const notAMerchant: Reply<'public'> = withChoices(
  reply(say`这是商家用的功能，您的账号还没有接入商家。`, say`您是商家的话，请找中心工作人员要商家码，发给我就行。`),
  [{ label: say`转人工`, act: { do: 'ask', intent: 'human' } }],
)

/** 营业中，到21:00; 24小时营业; 现在不开，明天07:30开. */
export function openText(opening: { open: true; until: string | undefined } | { open: false; next: string | undefined }): string {
  if (opening.open) return opening.until === undefined ? '24小时开' : `现在开着，到${opening.until}`
  return opening.next === undefined ? '现在不开' : `现在不开，${opening.next}开`
}

export const keptLine = (name: string): string => `商家身份：${name}`

export const counterOnly = reply(say`管商家要“柜台”角色，您现在没有。`, say`要办请找柜台的同事，或找管理员加角色。`)
export const noSuchMerchant = (name: string): Reply<'public'> => reply(say`名单里没有“${name}”，或者有几家名字差不多，请写全名。`)
export const codeFor = (name: string, code: string): Reply =>
  reply(say`${personal(name)}的商家码：${personal(code)}`, say`24小时内有效，用一次。请商家把它发给小驿，或者在核销网页里填。`)
export function stateSet(name: string, does: 'suspend' | 'reopen', changed: boolean): Reply {
  if (!changed) return reply(say`${personal(name)}本来就是这样，没有改动。`)
  return does === 'suspend'
    ? reply(say`${personal(name)}已停用：司机找不到它，码也不能核销。`, say`恢复请发：恢复商家 ${personal(name)}`)
    : reply(say`${personal(name)}已恢复，司机现在就能找到。`)
}
