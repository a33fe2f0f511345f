/** Two or three wishes in one message: where it is cut, and when the parts are wishes of their own. Pure. */
import { labelOf } from '../intents/labels.ts'
import type { Reading, Understanding } from '../intents/understanding.ts'
import { asksSomething } from './gate.ts'

export interface Ear {
  understand(text: string): Understanding
  /** Is this part clear enough to be acted on? */
  isSure(heard: Understanding): boolean
  /** Something was talked about before: a bare "几点关门" is about that. */
  topicInMind: boolean
}

/** Words that announce another wish. */
const AND_ALSO =
  /(?:[，,。；;、？?！!\s]|吧|呗|啊)*(?:顺便|顺带|顺道|捎带|另外|此外|(?:完了|然后|回头)再?(?=帮|给|问|查|看)|(?<![我俺咱])还有(?!多少|几|没)|还想|再问|再帮|再给|还要|外加|以及|对了|话说|同时)(?:就是|再|也|问问|问|想|帮我|给我|一?下)*[，,\s]*/
/** Sentences that nothing joins; a story has them, too, so each must be very clear. */
const SENTENCES = /[，,。；;？?！!\s]+/
const VERY_CLEAR = 0.85
/** Of a story in doubt. */
const CLEAR_IN_STORY = 0.95
/** Where there is a pause and both sides want something. */
const CLEAR = 0.65
/** Between a question's end or before a wish's beginning nothing need stand. */
const SEAMS = new RegExp(
  [
    String.raw`[，,。；;、？?！!~…\s]+`,
    String.raw`(?<=吗|呢|吧|呗|多少钱|多少|几点|几点[开关]门|在哪里?|在哪儿|怎么走|怎么[弄办去]|没有|不|一下|了)(?=[^，,。；;、？?！!\s])`,
    '(?=帮我|帮俺|给我|给俺|替我|我要|我想|我还|俺想|俺要|想约|取消|麻烦)',
    '(?=再(?!见|说|等|来)|还(?!有|剩|没|是|在|能|可以)|另(?!外)|和|跟|并|然后)',
  ].join('|'),
  'g',
)
/** What stands before the next wish and is no part of it; also its condition: 够的话. */
const LEADING =
  /^(?:[，,。；;、？?！!~…\s]|顺便|另外|另|还有|以及|对了|然后|再(?=帮|给|问|查|看|约|报|记|取|把|说)|还(?=想|要|得|问)|也|和|跟|并且?|就是|问一?下|问问|完了|[\p{Script=Han}]{1,3}的话)+/u
/** A part that asks for something; tales and lists have none. */
const WANTS =
  /帮|给[我俺]|替我|[想要]|约|取消|改到|改成|改约|查|看看|看下|提醒|记[一下]|报名|登记|找|转|换|兑|退|加入|入会|关掉|关了|打开|别[再给发]|不[要认上]|不[去来]了|丢了|落[在了]|捡|签个?到|打个?卡|到了|到期|绑|删|导出|推荐|申请|反映|投诉|叫[个人]|报备|用\s*\d|抵|往[后前][推改挪延]|推[迟后]|延后|提前|列/
/** From so many characters on a message is a tale; only words that announce a wish divide it. */
const LONGEST = 60
const SHORTEST_PART = 2
const SHORTEST_WHOLE = 4
/** Each seam costs reading both sides of it. */
const MOST_SEAMS = 12

/** The wishes of a message that holds two or three, when each alone is clear and they differ. */
export function severalWishes({ raw, certain, readings: [top] }: Understanding, ear: Ear): Understanding[] | undefined {
  if ((certain && (!top || ONE_WHOLE.test(top.intent))) || ON_CONDITION.test(raw)) return undefined
  const sentences = raw.split(SENTENCES).filter((piece) => piece.trim() !== '')
  // Without a word that joins them, a bare name or a code beside a wish is a part of it: "报名，继续教育，三个人".
  const joined = wishesOf(raw.split(AND_ALSO), 0, ear) ?? wishesOf(sentences, VERY_CLEAR, ear, wantsSomething)
  const wishes = joined ?? atBestSeam(raw, ear)
  // What a rule found in the whole is one of the parts, or the whole was no two wishes.
  const kept = !certain || !top || wishes?.some(({ readings: [own] }) => own && labelOf(own) === labelOf(top))
  return kept ? wishes : undefined
}

/** "还有名额没，有的话报上": what is asked is only what the wish hangs on. */
const ON_CONDITION = /[，,。;；、？?\s]有(?:的话|位?就|空就|我就)/

/** What staff dictate and what speaks of danger is never divided. */
const ONE_WHOLE = /^(?:staff\.|merchant\.(?:redeem|bind)|distress$|lost\.relay$|notice\.reply$)/

/** What people say around a wish: it is noticed, and needs no words of its own beside the wish's. */
const SMALL_TALK = new Set(['greet', 'thanks', 'bye', 'driving.off'])
const LONGEST_SMALL_TALK = 10
export const isSmallTalk = (intent: string): boolean => SMALL_TALK.has(intent)

/** One wish with a greeting, thanks or "I have stopped" before or after it: the wish first. */
export function besideSmallTalk({ raw, certain }: Understanding, ear: Ear): Understanding[] | undefined {
  if (certain || raw.length > LONGEST) return undefined
  for (const { index, 0: gap } of raw.matchAll(/[，,。；;？?！!~…\s]+/g)) {
    const [head, tail] = [raw.slice(0, index).trim(), raw.slice(index + gap.length).trim()]
    for (const [talk, wish] of [
      [head, tail],
      [tail, head],
    ] as const) {
      if (talk.length < SHORTEST_PART || talk.length > LONGEST_SMALL_TALK || wish.length < SHORTEST_WHOLE) continue
      const [said, wanted] = [ear.understand(talk), ear.understand(wish)]
      const [top] = said.readings
      const plain = top !== undefined && isSmallTalk(top.intent) && top.confidence >= VERY_CLEAR
      if (plain && isClear(wanted, CLEAR, ear) && standsAlone(wanted, undefined, ear)) return [wanted, said]
    }
  }
  return undefined
}

/** Of a story in doubt: the one thing that one of its sentences clearly wants, while the whole may mean it. */
export function wishInStory({ raw, readings }: Understanding, ear: Ear): Reading | undefined {
  const sentences = raw.split(SENTENCES).filter((piece) => piece.trim().length >= SHORTEST_WHOLE && wants(piece))
  if (raw.length > LONGEST || sentences.length > MOST_SEAMS) return undefined
  const clear = sentences.map((piece) => ear.understand(piece)).filter((wish) => isClear(wish, CLEAR_IN_STORY, ear) && !wish.elliptic)
  const [only, ...others] = new Set(clear.map(({ readings: [top] }) => (top ? labelOf(top) : '')))
  const wish = others.length === 0 ? readings.find((reading) => labelOf(reading) === only) : undefined
  return wish && { ...wish, confidence: VERY_CLEAR }
}

/** The wishes in the order in which they are served: questions first, and last what asks for consent before it begins. */
export function inTurn(wishes: readonly Understanding[], asksConsent: (intent: string) => boolean): { heard: Understanding; top: Reading }[] {
  const place = ({ top: { intent } }: { top: Reading }): number => (intent === 'answer' ? 0 : asksConsent(intent) ? 2 : 1)
  return wishes
    .flatMap((heard) => (heard.readings[0] ? [{ heard, top: heard.readings[0] }] : []))
    .filter(({ top }) => !isSmallTalk(top.intent))
    .sort((a, b) => place(a) - place(b))
}

function wishesOf(split: readonly string[], clear: number, ear: Ear, fits: (wish: Understanding) => boolean = () => true): Understanding[] | undefined {
  const pieces = split.filter((piece) => piece.trim().length >= SHORTEST_PART)
  if (pieces.length < 2 || pieces.length > 3) return undefined
  return wishesIn(
    pieces.map((piece) => piece.replace(LEADING, '')),
    clear,
    ear,
    fits,
  )
}

/** Each piece as a wish of its own; after the first that is none the others are not read: reading is what costs. */
function wishesIn(pieces: readonly string[], clear: number, ear: Ear, fits: (wish: Understanding) => boolean): Understanding[] | undefined {
  const wishes: Understanding[] = []
  for (const piece of pieces) {
    const wish = ear.understand(piece)
    if (!fits(wish) || !isClear(wish, clear, ear) || !standsAlone(wish, wishes.at(-1), ear)) return undefined
    wishes.push(wish)
  }
  return differ(wishes) ? wishes : undefined
}

/** The two parts whose weaker one is clearest; each must want something by itself. */
function atBestSeam(raw: string, ear: Ear): Understanding[] | undefined {
  if (raw.length > LONGEST) return undefined
  let best: { wishes: Understanding[]; weakest: number } | undefined
  for (const { first, second, clear } of partings(raw)) {
    const wishes = wishesIn([first, second], clear, ear, wantsSomething)
    if (!wishes || continues(wishes)) continue
    const weakest = Math.min(...wishes.map(({ readings: [top] }) => top?.confidence ?? 0))
    if (!best || weakest > best.weakest) best = { wishes, weakest }
  }
  return best?.wishes
}

interface Parting {
  first: string
  second: string
  /** How clear both must be. */
  clear: number
}

function partings(raw: string): Parting[] {
  const found: Parting[] = []
  for (const { index, 0: gap } of raw.matchAll(SEAMS)) {
    const first = raw.slice(0, index).trim()
    const second = raw
      .slice(index + gap.length)
      .replace(LEADING, '')
      .trim()
    if (first.length < SHORTEST_WHOLE || second.length < SHORTEST_WHOLE) continue
    if (found.some((other) => other.second === second)) continue
    found.push({ first, second, clear: gap === '' ? VERY_CLEAR : CLEAR })
    if (found.length === MOST_SEAMS) break
  }
  return found
}

const wants = (text: string): boolean => asksSomething(text) || WANTS.test(text)

/** What nobody says in a tale without wanting it: "剪头挪到周日", "资料发我一份". Bookings, losses and complaints are told of, too. */
const NEVER_TOLD = /^(?:profile|points|notice|deadline|study|member)\.|^booking\.(?:cancel|reschedule|list|wait)$|^(?:human|visit\.checkin)$/
const PLAINLY = 0.95
/** Why something is wanted: "请个假，出长途赶不回来". */
const TELLS_WHY = /[赶来去回到]不(?:了|回|上|及|成)|没(?:空|时间|法)|有(?:急)?事|出(?:长途|车|差)|跑长途|堵|病|发烧|住院/

/** Does this part want something: by its words, or by what it clearly means? A bare name (取号 理发) wants nothing. */
function wantsSomething(wish: Understanding): boolean {
  const [top] = wish.readings
  if (top?.intent === 'help') return top.confidence >= PLAINLY
  return wants(wish.raw) || (top !== undefined && top.confidence >= PLAINLY && NEVER_TOLD.test(top.intent) && !TELLS_WHY.test(wish.raw))
}

/** A day or an hour alone belongs to what it stands beside: "报名急救 11月27号". */
const BARE_TIME = /^[\d\s:：./年月日号点半钟刻分周星期礼拜一二三四五六七八九十两天今明后大上下午中早晚-]+$/u

function isClear(wish: Understanding, clear: number, ear: Ear): boolean {
  const [top] = wish.readings
  return top !== undefined && top.confidence >= clear && ear.isSure(wish) && isWish(top) && !BARE_TIME.test(wish.raw)
}

/** "你们电话多少": asked of the house, not of what was said before. */
const THE_HOUSE = /你们|咱|你[这那家]|恁|驿站|服务站|这[里儿边]/

/** A bare "几点开门" belongs to what was said before it, unless that is the house itself or nothing was said. */
function standsAlone(wish: Understanding, before: Understanding | undefined, { topicInMind }: Ear): boolean {
  if (!wish.elliptic || THE_HOUSE.test(wish.raw)) return true
  return before ? (before.readings[0]?.topic?.startsWith('centre.') ?? false) : !topicInMind
}

/** Steering and small talk join anything and ask for nothing. */
const NO_WISH = new Set(['none', 'yes', 'no', 'cancel', 'back', 'greet', 'thanks', 'bye', 'notice.ack', 'driving.on', 'driving.off'])
const isWish = (reading: Reading): boolean => !NO_WISH.has(reading.intent)

const differ = (wishes: readonly Understanding[]): boolean => new Set(wishes.map(matterOf)).size === wishes.length

/** A loss or a find with the question or the description after it is one matter, and so are "I am in the classroom" and "check me in". */
function matterOf({ readings: [top] }: Understanding): string | undefined {
  const label = top && labelOf(top)
  return label?.endsWith('.checkin') ? 'checkin' : label && /^(?:lost|found)\b/.test(label) ? 'lost' : label
}

/** What nothing announces as another wish may say the same once more: "取消吧，改到明天", "积分不对，帮我查查". */
const ONE_MATTER: readonly ReadonlySet<string>[] = [
  new Set(['booking.cancel', 'booking.reschedule']),
  new Set(['points.object', 'points.balance', 'points.history']),
  new Set(['merchants', 'merchant.find']),
  new Set(['human', 'request.create', 'booking.create', 'legal-aid']),
  new Set(['skills', 'education', 'study.list']),
]

function continues(wishes: readonly Understanding[]): boolean {
  const labels = wishes.map(({ readings: [top] }) => (top ? labelOf(top) : ''))
  return ONE_MATTER.some((matter) => labels.every((label) => matter.has(label)))
}
