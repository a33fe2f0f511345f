/** Reading a lost or found thing out of a sentence: what it is, how it looks, where it was, what is told of it besides. Pure. */
import { nameSearch } from './names.ts'
import { readNumber } from './numbers.ts'
import { markGram, type Named, type Things } from './things.ts'
import type { Understanding } from './understanding.ts'

/** A thing as somebody describes it. Plain data. */
export interface Thing {
  /** Standard words of what was lost or found, the main one first; empty when the words name nothing known. */
  readonly items: readonly string[]
  /** The kind is only guessed, from a brand or from the sound of words. */
  readonly guessed?: true
  /** The same as they were called. */
  readonly called: readonly string[]
  /** What is in it or on it. */
  readonly within: readonly string[]
  readonly colours: readonly string[]
  readonly brands: readonly string[]
  readonly places: readonly string[]
  /** Places with names that no list knows: 龙源路, 实验小学. */
  readonly spots: readonly string[]
  /** In a car, or at the centre, where the words say so. */
  readonly setting?: 'car' | 'centre'
  readonly plates: readonly string[]
  /** The family name on a paper or card. */
  readonly surname?: string
  /** 24 under 寸, 400 under 度 … */
  readonly numbers: Readonly<Record<string, number>>
  /** All else that is told of it: marks and pairs of characters. */
  readonly grams: readonly string[]
  /** The words that are left when everything known is taken away: compared by sight and sound. */
  readonly words: readonly string[]
}

/** Nothing is told of it. */
export const NO_THING: Thing = {
  items: [],
  called: [],
  within: [],
  colours: [],
  brands: [],
  places: [],
  spots: [],
  plates: [],
  numbers: {},
  grams: [],
  words: [],
}

/** What follows is in or on the thing, not the thing. */
const WITHIN =
  /里面|里头|里边|内有|内装|装着|装有|夹着|夹了|兜里|上面|上头|后面|背面|挂着|挂个|挂了|拴|系着|系个|贴|印着|画着|写着|还有个?|带个|带着|套着|套个|连着/g
/** A thing that only says where: 微波炉旁边, 理发那椅子. */
const BESIDE = /^(?:的)?(?:旁边|边上|跟前|那边|那里|那屋|柜|桌|架|机那|底下|附近|的时候|那会儿)/
const SETTING_CAR =
  /乘客|客人|顾客|后座|后排|前排|副驾|后备箱|后背箱|脚垫|座缝|网约车|出租车|的士|打车|打的|滴滴|下车|坐车|坐的车|坐了.{0,4}车|车上|车里|拉的|拉了|拉个|送完|师傅的车|司机师傅|快车|顺风车|专车/
const SETTING_CENTRE = new Set([
  '驿站',
  '餐厅',
  '理发室',
  '休息区',
  '女司机休息室',
  '阅读区',
  '会客厅',
  '厕所',
  '门岗',
  '业务窗口',
  '水房',
  '微波炉',
  '智能驿站',
])
const SURNAME =
  /(?:失主)?姓(?!名)([\p{Script=Han}])|(?:名字|姓名|户主|机主|持卡人|叫)(?:叫|是|为)?([\p{Script=Han}])(?:某|什么|[\p{Script=Han}]{1,2}(?=[,，。\s的]|$))/u
const NOT_SURNAMES = new Set(['不', '没', '什', '啥', '哪', '谁', '我', '你', '他', '她', '的', '有', '个', '这', '那'])
const NUMERAL = '[零一二两三四五六七八九十百千万]'
const MEASURE = new RegExp(`(\\d+(?:\\.\\d+)?|${NUMERAL}{1,5})(寸|度|码|把|张|升|毫升|岁|粒|斤|块钱|块|元|g|gb|tb|毫安|件套|米|串|颗|格|年级|班)`, 'g')
const MONEY = /^(?:块钱|块|元)$/
const SPOT =
  /(?:[\p{Script=Han}a-z0-9]{2,6}?)(?:路口|大道|大街|小区|花园|家园|广场|医院|卫生院|诊所|学校|中学|小学|幼儿园|大学|酒店|宾馆|公园|超市|商场|大桥|公寓|新村|新城|工业园|产业园|开发区|派出所|车站|村|镇|乡|路|街|巷)(?!上|边的)/gu

/** Reads the thing; `lists` say which words name what. */
export function readThing(heard: Pick<Understanding, 'raw' | 'text' | 'slots'>, lists: Things): Thing {
  const { text, slots } = heard
  const split = splitItems(text, lists)
  const brands = distinct([...lists.brands(text).map(({ term }) => term), ...slots.named.brands])
  const likely = brands.flatMap((brand) => lists.likelyItem(brand) ?? []).filter((item) => item !== '车')
  const guessed = split.items.length === 0
  const items = !guessed ? split.items : likely.length > 0 ? likely : slots.named.items
  const places = distinct([...lists.places(text).map(({ term }) => term), ...slots.named.places])
  const plain = withoutNamed(text, [...lists.items(text), ...lists.colours(text), ...lists.brands(text), ...lists.places(text)])
  const spots = spotsIn(withoutNamed(text, lists.places(text)))
  const setting = SETTING_CAR.test(text)
    ? 'car'
    : places.some((place) => SETTING_CENTRE.has(place)) || /你们(?:那|这|中心|院)/.test(text)
      ? 'centre'
      : undefined
  const surname = surnameIn(text)
  return {
    items: distinct(items).slice(0, 4),
    ...(guessed && items.length > 0 ? { guessed } : {}),
    called: distinct(split.called).slice(0, 4),
    within: distinct(split.within)
      .filter((item) => !items.includes(item))
      .slice(0, 8),
    colours: coloursOf(text, split, lists),
    brands,
    places,
    spots,
    ...(setting ? { setting } : {}),
    plates: slots.plates,
    ...(surname ? { surname } : {}),
    numbers: numbersIn(text),
    ...restOf(plain, spots, lists),
  }
}

const CONTAINER = '袋子'

interface Split {
  items: string[]
  called: string[]
  within: string[]
  /** Where the main thing stands in the text, and where what is in it begins. */
  main?: Named
  from: number
}

/** The thing itself first; what comes after words like 里面 is in or on it. */
function splitItems(text: string, lists: Things): Split {
  const exact = lists.items(text).filter(({ end }) => !BESIDE.test(text.slice(end)))
  const named = exact.length > 0 ? exact : lists.bareItems(text).filter(({ end }) => !BESIDE.test(text.slice(end)))
  const [first] = named
  if (!first) return { items: [], called: [], within: [], from: text.length }
  const from = withinFrom(text, first.end)
  const before = named.filter(({ at }) => at < from)
  // A bag that something is in (药一袋子) is no second thing.
  const things = before.filter(({ term }) => term !== CONTAINER)
  const own = things.length > 0 ? things : before
  return {
    items: own.map(({ term }) => term),
    called: own.map(({ word }) => word),
    within: named.filter((each) => !own.includes(each)).map(({ term }) => term),
    main: first,
    from,
  }
}

function withinFrom(text: string, after: number): number {
  for (const found of text.matchAll(WITHIN)) if (found.index >= after) return found.index
  return text.length
}

/** Colours of the thing itself: those before what is in it begins; otherwise all. A clause that names another thing keeps its own. */
function coloursOf(text: string, { main, from }: Split, lists: Things): string[] {
  const all = [...lists.colours(text), ...looseColours(text, lists)].sort((a, b) => a.at - b.at)
  const own = all.filter(({ at }) => at < from)
  const chosen = own.length > 0 ? own : all.filter(({ at }) => main === undefined || at < main.at + 30).slice(0, 1)
  return distinct(chosen.map(({ term }) => term)).slice(0, 3)
}

/** One character that is a colour although no list word stands there: 红黑的, 一大块绿篷布. */
const LOOSE = /(?<![明空表坦清直现押资奖基金雪])[黑白灰红粉黄绿蓝紫棕橙](?![天酒夜灯糖饼条菜河龙尘行额士薯子旗枣瓜豆领包线人马牌色的])/g

function looseColours(text: string, lists: Things): Named[] {
  const taken = [...lists.items(text), ...lists.brands(text), ...lists.places(text), ...lists.colours(text)]
  return [...text.matchAll(LOOSE)]
    .filter(({ index }) => !taken.some(({ at, end }) => index >= at && index < end))
    .map(({ 0: word, index }) => ({ term: word, word, at: index, end: index + 1 }))
}

function surnameIn(text: string): string | undefined {
  const found = SURNAME.exec(text)
  const name = found?.[1] ?? found?.[2]
  return name === undefined || NOT_SURNAMES.has(name) ? undefined : name
}

function numbersIn(text: string): Record<string, number> {
  const numbers: Record<string, number> = {}
  for (const [, number = '', unit = ''] of text.matchAll(MEASURE)) {
    const value = readNumber(number)
    if (value === undefined || (unit === '把' && value === 1) || (unit === '张' && value === 1) || (unit === '串' && value === 1)) continue
    numbers[MONEY.test(unit) ? '元' : unit] ??= value
  }
  return numbers
}

const SPOT_NOISE =
  /^(?:在|到|去|从|往|送到?|拉到?|给|跑|过|路过|昨晚|昨天|今天|早上|晚上|刚才|我|你|他|她|的|了|是|那|这|个|客人|乘客|一|走|近|顺|沿|经过|接|回)+/u
const NO_SPOT = /^(?:走|一|半|门|街|马|公|大|小|老|水|铁|绕|带|问|迷|上|下|同|高速)?(?:路|街|村|镇|乡|巷|路口|大街)$/u

function spotsIn(text: string): string[] {
  return distinct(
    [...text.matchAll(SPOT)].map(([spot]) => spot.replace(SPOT_NOISE, '')).filter((spot) => Array.from(spot).length >= 2 && !NO_SPOT.test(spot)),
  ).slice(0, 4)
}

function withoutNamed(text: string, named: readonly Named[]): string {
  let left = text
  for (const { at, end } of named) left = left.slice(0, at) + ' '.repeat(end - at) + left.slice(end)
  return left
}

const TIMES =
  /大?[今昨前明][天日]|[今昨前]晚|今早|[清一大]?早(?:上|晨|起)?|半夜|夜里|凌晨|[上中下]午|傍晚|晚上|天黑|上{1,2}个?(?:周|星期|礼拜|月)[一二三四五六日天底初]?|(?:周|星期|礼拜)[一二三四五六日天末]|月[底初中]|[\d一二三四五六七八九十两]{1,3}[点号时](?:多|半|钟|左右)?|那天|那会儿?|刚才|刚刚|这两天|前几天/g

/** Marks in their standard form, and the pairs of characters of what no list knows. */
function restOf(plain: string, spots: readonly string[], lists: Things): Pick<Thing, 'grams' | 'words'> {
  const marks = lists.marks(plain).map(({ term }) => markGram(term))
  let rest = withoutNamed(plain, lists.marks(plain))
  for (const spot of spots) rest = rest.replaceAll(spot, ' ')
  rest = lists.withoutNoise(rest.replace(TIMES, ' ')).replace(/1[3-9]\d{9}/g, ' ')
  const words = rest.match(/[a-z]{2,}\d*|\d{2,8}|\p{Script=Han}{2,}/gu) ?? []
  const pairs = words.flatMap((word) => {
    if (!/\p{Script=Han}/u.test(word)) return [word]
    const characters = Array.from(word)
    return characters.slice(0, -1).map((character, at) => character + characters[at + 1])
  })
  return { grams: distinct([...marks, ...pairs]).slice(0, 60), words: distinct(words).slice(0, 12) }
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)]

const SOUNDS_ALIKE = 0.75

/** Words that no list knows, alike although mistyped: what this adds for each of the others, in their order. */
export function alikeWords(own: Thing, others: readonly Thing[]): number[] {
  const entries = others.flatMap((thing, at) => thing.words.filter((word) => word.length >= 2).map((word) => ({ at, word })))
  const added = others.map(() => 0)
  if (entries.length === 0) return added
  const search = nameSearch(entries, ({ word }) => [word], 0.3)
  for (const word of own.words.filter((each) => each.length >= 2)) {
    for (const { item, similarity } of search(word, 10)) {
      const lengths = [word.length, item.word.length]
      if (similarity < SOUNDS_ALIKE || Math.min(...lengths) < Math.max(...lengths) / 2) continue
      added[item.at] = Math.min(0.8, Math.max(added[item.at] ?? 0, 0.8 * similarity))
    }
  }
  return added
}
