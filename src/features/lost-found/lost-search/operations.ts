/** What waits for its owner: asked for in chat. */
import type { Acts, Context } from '../../../bot/capability.ts'
import { things } from '../../../intents/things.ts'
import type { Understanding } from '../../../intents/understanding.ts'
import { after, HOUR } from '../../../lib/clock.ts'
import { namesKnown, namesThing, openFinds, ownReports, type Report, readReport } from '../lost-found/operations.ts'
import { WATCH, type Words } from '../lost-found/rules.ts'
import { type Match, matchesFor } from '../matching/operations.ts'
import { bareThing } from './rules.ts'

export { matchData } from '../lost-found/operations.ts'
export { packed } from '../lost-found/rules.ts'
export { addsWithin } from '../told/operations.ts'

/** Does the message only describe a thing? */
export const describes = (heard: Understanding): boolean => bareThing(heard, namesKnown(heard.text))

/** The report that the speaker made within the hour: what is said now may belong to it. Undefined before others. */
export async function justReported(ctx: Context): Promise<string | undefined> {
  const [latest] = ctx.place === 'private' ? await ownReports(ctx) : []
  return latest && latest.createdAt > after(ctx.now, -HOUR) ? latest.number : undefined
}

/** As many finds as are counted. */
const AT_MOST = 200

/** What was handed in lately and could be what these words name. */
export async function handedIn(acts: Pick<Acts, 'tx' | 'now' | 'calendar'>, words: Words): Promise<{ item: string | undefined; finds: Report[] }> {
  const { thing } = readReport(words, acts.now, acts.calendar)
  const [item] = thing.items
  const finds = await openFinds(acts.tx, item ? things().kin(item) : [], after(acts.now, -WATCH), AT_MOST)
  return { item: item ?? thing.called[0], finds: item || thing.called.length === 0 ? finds : [] }
}

/** The open finds most like these words. */
export async function similar(ctx: Context, words: Words): Promise<Match[]> {
  const { thing, since, until } = readReport(words, ctx.now, ctx.calendar)
  if (!namesThing(thing)) return []
  return matchesFor(ctx.tx, { reportId: '', number: '', kind: 'lost', personId: ctx.person.id, thing, since, until, at: since ?? ctx.now, reportedAt: ctx.now })
}
