/** Which of the kept dates a message means, and what an open dialogue gathered. Pure. */
import type { Filled } from '../../../bot/dialogue.ts'
import { readNumber } from '../../../intents/numbers.ts'
import { slotsOf } from '../../../intents/slots.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { asksToChange, dayIn, type Kind, mattersIn, meansAll, numbersIn, saysRenewed } from '../rules.ts'
import { dayOf, type Entry, entriesIn, type Moment, matterOf, packedEntries, sameThing, thingNamed, UNSAID, unpackedEntries } from '../spoken/operations.ts'

/** A date that is kept. */
interface Deadline {
  readonly id: string
  readonly kind: Kind
  readonly label: string
  readonly plate: string | null
  readonly day: string
}

/** Said as a change, about one of these; undefined where none or more than one fits. */
export function oneMeant<T extends Deadline>(own: readonly T[], text: string): T | undefined {
  const labels = mattersIn(text).map(({ label }) => label)
  const [plate] = slotsOf(text).plates
  const fits = own.filter(
    (each) => (labels.length > 0 ? labels.includes(each.label) : text.includes(each.label)) && (plate === undefined || each.plate === plate),
  )
  return fits.length === 1 ? fits[0] : undefined
}

/** The kept date that the words change: "第2个改到4月8号", "年检改到4月8号", "保险续了，明年12月24到期". */
export function changedBy<T extends Deadline>(text: string, own: readonly T[]): T | undefined {
  if (!asksToChange(text) && !saysRenewed(text)) return undefined
  const [number] = numbersIn(text.replace(/改.*$/, ''), readNumber)
  return number === undefined ? oneMeant(own, text) : own[number - 1]
}

/** The things of a message of several; a change is one of the kept ones where just one fits. */
export function severalIn(text: string, own: readonly Deadline[], moment: Moment): Entry[] {
  const changes = asksToChange(text) || saysRenewed(text)
  return entriesIn(text, moment).map((entry) => {
    const { label } = matterOf(entry.what)
    const fits = changes ? own.filter((each) => each.label === label && (entry.plate === undefined || each.plate === entry.plate)) : []
    return fits.length === 1 && fits[0] ? { ...entry, clash: fits[0].id } : entry
  })
}

/** A value that is a whole wish of its own, said where something else was asked. */
const OWN_WISH = '!'

/** Words that name a thing and its day, said where something else was asked: perhaps another thing, kept by itself. */
export function ownWish(heard: Understanding, own: readonly Deadline[], moment: Moment): string | undefined {
  const several = severalIn(heard.text, own, moment)
  if (several.length > 1) return `${OWN_WISH}${packedEntries(several)}`
  const day = dayOf(heard.text, moment)
  const what = thingNamed(heard.text, moment)
  if (what === undefined || day === undefined) return undefined
  const plate = heard.slots.plates[0]
  const clash = changedBy(heard.text, own)?.id
  return `${OWN_WISH}${packedEntries([{ what, day, ...(plate ? { plate } : {}), ...(clash ? { clash } : {}) }])}`
}

/** What the dialogue gathered: one thing, or several. An answer that names another thing leaves the one that was asked for open. */
export function entriesOf({ what = '', day, plate = UNSAID, clash = UNSAID, more = UNSAID }: Filled): Entry[] {
  const unpack = (value: string): Entry[] => unpackedEntries(value.slice(OWN_WISH.length))
  const others = more === UNSAID ? [] : unpackedEntries(more)
  if (what.startsWith(OWN_WISH)) return [...unpack(what), ...others]
  const asked: Entry = { what, ...(plate === UNSAID ? {} : { plate }), ...(clash === UNSAID ? {} : { clash }) }
  if (!day?.startsWith(OWN_WISH)) return [{ ...asked, ...(day === undefined || day === UNSAID ? {} : { day }) }, ...others]
  const told = unpack(day)
  const same = told.find((each) => sameThing(each.what, what))
  return same ? [{ ...asked, ...same }, ...told.filter((each) => each !== same), ...others] : [...told, ...others, asked]
}

/** Which kept dates the words mean: by number, day, plate or name. */
export function meantBy<T extends Deadline>(heard: Understanding, own: readonly T[], { now, calendar }: Moment): T[] {
  const numbers = numbersIn(heard.text, readNumber)
  if (numbers.length > 0) return numbers.flatMap((number) => own[number - 1] ?? [])
  const [plate] = heard.slots.plates
  const matters = mattersIn(heard.text)
  const day = dayIn(heard.text, now, calendar)?.day
  if (plate === undefined && matters.length === 0) {
    const named = own.filter((each) => heard.text.includes(each.label))
    if (named.length > 0) return named
    if (day !== undefined && own.some((each) => each.day === day)) return own.filter((each) => each.day === day)
    return meansAll(heard.text) ? [...own] : []
  }
  const fits = own.filter(
    (each) =>
      (plate === undefined || each.plate === plate) &&
      (matters.length === 0 || matters.some(({ kind, label }) => each.label === label || (each.kind === kind && kind !== 'other'))),
  )
  const exact = fits.filter((each) => matters.some(({ label }) => label === each.label))
  return exact.length > 0 ? exact : fits
}
