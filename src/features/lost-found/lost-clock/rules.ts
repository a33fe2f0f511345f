/** The clocks of a report. */
import { DAY } from '../../../lib/clock.ts'

/** How long the question whether to go on waits for an answer (milliseconds). */
export const ANSWER_WITHIN = 7 * DAY
/** A find that is still open after this goes up on the public notice (milliseconds). */
export const NOTICE_AFTER = DAY
/** How long before its end both are reminded of the time to fetch (milliseconds). */
export const REMIND_BEFORE = 1.5 * DAY
/** The keeper's year from the public notice on (Civil Code 318). */
export const LEGAL_YEAR = 365 * DAY
/** Reports that one run of a job deals with. */
export const PIECE = 50
