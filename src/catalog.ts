/** START HERE: everything the product can do, one line per capability. */
import type { Capability } from './bot/capability.ts'
import { acks } from './features/acks/intents.ts'
import { announcementsWith } from './features/announcements/intents.ts'
import { distress } from './features/distress/intents.ts'
import { groups } from './features/groups/intents.ts'
import { helping } from './features/help/intents.ts'
import { human } from './features/human/intents.ts'
import { knowledge } from './features/knowledge/intents.ts'
import { learning } from './features/learning/intents.ts'
import { mailings } from './features/mailings/intents.ts'
import { noticesWith } from './features/notices/intents.ts'
import { peopleWith } from './features/people/intents.ts'

const rooms: readonly Capability[] = [knowledge, distress, human, groups, learning, mailings, acks, helping]
/** Whom announcements can be for, as far as the others know people. */
const audiences = rooms.flatMap((room) => room.audiences ?? [])
const capabilities: readonly Capability[] = [...rooms, announcementsWith(audiences), noticesWith(audiences)]

export const catalog: readonly Capability[] = [
  peopleWith(
    capabilities.flatMap(({ keeps }) => keeps ?? []),
    capabilities.flatMap(({ pictures }) => pictures ?? []),
  ),
  ...capabilities,
]
