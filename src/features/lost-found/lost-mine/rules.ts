/** What people want with a report that is there already. Pure. */
import type { Understanding } from '../../../intents/understanding.ts'

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
  | 'contact'
  | 'apart'
  | 'handed-in'

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
    /^(?:补充|补一?下|更正|修改|改一?下|改)|(?:改成|改为|写错|说错|填错|登错.{0,4}(?:颜色|地方|时间))|应该是|(?:记|弄|讲|登)(?:错|岔)了|^[lf]\s?-?\d{1,8}\s*[:：,，]?\s*(?:的?(?:颜色|地点|时间|牌子|车牌|电话)|是|里面|还有|上面)/i,
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

/** 要是找到了 is only thought of; a question ends nothing either. */
const IN_CASE = /要是|如果|假如|万一|倘若|的话|(?:找到|找着)了?[,，]?(?:就|再|请|麻烦|记得|给[我俺]|跟[我俺]|通知|告诉|联系|打)/
const ASKS_ON = /怎么|咋(?!样)|呢[?？。]*$|[?？]$/
const POLITE = /(?:吧|呗|行[吗不么]|可以[吗么]|中不|好[吗么])[?？。]*$/
const plain = (text: string): boolean => !IN_CASE.test(text) && (!ASKS_ON.test(text) || POLITE.test(text))

/** How one will hear of it: 找到了给我打电话. */
const CONTACT =
  /(?:找到|找着|捡到|有信儿?|有消息|有了|有着落)[^。]{0,10}(?:打(?:个)?电话|通知|联系|告诉|言语|吱|[给跟][我俺][说发回讲])|(?:怎么|咋)(?:通知|联系|告诉)[我俺]/
/** 两样别弄混了 */
const SEVERAL_APART = /^(?:这|那|我这)?(?:[两俩几三]|2|3)(?:样|件|个)(?:东西|儿)?(?:可|千万)?别(?:给?[我俺])?(?:弄|搞|记|整)(?:混|错|岔|反)/
const APART = /别(?:给?[我俺])?(?:弄|搞|记|整)(?:混|错|岔|反)|分开(?:登记|记|算)|不是(?:同)?一(?:件|样|码)/
/** 我交到服务台了 */
const HANDED_IN =
  /^(?:我|俺)?(?:已经?|刚刚?|把?(?:东西|它|失物))*(?:我|俺)?(?:交|放|送|搁)(?:到|给|去|在|了)*(?:你们|恁|咱)?(?:的)?(?:服务台|前台|柜台|吧台|驿站|站里|中心|工作人员|值班室?)(?:的?人)?(?:那|这)?(?:里|儿|上)?[了啦咯][。.!~\s]*$/

/** What the words want; `list` when they only ask how things stand. */
export function wishIn(raw: string): Wish {
  const text = half(raw)
  if (CONTACT.test(text) || (IN_CASE.test(text) && /找到|找着/.test(text) && !/[撤销]/.test(text))) return 'contact'
  if (HANDED_IN.test(text)) return 'handed-in'
  if (APART.test(text)) return 'apart'
  if (PAST_ONLY.test(text)) return 'correct'
  const wish = firstWish(text)
  return wish === 'withdraw' && !plain(text) ? 'list' : wish
}

/** A make, a colour or a telephone and nothing more: it adds to a report and asks for nothing. */
export function addsOnly({ text, slots: { named, phones } }: Pick<Understanding, 'text' | 'slots'>): boolean {
  const known = [...named.brands, ...named.colours, ...phones]
  return known.length > 0 && known.reduce((rest, word) => rest.replace(word, ''), text).replace(/[的色牌子儿是个\s\p{P}]+/gu, '') === ''
}

function firstWish(text: string): Wish {
  return WISHES.find(([, words]) => words.test(text))?.[0] ?? 'list'
}

const STARTS =
  /^(?:撤销?|撤回|认领|确认|不是|驳回|保管|收存|入库|存放|归还|已归还|还了|拿到了?|没拿到|补充|更正|修改|改|查看|看看?|查|继续找|取消)?\s*(?:登记|失物)?\s*[:：]?\s*[lf]\s?[-_—–]?\s?\d{1,8}(?![a-z0-9])/i

/** 昨天下午的事, 大概是前天: nothing else of this house is told about what is over. */
const PAST_ONLY =
  /^(?:就|是|大概|应该|好像|可能|也许|估计|差不多|约摸|记得)*(?:是|在)?(?:昨[天儿日个]?|前[天儿]|大前[天儿]|上个?(?:周|星期|礼拜)[一二三四五六日天]?|刚才|刚刚)(?:的|大?早上?|上午|晌午|中午|后?晌|下午|傍晚|晚上|夜里|半夜|黑[家儿]?|[一二两三四五六七八九十\d]+点(?:半|多|来?钟)?|左右|前后|那会儿|那时候?|时候|事儿?|丢|捡|落|吧|嘞|哩|了|啊|呀)*[。.!~\s]*$/
/** 记错了，是在餐厅 */
const PLACE_WRONG = /^(?:我|俺)?(?:记|说|写|讲|弄)(?:错|岔)了?[,，。\s]*(?:应该|其实|好像)?(?:是)?(?:在|[丢落忘掉](?:在|到))/
const ASKS_AFTER =
  /^(?:我|俺)(?:的|那|丢|报|登记|个|把|件|部|副)*\p{Script=Han}{1,6}?(?:现在|到底)?(?:咋样|怎么样|啥情况|什么情况|有信儿?|有消息|有着落)[了啦]?(?:没有?|吗|呢|啊|冇)?[?？。\s]*$/u
const ASKS_WHAT =
  /^(?:我|俺)(?:一共|总共|都|到底)*(?:丢|落|掉|捡|报|登记)(?:了|过|的)*(?:都)?(?:有|是)?(?:啥|什么|哪些|几样|几件)(?:东西|物品)?(?:了|呀|啊|呢|来着)?[?？。\s]*$/

/** 找着了，搁裤兜里嘞: it is there again, told as a fact. */
const FOUND_AGAIN =
  /^(?:我|俺|的|那|个|把|东西|又|已经?|刚刚?|自己|哎|嗨|不好意思|哦)*(?:\p{Script=Han}{1,6}?)?(?:又|已经?|刚刚?|自己)*(?:找(?:到|着|回来)|在.{1,8}找(?:到|着))(?:了|啦|咯)/u
export const foundAgain = (raw: string): boolean => FOUND_AGAIN.test(half(raw)) && plain(half(raw)) && !/[没吗]|谁/.test(raw)

/** 找到了，在座位底下: said as a whole of what was lost. */
const FOUND_THERE =
  /^(?:哎|嗨|哦|我|俺|自己|又|已经?|刚刚?)*找(?:到|着|回来)了[,，。\s]*(?:原来|就|是)*(?:搁|在|掉|落|塞|夹)(?![^,，。]*[哪谁吗么怎几?？])[^,，。]{1,12}[。.!~\s]*$/

/** Where it was found again is no thing that is looked for. */
export const withoutWhere = (text: string): string => text.replace(/(?<=[找到着了,，。\s])(?:就|原来)?(?:搁|在|掉在?|落在?|放在?|忘在?)[^,，。]*/g, ' ')

/**
 * Begins with what is to happen to a numbered report, or is said as a whole of one: certainly meant for it.
 * @param named the words name a thing of the lists
 */
export function claimsReport(raw: string, named = false): boolean {
  const text = half(raw)
  if ([STARTS, WHOLE, PAST_ONLY, PLACE_WRONG, HANDED_IN, ASKS_WHAT, SEVERAL_APART, FOUND_THERE].some((words) => words.test(text))) return true
  return (CONTACT.test(text) && /找到|找着|捡到/.test(text)) || (named && ASKS_AFTER.test(text))
}

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
