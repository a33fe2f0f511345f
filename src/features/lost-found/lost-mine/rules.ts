/** What people want with a report that is there already. Pure. */

export type Wish =
  | 'list'
  | 'show'
  | 'claim'
  | 'prove'
  | 'refuse'
  | 'confirm'
  | 'deny'
  | 'got'
  | 'not-got'
  | 'returned'
  | 'withdraw'
  | 'watch'
  | 'correct'
  | 'tell'
  | 'hold'

/** A report's number; the letter of a plate (豫F·12345) is none. */
const NUMBER = /(?<![a-z0-9京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])([lf])\s?[-_—–]?\s?(\d{1,8})(?![a-z0-9])/gi

const half = (raw: string): string => raw.normalize('NFKC').replace(/[—–]/g, '-').trim()

/** The report numbers that the words name, in order. */
export const numbersIn = (raw: string): string[] => [
  ...new Set([...half(raw).matchAll(NUMBER)].map(([, kind = '', number = '']) => `${kind.toUpperCase()}-${Number(number)}`)),
]

const ASKS = '(?![没吗么不呢]|了[没吗么不]|了没)'
const WISHES: readonly (readonly [Wish, RegExp])[] = [
  ['show', /^(?:查看|查一?下|看一?下|看看?|打开|查)?\s*(?:登记|失物)?\s*[lf]\s?[-_]?\s?\d{1,8}[。.!?\s]*$/i],
  ['hold', /^(?:保管|收存|入库|存放|收到)\s*[:：]?\s*f/i],
  ['confirm', /^(?:确认|核对一致|同意认领)|是(?:他|她|失主|客人)(?:的|本人)/],
  ['deny', /^(?:不是|驳回|不匹配)\s*[lf]\s?-?\d|不是(?:他|她|失主|客人)的/i],
  ['not-got', /没(?:有)?(?:拿|取|领|收)到|没(?:有)?还(?:给)?我/],
  ['got', new RegExp(`(?:我|俺)?(?:已经)?(?:拿|取|领|收)(?:到|回来?)了?${ASKS}|物归原主`)],
  ['refuse', /不是(?:我|俺)(?:的|丢的|那个)|(?:对不上|不像|不对|不一样)(?!.{0,4}(?:改|更正|应该))|认错了/],
  [
    'correct',
    /^(?:补充|补一?下|更正|修改|改一?下|改)|(?:改成|改为|写错|说错|填错|登错.{0,4}(?:颜色|地方|时间))|应该是|^[lf]\s?-?\d{1,8}\s*[:：,，]?\s*(?:的?(?:颜色|地点|时间|牌子|车牌|电话)|是|里面|还有|上面)/i,
  ],
  ['watch', /(?:继续|接着|再)(?:帮我)?(?:找|留意|挂|等)|还在我这|别(?:给我)?撤|留着(?:吧|继续)?$/],
  [
    'returned',
    new RegExp(
      `(?:已|已经)?归还${ASKS}|(?:已经)?还给?(?:了)?(?:失主|他|她|人家|客人|乘客|本人)了?|(?:失主|客人|乘客|人家).{0,6}(?:领走|取走|拿走|接走|来取|来拿|取回)了?${ASKS}|已经还了|交还了`,
    ),
  ],
  [
    'withdraw',
    new RegExp(
      `撤(?:销|了|掉|回|吧)?${ASKS}|销(?:了|掉|吧)|(?:不用|不|别)(?:再)?(?:帮我|给我|替我)?(?:找|挂)|找(?:到|着|回来)了${ASKS}|(?:自己|已经|在.{1,8})找(?:到|着|回来)${ASKS}|(?:结|关)(?:了|掉|闭)|登错|登重|抠出来|收起来了|补办(?:了|完)|不要了`,
    ),
  ],
  ['claim', new RegExp(`认领|(?:去|来|怎么|咋|能|想)(?:领|取|拿)${ASKS}|(?:就|确实)?是(?:我|俺)(?:的|丢的)(?!名字)|我的没错`)],
]

/** What the words want; `list` when they only ask how things stand. */
export function wishIn(raw: string): Wish {
  const text = half(raw)
  return WISHES.find(([, words]) => words.test(text))?.[0] ?? 'list'
}

const STARTS =
  /^(?:撤销?|撤回|认领|确认|不是|驳回|保管|收存|入库|存放|归还|已归还|还了|拿到了?|没拿到|补充|更正|修改|改|查看|看看?|查|继续找|取消)?\s*(?:登记|失物)?\s*[:：]?\s*[lf]\s?[-_—–]?\s?\d{1,8}(?![a-z0-9])/i

/** Begins with what is to happen to a numbered report: certainly meant for it. */
export const claimsReport = (raw: string): boolean => STARTS.test(half(raw)) || WHOLE.test(half(raw))

const THANKS = '(?:多?谢谢?(?:您|你|啦|了|师傅)*)?'
/** Said as a whole it can only be meant for a report, whatever was spoken of in between. */
const WHOLE = new RegExp(
  `^(?:我的失物(?:登记)?|(?:我|俺)?(?:东西)?(?:已经)?(?:没)?(?:拿|取|领)(?:到|回来?)(?:东西)?了?|没还我|(?:我|俺)?(?:要|来|想)?认领|是(?:他|她|失主)的|(?:东西)?(?:已经?)?(?:还给|交给)(?:他|她|人家|失主|乘客|客人)了|(?:失主|乘客|客人|人家)(?:已经)?(?:领|取|拿)走了)[。.,，!?~\\s]*${THANKS}[。.!~\\s]*$`,
)

/** The words without the order and the numbers: what is to be added. */
export const detailIn = (raw: string): string =>
  half(raw)
    .replace(NUMBER, ' ')
    .replace(/^\s*(?:补充|补一?下|更正|修改|改一?下|改成|改为|改|请|帮我)*(?:一下)?[\s:：,，]*/, '')
    .replace(/不是[^,，。;；]{1,8}?的?(?=[,，。;；]|是|$)/g, ' ')
    .trim()

/** Where a find is kept: the words after the number. */
export const spotIn = (raw: string): string =>
  half(raw)
    .replace(NUMBER, ' ')
    .replace(/^\s*(?:保管|收存|入库|存放|收到)[\s:：]*/, '')
    .replace(/^(?:在|到|于|放在?)/, '')
    .trim()

export type StaffWish = 'list' | 'figures' | 'relay'

/** Staff's set phrases. */
export function staffWish(raw: string): StaffWish | undefined {
  const text = half(raw)
  if (/^(?:失物|招领|拾物|失物招领)(?:待办|列表|清单|台账|核对)[。.!?\s]*$/.test(text)) return 'list'
  if (/^(?:失物|招领|失物招领)(?:统计|报表|数据|月报)/.test(text) || /^(?:本月|上月|上个月|\d{1,2}月)(?:的)?(?:失物|招领)(?:统计|报表|数据)/.test(text))
    return 'figures'
  return /^查看传话/.test(text) ? 'relay' : undefined
}

/** The month that is asked for, as `2026-11`; the present one unless the words say otherwise. */
export function monthIn(raw: string, today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number)
  const named = /(?:(\d{4})年)?(\d{1,2})月/.exec(half(raw))
  const asked = named ? Number(named[2]) : /上个?月/.test(raw) ? month - 1 : month
  const of = named?.[1] ? Number(named[1]) : asked > month || asked < 1 ? year - 1 : year
  return `${of}-${String(asked < 1 ? 12 : asked).padStart(2, '0')}`
}

/** The middle of some numbers; undefined of none. */
export function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length === 0 ? undefined : sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

export interface Figure {
  readonly item: string
  readonly lost: number
  readonly found: number
  readonly matched: number
  readonly returned: number
  /** From the report to the return; undefined where nothing was returned. */
  readonly medianDays: number | undefined
}

/** Counts by kind of thing, the most frequent first. */
export function figuresOf(events: readonly { what: 'lost' | 'found' | 'matched' | 'returned'; item: string; days: number | null }[]): Figure[] {
  const items = [...new Set(events.map(({ item }) => item))]
  const of = (own: typeof events, what: (typeof events)[number]['what']): number => own.filter((event) => event.what === what).length
  return items.map((item) => figureOf(item, events, of)).sort((a, b) => b.lost + b.found - (a.lost + a.found) || (a.item < b.item ? -1 : 1))
}

function figureOf(
  item: string,
  events: Parameters<typeof figuresOf>[0],
  of: (own: typeof events, what: 'lost' | 'found' | 'matched' | 'returned') => number,
): Figure {
  const own = events.filter((event) => event.item === item)
  return {
    item,
    lost: of(own, 'lost'),
    found: of(own, 'found'),
    matched: of(own, 'matched'),
    returned: of(own, 'returned'),
    medianDays: medianOf(own.flatMap(({ days }) => days ?? [])),
  }
}

/** All kinds together. */
export function totalOf(events: Parameters<typeof figuresOf>[0]): Figure {
  const [total] = figuresOf(events.map((event) => ({ ...event, item: '' })))
  return total ?? { item: '', lost: 0, found: 0, matched: 0, returned: 0, medianDays: undefined }
}
