/** What people in the city write: taken from the wordings the recogniser was taught. */
import { isPrivate } from '../src/bot/vocabulary.ts'
import { readWordings } from '../src/intents/lexicon.ts'

export type Some = readonly [string, ...string[]]

/** Written by scripts of their own, for what follows upon them. */
const SCRIPTED = /^(?:human|distress|none|yes|no|cancel|back|staff\..*|profile\..*|notice\.settings)$/

export interface Words {
  /** About the centre. */
  questions: Some
  /** Small talk, and what the bot cannot do yet. */
  others: Some
  /** Private by nature: parked when asked in a group. */
  matters: Some
  /** Not for the bot. */
  chatter: Some
  emergencies: Some
  /** How people stop and resume reminders. */
  mutes: Some
}

export function readWords(): Words {
  const files = readWordings()
  const all = (wanted: (intent: string, topic: string | undefined) => boolean): Some => {
    const [first, ...rest] = files.filter(({ meaning }) => wanted(meaning.intent, meaning.topic)).flatMap((file) => file.wordings)
    if (first === undefined) throw new Error('content/wordings lacks what the city says')
    return [first, ...rest]
  }
  return {
    questions: all((intent) => intent === 'answer'),
    others: all((intent) => intent !== 'answer' && !isPrivate(intent) && !SCRIPTED.test(intent)),
    matters: all((intent) => isPrivate(intent) && !SCRIPTED.test(intent)),
    chatter: all((intent) => intent === 'none'),
    emergencies: all((intent) => intent === 'distress'),
    mutes: all((intent) => intent === 'notice.settings'),
  }
}
