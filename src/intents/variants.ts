/** Variants of a wording made by program, as people really type: wrong characters that sound alike, pinyin, a character missing. */
import type { Said } from './features.ts'
import { heard, syllablesOf } from './pinyin.ts'

export interface Variant {
  readonly said: Said
  /** `own`: it sounds as its wording does; `only`: nothing but the sounds is left. */
  readonly sounds?: 'own' | 'only'
  readonly weight: number
}

const HAN = /\p{Script=Han}/u
/** Made-up examples count less than what a person wrote. */
const WEIGHT = { homophone: 0.4, pinyin: 0.3, dropped: 0.3, dressed: 0.4 } as const
/** Training time is by the number of examples; more of these gain nothing. */
const PINYIN_TYPED = 0.65
const MISWRITTEN = 0.8
const DRESSED = 0.15
const DROPPED = 0.15

/** Characters that sound alike, from the characters of the wordings themselves: common ones, as typing software offers first. */
export type Homophones = ReadonlyMap<string, readonly string[]>

export function homophonesOf(texts: Iterable<string>): Homophones {
  const characters = new Set<string>()
  for (const text of texts) for (const character of text) if (HAN.test(character)) characters.add(character)
  const bySound = new Map<string, string[]>()
  for (const character of characters) {
    const sound = heard(syllablesOf(character)[0] ?? '')
    bySound.set(sound, [...(bySound.get(sound) ?? []), character])
  }
  const homophones = new Map<string, readonly string[]>()
  for (const group of bySound.values())
    for (const character of group)
      if (group.length > 1)
        homophones.set(
          character,
          group.filter((other) => other !== character),
        )
  return homophones
}

/** What people put before and behind whatever they want: who they are, how to reach them, that it is urgent. */
const HEADS = [
  '我叫老张 ',
  '我姓李 ',
  '急 ',
  '我是跑货车的 ',
  '那个啥 ',
  '你听我说 ',
  '我豫h12345 ',
  '刚停好车 ',
  '有个事 ',
  '俺是司机 ',
  '在路上呢 ',
  '再问一个 ',
]
const TAILS = [
  ' 电话13800138000',
  ' 13800138000',
  ',我叫老张 13800138000',
  ' 车牌豫h12345',
  ' 豫h12345',
  ' 谢谢',
  ' 急',
  ' 急急急',
  ',在线等',
  ' 快点',
  ' 我姓李 尾号3321',
  ' 今天',
  ' 明天下午3点',
  ' 周五上午',
  ' 帮个忙',
  ' 行不',
  ' 中不',
  ' 先谢了',
  ' 我等着呢',
  ',有消息打我电话13800138000',
]

/** The wording between a head or a tail such as people add. */
function dressed({ spoken, text, relatives = [] }: Said, random: () => number): Said {
  const head = random() < 0.35 ? (pickOne(HEADS, random) ?? '') : ''
  const tail = head === '' || random() < 0.3 ? (pickOne(TAILS, random) ?? '') : ''
  return { spoken: `${head}${spoken}${tail}`, text: `${head}${text}${tail}`, relatives }
}

export function variantsOf(said: Said, homophones: Homophones, random: () => number): Variant[] {
  const variants: Variant[] = []
  const characters = Array.from(said.text)
  const places = characters.flatMap((character, at) => (HAN.test(character) ? [at] : []))
  if (places.length === 0) return variants
  if (random() < PINYIN_TYPED) variants.push({ said, sounds: 'only', weight: WEIGHT.pinyin })
  const wrong = random() < MISWRITTEN ? replaceOne(characters, places, homophones, random) : undefined
  if (wrong)
    variants.push({
      said: same(said, places.length > 6 ? (replaceOne(wrong, places, homophones, random) ?? wrong) : wrong),
      sounds: 'own',
      weight: WEIGHT.homophone,
    })
  if (places.length > 3) variants.push(...oneMore(said, characters, places, random))
  return variants
}

/** One more now and then. */
function oneMore(said: Said, characters: readonly string[], places: readonly number[], random: () => number): Variant[] {
  const chance = random()
  if (chance < DRESSED) return [{ said: dressed(said, random), weight: WEIGHT.dressed }]
  if (chance >= DRESSED + DROPPED) return []
  const dropped = pickOne(places, random)
  const left = characters.filter((_, at) => at !== dropped)
  return [{ said: same(said, left), weight: WEIGHT.dropped }]
}

const same = ({ relatives = [] }: Said, characters: readonly string[]): Said => ({ spoken: characters.join(''), text: characters.join(''), relatives })

export function pickOne<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)]
}

function replaceOne(characters: readonly string[], places: readonly number[], homophones: Homophones, random: () => number): string[] | undefined {
  const able = places.filter((at) => homophones.has(characters[at] ?? ''))
  const at = pickOne(able, random)
  if (at === undefined) return undefined
  const other = pickOne(homophones.get(characters[at] ?? '') ?? [], random)
  return other === undefined ? undefined : characters.with(at, other)
}
