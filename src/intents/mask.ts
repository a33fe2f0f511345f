/** Numbers by which a person could be reached or known, taken out of words that others will read. */
import { LANDLINE, MOBILE } from './slots.ts'

const IDENTITY = /(?<!\d)(\d{4})\d{11}(\d{2})[\dx](?![\dx])/gi
const CARD = /(?<!\d)(\d{4})[\d ]{8,14}(\d{4})(?!\d)/g
/** Digits written as characters, the way people hide a number from machines: 幺三八零零… */
const SPELLED = /[零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖]{7,}/g
/** Digits with anything thin in between: 138 0013 8000, 1-3-8-0-0… */
const SPREAD = /(?<!\d)(?:\d[ \-.·_]{0,2}){6,18}\d(?!\d)/g
const ACCOUNT = /((?:微信|v信|vx|wx|qq|威信|薇信)号?[:是为\s]*)[a-z0-9_-]{5,20}/gi

const hidden = '****'

/** The words with telephone, identity and card numbers and account names mostly hidden: 138****8000. */
export function masked(text: string): string {
  return text
    .normalize('NFKC')
    .replace(IDENTITY, (_, first: string, last: string) => `${first}${hidden}${last}`)
    .replace(CARD, (_, first: string, last: string) => `${first}${hidden}${last}`)
    .replace(MOBILE, (found) => masking(found))
    .replace(LANDLINE, (found) => masking(found))
    .replace(SPREAD, (found) => (found.replace(/\D/g, '').length >= 7 && !found.includes(hidden) ? masking(found) : found))
    .replace(SPELLED, hidden)
    .replace(ACCOUNT, (_, called: string) => `${called}${hidden}`)
}

function masking(number: string): string {
  const figures = number.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '')
  return `${figures.slice(0, 3)}${hidden}${figures.slice(-2)}`
}

/** The same without a single digit of them left: for words that strangers pass to each other. */
export const withoutNumbers = (text: string): string => masked(text).replace(/[\da-z]*\*{4}[\da-z]*/gi, '（号码已隐去）')
