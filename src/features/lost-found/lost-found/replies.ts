/** The words about what was lost and found. In groups only the kind of thing and the place are ever named. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'
import { masked } from '../../../intents/mask.ts'
import type { Thing } from '../../../intents/thing.ts'
import type { Kind, Missing } from './rules.ts'

interface Shown {
  readonly number: string
  readonly kind: Kind
  readonly item: string
  readonly place: string | null
}

export const reportingLost = say`登记丢的东西`
export const reportingFound = say`登记捡到的东西`
export const askLostItem = say`丢的是什么？比如：手机、钥匙、黑色双肩包。`
export const askFoundItem = say`捡到的是什么？比如：手机、钥匙、黑色双肩包。`
export const explainItem = say`说出东西的名字就行，比如：身份证、保温杯、一串钥匙。`

const ASKED: Record<Missing, Record<Kind, string>> = {
  colour: { lost: '什么颜色', found: '什么颜色' },
  place: { lost: '大概在哪儿丢的', found: '在哪儿捡的' },
  time: { lost: '什么时候', found: '什么时候' },
  sign: { lost: '有什么记号', found: '有什么记号（只给工作人员看）' },
}

/** One question for all that would help. */
export function askMore(number: string, kind: Kind, missing: readonly Missing[]): string {
  const asked = missing.slice(0, 3).map((each) => ASKED[each][kind])
  return `${number} 再补一句更好找：${asked.join('、')}？知道多少说多少，不清楚就回“跳过”。`
}

/** All that anybody may hear: the kind of thing and the place. */
const openly = ({ item, place }: Pick<Shown, 'item' | 'place'>): string => (place ? `${item}（${place}）` : item)

export const takenInGroup = (report: Shown): Reply<'public'> => ({
  ...reply(
    report.kind === 'lost' ? say`登记了：丢失 ${openly(report)}。有人捡到请@我。` : say`谢谢！登记了：捡到 ${openly(report)}。失主请私聊我认领。`,
    say`细节、电话、证件号别在群里发，私聊我说。`,
  ),
  toPrivate: true,
})

export const againInGroup = (report: Shown): Reply<'public'> =>
  reply(say`这件登记过了：${report.kind === 'lost' ? '丢失' : '捡到'} ${openly(report)}，没有重复登记。`)

/** What was understood, so that a wrong word is seen. */
function details(report: Shown & { thing: Thing }, when: string | undefined): Part<'personal'> {
  const { thing } = report
  const colours = thing.colours.map((colour) => (colour.length === 1 ? `${colour}色` : colour))
  const what = `${colours.join('、')}${thing.brands.join('、')}${thing.called[0] ?? report.item}`
  const where = [...thing.places, ...thing.spots].slice(0, 2).join('、')
  const plate = thing.plates[0] ? `车牌${thing.plates[0]}` : ''
  const inside = thing.within.length > 0 ? `有${thing.within.slice(0, 3).join('、')}` : ''
  return say`${personal([what, inside, where, when, plate].filter(Boolean).join('，'))}`
}

export interface Told {
  readonly report: Shown & { thing: Thing; pictures: readonly string[] }
  readonly when: string | undefined
  readonly told: boolean
  readonly matches: number
}

export function taken({ report, when, told, matches }: Told): Reply {
  const lost = report.kind === 'lost'
  const head = lost
    ? say`登记好了，编号 ${report.number}：丢了 ${details(report, when)}。`
    : say`谢谢您！登记好了，编号 ${report.number}：捡到 ${details(report, when)}。`
  const photos = report.pictures.length > 0 ? [say`照片${report.pictures.length}张，只给工作人员看。`] : []
  return withMatch(reply(head, ...photos, ...outlook(lost, told, matches)), report, told)
}

function outlook(lost: boolean, told: boolean, matches: number): Part<'public'>[] {
  if (told) return lost ? [say`有人捡到一件很像的！要认领，请说一个只有失主知道的特征。`] : [say`有位失主报的和它很像，我已经告诉对方来认领。`]
  if (matches > 0) return [lost ? say`有相近的，工作人员核对后告诉您。` : say`有相近的寻物登记，工作人员会核对。`]
  return [
    lost ? say`还没有人交来。我一直替您留意，有了马上告诉您。` : say`东西可以交到服务台，也可以先收着；有失主来找，我马上告诉您。`,
    ...(lost ? [] : [say`里面的东西和记号别对外说，认领时要核对。`]),
  ]
}

function withMatch(base: Reply, report: Shown, told: boolean): Reply {
  if (!told || report.kind === 'found') return base
  const claim: Choice<'public'> = { label: say`认领`, act: { do: 'ask', intent: 'lost.mine', filled: { wish: 'claim', report: report.number } } }
  const refuse: Choice<'public'> = { label: say`不是我的`, act: { do: 'ask', intent: 'lost.mine', filled: { wish: 'refuse', report: report.number } } }
  return withChoices(base, [claim, refuse])
}

export function again({ report, when, told, matches }: Told): Reply {
  const head = say`这件您登记过了，编号 ${report.number}，没有重复登记：${details(report, when)}。`
  const more =
    told || matches > 0
      ? outlook(report.kind === 'lost', told, matches)
      : [say`要是另外一件，请说“又${report.kind === 'lost' ? '丢' : '捡'}了一个”，再说是什么。`]
  return withMatch(reply(head, ...more), report, told)
}

export function added({ report, when, told, matches }: Told): Reply {
  const head = say`补上了，${report.number}：${details(report, when)}。`
  return withMatch(reply(head, ...(told || matches > 0 ? outlook(report.kind === 'lost', told, matches) : [])), report, told)
}

export const notNamed = reply(say`这句没看出是什么东西，还没登记。`)
export const nothingNamed = (kind: Kind): Reply<'public'> =>
  reply(kind === 'lost' ? say`没看出丢的是什么，还没登记。请说：丢了什么、大概在哪、什么时候。` : say`没看出捡到的是什么，还没登记。请说：捡到什么、在哪捡的。`)

export const tooManyOpen = (count: number): Reply<'public'> =>
  reply(say`您有${count}条登记还没办完，这条先没收。`, say`不用找的请说“撤销”加编号，比如：撤销 L-12。看全部说“我的失物”。`)

export interface Said {
  readonly parts: readonly Part[]
  readonly choices: readonly Choice[]
}

/** To the owner: that something matching exists, and how to claim it; nothing that could be claimed with. */
export function somethingFound(lost: string, found: string, item: string): Said {
  return {
    parts: [say`有人捡到一件东西，可能就是您登记的 ${lost}（${item}）。`, say`要认领，请说一个只有失主知道的特征；对上了就约您来取。`],
    choices: [
      { label: say`认领`, act: { do: 'ask', intent: 'lost.mine', filled: { wish: 'claim', report: lost, other: found } } },
      { label: say`不是我的`, act: { do: 'ask', intent: 'lost.mine', filled: { wish: 'refuse', report: lost, other: found } } },
    ],
  }
}

/** To the finder. */
export function somethingLost(found: string, item: string): Said {
  return { parts: [say`有位失主在找的东西，和您捡到的 ${found}（${item}）很像。`, say`我已请对方说特征来认领，东西请先收好。`], choices: [] }
}

/** A reply as a push says it. */
export const pushed = ({ parts, choices = [] }: Reply): Said => ({ parts, choices })

interface Candidate {
  readonly other: { readonly number: string }
  readonly score: number
  readonly why: readonly string[]
}

/** To staff: the whole report, numbers in it hidden, and what may belong to it. */
export function forStaff(report: Shown & { words: string; urgent: boolean; pictures: readonly string[] }, best: readonly Candidate[]): Part[] {
  const kind = report.kind === 'lost' ? '寻物' : '招领'
  const head = say`${report.urgent ? '【急】' : ''}${kind} ${report.number} ${openly(report)}：${personal(masked(report.words))}`
  const photos = report.pictures.length > 0 ? [say`（有照片${report.pictures.length}张）`] : []
  const pairs = best.map(({ other, score, why }) => say`可能是 ${other.number}（${Math.round(score * 100)}%）：${personal(why.join('；'))}`)
  return [
    head,
    ...photos,
    ...pairs,
    ...(best.length > 0
      ? [say`核对后请发：确认 ${report.number} ${best[0]?.other.number ?? ''}，或：不是 ${report.number} ${best[0]?.other.number ?? ''}`]
      : []),
  ]
}

/** While it was being told as lost, it turned up. */
export const turnedUp: Reply<'public'> = reply(say`找着了就好！那就不登记了。`)
