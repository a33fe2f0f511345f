/** What was read out of a message's words, for programs (`slots` of the JSON chat). */
import type { Understanding } from '../intents/understanding.ts'
import { whenIn } from '../intents/when.ts'
import type { Context } from './capability.ts'
import type { Outcome } from './outcome.ts'

type Slots = NonNullable<Outcome['slots']>

/** The values that the words hold, whatever becomes of them; what a handler resolved further wins over these. */
export function slotsRead({ raw, text, slots }: Understanding, { now, calendar }: Pick<Context, 'now' | 'calendar'>): Slots {
  const when = text === '' ? undefined : whenIn(raw, now, calendar)?.when
  const { phones, plates, amounts, codes, count, named } = slots
  const all: Record<string, unknown> = {
    when,
    service: named.services[0],
    item: named.items[0],
    colour: named.colours[0],
    brand: named.brands[0],
    place: named.places[0],
    phone: phones[0],
    plate: plates[0],
    amount: amounts[0],
    code: codes[0],
    count,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** The outcome with these slots beneath its own. */
export function withSlots<S extends { outcome: Outcome }>(said: S, read: Slots): S {
  const slots = { ...read, ...said.outcome.slots }
  return Object.keys(slots).length === 0 ? said : { ...said, outcome: { ...said.outcome, slots } }
}
