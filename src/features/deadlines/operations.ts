/** Personal dates: kept, changed, taken away, and reminded of in time. */
import type { Acts, Context, JobRun, Keeps } from '../../bot/capability.ts'
import { type Day, weekdayName } from '../../lib/calendar.ts'
import { after } from '../../lib/clock.ts'
import { ok, type Result, refused } from '../../lib/errors.ts'
import * as replies from './replies.ts'
import { AT_MOST, daysBetween, KEPT_AFTER, type Matter, nextMoment, plan, remindedLately, sameMatter, saying } from './rules.ts'
import { type Entry, matterOf } from './spoken/operations.ts'
import * as store from './store.ts'

export { changedBy, entriesOf, meantBy, oneMeant, ownWish, severalIn } from './meant/operations.ts'
export { dayOf, type Entry, leavesDates, matterIn, matterOf, matterText, packedEntries, tellsDates, UNSAID } from './spoken/operations.ts'
export type { Deadline } from './store.ts'

/** What somebody wants to be reminded of. */
export interface Wish extends Matter {
  readonly plate: string | null
  readonly day: Day
  /** Days before, beyond the usual ones. */
  readonly lead?: number | undefined
  /** The date that this one takes the place of. */
  readonly replaces?: string | undefined
  /** Stands beside one of the same name (another vehicle). */
  readonly beside?: boolean
}

export interface Set {
  readonly deadline: store.Deadline
  /** The day that was kept before. */
  readonly before: Day | undefined
  readonly reminders: readonly Date[]
}

/** The speaker's dates, the nearest first. */
export const ownDeadlines = (ctx: Context): Promise<store.Deadline[]> => store.deadlinesOf(ctx.tx, ctx.person.id)

/** Kept dates of the same name, all with another day: is the new one their correction, or another vehicle's? */
export async function clashing(ctx: Context, wish: Wish): Promise<store.Deadline[]> {
  const own = await ownDeadlines(ctx)
  const alike = own.filter((each) => sameMatter(each, wish) && each.day >= ctx.calendar.localDay(ctx.now))
  return alike.some((each) => each.day === wish.day) ? [] : alike
}

/**
 * Keeps a date (or changes the one it replaces) and plans its reminders.
 * @returns refused with `past` when the day is over, `too-many` when the person keeps as many as one may
 */
export async function setDeadline(ctx: Context, wish: Wish): Promise<Result<Set, 'past' | 'too-many'>> {
  const { tx, now, calendar, person } = ctx
  if (wish.day < calendar.localDay(now)) return refused('past')
  const own = await ownDeadlines(ctx)
  const same = own.find((each) => sameMatter(each, wish) && each.day === wish.day)
  const over = own.find((each) => sameMatter(each, wish) && each.day < calendar.localDay(now))
  const replaced = own.find((each) => each.id === wish.replaces) ?? same ?? (wish.beside ? undefined : over)
  const { leads, reminders } = plan(wish.day, wish.lead, now, calendar)
  const kept = { kind: wish.kind, label: wish.label, day: wish.day, leads: [...leads] }
  const nextAt = nextMoment(kept, now, calendar)
  if (replaced) {
    const plate = wish.plate ?? replaced.plate
    await store.change(tx, replaced.id, { day: wish.day, leads: kept.leads, nextAt, plate })
    return ok({ deadline: { ...replaced, ...kept, nextAt, plate }, before: replaced.day === wish.day ? undefined : replaced.day, reminders })
  }
  if (own.length >= AT_MOST) return refused('too-many')
  const deadline = await store.add(tx, { ...kept, personId: person.id, plate: wish.plate, nextAt, createdAt: now })
  return ok({ deadline, before: undefined, reminders })
}

/** What of a message of several things was kept, and what was not. */
export interface SeveralKept {
  readonly kept: readonly Set[]
  readonly past: readonly { label: string; day: Day }[]
  /** Their day is still to be said. */
  readonly lacking: readonly Entry[]
  /** Kept already with another day. */
  readonly doubtful: readonly { entry: Entry; wish: Wish; known: readonly store.Deadline[] }[]
  /** There was no room for all. */
  readonly full: boolean
}

/** An entry as it is kept; `clash` is the date it replaces, `beside` where it stands beside one of its name. */
export const wishOf = ({ what, plate, day = '', clash }: Entry, lead: number | undefined): Wish => ({
  ...matterOf(what),
  plate: plate ?? null,
  day: day.replace(/[<~]/g, ''),
  lead,
  ...(clash === 'beside' ? { beside: true } : clash === undefined || clash === 'none' ? {} : { replaces: clash }),
})

/** Keeps each entry that has its day and contradicts nothing that is kept. */
export async function keepAll(ctx: Context, entries: readonly Entry[], lead: number | undefined): Promise<SeveralKept> {
  const all = {
    kept: [] as Set[],
    past: [] as { label: string; day: Day }[],
    lacking: [] as Entry[],
    doubtful: [] as SeveralKept['doubtful'][number][],
    full: false,
  }
  for (const entry of entries) {
    const { day: _, ...bare } = entry
    const wish = wishOf(entry, lead)
    const known = entry.day === undefined || entry.clash !== undefined ? [] : await clashing(ctx, wish)
    if (entry.day === undefined) all.lacking.push(entry)
    else if (known.length > 0) all.doubtful.push({ entry, wish, known })
    else {
      const done = await setDeadline(ctx, wish)
      if (done.ok) all.kept.push(done.value)
      else if (done.reason === 'too-many') all.full = true
      else {
        all.past.push({ label: wish.label, day: wish.day })
        all.lacking.push(bare)
      }
    }
  }
  return all
}

/** The one of these that the speaker was reminded of lately. */
export function reminded({ now, calendar }: Pick<Acts, 'now' | 'calendar'>, own: readonly store.Deadline[]): store.Deadline | undefined {
  const [only, more] = own.filter((each) => remindedLately(each, now, calendar))
  return more ? undefined : only
}

/** Takes these dates of the speaker away. @returns what they were */
export const removeDeadlines = (ctx: Context, ids: readonly string[]): Promise<store.Deadline[]> => store.remove(ctx.tx, ctx.person.id, ids)

/** Dates that one piece of the job handles. */
const PIECE = 100

/** Says what is due by the run's time, each thing once. @returns whether more remains */
export async function remind({ tx, now, due, calendar, push }: JobRun): Promise<boolean> {
  const rows = await store.due(tx, due, PIECE)
  for (const row of rows) await remindOf({ tx, now, calendar, push }, row)
  return rows.length === PIECE
}

async function remindOf(acts: Acts, row: store.Deadline): Promise<void> {
  const { tx, now, calendar } = acts
  const next = nextMoment(row, now, calendar)
  if (!(await store.step(tx, row, next))) return
  const today = calendar.localDay(now)
  const what = saying(row.kind, row.day, today)
  if (what === 'nothing' || !row.nextAt) return
  const left = daysBetween(today, row.day)
  const midnight = calendar.startOfDay(calendar.addDays(today, 1))
  const said = what === 'ahead' ? replies.reminder(row, left, dayText(acts, row.day)) : replies.afterwards(row, dayText(acts, row.day))
  await acts.push({
    key: `deadline:${row.id}:${row.day}:${row.nextAt.toISOString()}`,
    reason: 'deadline.reminder',
    to: { person: row.personId },
    due: row.nextAt,
    // "Tomorrow" is wrong the day after; a month ahead may be said some days late.
    worthlessAfter: after(left <= 1 && what === 'ahead' ? midnight : (next ?? midnight), -1),
    ...said,
  })
}

/** 2027年3月5日（周五） */
export function dayText({ calendar, now }: Pick<Acts, 'calendar' | 'now'>, day: Day): string {
  const [year, month, date] = day.split('-').map(Number)
  const ofYear = day.slice(0, 4) === calendar.localDay(now).slice(0, 4) ? '' : `${year}年`
  return `${ofYear}${month}月${date}日（${weekdayName(calendar.weekday(day))}）`
}

/** Personal dates in a person's file. */
export const keeps: Keeps = {
  show: async (read, personId) => [replies.keptLine(await store.deadlinesOf(read, personId))],
  copy: async (read, personId) => replies.copied(await store.deadlinesOf(read, personId)),
  erase: store.eraseAll,
  move: store.moveAll,
  clocks: [{ keep: KEPT_AFTER, sweep: store.dropOver }],
}
