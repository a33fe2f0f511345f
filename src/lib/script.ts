/** Simplified and traditional characters. The one home of opencc-js. */
import { Converter as ToTraditional } from 'opencc-js/cn2t'
import { Converter as ToSimplified } from 'opencc-js/t2cn'

/** Traditional characters turned into simplified ones; everything else stays. */
export const toSimplified: (text: string) => string = ToSimplified({ from: 't', to: 'cn' })

/** Simplified characters turned into traditional ones; everything else stays. */
export const toTraditional: (text: string) => string = ToTraditional({ from: 'cn', to: 't' })
