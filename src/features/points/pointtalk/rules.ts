/** Reading what people ask about their points. Pure. */
import { readNumber } from '../../../intents/numbers.ts'

const NUMERALS = '零一二两三四五六七八九十百千'
const LESS = new RegExp(
  `(?:少|扣|减|没)(?:了|掉|我|俺|去)*(?:整整|正好)?(\\d{1,6}|[${NUMERALS}]{1,6})(?:个)?(?:积?分|$|[,，。?？!！])|(\\d{1,6}|[${NUMERALS}]{1,6})(?:个)?(?:积?分)(?:咋|怎么|为啥|为什么)?(?:没|少|不见|扣)`,
)

/** "积分咋少了30": how many points somebody misses. */
export function missedPoints(text: string): number | undefined {
  const found = LESS.exec(text.replace(/\s+/g, ''))
  const said = found?.[1] ?? found?.[2]
  const number = said === undefined ? undefined : readNumber(said)
  return number !== undefined && Number.isInteger(number) && number > 0 ? number : undefined
}

/** Asks why there are fewer points, without saying how many. */
export const asksWhyLess = (text: string): boolean => /(?:少|扣|减)(?:了|掉|得)|变少|花(?:哪|到哪)|没(?:了|有)$/.test(text.replace(/\s+/g, ''))

/** "第三条", "第2笔", "最上面那个": a line of the list, counted from 1; -1 for the last. */
export function lineNumberIn(text: string): number | undefined {
  const bare = text.replace(/\s+/g, '')
  const found = /(?:第)(\d{1,2}|[一二三四五六七八九十])(?:条|行|笔|个|项|单)/.exec(bare)?.[1]
  if (found !== undefined) return readNumber(found)
  if (/最(?:上面|前面|近|新)(?:那|的)?|头一(?:条|笔|个|行)/.test(bare)) return 1
  return /最(?:后|下面|末)(?:一|那|的)?/.test(bare) ? -1 : undefined
}

/** A driver's number as people write it: `D-12`, `d12`. */
export const driverNumberIn = (text: string): string | undefined => {
  const found = /(?<![a-z])d\s?-?\s?(\d{1,8})(?!\d)/i.exec(text.normalize('NFKC'))?.[1]
  return found === undefined ? undefined : `D-${Number(found)}`
}
