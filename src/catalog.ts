/** START HERE: everything the product can do, one line per capability. */
import type { Capability } from './bot/capability.ts'
import { distress } from './features/distress/intents.ts'
import { groups } from './features/groups/intents.ts'
import { helping } from './features/help/intents.ts'
import { human } from './features/human/intents.ts'
import { knowledge } from './features/knowledge/intents.ts'
import { learning } from './features/learning/intents.ts'
import { lostClock } from './features/lost-clock/intents.ts'
import { lostAndFound } from './features/lost-found/intents.ts'
import { lostMine } from './features/lost-mine/intents.ts'
import { lostSearch } from './features/lost-search/intents.ts'
import { peopleWith } from './features/people/intents.ts'
import { relay } from './features/relay/intents.ts'

const capabilities: readonly Capability[] = [knowledge, distress, human, groups, learning, lostAndFound, lostSearch, lostMine, relay, lostClock, helping]

export const catalog: readonly Capability[] = [peopleWith(capabilities.flatMap(({ keeps }) => keeps ?? [])), ...capabilities]
