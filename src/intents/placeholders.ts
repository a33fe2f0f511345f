/**
 * Numbers that name something particular (a telephone, a plate, a code, a date, a sum) as one capital letter per kind,
 * so that "我的包丢了 电话13800138000" reads like "我的包丢了" with a tail. Normalised text has no capitals of its own.
 */
import { LANDLINE, MOBILE, NUMERALS, PLATE } from './slots.ts'

const N = `(?:\\d{1,2}|[${NUMERALS}]{1,3})`
/** What people put before a number they give: it belongs to the number and asks for nothing. */
const GIVES_PHONE = '(?:我的?|俺的?|本人)?(?:联系)?(?:电话|手机|座机|号码|联系方式)号?码?\\s?(?:是|为|:|：)?\\s?'
const GIVES_PLATE = '(?:我的?|俺的?)?(?:车牌|牌照|车号)号?码?\\s?(?:是|为|:|：)?\\s?'

type Rules = readonly (readonly [RegExp, string])[]

/** T: a telephone, L: a plate. */
const GIVEN: Rules = [
  [new RegExp(`(?:${GIVES_PHONE})?(?:${MOBILE.source}|${LANDLINE.source})`, 'g'), 'T'],
  [new RegExp(`(?:${GIVES_PLATE})?${PLATE.source}`, 'gi'), 'L'],
]

/** M: a name, D: a date or weekday, H: a time of day, Y: a sum (but not the small ones that name a meal or a haircut), N: a code or a number as long as a card's. */
const OTHERS: Rules = [
  [/(?<=^|[\s\p{P}])(?:我|俺)(?:叫|姓)(?:老|小)?(?![是的我你他要想来说问去在有不没什谁啥哪])\p{Script=Han}{1,2}(?:师傅)?(?=$|[\s\p{P}])/gu, 'M'],
  [/(?:20\d\d[年./-])?\d{1,2}(?:月\d{1,2}[日号]?|[/-]\d{1,2}(?![\d/-]))|20\d\d年(?:\d{1,2}月)?/g, 'D'],
  [
    /(?:[一二三四五六七八九十]{1,2}月)?(?<![第户a-z\d一二三四五六七八九十-])(?:[1-3]?\d|[二三]?十?[一二三四五六七八九]|[二三]?十)[号日](?![店楼线仓门码院机路车会窗])/g,
    'D',
  ],
  [/(?:下+|这|本|上)?个?(?:周|星期|礼拜)(?:[一二三四五六日天]|[1-7](?!\d))(?![次天回期])/g, 'D'],
  [new RegExp(`(?<!有)(?:${N}[点:](?:半|一刻|钟|[0-5]\\d|[${NUMERALS}]{1,3}分?)?|\\d{1,2}:[0-5]\\d)(?![\\d位赞一])`, 'g'), 'H'],
  [new RegExp(`[¥$]?\\d{2,7}(?:\\.\\d{1,2})?(?:元|块钱?|圆)\\d?|[¥$]\\d+(?:\\.\\d+)?|[${NUMERALS}]{2,8}(?:元|块钱|块(?![儿路地]))[${NUMERALS}]?`, 'g'), 'Y'],
  [/(?<!\d)\d{3,20}(?!\d)/g, 'N'],
]
/** Normalised text has no invisible characters, so this one can hold two apart for a moment. */
const KEPT_APART = '\u2060'
/** "快一点", "近一点的" ask for more, not for one o'clock. */
const A_LITTLE = /(?<!上午|下午|中午|凌晨|半夜|夜里|晚上|早上|今天|明天|后天|[到DH\s])一点(?!半|钟|\d|多)/g

/** The text with every such number as its letter. */
export function withPlaceholders(text: string): string {
  const marked = replaced(text, GIVEN).replace(A_LITTLE, `一${KEPT_APART}点`)
  return replaced(marked, OTHERS).replaceAll(KEPT_APART, '')
}

/** Only telephones and plates: "电话13800138000" gives a telephone, it does not ask for one. */
export const withoutGiven = (text: string): string => replaced(text, GIVEN)

const replaced = (text: string, rules: Rules): string => rules.reduce((left, [pattern, letter]) => left.replace(pattern, letter), text)
