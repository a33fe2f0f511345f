/** Which claimed rows go on the wire, and what becomes of the others. */
import type { Reader } from '../db/db.ts'
import type { Calendar } from '../lib/calendar.ts'
import { after, DAY } from '../lib/clock.ts'
import type { OutgoingRow, Settlement } from './store/outgoing.ts'
import { settingOf } from './store/settings.ts'
import { wishesOf } from './store/wishes.ts'
import { BUDGET_SETTING, judge, USUAL_BUDGET } from './wishes.ts'

/** Over how long a person's pushes are counted against the budget. */
const WEEK = 7 * DAY

export async function sorted(
  read: Reader,
  rows: readonly OutgoingRow[],
  now: Date,
  calendar: Calendar,
): Promise<{ wanted: OutgoingRow[]; ends: { row: OutgoingRow; end: Settlement }[] }> {
  const pushes = rows.filter((row) => row.kind === 'push')
  const receivers = pushes.flatMap((row) => row.personId ?? [])
  const wishes = await wishesOf(read, receivers, after(now, -WEEK))
  const budget = pushes.some((row) => row.unasked) ? await settingOf(read, BUDGET_SETTING, USUAL_BUDGET) : USUAL_BUDGET
  const wanted: OutgoingRow[] = []
  const ends: { row: OutgoingRow; end: Settlement }[] = []
  for (const row of rows) {
    const own = wishes.get(row.personId ?? '')
    const end = judge(row, own, budget, now, calendar)
    if (end) ends.push({ row, end })
    else {
      if (own && row.kind === 'push' && !row.urgent) own.pushed += 1
      wanted.push(row)
    }
  }
  return { wanted, ends }
}
