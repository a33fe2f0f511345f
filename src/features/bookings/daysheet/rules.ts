/** What staff say about the day's bookings. Pure. */

const NUMBER = /(?<![a-z0-9])b\s*-?\s*(\d{1,8})(?!\d)/i
const TICKET = /(?<![\d-])(\d{1,3})\s*号/
const ARRIVED = /^(?:b\s*-?\s*\d+\s*(?:到了?|已到|签到|来了)|(?:到了?|已到|签到|来了)\s*b\s*-?\s*\d+)[。!！]?$/i
const MISSED = /^(?:(?:b\s*-?\s*\d+|\d{1,3}号)\s*(?:没来|未到|爽约|过号|不在)|(?:没来|未到|爽约|过号)\s*(?:b\s*-?\s*\d+|\d{1,3}号))[。!！]?$/i
const NEXT = /^(?:叫号|叫下一个|叫下一位|下一个|下一位|请下一位)(?:\s*\S{1,8})?$/
const SHEET =
  /^(?:看看?|查一?下?)?(?:今[天日]|明天|后天)?的?(?:预约表|预约单|日程表?|排班表|接待表)(?:\s*\S{1,8})?$|^(?:看看?|查一?下?)?(?:今[天日]|明天|后天)(?:都?有)?(?:的|哪些|多少|几个|谁)?(?:人)?(?:来)?预约(?:的?(?:人|名单|情况|列表))?(?:都?有(?:哪些|谁|几个))?[?？]?$/
const FORGIVE = /^(?:恢复预约|免记|原谅|销记录)\s*b\s*-?\s*\d+$/i

const folded = (raw: string): string => raw.normalize('NFKC').trim()
export const saysArrived = (raw: string): boolean => ARRIVED.test(folded(raw))
export const saysMissed = (raw: string): boolean => MISSED.test(folded(raw))
export const callsNext = (raw: string): boolean => NEXT.test(folded(raw))
export const asksSheet = (raw: string): boolean => SHEET.test(folded(raw))
export const forgives = (raw: string): boolean => FORGIVE.test(folded(raw))

/** `B-12`, however it is written. */
export function bookingIn(raw: string): string | undefined {
  const found = NUMBER.exec(folded(raw))
  return found ? `B-${Number(found[1])}` : undefined
}

/** The number of the day: 12号. */
export function ticketIn(raw: string): number | undefined {
  const found = TICKET.exec(folded(raw))
  return found ? Number(found[1]) : undefined
}
