/** A label is a meaning's short name: the topic where there is one, otherwise the intent. Unique in the catalogue. */
import type { Meaning } from './understanding.ts'

export const labelOf = (meaning: Meaning): string => meaning.topic ?? meaning.intent

/** The capability that an intent is of: booking of booking.create. */
export const familyOf = (intent: string): string => intent.split('.')[0] ?? intent
