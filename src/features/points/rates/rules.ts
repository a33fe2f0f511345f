/** What staff say to change what earns points, and what a merchant agreed to. Pure. */
import { readNumber } from '../../../intents/numbers.ts'

/** The names by which the earning rules are spoken of. */
const NAMES: readonly (readonly [Earning, RegExp])[] = [
  ['visit', /^(?:到站|每天|每日|进站)?(?:签到|打卡|到访)$/],
  ['study', /^(?:上课|学习|听课|培训|继续教育|课程?|党课)(?:签到|考勤|出勤)?$/],
  ['returned', /^(?:归还|交还|还|上交|捡到?|拾到?)?(?:失物|东西|拾物)(?:归还|招领|上交)?$|^拾金不昧$/],
  ['volunteer', /^志愿(?:服务|活动|者)?$/],
  ['hand', /^(?:手工|人工|手动)(?:发放?|加)?$/],
]
export type Earning = 'visit' | 'study' | 'returned' | 'volunteer' | 'hand'

/**
 * A change of an earning rule; `all` is what holds for all rules together. From how many points on a second person is
 * needed is no such change: nobody lifts that alone in a chat.
 */
export type RuleChange =
  | { readonly of: Earning; readonly what: 'points' | 'perPersonDay' | 'validDays'; readonly to: number }
  | { readonly of: Earning; readonly what: 'off'; readonly to: boolean }
  | { readonly of: 'all'; readonly what: 'perPersonDay'; readonly to: number }

/** A change of a merchant's terms; amounts of yuan are in fen. */
export interface TermsChange {
  readonly merchant: string
  readonly what: 'pointsPerYuan' | 'minPoints' | 'minBill' | 'maxPerBill' | 'maxPerPersonDay' | 'maxPerDay'
  readonly to: number
}

const N = '(\\d{1,6}(?:\\.\\d{1,2})?|[零一二两三四五六七八九十百千]{1,6})'
const TO = '(?:改成|改为|调成|调到|调为|设成|设为|定成|定为|变成|换成|改到|涨到|降到|是)'
const PER_PERSON = '(?:每人每天|一人一天|每个?人一天|一个人一天)'
const NAME = '(?:把)?(\\p{Script=Han}{2,8}?)(?:的)?(?:积分|得分|加分|分)?(?:规则)?'

const whole = (said: string | undefined): number | undefined => {
  const number = readNumber(said ?? '')
  return number !== undefined && Number.isInteger(number) && number >= 1 && number <= 100_000 ? number : undefined
}
const fen = (said: string | undefined): number | undefined => {
  const yuan = readNumber(said ?? '')
  return yuan !== undefined && yuan >= 0.01 && yuan <= 1_000_000 ? Math.round(yuan * 100) : undefined
}
const earning = (name: string | undefined): Earning | undefined => NAMES.find(([, words]) => words.test(name ?? ''))?.[0]
const bare = (raw: string): string =>
  raw
    .normalize('NFKC')
    .replace(/[\s。.!！]+$/g, '')
    .replace(/\s+/g, '')
    .trim()

const RULES: readonly (readonly [RegExp, (found: RegExpExecArray) => RuleChange | undefined])[] = [
  [new RegExp(`^${PER_PERSON}(?:总共|一共|合计)?(?:最多|上限|封顶)(?:得|加|攒)?${TO}?${N}(?:积分|分)$`, 'u'), ([, n]) => ofAll(n)],
  [new RegExp(`^${NAME}${PER_PERSON}(?:最多|上限|封顶)(?:得|加)?${TO}?${N}(?:积分|分)$`, 'u'), ([, name, n]) => ofRule(name, 'perPersonDay', n)],
  [new RegExp(`^${NAME}(?:的)?有效期${TO}?${N}天$`, 'u'), ([, name, n]) => ofRule(name, 'validDays', n)],
  [new RegExp(`^${NAME}(?:一次|每次)?${TO}${N}(?:积分|分)$`, 'u'), ([, name, n]) => ofRule(name, 'points', n)],
  [new RegExp(`^${NAME}(?:先)?(?:暂停|停掉|停了|停发|不发了|关掉)$`, 'u'), ([, name]) => turned(name, true)],
  [new RegExp(`^${NAME}(?:恢复|重新开|接着发|打开)(?:发放?)?$`, 'u'), ([, name]) => turned(name, false)],
]

function ofAll(said: string | undefined): RuleChange | undefined {
  const to = whole(said)
  return to === undefined ? undefined : { of: 'all', what: 'perPersonDay', to }
}
function ofRule(name: string | undefined, what: 'points' | 'perPersonDay' | 'validDays', said: string | undefined): RuleChange | undefined {
  const [of, to] = [earning(name), whole(said)]
  return of === undefined || to === undefined || (what === 'validDays' && to > 3_650) ? undefined : { of, what, to }
}
function turned(name: string | undefined, off: boolean): RuleChange | undefined {
  const of = earning(name)
  return of && { of, what: 'off', to: off }
}

/** "签到积分改成5分". */
export function ruleChangeIn(raw: string): RuleChange | undefined {
  const words = bare(raw)
  for (const [pattern, read] of RULES) {
    const found = pattern.exec(words)
    const change = found && read(found)
    if (change) return change
  }
  return undefined
}

const SHOP = '(?:把)?(\\p{L}[\\p{L}\\p{N}（）()·]{1,19}?)(?:的)?(?:积分)?'
const YUAN = '(?:元|块钱?)'
const TERMS: readonly (readonly [RegExp, TermsChange['what'], typeof whole])[] = [
  [new RegExp(`^${SHOP}(?:每单|一单|每笔|一次|每次)(?:最多|上限|封顶)抵?${TO}?${N}${YUAN}$`, 'u'), 'maxPerBill', fen],
  [new RegExp(`^${SHOP}${PER_PERSON}(?:最多|上限|封顶)抵?${TO}?${N}${YUAN}$`, 'u'), 'maxPerPersonDay', fen],
  [new RegExp(`^${SHOP}(?:每天|一天|每日)(?:一共|总共|合计|全部)?(?:最多|上限|封顶)抵?${TO}?${N}${YUAN}$`, 'u'), 'maxPerDay', fen],
  [new RegExp(`^${SHOP}(?:消费)?满${N}${YUAN}(?:才|起|就)?(?:能|可以?)?(?:用|抵|用积分)$`, 'u'), 'minBill', fen],
  [new RegExp(`^${SHOP}(?:一次|每次|每单)?(?:最少|至少|起步)(?:用|抵)?${TO}?${N}(?:积分|分)$`, 'u'), 'minPoints', whole],
  [new RegExp(`^${SHOP}${TO}?${N}(?:积分|分)(?:抵|换|顶)(?:1|一)${YUAN}$`, 'u'), 'pointsPerYuan', whole],
]

/** "王记快餐每单最多抵30元". */
export function termsChangeIn(raw: string): TermsChange | undefined {
  const words = bare(raw)
  for (const [pattern, what, read] of TERMS) {
    const [, merchant, said] = pattern.exec(words) ?? []
    const to = read(said)
    if (merchant !== undefined && to !== undefined) return { merchant, what, to }
  }
  return undefined
}

export const claimsChange = (raw: string): boolean => raw.length <= 40 && (ruleChangeIn(raw) !== undefined || termsChangeIn(raw) !== undefined)
