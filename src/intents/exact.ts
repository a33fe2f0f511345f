/** Messages whose meaning is certain without any learning: commands, menu words, nicknames, and the set phrases of staff. */
import { labelOf } from './labels.ts'
import type { Lexicon, Wordings } from './lexicon.ts'
import { bareWords, type Normalise, type Normalised } from './normalise.ts'

/** Set phrases with a free part. They are a protocol rather than language, so they live in code. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/^(?:回复|答复|回)\s?h-?\d+/, 'staff.answer'],
  [/^h-\d+\s?(?:回复|答复)/, 'staff.answer'],
  // One-time codes: eight letters and digits with at least one of each, alone or after "绑定码".
  [/^(?:[^a-z0-9]{0,12}码[^a-z0-9]{0,4})?(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{8}(?![a-z0-9])/, 'staff.join'],
  // Who asks for a person first means it, whatever the matter is.
  [/^(?:转接?|找)(?:个|一下)?人工(?![智能])/, 'human'],
  [/^(?:本|这个|这)?群里?(?:的)?主动回答\s?(?:功能)?\s?[:,]?\s?(?:打开|关闭|关掉|开|关|on|off)$/, 'staff.group'],
]

export interface Exact {
  /** The certain label of a message, if it has one. */
  certain(message: Normalised): string | undefined
  /** The words as they are compared. */
  fold(message: Normalised): string
}

/** @param taught wordings that staff added: they win over the files */
export function makeExact(lexicon: Pick<Lexicon, 'aliases'>, normalise: Normalise, taught: readonly Wordings[] = []): Exact {
  const table = new Map<string, string>()
  const add = (words: string, label: string) => {
    const { spoken, text } = normalise(words)
    table.set(keyOf(spoken), label)
    table.set(keyOf(text), label)
  }
  for (const [words, label] of lexicon.aliases) add(words, label)
  for (const { meaning, wordings } of taught) for (const words of wordings) add(words, labelOf(meaning))
  return {
    certain: ({ spoken, text }) => table.get(keyOf(spoken)) ?? table.get(keyOf(text)) ?? PHRASES.find(([pattern]) => pattern.test(spoken))?.[1],
    fold: ({ text }) => keyOf(text),
  }
}

/** Commands lose the bot's name and whatever follows ("/start@yizhan_bot abc"); other messages their punctuation. */
function keyOf(text: string): string {
  const command = /^\/[a-z_]+/.exec(text)
  return command ? command[0] : bareWords(text)
}
