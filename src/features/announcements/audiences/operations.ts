/** Whom an announcement is for: the people and groups of an audience, and which of them it will reach. */
import type { Acts, Aim, AudienceKind } from '../../../bot/capability.ts'
import { settingOf } from '../../../bot/store/settings.ts'
import { personsWithRole } from '../../../bot/store/staff.ts'
import { ROLES } from '../../../bot/vocabulary.ts'
import { BUDGET_SETTING, USUAL_BUDGET } from '../../../bot/wishes.ts'
import { after, DAY } from '../../../lib/clock.ts'
import * as store from './store.ts'

type Look = Pick<Acts, 'tx' | 'now' | 'calendar'>

/** Single groups, and what other capabilities offer at the moment. */
export async function knownAudiences(acts: Look, kinds: readonly AudienceKind[]): Promise<Aim[]> {
  const known: Aim[] = []
  for (const kind of kinds) for (const { value, called } of await kind.list(acts)) known.push({ kind: kind.name, value, called })
  for (const { id, title } of await store.groupsKnown(acts.tx)) if (title) known.push({ kind: 'group', value: id, called: title })
  return known
}

export interface Members {
  readonly persons: readonly string[]
  readonly groups: readonly string[]
}

/** Everybody but staff: those who work here are no drivers. */
async function drivers(tx: Look['tx']): Promise<string[]> {
  const staff = new Set(await personsWithRole(tx, ROLES))
  return (await store.everybody(tx)).filter((id) => !staff.has(id))
}

/** Everybody in the audience at this moment, each once. */
export async function membersOf({ tx }: Look, audience: readonly Aim[], kinds: readonly AudienceKind[]): Promise<Members> {
  const persons = new Set<string>()
  const groups = new Set<string>()
  for (const { kind, value } of audience) {
    if (kind === 'group') groups.add(value)
    else if (kind === 'groups') for (const { id } of await store.groupsKnown(tx)) groups.add(id)
    else if (kind === 'all') for (const id of await drivers(tx)) persons.add(id)
    else if (kind === 'truck' || kind === 'ride-hailing') for (const id of await store.whoDrive(tx, kind)) persons.add(id)
    else for (const id of (await kinds.find(({ name }) => name === kind)?.members(tx, value)) ?? []) persons.add(id)
  }
  return { persons: [...persons].sort(), groups: [...groups].sort() }
}

/** How many it will reach, and why not the others, as things stand now. */
export interface Reach {
  readonly persons: number
  readonly groups: number
  readonly unreachable: number
  readonly muted: number
  readonly budget: number
}

const WEEK = 7 * DAY

/** @param passes an emergency: neither 退订 nor the week's budget holds it back */
export async function reachOf({ tx, now }: Look, { persons, groups }: Members, passes: boolean): Promise<Reach> {
  const reachable = await store.reachable(tx)
  const mute = passes ? new Set<string>() : await store.whoMute(tx)
  const enough = passes ? new Set<string>() : await store.whoHadEnough(tx, await settingOf(tx, BUDGET_SETTING, USUAL_BUDGET), after(now, -WEEK))
  const reach = { persons: 0, groups: groups.length, unreachable: 0, muted: 0, budget: 0 }
  for (const person of persons) {
    if (!reachable.has(person)) reach.unreachable += 1
    else if (mute.has(person)) reach.muted += 1
    else if (enough.has(person)) reach.budget += 1
    else reach.persons += 1
  }
  return reach
}

/** The one person who is shown by this name; undefined when there is none, or more than one. */
export async function personCalled({ tx }: Look, display: string): Promise<string | undefined> {
  const found = await store.byDisplay(tx, display)
  return found.length === 1 ? found[0] : undefined
}
