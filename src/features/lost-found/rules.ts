/** Reading a report: what is said, what is missing, and whether it is the same as one before. Pure. */
import type { Thing } from '../../intents/thing.ts'
import type { Understanding } from '../../intents/understanding.ts'
import { DAY } from '../../lib/clock.ts'

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
