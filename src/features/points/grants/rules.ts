/** What staff say when they give or take points, and the sheet that grants come in. Pure. */
import { readNumber } from '../../../intents/numbers.ts'
import type { SheetRow } from '../../../lib/sheets.ts'

const NUMERALS = '零一二两三四五六七八九十百千'

/** `P-12` in "撤销 P-12", "冲正P12". */
export const actNumberIn = (raw: string): string | undefined => {
  const found = /(?<![a-z])p\s?-?\s?(\d{1,8})(?!\d)/i.exec(raw.normalize('NFKC'))?.[1]
  return found === undefined ? undefined : `P-${Number(found)}`
}

/** `D-12`, or a mobile number. */
export function driverIn(raw: string, phones: readonly string[]): string | undefined {
  const number = /(?<![a-z])d\s?-?\s?(\d{1,8})(?!\d)/i.exec(raw.normalize('NFKC'))?.[1]
  return number === undefined ? phones.find((phone) => /^1\d{10}$/.test(phone)) : `D-${Number(number)}`
}

/** Takes points away: 扣, 减, 收回. */
export const takesAway = (text: string): boolean => /扣|减(?!免)|收回|去掉|冲掉|撤(?:回|掉|了)|冲(?:回|正)/.test(text) && !/补|退(?:给|回)|扣错|补扣/.test(text)

const POINTS = new RegExp(`(?:[+＋-]|加|发|奖励?|补|给|扣|减|收回)?\\s*(\\d{1,5}|[${NUMERALS}]{1,6})\\s*(?:个)?(?:积分|分(?!钟))`)
const SIGNED = /(?:[+＋]|(?:加|发|奖励?|补|扣|减)(?:积分)?)\s*(\d{1,5})(?!\d|[月号日点])/

const GIVES = /加|发|奖|补|给|退|记/
/** Without a number beside it: 给司机加减积分 is no giving yet. */
const PLAINLY_GIVES = /加|发|奖|补/
/** Right after the points: 30分收回. */
const RIGHT_AFTER = /^[^\s,，:：。]{0,4}/

/**
 * Whether points are given or taken; undefined where the words say neither. The order is looked at, not the reason: who
 * was given points twice has them taken.
 */
export function wayIn(raw: string): 'give' | 'take' | undefined {
  const rest = raw.normalize('NFKC').replace(/1\d{10}|(?<![a-z])[dp]\s?-?\s?\d+|加减/gi, ' ')
  const points = POINTS.exec(rest) ?? SIGNED.exec(rest)
  const end = points ? points.index + points[0].length : rest.length
  const order = rest.slice(0, end) + (RIGHT_AFTER.exec(rest.slice(end))?.[0] ?? '')
  if (takesAway(order) || /(?:^|\s)[-－—]\s*\d/.test(order)) return 'take'
  if ((points ? GIVES : PLAINLY_GIVES).test(order) || /[+＋]\s*\d/.test(order)) return 'give'
  return takesAway(rest) ? 'take' : undefined
}

export function pointsIn(raw: string, direct: boolean): number | undefined {
  const rest = raw.normalize('NFKC').replace(/1\d{10}|[dp]\s?-?\s?\d+/gi, ' ')
  const said = POINTS.exec(rest)?.[1] ?? SIGNED.exec(rest)?.[1] ?? (direct ? new RegExp(`^\\s*(\\d{1,5}|[${NUMERALS}]{1,6})\\s*$`).exec(rest)?.[1] : undefined)
  const number = said === undefined ? undefined : readNumber(said)
  return number !== undefined && Number.isInteger(number) && number > 0 ? number : undefined
}

/** The reason: what is left when driver, points and the command are taken away. */
export function reasonIn(raw: string): string | undefined {
  const rest = raw
    .normalize('NFKC')
    .replace(/(?:\+?86)?1\d{10}|(?<![a-z])[dp]\s?-?\s?\d+/gi, ' ')
    .replace(/撤销|撤回|冲正|冲回|同意|驳回/g, ' ')
    .replace(/(?:给|把|扣)\p{Script=Han}{1,4}?(?:师傅|司机|大哥|大姐)?\s*(?=加|发|奖|补|扣|减|积分)/u, '给 ')
    .replace(
      new RegExp(
        `(?:请|麻烦)?(?:把|给|帮|从)?\\s*(?:司机|师傅)?\\s*(?:加|发放?|奖励?|补|扣回?|减|收回|记)?\\s*[+＋-]?\\s*(?:\\d{1,5}|[${NUMERALS}]{1,6})\\s*(?:个)?(?:积分|分)`,
        'g',
      ),
      ' ',
    )
    .replace(
      /^\s*(?:请|麻烦)?(?:给|把|从)?\s*(?:那位|这位|一位|一个)?(?:司机|师傅)?\s*(?:的)?(?:加减?|发放?|奖励?|补|扣回?|减|收回|记)?(?:个|点|些)?(?:积分|分)?(?=\s|$|[,，:：])/,
      ' ',
    )
    .replace(/(?:原因|理由|事由|因为|备注)[是为:：]?/g, ' ')
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
    .replace(/\s+/g, ' ')
  return (rest.match(/\p{L}/gu)?.length ?? 0) >= 2 ? rest : undefined
}

/** "同意 P-3", "驳回 P-3 没有凭据". */
export interface Decision {
  readonly number: string
  readonly approves: boolean
  readonly reason: string
}

const DECISION = /^(同意|批准|通过|驳回|不同意|拒绝)\s*p\s*-?\s*(\d{1,8})\s*[,，:：]?\s*(.*)$/isu
export function decisionIn(raw: string): Decision | undefined {
  const [, word = '', number = '', reason = ''] = DECISION.exec(raw.normalize('NFKC').trim()) ?? []
  return number === '' ? undefined : { number: `P-${Number(number)}`, approves: /^(?:同意|批准|通过)$/.test(word), reason: reason.trim() }
}

/** Plain commands of staff: "给13800138000发20分 志愿服务", "撤销 P-3". */
export const claimsGrant = (raw: string): boolean => {
  const bare = raw.normalize('NFKC').trim()
  if (/^(?:撤销|撤回|冲正|冲回)\s*p\s*-?\s*\d/i.test(bare)) return true
  if (/^(?:请)?(?:扣|减|收回|奖励?|补|加|发)\s*(?:给)?\s*(?:1\d{10}|d\s?-?\s?\d{1,8})\s*(?:的)?(?:司机|师傅)?\s*\d{1,5}\s*(?:积分|分)/i.test(bare)) return true
  return /^(?:请)?(?:给|把|从|扣)?\s*(?:1\d{10}|d\s?-?\s?\d{1,8})\s*(?:的|那位)?(?:司机|师傅)?\s*(?:加|发|奖|补|扣|减|收回|记)/i.test(bare)
}

export const GRANT_SHEET = { name: '发积分', columns: ['司机', '积分', '原因'] } as const

export interface GrantRow {
  readonly row: number
  /** `D-12`, or a mobile number. */
  readonly driver: string
  readonly points: number
  readonly reason: string
}

/** A row of the sheet; a sentence for staff where it is none. */
export function grantRow({ row, cells }: SheetRow): GrantRow | string {
  const [who = '', points = '', reason = ''] = GRANT_SHEET.columns.map((title) => cells[title] ?? '')
  const driver = driverIn(who, [who.replace(/\D/g, '')])
  if (!driver) return `“司机”要写司机编号（D-12）或11位手机号，现在是“${who}”`
  if (!/^\d{1,5}$/.test(points) || Number(points) < 1) return `“积分”要写1到99999的整数，现在是“${points}”`
  return Array.from(reason).length < 2 ? '“原因”没有写' : { row, driver, points: Number(points), reason }
}

/** Yes or no to what was said back. */
export function sureIn(text: string): 'yes' | 'no' | undefined {
  if (/^(?:不对|不是|错了?|不|否|取消)/.test(text)) return 'no'
  return /^(?:对|是|确认|确定|好|可以|行|办|中)/.test(text) ? 'yes' : undefined
}
