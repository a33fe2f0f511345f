/** START HERE: everything the product can do, one line per capability. */
import type { Capability } from './bot/capability.ts'
import { acks } from './features/announcements/acks/intents.ts'
import { announcementsWith } from './features/announcements/announcements/intents.ts'
import { mailings } from './features/announcements/mailings/intents.ts'
import { noticesWith } from './features/announcements/notices/intents.ts'
import { bookings } from './features/bookings/bookings/intents.ts'
import { clerk } from './features/bookings/clerk/intents.ts'
import { counter } from './features/bookings/counter/intents.ts'
import { daysheet } from './features/bookings/daysheet/intents.ts'
import { followups } from './features/bookings/followups/intents.ts'
import { legalMatters } from './features/bookings/legal/intents.ts'
import { bookableServices } from './features/bookings/services/intents.ts'
import { waitingLists } from './features/bookings/waiting/intents.ts'
import { deadlines } from './features/deadlines/intents.ts'
import { distress } from './features/distress/intents.ts'
import { groups } from './features/groups/intents.ts'
import { helping } from './features/help/intents.ts'
import { human } from './features/human/intents.ts'
import { closures } from './features/knowledge/closures/intents.ts'
import { editing } from './features/knowledge/editing/intents.ts'
import { knowledge } from './features/knowledge/knowledge/intents.ts'
import { learning } from './features/knowledge/learning/intents.ts'
import { lostClock } from './features/lost-found/lost-clock/intents.ts'
import { lostAndFound } from './features/lost-found/lost-found/intents.ts'
import { lostMine } from './features/lost-found/lost-mine/intents.ts'
import { lostSearch } from './features/lost-found/lost-search/intents.ts'
import { relay } from './features/lost-found/relay/intents.ts'
import { merchants } from './features/merchants/merchants/intents.ts'
import { statements } from './features/merchants/statements/intents.ts'
import { peopleWith } from './features/people/intents.ts'
import { checkout } from './features/points/checkout/intents.ts'
import { pointDebts } from './features/points/debts/intents.ts'
import { grants } from './features/points/grants/intents.ts'
import { objections } from './features/points/objections/intents.ts'
import { points } from './features/points/points/intents.ts'
import { pointTalk } from './features/points/pointtalk/intents.ts'
import { pointRates } from './features/points/rates/intents.ts'
import { spending } from './features/points/spending/intents.ts'
import { absences } from './features/study/absences/intents.ts'
import { attendance } from './features/study/attendance/intents.ts'
import { study } from './features/study/study/intents.ts'
import { studydesk } from './features/study/studydesk/intents.ts'
import { timetable } from './features/study/timetable/intents.ts'
import { visits } from './features/visits/intents.ts'

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
  pointRates,
  pointDebts,
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
