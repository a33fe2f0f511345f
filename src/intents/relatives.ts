/** Words that mean the same or belong to one corner of life: what no wording has is understood by its relatives. */
import { alternatives } from './normalise.ts'

/** A word of the thesaurus that a message holds, with its families. */
export interface Relative {
  readonly word: string
  readonly families: readonly string[]
}

/** Word → its families. */
export type Thesaurus = ReadonlyMap<string, readonly string[]>

/**
 * Makes the function that finds them in a message's standard text, each word once, of overlapping ones the longest.
 * @param standard a thesaurus word in its standard form, as messages are read
 */
export function makeRelatives(thesaurus: Thesaurus, standard: (word: string) => string): (text: string) => Relative[] {
  const words = new Map<string, Set<string>>()
  for (const [word, families] of thesaurus) {
    const form = standard(word)
    words.set(form, new Set([...(words.get(form) ?? []), ...families]))
  }
  const pattern = new RegExp(alternatives([...words.keys()]), 'g')
  return (text) => [...new Set(text.match(pattern) ?? [])].map((word) => ({ word, families: [...(words.get(word) ?? [])] }))
}
