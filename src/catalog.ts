/** START HERE: everything the product can do, one line per capability. */
import type { Capability } from './bot/capability.ts'
import { absences } from './features/absences/intents.ts'
import { acks } from './features/acks/intents.ts'
import { announcementsWith } from './features/announcements/intents.ts'
import { attendance } from './features/attendance/intents.ts'
import { bookings } from './features/bookings/intents.ts'
import { checkout } from './features/checkout/intents.ts'
import { clerk } from './features/clerk/intents.ts'
import { closures } from './features/closures/intents.ts'
import { counter } from './features/counter/intents.ts'
import { daysheet } from './features/daysheet/intents.ts'
import { deadlines } from './features/deadlines/intents.ts'
import { distress } from './features/distress/intents.ts'
import { editing } from './features/editing/intents.ts'
import { followups } from './features/followups/intents.ts'
import { grants } from './features/grants/intents.ts'
import { groups } from './features/groups/intents.ts'
import { helping } from './features/help/intents.ts'
import { human } from './features/human/intents.ts'
import { knowledge } from './features/knowledge/intents.ts'
import { learning } from './features/learning/intents.ts'
import { legalMatters } from './features/legal/intents.ts'
import { lostClock } from './features/lost-clock/intents.ts'
import { lostAndFound } from './features/lost-found/intents.ts'
import { lostMine } from './features/lost-mine/intents.ts'
import { lostSearch } from './features/lost-search/intents.ts'
import { mailings } from './features/mailings/intents.ts'
import { merchants } from './features/merchants/intents.ts'
import { noticesWith } from './features/notices/intents.ts'
import { objections } from './features/objections/intents.ts'
import { peopleWith } from './features/people/intents.ts'
import { points } from './features/points/intents.ts'
import { pointTalk } from './features/pointtalk/intents.ts'
import { relay } from './features/relay/intents.ts'
import { bookableServices } from './features/services/intents.ts'
import { spending } from './features/spending/intents.ts'
import { statements } from './features/statements/intents.ts'
import { study } from './features/study/intents.ts'
import { studydesk } from './features/studydesk/intents.ts'
import { timetable } from './features/timetable/intents.ts'
import { visits } from './features/visits/intents.ts'
import { waitingLists } from './features/waiting/intents.ts'

const rooms: readonly Capability[] = [
  knowledge,
  editing,
  closures,
  distress,
  human,
  groups,
  learning,
  bookableServices,
  legalMatters,
  waitingLists,
  bookings,
  clerk,
  followups,
  counter,
  daysheet,
  points,
  deadlines,
  timetable,
  study,
  attendance,
  absences,
  studydesk,
  merchants,
  spending,
  checkout,
  statements,
  objections,
  grants,
  visits,
  // After what is set aside for spendings was given back: it closes the accounts of erased persons.
  pointTalk,
  lostAndFound,
  lostSearch,
  lostMine,
  relay,
  lostClock,
  mailings,
  acks,
  helping,
]

/** Whom announcements can be for, as far as the others know people. */
const audiences = rooms.flatMap((room) => room.audiences ?? [])
const capabilities: readonly Capability[] = [...rooms, announcementsWith(audiences), noticesWith(audiences)]

export const catalog: readonly Capability[] = [peopleWith(capabilities.flatMap(({ keeps }) => keeps ?? [])), ...capabilities]
