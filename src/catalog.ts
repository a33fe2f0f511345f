/** START HERE: everything the product can do, one line per capability. */
import type { Capability } from './bot/capability.ts'
import { distress } from './features/distress/intents.ts'
import { groups } from './features/groups/intents.ts'
import { helping } from './features/help/intents.ts'
import { human } from './features/human/intents.ts'
import { knowledge } from './features/knowledge/intents.ts'
import { learning } from './features/learning/intents.ts'
import { lostAndFound } from './features/lost-found/intents.ts'
import { peopleWith } from './features/people/intents.ts'

const capabilities: readonly Capability[] = [knowledge, distress, human, groups, learning, lostAndFound, helping]

export const catalog: readonly Capability[] = [peopleWith(capabilities.flatMap(({ keeps }) => keeps ?? [])), ...capabilities]
