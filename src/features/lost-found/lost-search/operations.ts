/** What waits for its owner: asked for in chat. */
import type { Acts, Context } from '../../../bot/capability.ts'
import { things } from '../../../intents/things.ts'
import { after } from '../../../lib/clock.ts'
import { namesThing, openFinds, type Report, readReport } from '../lost-found/operations.ts'
import { WATCH, type Words } from '../lost-found/rules.ts'
import { type Match, matchesFor } from '../matching/operations.ts'

export { matchData, namesKnown } from '../lost-found/operations.ts'
export { packed } from '../lost-found/rules.ts'

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
