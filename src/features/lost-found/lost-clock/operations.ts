/** What happens to reports by itself: the month's watch, the time to fetch, the public notice and the legal year. */
import type { Acts } from '../../../bot/capability.ts'
import type { Reader } from '../../../db/db.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { after } from '../../../lib/clock.ts'
import { lapseClaim } from '../claims/operations.ts'
import {
  changeReport,
  notNoticed,
  onNotice,
  ownerless,
  type Report,
  reopened,
  reportById,
  settled,
  tellCounter,
  toFetchBy,
  unanswered,
  watchedOut,
} from '../lost-found/operations.ts'
import * as replies from './replies.ts'
import { ANSWER_WITHIN, LEGAL_YEAR, NOTICE_AFTER, PIECE, REMIND_BEFORE } from './rules.ts'

/** Asks after a month whether to go on; losses without an answer are put away. @returns whether more may remain */
export async function askWhetherToGoOn(acts: Acts): Promise<boolean> {
  const { tx, now } = acts
  const due = await watchedOut(tx, now, PIECE)
  for (const report of due) {
    await changeReport(tx, report.id, ['open', 'matched'], { askedAt: now })
    const said = (report.kind === 'lost' ? replies.goOnLost : replies.goOnFound)(report.number, report.item)
    await tell(acts, report, `lost.watch:${report.number}:${report.watchUntil.getTime()}`, said)
  }
  const silent = await unanswered(tx, after(now, -ANSWER_WITHIN), PIECE)
  for (const report of silent) {
    await settled(acts, report.id, 'expired')
    await tell(acts, report, `lost.expired:${report.number}`, { parts: replies.expired(report.number, report.item) })
  }
  return due.length === PIECE || silent.length === PIECE
}

/** Reminds both sides the day before the time to fetch ends; afterwards the claim lapses. @returns whether more may remain */
export async function mindFetching(acts: Acts): Promise<boolean> {
  const { tx, now, calendar } = acts
  const soon = await toFetchBy(tx, after(now, REMIND_BEFORE), now, PIECE)
  for (const found of soon) {
    const lost = found.otherId ? await reportById(tx, found.otherId) : undefined
    if (!lost || !found.fetchUntil) continue
    const until = calendar.plain(calendar.localDay(found.fetchUntil), calendar.localDay(now))
    await tell(acts, lost, `lost.fetch:${lost.number}:${found.fetchUntil.getTime()}`, { parts: replies.fetchSoon(lost.number, until) })
    await tell(acts, found, `lost.fetch:${found.number}:${found.fetchUntil.getTime()}`, { parts: replies.keepForNow(found.number, until) })
  }
  const late = await toFetchBy(tx, now, undefined, PIECE)
  for (const found of late) {
    const lost = found.otherId ? await reportById(tx, found.otherId) : undefined
    for (const id of [found.id, ...(lost ? [lost.id] : [])].sort()) await reopened(acts, id)
    if (!lost) continue
    await lapseClaim(acts, lost, found)
    for (const report of [lost, found])
      await tell(acts, report, `lost.lapsed:${report.number}:${found.fetchUntil?.getTime()}`, { parts: replies.lapsed(report.number) })
    await tellCounter(acts, `lost.lapsed:${found.number}:${found.fetchUntil?.getTime()}`, replies.lapsedForStaff(lost.number, found.number))
  }
  return late.length === PIECE
}

/** Puts finds that nobody claimed on the public notice; a year later they belong to the state. @returns whether more may remain */
export async function mindNotices(acts: Acts): Promise<boolean> {
  const { tx, now } = acts
  const fresh = await notNoticed(tx, after(now, -NOTICE_AFTER), PIECE)
  for (const { id } of fresh) await changeReport(tx, id, ['open', 'matched'], { noticedAt: now })
  if (fresh[0]) {
    const numbers = fresh.map(({ number }) => number)
    await tellCounter(acts, `lost.notice:${numbers[0]}`, replies.noticed(numbers))
  }
  const old = await ownerless(tx, after(now, -LEGAL_YEAR), PIECE)
  for (const report of old) {
    await settled(acts, report.id, 'expired')
    await tellCounter(acts, `lost.year:${report.number}`, replies.ownerless(report.number, report.item))
  }
  return fresh.length === PIECE || old.length === PIECE
}

/** As many finds as the notice shows: the newest. */
const SHOWN = 300

/** What the public notice shows: the kind of thing, the place, the day. Whatever only its owner could know stays with staff. */
export async function noticed({ read, now, calendar }: { read: Reader; now: Date; calendar: Calendar }): Promise<{ what: string; since: string }[]> {
  const finds = await onNotice(read, after(now, -LEGAL_YEAR), SHOWN)
  return finds.map(({ item, place, createdAt }) => ({
    what: replies.noticeWords(item, place),
    since: replies.noticeSince(calendar.plain(calendar.localDay(createdAt), calendar.localDay(now))),
  }))
}
export { pageWords } from './replies.ts'

async function tell(
  acts: Acts,
  report: Report,
  key: string,
  said: Pick<ReturnType<typeof replies.goOnLost>, 'parts'> & Partial<ReturnType<typeof replies.goOnLost>>,
) {
  if (report.personId) await acts.push({ key, reason: 'lost.reminder', to: { person: report.personId }, ...said, priority: 20 })
}
