/** What staff say about sessions: set phrases, each with a public number where it is about one. */

export type Command =
  | { readonly does: 'create'; readonly words: string }
  | { readonly does: 'change'; readonly number: string; readonly words: string }
  | { readonly does: 'cancel'; readonly number: string; readonly why: string }
  | { readonly does: 'list' | 'sheet' | 'code' | 'close'; readonly number: string | undefined }
  | { readonly does: 'admit'; readonly number: string; readonly positions: readonly number[] }
  /** Lets in who is not on the list: by name, phone, or the end of one. */
  | { readonly does: 'let-in'; readonly number: string; readonly who: string }
  /** Ends what recurs: by a session's number, or by its title. */
  | { readonly does: 'end'; readonly number: string | undefined; readonly words: string }
  /** One of the above about a session that is called by its title, which is in the words. */
  | { readonly does: 'titled'; readonly verb: Verb; readonly words: string }
  | { readonly does: 'how'; readonly verb: 'create' | 'change' }
  | { readonly does: 'decide'; readonly number: string; readonly approved: boolean; readonly why: string }
  | { readonly does: 'excuses' }

/** What can be done to a session that is called by its title, as it is said with a number. */
export const VERBS = { cancel: '取消课', change: '改课', admit: '补签', list: '名单', sheet: '导出名单', close: '核对', code: '上课码' } as const
export type Verb = keyof typeof VERBS

const SESSION = String.raw`s\s*[-–—－]?\s*(\d{1,9})(?!\d)`
const EXCUSE = String.raw`q\s*[-–—－]?\s*(\d{1,9})(?!\d)`
const phrase = (before: string, after: string): RegExp => new RegExp(`^(?:${before})\\s*[:：]?\\s*${after}[\\s,，:：]*(.*)$`, 'is')

const CREATE = /^(?:开课|新课|加课|排课)[\s:：,，]+(?!.*[吗没么?？]$)(.+)$/s
const CANCEL = phrase('取消课程?|停课|取消场次', SESSION)
const CHANGE = phrase('改课|课改|改场次', SESSION)
const ADMIT = phrase('补签|签到?上?', SESSION)
/** 签到码 alone is the door's. */
const CODE = /^(?:上课(?:签到)?码|大屏|签到码(?=\s*[:：]?\s*s))\s*(?:[:：]?\s*s\s*[-–—－]?\s*(\d{1,9}))?$/i
const LIST = /^(?:看|查)?(?:课程|报名|学员|签到|上课)?(?:名单|人员)\s*[:：]?\s*s\s*[-–—－]?\s*(\d{1,9})$/i
const SHEET = /^导出(?:报名|学员|签到)?(?:名单|表)\s*[:：]?\s*s\s*[-–—－]?\s*(\d{1,9})$/i
const CLOSE = /^(?:核对|核完|核对完|名单核对)\s*[:：]?\s*s\s*[-–—－]?\s*(\d{1,9})$/i
const DECIDE = phrase('(不准|不批|不同意|准假?|批准|同意)', EXCUSE)
const EXCUSES = /^(?:请假|补签|请假和补签)(?:单|名单|列表|条)$/

const HOW =
  /^(?:(?:我)?(?:想|要|请问)?(?:怎么|怎样|如何|咋)?(?:开课|新课|加课|排课|开一?[节个堂门]课)(?:怎么(?:开|弄|排|说|发|写|操作)|咋(?:开|弄|排|说|发)|格式|模板)?)$|^((?:怎么|怎样|如何|咋)?(?:改课|课改)(?:怎么(?:改|弄|说|发)|咋(?:改|弄|说|发)|格式)?)$/
const STOPS = /^(?:停开|停办|(?:取消|终止|结束|停掉?)(?:整个)?系列(?:课)?)\s*[:：]?\s*(.{2,})$/s
const STOPS_WEEKLY = /^(?:取消|停掉?|终止)(?:课程?)?\s*[:：]?\s*(.*每.{0,2}(?:周|星期|礼拜).+)$/s
/** 以后每周五的急救培训都不上了. */
const NO_MORE = /^(.*?)(?:都|就|全|也|再){0,2}(?:不(?:再)?(?:上|开|办|讲|排)|停(?:开|办|上)?|取消)(?:课)?(?:了|啦|吧|掉)*[。.!！]*$/s
const FOR_GOOD = /每.{0,2}(?:周|星期|礼拜)|系列|以后|往后|今后|从今/
const A_COURSE = /每.{0,2}(?:周|星期|礼拜)|系列|(?<![a-z])s\s*-?\s*\d|课|学习|培训/i
/** The speaker's own going, and questions. */
const NOT_A_COMMAND = /我|俺|[吗么呢?？]|是不是|有没有/

function endIn(text: string): Command | undefined {
  const stops = STOPS.exec(text)?.[1] ?? STOPS_WEEKLY.exec(text)?.[1]
  const noMore = FOR_GOOD.test(text) && A_COURSE.test(text) && text.length <= LONGEST_ORDER ? NO_MORE.exec(text)?.[1] : undefined
  const words = NOT_A_COMMAND.test(text) ? undefined : (stops ?? noMore)
  if (words === undefined) return undefined
  const number = new RegExp(SESSION, 'i').exec(words)?.[1]
  return { does: 'end', number: number === undefined ? undefined : session(number), words }
}
const LONGEST_ORDER = 40

const BY_TITLE: readonly (readonly [RegExp, Verb])[] = [
  [/^(?:取消课程?|停课|取消场次)\s*[:：]?\s*(.{2,})$/s, 'cancel'],
  [/^(?:改课|课改|改场次)\s*[:：]?\s*(.{2,})$/s, 'change'],
  [/^补签[\s:：]+(.{2,})$/s, 'admit'],
  [/^(?:看|查)?(?:课程|报名|学员|签到|上课)?名单[\s:：]+(.{2,})$/s, 'list'],
  [/^导出(?:报名|学员|签到)?(?:名单|表)[\s:：]+(.{2,})$/s, 'sheet'],
  [/^(?:核对|核完|核对完|名单核对)[\s:：]+(.{2,})$/s, 'close'],
  [/^(?:上课(?:签到)?码|大屏)[\s:：]+(.{2,})$/s, 'code'],
]
/** 停课了吗 asks, 取消课程表 is none, and another matter's number is not ours. */
const NO_TITLE = /^(?:了|过|没|表$|吗)|^\d+$|[吗么呢?？]$|(?<![a-z])[a-rt-z]\s*-\s*\d/i

function titledIn(text: string): Command | undefined {
  for (const [pattern, verb] of BY_TITLE) {
    const words = pattern.exec(text)?.[1]?.trim()
    if (words && !NO_TITLE.test(words) && !LEAVE.test(words)) return { does: 'titled', verb, words }
  }
  return undefined
}
/** Reasons of who was there themselves. */
const LEAVE = /^(?:一下|下|我|俺)/

function admission(number: string, rest: string): Command {
  const positions = rest.replace(/第|号|[和、,，及\s]/g, ' ').trim()
  if (positions === '' || /^\d{1,3}(?:\s+\d{1,3})*$/.test(positions)) return { does: 'admit', number, positions: (positions.match(/\d+/g) ?? []).map(Number) }
  return { does: 'let-in', number, who: rest.trim() }
}

/** The staff command in a message; undefined when it is none. */
export function commandIn(raw: string): Command | undefined {
  const text = raw.normalize('NFKC').trim()
  return numberedIn(text) ?? endIn(text) ?? howIn(text) ?? titledIn(text)
}

function howIn(text: string): Command | undefined {
  const found = HOW.exec(text.replace(/[\s。.!！?？]+$/g, ''))
  return found ? { does: 'how', verb: found[1] ? 'change' : 'create' } : undefined
}

function numberedIn(text: string): Command | undefined {
  const create = CREATE.exec(text)
  if (create) return { does: 'create', words: create[1] ?? '' }
  const cancel = CANCEL.exec(text)
  if (cancel) return { does: 'cancel', number: session(cancel[1]), why: (cancel[2] ?? '').trim() }
  const change = CHANGE.exec(text)
  if (change) return { does: 'change', number: session(change[1]), words: (change[2] ?? '').trim() }
  const admit = ADMIT.exec(text)
  if (admit) return admission(session(admit[1]), admit[2] ?? '')
  const decide = DECIDE.exec(text)
  if (decide) return { does: 'decide', number: `Q-${Number(decide[2])}`, approved: !(decide[1] ?? '').startsWith('不'), why: (decide[3] ?? '').trim() }
  if (EXCUSES.test(text)) return { does: 'excuses' }
  for (const [pattern, does] of [
    [LIST, 'list'],
    [SHEET, 'sheet'],
    [CODE, 'code'],
    [CLOSE, 'close'],
  ] as const) {
    const found = pattern.exec(text)
    if (found) return { does, number: found[1] === undefined ? undefined : session(found[1]) }
  }
  return undefined
}

const session = (digits: string | undefined): string => `S-${Number(digits)}`
