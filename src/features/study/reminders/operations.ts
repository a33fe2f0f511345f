/** What people hear before a session, left in time and called off when it is not to be said. */
import type { Acts } from '../../../bot/capability.ts'
import type { Part } from '../../../bot/message.ts'
import type { Push } from '../../../bot/outbox.ts'
import { after } from '../../../lib/clock.ts'
import * as timetable from '../timetable/operations.ts'
import { DAY_BEFORE, SOON_BEFORE, soonMoment } from '../timetable/rules.ts'
import * as replies from './replies.ts'
import * as store from './store.ts'

export const callOff = store.callOff

type Which = 'day' | 'soon'

/** The words for a group, as they stand when they are read. */
export const groupReminder = (shown: timetable.SessionView, which: Which): Part<'public'>[] => replies.groupReminder(shown, which)

/** Which reminders are still to come to who is enrolled now; `evening` is the later one of a session in the early morning. */
export function remindersAhead({ now, calendar }: Pick<Acts, 'now' | 'calendar'>, { startsAt }: timetable.Session): ('day' | 'soon' | 'evening')[] {
  const soon = soonMoment(startsAt, calendar)
  const later = soon.getTime() === startsAt.getTime() - SOON_BEFORE ? 'soon' : 'evening'
  return [...(after(startsAt, -DAY_BEFORE) > now ? (['day'] as const) : []), ...(soon > now ? [later] : [])] as ('day' | 'soon' | 'evening')[]
}

export function reminderFor(acts: Acts, session: timetable.Session, person: string, which: Which, due: Date, worthlessAfter: Date): Push {
  const words = replies.reminder(timetable.seenLater(acts, session), which)
  return { reason: 'study.reminder', due, worthlessAfter: after(worthlessAfter, -1), key: reminderKey(session, person, which), to: { person }, ...words }
}

/** Names the start: a moved session is reminded of anew. */
export const reminderKey = (session: timetable.Session, whom: string, which: Which): string =>
  `study.${which}:${session.id}:${session.startsAt.toISOString()}:${whom}`

/** The keys of all reminders of a session to these. */
export const reminderKeys = (session: timetable.Session, whom: readonly string[]): string[] =>
  whom.flatMap((each) => [reminderKey(session, each, 'day'), reminderKey(session, each, 'soon')])

/** Who gets a place after the reminders were left gets those that are still to come. */
export async function remindOne(acts: Acts, session: timetable.Session, personId: string): Promise<void> {
  // Somebody who left and came back: what was called off then is to be said after all.
  await store.callOn(acts.tx, reminderKeys(session, [personId]), acts.now)
  const [dayBefore, twoHours] = [after(session.startsAt, -DAY_BEFORE), soonMoment(session.startsAt, acts.calendar)]
  if (session.dayReminded && dayBefore > acts.now) await acts.push(reminderFor(acts, session, personId, 'day', dayBefore, twoHours))
  if (session.soonReminded && twoHours > acts.now) await acts.push(reminderFor(acts, session, personId, 'soon', twoHours, session.startsAt))
}
