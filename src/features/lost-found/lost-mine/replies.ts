/** What people are told about their own reports, and staff about anybody's. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'
import { masked } from '../../../intents/mask.ts'
import type { Figure, Wish } from './rules.ts'

export interface Shown {
  readonly number: string
  readonly kind: 'lost' | 'found'
  readonly item: string
  readonly place: string | null
  readonly state: 'open' | 'matched' | 'claimed' | 'returned' | 'closed' | 'expired'
  readonly words: string
  readonly pictures: readonly string[]
  /** When it was reported, in plain words. */
  readonly day: string
  /** Until when it is to be fetched, in plain words. */
  readonly until: string | undefined
}

const STATES: Record<Shown['kind'], Record<Shown['state'], string>> = {
  lost: { open: '还在找', matched: '有一件很像的，等您认领', claimed: '核对上了，等您来取', returned: '已取回', closed: '已撤销', expired: '已收起' },
  found: { open: '等失主', matched: '有失主可能来认', claimed: '失主核对上了，等来取', returned: '已归还', closed: '已撤销', expired: '已收起' },
}

export const act = (label: string, wish: Wish, report: string, other?: string): Choice<'public'> => ({
  label: say`${label}`,
  act: { do: 'ask', intent: 'lost.mine', filled: { wish, report, ...(other ? { other } : {}) } },
})

const lineOf = (one: Shown): Part<'personal'> => {
  const until = one.until ? say`（${one.until}前）` : say``
  return say`${personal(`${one.number} ${one.kind === 'lost' ? '丢' : '捡'}${one.item}${one.place ? ` ${one.place}` : ''}`)}：${STATES[one.kind][one.state]}${until}`
}

export const nothingYet: Reply<'public'> = withChoices(reply(say`您还没有失物登记。丢了或捡到东西，直接说是什么、在哪、什么时候就行。`), [])

/** One's own reports with how they stand; what can be done comes as choices. */
export function listed(own: readonly Shown[]): Reply {
  const matched = own.find(({ kind, state }) => kind === 'lost' && state === 'matched')
  const choices = matched ? [act(`认领 ${matched.number}`, 'claim', matched.number), act('不是我的', 'refuse', matched.number)] : []
  const [first] = own
  const how = say`补充细节发“补充 ${first?.number ?? 'L-1'} 什么什么”，不找了发“撤销 ${first?.number ?? 'L-1'}”。`
  return withChoices(reply(...own.map(lineOf), ...(own.some(({ state }) => state === 'open' || state === 'matched') ? [how] : [])), choices)
}

export const shownOwn = (one: Shown): Reply => {
  const photos = one.pictures.length > 0 ? [say`照片${one.pictures.length}张。`] : []
  return reply(lineOf(one), say`${one.day}登记的：${personal(one.words.replaceAll('\n', '；'))}`, ...photos)
}

export const which = (wish: Wish, own: readonly Shown[], said: string): Reply =>
  withChoices(
    reply(say`是哪一件？回数字就行。`),
    own.slice(0, 6).map((one) => ({
      label: say`${personal(`${one.number} ${one.kind === 'lost' ? '丢' : '捡'}${one.item}`)}`,
      act: { do: 'ask', intent: 'lost.mine', filled: { wish, report: one.number, said } },
    })),
  )

export const unknownNumber = (number: string): Reply<'public'> => reply(say`没有 ${number} 这条登记，或者不是您的。看自己的登记请发“我的失物”。`)
export const noneOfKind: Reply<'public'> = reply(say`没找到您说的这条登记。看自己的登记请发“我的失物”。`)
export const noMatchYet = (number: string | undefined): Reply<'public'> =>
  reply(number ? say`${number} 还没有对上的东西，一有就告诉您。` : say`还没有对上的东西，一有就告诉您。`, say`想更快，补一句特征：发“补充”再写内容。`)

export const doing = say`补充登记`
export const askProof = say`请说一个只有失主知道的特征：里面有什么、哪里有记号、什么牌子。这句只给核对的人看。`
export const askDetail = say`要补充或更正什么？直接说，比如：颜色是灰的，里面有把钥匙。`
export const asked = (question: string): Part<'public'> => say`${question}`
export const explainDetail = say`比如：黑色的，昨晚八点左右，在火车站附近。不想补了就回“跳过”。`
export const skipped: Reply<'public'> = reply(say`好的，就按现在的登记找。想起什么随时发“补充”再写内容。`)
export const explainProof = say`比如：里面有一本驾驶证，拉链上挂个红葫芦。不认领了就回“取消”。`

export const proofWaits = (number: string): Reply<'public'> => reply(say`收到，已请拾到的人和工作人员核对，结果马上告诉您（${number}）。`)
export const proofWrong = (left: number): Reply<'public'> => reply(say`这一条没对上，还可以再说${left}次。换个更确切的：里面有什么、哪里有记号？`)
export const askAgainAfter: Reply<'public'> = reply(say`这句像是在问别的事，没有算次数；先说完特征，再问我。`)

/** Why a claim cannot be made. */
export const noClaim = {
  returned: reply(say`这件东西已经办完了（归还或撤销），不能再认领。要是弄错了，请回“转人工”。`),
  taken: reply(say`这件东西已经有人核对上了。您要是失主，请马上回“转人工”，工作人员来核实。`),
  locked: reply(say`三次都没对上，这次认领先锁住了。确实是您的，请到服务台人工核对，或回“转人工”。`),
  waiting: reply(say`您的特征已经转给核对的人了，请等一等，有结果马上告诉您。`),
  confirmed: reply(say`已经核对上了。在谁手里、什么时候前取，上面的通知里写着；要和拾到的人约，回“愿意传话”。`, say`拿到以后回“拿到了”。`),
} as const

export const refused = (number: string): Reply<'public'> => reply(say`好的，那件不是您的，${number} 接着找。`)
export const confirmedNow = (lost: string, found: string): Reply<'public'> => reply(say`确认好了：${found} 是 ${lost} 的，已通知双方。`)
export const deniedNow = (lost: string, found: string): Reply<'public'> => reply(say`记下了：${found} 不是 ${lost} 的，已处理。`)
export const forbidden: Reply<'public'> = reply(say`这一步要由拾到的人或工作人员来做。有疑问请回“转人工”。`)
export const overAlready = (number: string): Reply<'public'> => reply(say`${number} 已经办完了，不用再办。`)
export const returnedNow = (number: string, asked: boolean): Reply<'public'> =>
  asked ? reply(say`好的，${number} 记为已归还，谢谢您！我再问一下失主收到没有。`) : reply(say`好的，${number} 记为已归还，谢谢！`)
export const gotIt: Reply<'public'> = reply(say`太好了！这条办完了，也替您谢过拾到的人。`)
export const notGotNow: Reply<'public'> = reply(say`知道了，工作人员会马上联系双方核实。`)
export const contact = (number: string | undefined): Reply<'public'> =>
  reply(
    say`一有信就在这里发消息告诉您，不用一直等。`,
    number ? say`想接电话，把手机号发来，我记到 ${number} 里。` : say`丢了东西还没登记的，直接说是什么就行。`,
  )
export const apart = (own: readonly Shown[]): Reply => reply(say`放心，每件一个编号，不会弄混。`, ...own.map(lineOf))
export const brought = (number: string): Reply<'public'> => reply(say`谢谢您！已告诉服务台，${number} 交到那里了，失主来找就能核对。`)
export const broughtForStaff = (number: string, item: string): Part<'public'>[] => [
  say`${number} ${item}：拾到的人说已交到服务台。收到请发“保管 ${number} 放在哪”。`,
]
export const withdrawn = (number: string, kind: 'lost' | 'found'): Reply<'public'> =>
  reply(kind === 'lost' ? say`好的，${number} 撤销了，不再找。` : say`好的，${number} 撤销了。`)
export const watchingOn = (number: string, kind: 'lost' | 'found'): Reply<'public'> =>
  reply(kind === 'lost' ? say`好的，${number} 再替您留意30天。` : say`好的，${number} 继续等失主，东西请收好。也可以交到服务台。`)
export const keptAt = (number: string, spot: string): Reply => reply(say`${number} 记为由中心保管：${personal(spot)}。`)
export const whereKept: Reply<'public'> = reply(say`请写上放在哪，比如：保管 F-31 前台3号柜。`)

const HOLDERS = { finder: '拾到的人', centre: '中心', owner: '失主', state: '已上交' } as const

export interface StaffView extends Shown {
  readonly reporter: string | undefined
  readonly urgent: boolean
  readonly custody: readonly { holder: keyof typeof HOLDERS; spot: string | null; at: string }[]
  readonly claims: readonly { other: string; state: string; misses: number; answer: string }[]
  readonly pairs: readonly { other: string; score: number; why: readonly string[] }[]
}

const CLAIMED: Record<string, string> = { asked: '等说特征', answered: '等核对', confirmed: '已确认', locked: '三次没对上，已锁', lapsed: '过期未取' }

/** All of a report, for staff; numbers in the words stay hidden. */
export function staffView(view: StaffView): Reply {
  return reply(
    lineOf(view),
    say`${view.urgent ? '【急】' : ''}${view.day}登记${view.reporter ? say`（${personal(view.reporter)}）` : say``}：${personal(masked(view.words.replaceAll('\n', '；')))}`,
    ...(view.pictures.length > 0 ? [say`照片${view.pictures.length}张`] : []),
    ...view.custody.map(({ holder, spot, at }) => say`保管：${HOLDERS[holder]}${spot ? say`，${personal(spot)}` : say``}（${at}起）`),
    ...view.claims.map(
      ({ other, state, misses, answer }) =>
        say`认领 ${other}：${CLAIMED[state] ?? state}，错${misses}次${answer ? say`，说的是“${personal(masked(answer))}”` : say``}`,
    ),
    ...view.pairs.map(({ other, score, why }) => say`可能是 ${other}（${Math.round(score / 10)}%）：${personal(why.join('；'))}`),
    say`可以发：确认/不是 ${view.number} 对方编号，归还 ${view.number}，保管 ${view.number} 位置。`,
  )
}

export interface StaffList {
  readonly claims: readonly { lost: string; found: string; item: string; state: string }[]
  readonly pairs: readonly { lost: string; found: string; item: string; score: number }[]
  readonly urgent: readonly Shown[]
}

export function staffList({ claims, pairs, urgent }: StaffList): Reply {
  const first = claims[0]?.found ?? urgent[0]?.number ?? pairs[0]?.found
  if (!first) return reply(say`失物招领没有等着核对的。`)
  return reply<'public' | 'personal'>(
    say`失物招领：认领${claims.length}件等核对，急件${urgent.length}件，可能相同的${pairs.length}对。`,
    ...claims.map(({ lost, found, item, state }) => say`${lost} 认领 ${found} ${item}：${CLAIMED[state] ?? state}`),
    ...urgent.map((one) => say`【急】${lineOf(one)}`),
    ...pairs.map(({ lost, found, item, score }) => say`${lost} 和 ${found} ${item}：${Math.round(score / 10)}%`),
    say`看一条发编号，比如：${first}`,
  )
}

const figureLine = (called: string, { lost, found, matched, returned, medianDays }: Figure): Part<'public'> =>
  say`${called}：丢${lost}、捡${found}、对上${matched}、归还${returned}${medianDays === undefined ? '' : `，一般${medianDays < 1 ? '当天' : `${medianDays}天`}归还`}`

export const figures = (month: string, total: Figure, byItem: readonly Figure[]): Reply<'public'> =>
  reply(figureLine(`${month.replace(/-0?/, '年')}月失物招领`, total), ...byItem.slice(0, 12).map((figure) => figureLine(figure.item, figure)))

export const counterOnly: Reply<'public'> = reply(say`这件事要“柜台”角色，您现在没有。`)
export const noRelay: Reply<'public'> = reply(say`没有这两条之间的传话。请这样发：查看传话 L-12 F-31。`)
export const relayShown = (parts: readonly Part[]): Reply => ({ parts })

export const keptLine = (lost: number, found: number): string => `失物登记：丢了的${lost}条，捡到的${found}条；办完90天后删除。`
export const copied = (own: readonly Shown[]): string[] =>
  own.map(
    (one) => `${one.day} ${one.number} ${one.kind === 'lost' ? '丢' : '捡'}${one.item}（${STATES[one.kind][one.state]}）：${one.words.replaceAll('\n', '；')}`,
  )

export const picturesAdded = (report: Pick<Shown, 'number' | 'pictures'>): Reply<'public'> =>
  reply(say`照片加到 ${report.number} 里了，共${report.pictures.length}张，只给工作人员看。`)
