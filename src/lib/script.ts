/** Simplified and traditional characters. The one home of opencc-js. */
import { createRequire } from 'node:module'
import { Converter } from 'opencc-js/t2cn'

/** Traditional characters turned into simplified ones; everything else stays. */
export const toSimplified: (text: string) => string = Converter({ from: 't', to: 'cn' })

type Tables = typeof import('opencc-js/cn2t')

let simplifiedToTraditional: ((text: string) => string) | undefined

/** Simplified characters turned into traditional ones; everything else stays. */
export function toTraditional(text: string): string {
  // Its phrase tables take 50 MB, and many a centre never meets a writer of traditional characters.
  const tables = (): Tables => createRequire(import.meta.url)('opencc-js/cn2t')
  const convert = simplifiedToTraditional ?? tables().Converter({ from: 'cn', to: 'tw' })
  simplifiedToTraditional = convert
  return convert(text)
}
