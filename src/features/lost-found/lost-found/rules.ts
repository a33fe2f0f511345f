/** Reading a report: what is said, what is missing, and whether it is the same as one before. Pure. */
import type { Act } from '../../../bot/message.ts'
import type { Thing } from '../../../intents/thing.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { DAY } from '../../../lib/clock.ts'

/** A field's value when there is nothing to know; no report number looks like it. */
export const NONE = '-'

export type Kind = 'lost' | 'found'
/** What a report reads of a message; plain data, so that a dialogue can keep it. */
export type Words = Pick<Understanding, 'raw' | 'text' | 'slots'>

/** How long a report watches by itself (milliseconds). */
export const WATCH = 30 * DAY
/** The longest own words that are kept (characters). */
export const LONGEST = 500
/** Live reports that one person may have at a time. */
export const OPEN_AT_MOST = 20
/** What a thing is called that no list knows. */
export const SOME_THING = '物品'

export const packed = ({ raw, text, slots }: Words): string => JSON.stringify({ raw, text, slots })
export const unpacked = (packedWords: string): Words => JSON.parse(packedWords) as Words

/** Two messages as one; what the second says comes first, for it answers what the thing is. */
export function together(first: Words, second: Words): Words {
  const join = (one: string, other: string): string => [one, other].filter((each) => each.trim() !== '').join('，')
  const [a, b] = [second.slots, first.slots]
  const both = <T>(one: readonly T[], other: readonly T[]): T[] => [...new Set([...one, ...other])]
  return {
    raw: join(second.raw, first.raw),
    text: join(second.text, first.text),
    slots: {
      ...b,
      ...a,
      phones: both(a.phones, b.phones),
      plates: both(a.plates, b.plates),
      amounts: both(a.amounts, b.amounts),
      codes: both(a.codes, b.codes),
      named: {
        items: both(a.named.items, b.named.items),
        colours: both(a.named.colours, b.named.colours),
        brands: both(a.named.brands, b.named.brands),
        places: both(a.named.places, b.named.places),
        services: both(a.named.services, b.named.services),
      },
    },
  }
}

const COUNTED =
  /(?:捡|拾|丢|掉|落|忘|撂|遗失|遗落|多出来|有|交)(?:到|着|了|的|得|下|拿)*(?:我|俺)?(?:一|两|几)?(?:个|把|块|条|张|本|台|只|件|根|瓶|盒|串|套|双|顶|支|副|袋|包|箱|部|枚|对|捆|桶|架|辆|盆|筐|卷|幅|尊|样)([\p{Script=Han}a-z0-9]{1,8})/u
const NOTHING_NAMED = /^(?:东西|物品|失物|物件|玩意儿?|人|客人|乘客|啥|什么|那个|事|单|活|觉)/
const ENDS_NAME = /(?:落|丢|忘|掉|在|放|给|交|是|的|不|了|被|咋|怎|谁|没|有|呢|吗|吧|啊).*$/

/** A thing that no list knows, by the words that count it: 捡到一个罗盘. */
export function unknownItem(text: string): string | undefined {
  const name = COUNTED.exec(text)?.[1]?.replace(ENDS_NAME, '')
  return name && !NOTHING_NAMED.test(name) ? name : undefined
}

const NO_ANSWER =
  /^(?:不知道|不清楚|不晓得|不记得|记不清|忘了|没看清|没有|没了|就这些|就这样|跳过|下一步|略|算了|不说了|不用了|没别的|无|嗯+|好的?|行|可以|谢谢|没|不|先这样)[了啊呀吧的哈谢]*$/

/** Does the person leave the question open? */
export const skips = (text: string): boolean => NO_ANSWER.test(text.replace(/[\s\p{P}\p{S}]+/gu, ''))

/** What would help most and is not said yet; asked for once, together. */
export type Missing = 'colour' | 'place' | 'time' | 'sign'

const COLOURLESS =
  /^(?:身份证|驾驶证|行驶证|从业资格证|营运证|证件|银行卡|加油卡|社保卡|公交卡|电话卡|卡|现金|药|票据|病历|合同|食品|水果|蔬菜|粮油|牛奶|肉|宠物|登记证|公章)$/

export function missingIn(thing: Thing, time: boolean): Missing[] {
  const missing: Missing[] = []
  if (thing.colours.length === 0 && !COLOURLESS.test(thing.items[0] ?? '')) missing.push('colour')
  if (thing.places.length === 0 && thing.spots.length === 0 && thing.setting !== 'centre') missing.push('place')
  if (!time) missing.push('time')
  if (thing.brands.length === 0 && thing.within.length === 0 && !thing.surname && thing.grams.length < 3) missing.push('sign')
  return missing
}

/** A second report within this time may be the same one said again (milliseconds). */
const SAID_AGAIN = 3 * DAY

export interface Known {
  readonly thing: Thing
  readonly item: string
  readonly createdAt: Date
}

/** Is this the report that the same person made before, said again? Nothing may speak against it, and no new thing be meant. */
export function isSame(known: Known, now: Date, item: string, thing: Thing): boolean {
  if (known.item !== item || now.getTime() - known.createdAt.getTime() > SAID_AGAIN) return false
  if (item === SOME_THING && known.thing.called[0] !== thing.called[0]) return false
  const agree = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === 0 || other.length === 0 || one.some((each) => other.includes(each))
  const numbers = Object.entries(thing.numbers).every(([unit, value]) => known.thing.numbers[unit] === undefined || known.thing.numbers[unit] === value)
  return (
    agree(known.thing.colours, thing.colours) &&
    agree(known.thing.brands, thing.brands) &&
    agree([...known.thing.places, ...known.thing.spots], [...thing.places, ...thing.spots]) &&
    agree(known.thing.plates, thing.plates) &&
    (known.thing.surname === undefined || thing.surname === undefined || known.thing.surname === thing.surname) &&
    numbers
  )
}

/** "又捡到一个", "另外一把": a further thing, however like the first. */
export const another = (text: string): boolean => /又(?:捡|拾|丢|掉|落|有)|另外?(?:一|还|有|个|丢|捡)|再登记一/.test(text)

/** Both descriptions in one; what is said later wins where only one can be true. */
export function merged(before: Thing, more: Thing): Thing {
  const both = (one: readonly string[], other: readonly string[]): string[] => [...new Set([...one, ...other])]
  const setting = more.setting ?? before.setting
  const surname = more.surname ?? before.surname
  return {
    items: before.items.length > 0 ? before.items : more.items,
    called: both(before.called, before.items.length > 0 ? [] : more.called),
    within: both(before.within, [...more.within, ...(before.items.length > 0 ? more.items : [])]).filter((item) => !before.items.includes(item)),
    colours: more.colours.length > 0 && before.colours.length > 0 ? more.colours : both(before.colours, more.colours),
    brands: both(before.brands, more.brands),
    places: both(before.places, more.places),
    spots: both(before.spots, more.spots),
    ...(setting ? { setting } : {}),
    plates: both(before.plates, more.plates),
    ...(surname ? { surname } : {}),
    numbers: { ...before.numbers, ...more.numbers },
    grams: both(before.grams, more.grams).slice(0, 80),
    words: both(before.words, more.words).slice(0, 16),
  }
}

/** A correction: what is said now takes the place of what it is about. */
export function corrected(before: Thing, more: Thing): Thing {
  const all = merged(before, more)
  const now = (one: readonly string[], other: readonly string[]): readonly string[] => (one.length > 0 ? one : other)
  return {
    ...all,
    colours: now(more.colours, before.colours),
    brands: now(more.brands, before.brands),
    places: now(more.places, before.places),
    spots: more.spots.length > 0 || more.places.length > 0 ? more.spots : before.spots,
    plates: now(more.plates, before.plates),
  }
}

/** Asks whether something was handed in, or after a report made before: no report by itself. */
const ASKS =
  /别人捡|有(?:没有?|冇|木有)?(?:没)?(?:哪[个位]|谁|好心)?[^,，。]{0,4}(?:人|谁|司机|师傅)[^,，。]{0,12}(?:捡|拾|交|送|见|看到|收)|谁(?:捡|拾|见|看)|(?:捡|拾|交|收|送)[^,，。]{0,14}(?:没有?|吗|么|不)$|有(?:没有|无)(?:人|谁)?(?:捡|拾|收|交)|没(?:有)?人(?:捡|拾)|里头?有没有|查.{0,8}(?:捡|拾)|登记(?:的|过)|报(?:的|过)[^,，。]{0,8}(?:咋样|怎么样|没|吗|信)/
const FINDS = /(?<!没|别人|有人|谁|被人)(?:捡|拾)(?:到|了|着|得|住|起|个|一|的|张|把|部|条|本|串|块|副)/
const OTHERS_LEFT =
  /(?<!我是|我是个|我就是|俺是)(?:客人|乘客|顾客|旅客|坐车的|有人|人家|失主)[^,，。!?]{0,16}(?:落|忘|丢|掉|撂|遗|留|搁|没拿)|(?:拉|送|载|接)(?:的|了|完|过|到|一|个|走|人|客|工友|小)[^。!?]{0,40}(?:落|忘|丢|掉|撂|遗|留|搁|没拿|没提|剩|多出来|发现|有个|有把)|(?:下|上|接|拉)的(?:客|人|一位|大姐|大爷|阿姨|老|小)[^。!?]{0,30}(?:落|忘|丢|掉|撂|留|没拿|没提|剩)|(?:那趟|那单|那家|上来一位|来一位)[^。!?]{0,24}(?:落|忘|丢|掉|撂|留|没拿|剩|有)|抠出来|摸出来|(?:下车|上车|上来|下来|出来|回来|下|送孩子)的[^,，。]{0,8}(?:人|客|大[姐爷娘妈哥叔]|阿姨|婶|家长|一家|姑娘|小伙|老|女的|男的|学生)[^。!?]{0,14}(?:落|忘|丢|掉|撂|留|没拿|没提)|谁(?:忘|落|丢|掉)(?:的|了)|(?:不是|又不是)(?:我|俺)的[^,，。]{0,8}(?:落|捡|拾|客|乘|多|谁)|(?:我|俺)(?:的)?(?:车|后座|后排|后备箱|副驾)(?:上|里|厢|斗)?[^,，。]{0,6}(?:多了?|有|发现|躺|落下?了?(?:个|一|把))|(?:落|忘|丢|掉|撂|遗|搁)(?:在)?(?:了)?(?:我|俺)(?:的)?(?:这|车|后座|后备箱)/
const LIES_THERE =
  /(?:桌|台|架|椅|地上|角落|旁边?|底下|门口|门厅|院里|路边|台阶上?|墙角|窗台|柜|屋|床|沙发|缝|厅)[^。!?]{0,8}(?:有(?:个|一|把|副|本|部|顶|件|条|张|台|只|盒|袋|串|块|双|桶)|挂着|放着|躺着|溜达|剩|落了(?:个|部|把|件|只))|(?:后座|后排|后备箱|副驾|车里|车上|座缝|座位缝|脚垫|车斗|门兜|车厢)[^,，。!?]{0,8}(?:发现|有(?:个|一|把|副|本|部|顶|件|条|张|台|只|盒|袋|串|块|双)|还有|剩|多)|没人要|没主|谁认识|等着?(?:人|失主)(?:来)?(?:领|拿)/
const GIVES_BACK =
  /还给(?:人家|失主|他|她|客人)|交给(?:失主|你们?|恁)|上交|(?:我|俺)(?:先)?(?:给[他她]|替[他她])?(?:先)?(?:收着|拿着|放前台|放着|保管)|失主(?:来|在|联系|自己)|谁(?:的|丢的|落的|嘞)/
const RODE =
  /打(?:的|车|了?个?车|滴滴|出租)|(?:坐|乘|搭)(?:的|了|上|过|你|他|她|师傅|网约|出租|滴滴|快车|一|辆|个)*[^,，。]{0,6}(?:车|的士|滴滴)|(?:叫|约)了?(?:个|辆|一辆)?(?:网约|滴滴|快|专)?车|(?:我|俺)是(?:个)?(?:乘客|客人)|师傅(?:您|你)?的?车/
/** Asks whoever may have found it to speak up: a loss, told as a plea. */
const CALLS =
  /(?:谁|哪位|哪个|有人?)(?:要是|如果|要|师傅|司机)?(?:捡|拾|见|看)[到着了见]*[^,，。]{0,14}(?:[,，]|\s)?[^,，。]{0,6}(?:说一?声|吱(?:一?声|个声)|言语一?声|(?:给|跟)(?:我|俺)(?:说|打|联系|回))|(?:捡|拾)[到着了][^,，。]{0,12}的(?:师傅|司机|老乡|朋友|好心人|大哥|同行|哥们|老哥|兄弟)[^,，。]{0,8}(?:说|吱|言语|联系|告诉|回)/
/** Somebody who asks all others to look out has lost it, also where the words are those of finding. */
const PLEADS =
  /(?:谁|哪位|有人)(?:要是|如果)?(?:捡|拾)[到着了]*[^,，。]{0,6}(?:说一?声|告诉|联系|还给|吱)|求[^,，。]{0,6}(?:留意|留心|帮忙)|(?:麻烦|请|帮我|帮忙)[^,，。]{0,4}(?:找找|给找|留意|找一?下)|^(?:给|帮)?找(?:找|一?下)?(?=[^到着不])|^寻物|^(?:谁|哪位)(?:师傅|司机)?(?:(?:捡|拾)[到着]|见)了?(?!没|吗|么|不)|[,，。]\s*有(?:没有)?(?:捡|拾)[到着]的?[吗没么]/
const MISSES = /丢|少了|翻遍|一摸没|落(?!款)|忘|掉(?!眼?泪|头|价|队|线|毛|链)|不见|没拿|没带|没了|找不|遗失|遗落|撂/
const OWN_LOST =
  /(?:我|俺)(?:的|那|把|有|一)?[^,，。!?]{0,16}(?:丢了?|不见|找不|没了|落|忘|掉|遗失)|(?:丢|掉|遗失|弄丢)了?(?:一|个|把|我|俺)|(?:找不着|找不到|不见)了/

/** Which way a report goes, where its words leave no doubt: who rode lost it, who drives found it. */
export function directionIn(text: string): Kind | undefined {
  if (CALLS.test(text) || PLEADS.test(text)) return 'lost'
  if (ASKS.test(text)) return undefined
  const found = FINDS.test(text) || OTHERS_LEFT.test(text) || GIVES_BACK.test(text) || LIES_THERE.test(text)
  const lost = PLEADS.test(text) || MISSES.test(text)
  if (FINDS.test(text) || OTHERS_LEFT.test(text)) return 'found'
  if (found && lost) return RODE.test(text) || OWN_LOST.test(text) ? 'lost' : 'found'
  return found ? 'found' : lost ? 'lost' : undefined
}

const REPORTS = new Set(['lost.report', 'found.report'])
/** Meanings that speak of lost things, too, or must not be taken for anything else. */
const OTHERS = /^(?:answer|notice|lost\.(?:mine|search)|distress|human|request|booking|deadline|points|staff|profile\.(?:erase|withdraw))/
/** Asks what is to be done, or is to be done at a counter. */
const ASKS_HOW = /怎么(?:补|办|弄|挂|领|查)|补办|挂失|去哪|在哪(?:里|儿)?(?:办|补|领|交)|多少钱|能不能|可不可以|[?？]\s*$/
const CLEAR = 0.6
/** "我捡到东西了": plainly a report, of what is still to be said. */
const SOMETHING = /^(?:我|俺)?(?:刚才?|今天|昨天)?[捡拾丢落掉](?:到|着|了|失)?了?(?:个|点|一个|件|一件)?(?:东西|物品)[了啦咧]?$/
/** Whoever says so reports nothing, whatever somebody else lost elsewhere. */
const LOST_NOTHING = /(?<!有)没(?:有)?(?:丢|掉|落)过?(?:任何|啥|什么)?(?:东西|物品|啥|什么)/
/** A bare description often looks like chatter; what surely is chatter stays it. */
const SURELY_CHATTER = 0.95

/**
 * Is it certainly a report of this kind? The recogniser knows reports from other talk, but mixes up who lost and who found, and
 * takes a bare description ("黑伞一把，忘车上了") for chatter. `named`: the words name a thing.
 */
export function claimsKind(kind: Kind, { text, readings }: Pick<Understanding, 'text' | 'readings'>, named: boolean): boolean {
  const [top] = readings
  if (SOMETHING.test(text)) return directionIn(text) === kind
  if (!top || !named || LOST_NOTHING.test(text) || directionIn(text) !== kind) return false
  if (REPORTS.has(top.intent)) return true
  // Told as a fact, it is no question whether somebody found it, however alike the two sound.
  const told = top.intent === 'lost.search' && (kind === 'lost' ? CALLS.test(text) : FINDS.test(text))
  const otherwise = top.confidence >= (top.intent === 'none' ? SURELY_CHATTER : CLEAR) && (top.intent === 'none' || OTHERS.test(top.intent))
  return told || (!otherwise && !ASKS_HOW.test(text))
}

/** When it happened, in plain words; undefined where it is not known. */
export function whenText(
  { calendar, now }: { calendar: Calendar; now: Date },
  { since, until }: { since: Date | null; until: Date | null },
): string | undefined {
  if (!since) return undefined
  const [day, today] = [calendar.localDay(since), calendar.localDay(now)]
  const plain = day === today ? '今天' : day === calendar.addDays(today, -1) ? '昨天' : calendar.plain(day, today)
  const [from, to] = [calendar.localTime(since), until ? calendar.localTime(until) : undefined]
  if (from === '00:00' && (!to || to === '00:00' || since.getTime() + DAY <= (until ?? since).getTime())) return plain
  if (!to || to === from || !until) return `${plain}${from}`
  const middle = calendar.localTime(new Date((since.getTime() + until.getTime()) / 2))
  return `${plain}${partOfDay(Number(middle.slice(0, 2)))}`
}

const partOfDay = (hour: number): string => (hour < 5 ? '凌晨' : hour < 11 ? '上午' : hour < 13 ? '中午' : hour < 17 ? '下午' : hour < 19 ? '傍晚' : '晚上')

/** A colour, a make, a telephone right after a report belong to it: "苹果的", "13800138000". */
export function addition(heard: Understanding): Act | undefined {
  const { phones, named } = heard.slots
  if (phones.length === 0 && named.brands.length === 0 && named.colours.length === 0 && named.items.length === 0) return undefined
  return { do: 'ask', intent: 'lost.mine', filled: { said: packed(heard), wish: 'correct', report: NONE, other: NONE, detail: NONE } }
}
