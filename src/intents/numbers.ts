/** Numbers as Chinese writes them. */

const DIGITS: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 }
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 }

/** "12", "十二", "三百五十", "一百二" (120), "两万"; nothing when the words are no number. */
export function readNumber(words: string): number | undefined {
  if (/^\d+(?:\.\d+)?$/.test(words)) return Number(words)
  let total = 0
  let section = 0
  let digit: number | undefined
  let unit = 1
  for (const word of words) {
    const value = DIGITS[word]
    if (value !== undefined) {
      // 二〇二六 is read digit by digit elsewhere; here two digits in a row are no number.
      if (digit !== undefined && digit !== 0) return undefined
      digit = value
    } else if (word === '万') {
      total += (section + (digit ?? 0)) * 10_000
      section = 0
      digit = undefined
      unit = 10_000
    } else {
      const size = UNITS[word]
      if (size === undefined) return undefined
      section += (digit ?? 1) * size
      digit = undefined
      unit = size
    }
  }
  const shortened = digit !== undefined && unit >= 100 && !words.includes('零') ? digit * (unit / 10) : (digit ?? 0)
  return words === '' ? undefined : total + section + shortened
}
