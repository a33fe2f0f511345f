/** What a service is. */
import type { Day } from '../../../lib/calendar.ts'
import type { Span } from '../../../lib/opening.ts'

export interface Service {
  readonly key: string
  readonly title: string
  readonly aliases: readonly string[]
  readonly place: string
  readonly whereFact: string | null
  readonly weekly: readonly (readonly Span[])[] | null
  readonly breaks: readonly Span[]
  readonly slotMinutes: number
  readonly places: number
  readonly leadMinutes: number
  readonly horizonDays: number
  readonly perPerson: number
  readonly discreet: boolean
  readonly active: boolean
}

/** A day on which the service differs from its plan. */
export interface ServiceDay {
  readonly day: Day
  readonly kind: 'leave' | 'extra'
  /** Of a leave: none is the whole day. */
  readonly hours: readonly Span[]
  readonly reason: string
}
