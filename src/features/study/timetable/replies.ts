/** How a session is shown, in the pieces that replies put together. */
import { AUDIENCE_NAMES, type Audience, hoursText, KIND_NAMES, type Kind } from './rules.ts'

/** A session in words; everything in it is public. */
export interface SessionView {
  readonly id: string
  readonly number: string
  readonly kind: string
  /** With its kind, where the title does not say it. */
  readonly title: string
  /** 明天, 12月2日（周三） */
  readonly day: string
  readonly time: string
  readonly end: string
  readonly place: string
  readonly left: number
  readonly places: number
  /** Empty when it gives none. */
  readonly hours: string
  readonly points: number
  /** For whom, where not for everybody. */
  readonly audience: string
  readonly sample: boolean
}

interface Planned {
  readonly id: string
  readonly number: string
  readonly kind: Kind
  readonly title: string
  readonly place: string
  readonly places: number
  readonly taken: number
  readonly tenths: number
  readonly points: number
  readonly audience: Audience
  readonly sample: boolean
}

export function sessionView(session: Planned, when: { day: string; time: string; end: string }): SessionView {
  const { id, number, place, places, taken, tenths, points, audience, sample, title } = session
  const kind = KIND_NAMES[session.kind]
  return {
    id,
    number,
    kind,
    title: title.includes(kind) ? title : `${title}（${kind}）`,
    ...when,
    place,
    places,
    left: places - taken,
    hours: tenths > 0 ? hoursText(tenths) : '',
    points,
    audience: audience === 'all' ? '' : AUDIENCE_NAMES[audience],
    sample,
  }
}

export const kindName = (kind: Kind): string => KIND_NAMES[kind]
