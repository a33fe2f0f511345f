/** The one home of pinyin-pro: the sound of characters, and Latin runs that are pinyin typed out. */
import { pinyin } from 'pinyin-pro'

const INITIALS = ['b', 'p', 'm', 'f', 'd', 't', 'n', 'l', 'g', 'k', 'h', 'j', 'q', 'x', 'zh', 'ch', 'sh', 'r', 'z', 'c', 's', 'y', 'w']

/** Which finals each initial takes: the whole Mandarin syllabary, toneless, ü written v. */
const FINALS: Readonly<Record<string, string>> = {
  b: 'a o ai ei ao an en ang eng i ie iao ian in ing u',
  p: 'a o ai ei ao ou an en ang eng i ie iao ian in ing u',
  m: 'a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u',
  f: 'a o ei ou an en ang eng u',
  d: 'a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un',
  t: 'a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un',
  n: 'a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan v ve',
  l: 'a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve',
  g: 'a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang',
  k: 'a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang',
  h: 'a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang',
  j: 'i ia ie iao iu ian in iang ing iong u ue uan un',
  q: 'i ia ie iao iu ian in iang ing iong u ue uan un',
  x: 'i ia ie iao iu ian in iang ing iong u ue uan un',
  zh: 'a e ai ei ao ou an en ang eng ong i u ua uo uai ui uan un uang',
  ch: 'a e ai ao ou an en ang eng ong i u ua uo uai ui uan un uang',
  sh: 'a e ai ei ao ou an en ang eng i u ua uo uai ui uan un uang',
  r: 'e ao ou an en ang eng ong i u uo ui uan un',
  z: 'a e ai ei ao ou an en ang eng ong i u uo ui uan un',
  c: 'a e ai ao ou an en ang eng ong i u uo ui uan un',
  s: 'a e ai ao ou an en ang eng ong i u uo ui uan un',
  y: 'a e ao ou an in ang ing ong i u ue uan un',
  w: 'a o ai ei an en ang eng u',
}

const SYLLABLES: ReadonlySet<string> = new Set([
  ...['a', 'o', 'e', 'ai', 'ei', 'ao', 'ou', 'an', 'en', 'ang', 'er'],
  ...INITIALS.flatMap((initial) => (FINALS[initial] ?? '').split(' ').map((final) => initial + final)),
])
const LONGEST = 6

/**
 * The syllables of a run of Latin letters when all of it reads as pinyin ("duoshaoqian" → duo shao qian),
 * otherwise nothing. Of several ways to cut it the one with the fewest syllables is taken.
 */
export function splitPinyin(run: string): readonly string[] | undefined {
  if (run.length > 60) return undefined
  const best: (readonly string[] | undefined)[] = [[]]
  for (let end = 1; end <= run.length; end += 1) {
    for (let start = Math.max(0, end - LONGEST); start < end; start += 1) {
      const before = best[start]
      const syllable = run.slice(start, end)
      if (!before || !SYLLABLES.has(syllable)) continue
      const found = best[end]
      if (!found || before.length + 1 < found.length) best[end] = [...before, syllable]
    }
  }
  return best[run.length]
}

/** Pinyin of Chinese text, one toneless syllable a character; anything else is left out. */
export function syllablesOf(han: string): string[] {
  if (han === '') return []
  return pinyin(han, { toneType: 'none', type: 'array', nonZh: 'removed', v: true })
}

const NEAR: readonly (readonly [RegExp, string])[] = [
  [/^([zcs])h/, '$1'],
  [/(?<=[aei])ng$/, 'n'],
]

const folded = new Map([...SYLLABLES].map((syllable) => [syllable, fold(syllable)]))

/** The syllable as it is heard: zh/z, ch/c, sh/s and -ng/-n, which people mix up when typing, fall together. */
export const heard = (syllable: string): string => folded.get(syllable) ?? fold(syllable)

/** Characters that nobody types: one for each sound. */
const FIRST_LETTER = 0xe000
const LETTERS: ReadonlyMap<string, string> = new Map([...new Set(folded.values())].map((sound, at) => [sound, String.fromCharCode(FIRST_LETTER + at)]))

/** One letter for a syllable as it is heard; empty for what is none. */
export const letterOf = (sound: string): string => LETTERS.get(sound) ?? ''

function fold(syllable: string): string {
  return NEAR.reduce((sound, [from, to]) => sound.replace(from, to), syllable)
}
