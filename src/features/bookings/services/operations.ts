/** Services and the days on which they differ from their plan. */
import { z } from 'zod'
import type { Acts } from '../../../bot/capability.ts'
import type { Reader, Tx } from '../../../db/db.ts'
import type { Day } from '../../../lib/calendar.ts'
import { contentPath, readYaml } from '../../../lib/content.ts'
import { ok, type Result, refused } from '../../../lib/errors.ts'
import type { Span } from '../../../lib/opening.ts'
import { knownNow } from '../../knowledge/knowledge/operations.ts'
import { HoursText, WeeklyText } from '../../knowledge/shipped/operations.ts'
import type { Service, ServiceDay } from './rules.ts'
import * as store from './store.ts'

/** What can be booked, in order. */
export async function bookable(read: Reader): Promise<Service[]> {
  return (await store.allServices(read)).filter(({ active }) => active)
}

/** One service, also when it can no longer be booked. */
export async function serviceNamed(read: Reader, key: string): Promise<Service | undefined> {
  return (await store.allServices(read)).find((service) => service.key === key)
}

/** What staff say about a service. */
export type ServiceDraft = Omit<Service, 'active'> & { readonly active?: boolean }

/**
 * Adds a service or changes one. Bookings that stand keep their times.
 * @returns refused with `incomplete` when a name is missing, a number makes no sense, or the place is unknown
 */
export async function saveService({ tx, now, calendar }: Acts, draft: ServiceDraft): Promise<Result<Service, 'incomplete'>> {
  const numbers = [draft.slotMinutes, draft.places, draft.horizonDays, draft.perPerson]
  const sound = numbers.every((number) => Number.isInteger(number) && number >= 1) && Number.isInteger(draft.leadMinutes) && draft.leadMinutes >= 0
  const known = (await knownNow(tx, now, calendar)).places.has(draft.place)
  if (!sound || !known || draft.slotMinutes > 480 || draft.title.trim() === '' || !/^[a-z][a-z0-9-]{1,40}$/.test(draft.key)) return refused('incomplete')
  const before = await store.allServices(tx)
  const position = before.findIndex(({ key }) => key === draft.key)
  const service: Service = { ...draft, active: draft.active ?? true }
  await store.writeService(tx, { ...rowOf(service, now), position: position < 0 ? before.length : position })
  return ok(service)
}

/** Leave or extra hours of one day. Leave does not touch what is booked already: the caller tells those people. */
export async function setServiceDay({ tx, now }: Pick<Acts, 'tx' | 'now'>, service: string, day: ServiceDay, by: string): Promise<Result<string, 'unknown'>> {
  if (!(await serviceNamed(tx, service))) return refused('unknown')
  return ok(await store.addServiceDay(tx, { service, ...day, hours: [...day.hours], by, createdAt: now }))
}

export const removeServiceDay = (tx: Tx, id: string): Promise<boolean> => store.removeServiceDay(tx, id)

export const serviceDays = (read: Reader, service: string, first: Day, last: Day) => store.serviceDaysOf(read, service, first, last)

const whole = (from: number, to: number) => z.int().min(from).max(to)

const ServicesFile = z.strictObject({
  services: z.record(
    z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'a service is named like legal-aid'),
    z.strictObject({
      title: z.string().min(1),
      names: z.array(z.string().min(1)).default([]),
      place: z.string(),
      where: z.string().optional(),
      plan: WeeklyText.optional(),
      breaks: HoursText.optional(),
      slot: whole(5, 480),
      places: whole(1, 200),
      lead: whole(0, 10_080),
      horizon: whole(1, 366),
      limit: whole(1, 100),
      discreet: z.boolean().default(false),
    }),
  ),
})

/**
 * Adds the services of `content/services.yaml` that are not there yet.
 * @throws StartError naming file and line of a mistake
 */
export async function seedServices(tx: Tx, now: Date): Promise<void> {
  const file = readYaml(contentPath('services.yaml'), ServicesFile)
  const rows = Object.entries(file.services).map(
    ([key, { title, names, place, where, plan, breaks, slot, places, lead, horizon, limit, discreet }], position) => {
      const times = { slotMinutes: slot, places, leadMinutes: lead, horizonDays: horizon, perPerson: limit }
      const service: Service = {
        key,
        title,
        aliases: names,
        place,
        whereFact: where ?? null,
        weekly: plan ?? null,
        breaks: breaks ?? [],
        ...times,
        discreet,
        active: true,
      }
      return { ...rowOf(service, now), position }
    },
  )
  await store.addServices(tx, rows)
}

function rowOf({ aliases, weekly, breaks, ...service }: Service, now: Date): Omit<store.NewService, 'position'> {
  const copy = (spans: readonly Span[]): Span[] => [...spans]
  return { ...service, aliases: [...aliases], weekly: weekly ? weekly.map(copy) : null, breaks: copy(breaks), updatedAt: now }
}
