/** Variants of a wording made by program, as people really type: wrong characters that sound alike, pinyin, a character missing. */
import type { Said } from './features.ts'
import { heard, syllablesOf } from './pinyin.ts'

export interface Variant {
  readonly said: Said
  readonly soundOnly: boolean
  readonly weight: number
}

const HAN = /\p{Script=Han}/u
/** Made-up examples count less than what a person wrote. */
const WEIGHT = { homophone: 0.4, pinyin: 0.3, dropped: 0.3 } as const

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

export function variantsOf(said: Said, homophones: Homophones, random: () => number): Variant[] {
  const variants: Variant[] = []
  const characters = Array.from(said.text)
  const places = characters.flatMap((character, at) => (HAN.test(character) ? [at] : []))
  if (places.length === 0) return variants
  variants.push({ said, soundOnly: true, weight: WEIGHT.pinyin })
  const wrong = replaceOne(characters, places, homophones, random)
  if (wrong)
    variants.push({
      said: same(places.length > 6 ? (replaceOne(wrong, places, homophones, random) ?? wrong) : wrong),
      soundOnly: false,
      weight: WEIGHT.homophone,
    })
  if (places.length > 3) {
    const dropped = pickOne(places, random)
    variants.push({ said: same(characters.filter((_, at) => at !== dropped)), soundOnly: false, weight: WEIGHT.dropped })
  }
  return variants
}

const same = (characters: readonly string[]): Said => ({ spoken: characters.join(''), text: characters.join('') })

function pickOne<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)]
}

function replaceOne(characters: readonly string[], places: readonly number[], homophones: Homophones, random: () => number): string[] | undefined {
  const able = places.filter((at) => homophones.has(characters[at] ?? ''))
  const at = pickOne(able, random)
  if (at === undefined) return undefined
  const other = pickOne(homophones.get(characters[at] ?? '') ?? [], random)
  return other === undefined ? undefined : characters.with(at, other)
}
