/** Reading what drivers and merchants say about a spending. Pure. */
import { readNumber } from '../../../intents/numbers.ts'
import type { Understanding } from '../../../intents/understanding.ts'

const NUMERALS = '零一二两三四五六七八九十百千'
const POINTS = new RegExp(`(\\d{1,6}|[${NUMERALS}]{1,7})\\s*(?:个)?(?:积分|分(?!钟))`)
const ALL = /全(?:部|都)?(?:用|换|兑|抵|使|给)|(?:积分|分)(?:全|都)(?:用|换|兑)|能抵多少(?:就)?抵多少|有多少(?:就)?(?:用|抵)多少|全用|都用了|一分不剩|别给我剩/

/** How many points, or what they should take off (`yuan:10`), or all of them. */
export function pointsIn(heard: Pick<Understanding, 'text' | 'slots'>, direct: boolean): string | undefined {
  const text = heard.text.replace(/\s+/g, '')
  if (ALL.test(text) || (direct && /^(?:全部?|所有|都用?)(?:的|了|吧)?$/.test(text))) return 'all'
  const said = POINTS.exec(text)?.[1]
  const number = said === undefined ? undefined : readNumber(said)
  if (number !== undefined && Number.isInteger(number) && number > 0) return String(number)
  if (direct) {
    const bare = /^(?:用|就|抵)?(\d{1,6}|[零一二两三四五六七八九十百千]{1,7})(?:吧|个)?$/.exec(text)?.[1]
    const plain = bare === undefined ? undefined : readNumber(bare)
    if (plain !== undefined && Number.isInteger(plain) && plain > 0) return String(plain)
  }
  const [yuan] = heard.slots.amounts
  return yuan !== undefined && /抵|顶|减|少|便宜|换|兑/.test(text) && !/修完|一共|总共|账单|收我|老板说/.test(text) ? `yuan:${yuan}` : undefined
}

const SPOKEN = '零〇一二三四五六七八九幺'
const SIX = new RegExp(`(?<![\\d${SPOKEN}.])(\\d{6}|\\d{3}[ -]\\d{3}|[${SPOKEN}]{6})(?![\\d${SPOKEN}])`)

const SPOKEN_DIGITS: Readonly<Record<string, string>> = { 〇: '0', 幺: '1' }

function codeFrom(found: string): string {
  return Array.from(found.replace(/[ -]/g, ''))
    .map((sign) => (/\d/.test(sign) ? sign : (SPOKEN_DIGITS[sign] ?? String(readNumber(sign) ?? ''))))
    .join('')
}

/** The six digits that a driver showed. */
export function codeIn(raw: string): string | undefined {
  const found = SIX.exec(raw.normalize('NFKC'))?.[1]
  return found === undefined ? undefined : codeFrom(found)
}

const AMOUNT = new RegExp(`(\\d{1,6}(?:\\.\\d{1,2})?|[${NUMERALS}]{1,9})(?:(?:元|块|圆)钱?(\\d|[${NUMERALS}])?|kuai|yuan)?(?:钱|整|毛)?[\\s。.!！]*$`, 'i')
const MONEY = new RegExp(`(\\d{1,6}(?:\\.\\d{1,2})?|[${NUMERALS}]{1,9})\\s*(?:元|块|圆|kuai|yuan)(?:钱)?(?:(\\d|[${NUMERALS}])(?![\\d${NUMERALS}个]))?`, 'i')

/** The bill, in fen, in what is left of the words beside the code. */
export function billIn(raw: string): number | undefined {
  const rest = raw.normalize('NFKC').replace(SIX, ' ')
  const found = MONEY.exec(rest) ?? AMOUNT.exec(rest.trim())
  const whole = found?.[1] === undefined ? undefined : readNumber(found[1])
  if (whole === undefined) return undefined
  const tenths = found?.[2] === undefined || found[2] === '半' ? 0 : (readNumber(found[2]) ?? 0)
  const half = /[元块圆]半/.test(rest) ? 50 : 0
  const fen = Math.round(whole * 100) + tenths * 10 + half
  return fen > 0 && fen <= 100_000_000 ? fen : undefined
}

/** "482913 86元" and nothing else: certainly a merchant's. */
const CLAIM =
  /^(?:核销|核一下|兑一下|验一下|验下|收码|司机(?:的)?码|码|顾客码)?[是为:：,，\s]*(?:\d{6})[\s,，、]+(?:一共|合计|总共|共|账单|消费|收|金额)?\s*\d{1,6}(?:\.\d{1,2})?\s*(?:元|块|块钱)?[。.!！]?$/
export const claimsRedeem = (raw: string): boolean => CLAIM.test(raw.normalize('NFKC').trim())

const SPEND = new RegExp(
  `^(?:那|我|俺|咱|就|想|要|给我|帮我|先|在.{2,12}?)*(?:用|使|花|兑|拿)(?:掉|了)?(?:\\d{1,6}|[${NUMERALS}]{1,7})(?:个)?(?:积分|分)(?!钟)|^(?:我|俺)?(?:想|要)?用\\d{2,5}$`,
)
/** "用50积分": the very words that people are told to say. */
export const claimsSpend = (text: string): boolean => SPEND.test(text.replace(/\s+/g, ''))

/** The words of the merchant's page. */
export const words = {
  title: '积分核销',
  bindingCode: '商家码',
  whereFrom: '商家码形如 M-12345678。在聊天里给小驿发“核销网页”，或者找中心工作人员要。',
  enter: '进入',
  code: '司机的六位码',
  bill: '账单金额（元）',
  sell: '核销',
  missing: '请填六位数字的码和金额，比如：482913 和 86。',
  foreign: '请在本页面里操作。',
  oldLink: '请重新填商家码进入。',
  wrong: '这个商家码不对，请核对。',
  over: '这个商家码用过了或者过期了，请要一个新的。',
  locked: '错了太多次，请过一小时再试。',
} as const
