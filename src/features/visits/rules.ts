/** The door's code in what people say. Pure. */

const BEFORE = '签到|签道|打卡|报到|到站|到驿站|到了|来了|扫码|码|code'
const WITH_WORDS = new RegExp(`(?:${BEFORE})[了是为啦:：,，\\s]*(\\d{4})(?!\\d|年|[-/.:：])`, 'i')
const AFTER_IT = /(?<![\d-/.:：])(\d{4})\s*(?:签到|打卡|报到)/

/** The four digits of the door; `direct`: they were asked for. */
export function doorCodeIn(raw: string, direct: boolean): string | undefined {
  const words = raw.normalize('NFKC').trim()
  const found = WITH_WORDS.exec(words)?.[1] ?? AFTER_IT.exec(words)?.[1]
  if (found || !direct) return found
  return /(?<!\d)(\d{2})\s?(\d{2})(?!\d)/.exec(words)?.slice(1).join('')
}

/** "签到 4829" and nothing else. */
export const claimsVisit = (raw: string): boolean => /^(?:到站|驿站)?(?:签到|打卡|报到)(?:码)?[是为:：,，\s]*\d{4}[。.!！]?$/.test(raw.normalize('NFKC').trim())

/** Says that the door is meant, not a course: 到站签到. */
export const meansTheDoor = (raw: string): boolean => /到站|进站|驿站|到访|门口|中心/.test(raw.normalize('NFKC'))

/** Staff want another device to be the screen: 签到屏链接. */
export const claimsLink = (text: string): boolean =>
  /^(?:给我|发我|要|开)?(?:个|一个)?(?:到站|门口|大厅|柜台|服务台)?签到(?:屏|屏幕|大屏|页面?)的?(?:链接|网址|地址)$|^(?:开|设|绑|绑定|换)(?:个|一个)?(?:到站|门口|大厅|柜台|服务台)?签到(?:屏|屏幕|大屏)$/.test(
    text.replace(/\s+/g, ''),
  )
/** No device is to be the screen any more. */
export const closesScreens = (text: string): boolean => /^(?:所有|全部)?签到(?:屏|屏幕|大屏)(?:都)?(?:作废|停用|收回|解绑)$/.test(text.replace(/\s+/g, ''))

/** Staff ask for the door's screen or its code. */
export const claimsDoor = (text: string): boolean =>
  /^(?:看|要|给我|现在的?|今天的?)?(?:到站|门口|大厅)?签到(?:屏|屏幕|码|大屏)(?:多少|是多少|是啥|给我)?$/.test(text.replace(/\s+/g, ''))
