/** START HERE: everything the product can do, one line per capability. */
import type { Capability } from './bot/capability.ts'
import { absences } from './features/absences/intents.ts'
import { attendance } from './features/attendance/intents.ts'
import { bookings } from './features/bookings/intents.ts'
import { clerk } from './features/clerk/intents.ts'
import { closures } from './features/closures/intents.ts'
import { counter } from './features/counter/intents.ts'
import { daysheet } from './features/daysheet/intents.ts'
import { deadlines } from './features/deadlines/intents.ts'
import { distress } from './features/distress/intents.ts'
import { editing } from './features/editing/intents.ts'
import { followups } from './features/followups/intents.ts'
import { groups } from './features/groups/intents.ts'
import { helping } from './features/help/intents.ts'
import { human } from './features/human/intents.ts'
import { knowledge } from './features/knowledge/intents.ts'
import { learning } from './features/learning/intents.ts'
import { legalMatters } from './features/legal/intents.ts'
import { peopleWith } from './features/people/intents.ts'
import { points } from './features/points/intents.ts'
import { bookableServices } from './features/services/intents.ts'
import { study } from './features/study/intents.ts'
import { studydesk } from './features/studydesk/intents.ts'
import { timetable } from './features/timetable/intents.ts'
import { waitingLists } from './features/waiting/intents.ts'

const capabilities: readonly Capability[] = [
  knowledge,
  editing,
  closures,
  distress,
  human,
  groups,
  learning,
  points,
  deadlines,
  timetable,
  study,
  studydesk,
  attendance,
  absences,
  bookableServices,
  legalMatters,
  waitingLists,
  bookings,
  clerk,
  followups,
  counter,
  daysheet,
  helping,
]

export const catalog: readonly Capability[] = [peopleWith(capabilities.flatMap(({ keeps }) => keeps ?? [])), ...capabilities]
