/** What is asked about a topic, and whether a message is nothing but such a question. */
import type { Lexicon } from './lexicon.ts'
import { alternatives, bareWords } from './normalise.ts'
import { withoutGiven } from './placeholders.ts'

export interface Asked {
  readonly aspect?: string
  readonly elliptic: boolean
}

/** Follow-ups are short; a longer message of such words is a sentence of its own. */
const LONGEST_FOLLOW_UP = 14

/** Makes the function that reads a message in standard form. */
export function makeAspects(lexicon: Pick<Lexicon, 'aspects' | 'around'>): (text: string) => Asked {
  const patterns = [...lexicon.aspects].map(([aspect, words]) => ({ aspect, pattern: new RegExp(alternatives(words)) }))
  const about = new RegExp(alternatives([...lexicon.aspects.values()].flat()), 'g')
  const around = new RegExp(alternatives(lexicon.around), 'g')
  return (text) => {
    const bare = bareWords(withoutGiven(text))
    const aspect = patterns.find(({ pattern }) => pattern.test(bare))?.aspect
    if (aspect === undefined) return { elliptic: false }
    // A gap keeps the words on both sides from joining into a new one.
    const left = bare.replace(about, ' ').replace(around, ' ').trim()
    return { aspect, elliptic: left === '' && bare.length <= LONGEST_FOLLOW_UP }
  }
}
