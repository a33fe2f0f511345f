import type { Calendar } from '../lib/calendar.ts'

export type When = { readonly start: string; readonly end?: string } | { readonly date: string }
export interface Said {
  readonly when: When
  readonly said: string
}
export function whenIn(_text: string, _now: Date, _calendar: Calendar): Said | undefined {
  return undefined
}
