/** Words of closed lists that a message names (items, colours, brands, places, services), also when they only sound right. */
import { alternatives } from './normalise.ts'
import { heard, splitPinyin, syllablesOf } from './pinyin.ts'

export const TERM_KINDS = ['items', 'colours', 'brands', 'places', 'services'] as const
export type TermKind = (typeof TERM_KINDS)[number]

/** What an ordinary word names that is in a list only because it hides a name: 微信 is no 信. */
export const NOTHING = ''

/** By kind: every word people use → the standard word (for services the topic). */
export type TermLists = Readonly<Record<TermKind, ReadonlyMap<string, string>>>

/** What a message names, in order, each once. */
export type Terms = Readonly<Record<TermKind, readonly string[]>>

export const NO_TERMS: Terms = { items: [], colours: [], brands: [], places: [], services: [] }

/** One character is often part of another word (烟 in 烟台): it counts only where a thing is counted, lost or found. */
const ALONE_BEFORE = '(?<=[个把本盒瓶条双件只张顶部台副枚块根串袋箱包支杯]|捡到了?|落了|丢了|忘了|掉了|拾了|见到|那|这|的)'
const ALONE_AFTER = '(?=丢|落|掉|忘|不见|没了|找|$|[\\s\\p{P}])'
/** 黑 alone may be night or a province: it is a colour before 色, 的, or a thing. */
const COLOURED = '(?=色|的|水|手|钱|双|背|皮|布|壳|塑料|包|卡|箱|本|杯|帽|伞|鞋|衣|裤)'
const LONGEST_SOUND = 5
const LOSES = /丢|捡|拣|拾|落|掉|忘|找|失|遗|寻|不见|看见|看到|见到|见着|没了|拿错|上交|diu|jian ?(?:dao|le|ge|zhe)|(?:wang|diao|la) ?(?:le|zai)|zhao/

/** Of these kinds words count that only sound right. */
const HEARD: readonly TermKind[] = ['items', 'places', 'services']

/**
 * Makes the function that reads a message in its normalised form.
 * @param sounds what `soundsOfTerms` made of the same lists
 */
export function makeTerms(lists: TermLists, sounds: ReadonlyMap<string, string>): (text: string) => Terms {
  const patterns = new Map(TERM_KINDS.map((kind) => [kind, patternOf(kind, [...lists[kind].keys()])]))
  const heardOf = new Map(HEARD.map((kind) => [kind, bySound(lists[kind], sounds)]))
  return (text) => {
    const spoken = spokenTokens(text)
    const read = (kind: TermKind): string[] => {
      const pattern = patterns.get(kind)
      const exact = pattern ? [...text.matchAll(pattern)].flatMap(([word]) => lists[kind].get(word) || []) : []
      const alike = heardOf.get(kind)
      // Every sentence sounds like some thing: by its sound alone one counts where something is lost or found.
      const byEar = alike && exact.length === 0 && (kind !== 'items' || LOSES.test(text))
      return [...new Set(byEar ? soundingLike(spoken, alike) : exact)]
    }
    return { items: read('items'), colours: read('colours'), brands: read('brands'), places: read('places'), services: read('services') }
  }
}

export function patternOf(kind: TermKind, words: readonly string[]): RegExp {
  const latin = words.filter((word) => /^[a-z0-9]+$/.test(word)).map((word) => `(?<![a-z])${word}(?![a-z])`)
  const single = words.filter((word) => word.length === 1)
  const longer = words.filter((word) => word.length > 1 && !/^[a-z0-9]+$/.test(word))
  const ones = alternatives(single)
  const things = kind === 'colours' ? [`(?:${ones})${COLOURED}`] : [`${ALONE_BEFORE}(?:${ones})`, `(?:${ones})${ALONE_AFTER}`]
  return new RegExp([alternatives(longer), ...latin, ...(single.length > 0 ? things : [])].join('|'), 'gu')
}

interface Token {
  /** The character; empty for a syllable typed as pinyin. */
  readonly character: string
  readonly sound: string
}

function spokenTokens(text: string): Token[] {
  return text.split(/([a-z]+)/).flatMap((piece) => {
    if (/^[a-z]/.test(piece)) return (splitPinyin(piece) ?? []).map((syllable) => ({ character: '', sound: heard(syllable) }))
    const characters = Array.from(piece).filter((character) => /\p{Script=Han}/u.test(character))
    const sounds = syllablesOf(characters.join(''))
    return characters.map((character, at) => ({ character, sound: heard(sounds[at] ?? '') }))
  })
}

type Sounds = ReadonlyMap<string, readonly { readonly characters: readonly string[]; readonly term: string }[]>

/** Word → its syllables as they are heard: takes long enough to be kept with what was learned. */
export function soundsOfTerms(lists: TermLists): ReadonlyMap<string, string> {
  const words = HEARD.flatMap((kind) => [...lists[kind]].flatMap(([word, term]) => (term === NOTHING ? [] : [word])))
  return new Map(words.filter(mayBeHeard).map((word) => [word, syllablesOf(word).map(heard).join(' ')]))
}

function mayBeHeard(word: string): boolean {
  const characters = Array.from(word)
  return characters.length >= 2 && characters.length <= LONGEST_SOUND && /^\p{Script=Han}+$/u.test(word)
}

function bySound(words: ReadonlyMap<string, string>, heardAs: ReadonlyMap<string, string>): Sounds {
  const sounds = new Map<string, { characters: string[]; term: string }[]>()
  for (const [word, term] of words) {
    const key = term === NOTHING ? undefined : heardAs.get(word)
    if (key !== undefined) sounds.set(key, [...(sounds.get(key) ?? []), { characters: Array.from(word), term }])
  }
  return sounds
}

/** Terms whose sound stands in the message while at least half of it is written right, or all of it is pinyin. */
function soundingLike(tokens: readonly Token[], sounds: Sounds): string[] {
  const found: string[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    for (let size = Math.min(LONGEST_SOUND, tokens.length - at); size >= 2; size -= 1) {
      const stretch = tokens.slice(at, at + size)
      const fits = sounds.get(stretch.map((token) => token.sound).join(' '))?.find(({ characters }) => alike(stretch, characters))
      if (!fits) continue
      found.push(fits.term)
      at += size - 1
      break
    }
  }
  return found
}

function alike(stretch: readonly Token[], characters: readonly string[]): boolean {
  if (stretch.every((token) => token.character === '')) return true
  const right = stretch.filter((token, at) => token.character === '' || token.character === characters[at]).length
  return right * 2 >= characters.length
}
