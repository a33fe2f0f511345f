/** START HERE: everything the product can do, one line per capability. */
import type { Capability } from './bot/capability.ts'
import { checkout } from './features/checkout/intents.ts'
import { distress } from './features/distress/intents.ts'
import { grants } from './features/grants/intents.ts'
import { groups } from './features/groups/intents.ts'
import { helping } from './features/help/intents.ts'
import { human } from './features/human/intents.ts'
import { knowledge } from './features/knowledge/intents.ts'
import { learning } from './features/learning/intents.ts'
import { merchants } from './features/merchants/intents.ts'
import { objections } from './features/objections/intents.ts'
import { peopleWith } from './features/people/intents.ts'
import { points } from './features/points/intents.ts'
import { pointTalk } from './features/pointtalk/intents.ts'
import { spending } from './features/spending/intents.ts'
import { statements } from './features/statements/intents.ts'
import { visits } from './features/visits/intents.ts'

const capabilities: readonly Capability[] = [
  knowledge,
  distress,
  human,
  groups,
  learning,
  points,
  merchants,
  spending,
  checkout,
  statements,
  objections,
  grants,
  visits,
  // After what is set aside for spendings was given back: it closes the accounts of erased persons.
  pointTalk,
  helping,
]

export const catalog: readonly Capability[] = [peopleWith(capabilities.flatMap(({ keeps }) => keeps ?? [])), ...capabilities]
