/** Which line an objection is about, and what staff decide. Pure. */
import { readNumber } from '../../../intents/numbers.ts'

export interface Choosable {
  readonly target: string
  readonly day: string
  readonly amount: number
}

const NUMERALS = '零一二两三四五六七八九十百千'

/** "第三条", "18号那条扣50", "最上面那个": the one line that the words fit. */
export function lineIn(text: string, lines: readonly Choosable[], today: string): string | undefined {
  const bare = text.replace(/\s+/g, '')
  const place = /第(\d{1,2}|[一二三四五六七八九十])(?:条|行|笔|个|项|单)/.exec(bare)?.[1]
  if (place !== undefined) return lines[(readNumber(place) ?? 0) - 1]?.target
  if (/最(?:上面|前面|近|新)|头一(?:条|笔|个|行)/.test(bare)) return lines[0]?.target
  const amount = new RegExp(
    `(?:扣|减|少|花|用|加|给)(?:了|掉|我|俺)*(\\d{1,6}|[${NUMERALS}]{1,6})(?:个)?(?:积?分|$)|(\\d{1,6}|[${NUMERALS}]{1,6})(?:个)?积?分`,
  ).exec(bare)
  const points = readNumber(amount?.[1] ?? amount?.[2] ?? '')
  const date = /(?:(\d{1,2})月)?(\d{1,2})[号日]/.exec(bare)
  if (points === undefined && !date) return undefined
  const day = date ? `${String(Number(date[1] ?? today.slice(5, 7))).padStart(2, '0')}-${String(Number(date[2])).padStart(2, '0')}` : undefined
  const fitting = lines.filter((line) => (day === undefined || line.day.slice(5) === day) && (points === undefined || Math.abs(line.amount) === points))
  return fitting.length === 1 ? fitting[0]?.target : undefined
}

/** The message itself says what is wrong, beyond the bare wish to object. */
export function wordsIn(raw: string): string | undefined {
  const rest = raw
    .normalize('NFKC')
    .replace(/我?(?:对)?(?:第.{1,3}[条行笔个项单]|最上面那?[个条]?)?(?:我?有)?异议|这[条笔个]?不对|第.{1,3}[条行笔个项单]|[\s\p{P}]+/gu, '')
  return Array.from(rest).length >= 5 ? raw.trim() : undefined
}

const DECISION = /^异议\s*y\s*-?\s*(\d{1,8})\s*[,，:：]?\s*(不成立|成立|驳回|通过)\s*[,，:：]?\s*(.*)$/isu

export interface Decision {
  readonly number: string
  readonly upheld: boolean
  readonly reason: string
}

/** "异议 Y-3 成立 确实多扣了". */
export function decisionIn(raw: string): Decision | undefined {
  const found = DECISION.exec(raw.normalize('NFKC').trim())
  if (!found) return undefined
  const [, number = '', word = '', reason = ''] = found
  return { number: `Y-${Number(number)}`, upheld: word === '成立' || word === '通过', reason: reason.trim() }
}

/** Staff ask which objections wait. */
export const asksObjections = (raw: string): boolean =>
  /^(?:看|查)?(?:积分)?异议(?:列表|清单|名单|待办|有哪些|还有哪些|有没有)?$/.test(
    raw
      .normalize('NFKC')
      .trim()
      .replace(/[。.?？!！]+$/, ''),
  )

export const claimsDecision = (raw: string): boolean => /^异议\s*y\s*-?\s*\d/i.test(raw.normalize('NFKC').trim())
