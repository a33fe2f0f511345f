/** What `npm run questions` and its walk share: the room they work in, meanings by their names, new topics. */
import type { Settings } from './config.ts'
import type { Db } from './db/db.ts'
import { makeTopic } from './features/knowledge/editing/operations.ts'
import { problems } from './features/knowledge/factsheets/operations.ts'
import { addWordings, type NotAttached, teaching } from './features/knowledge/learning/operations.ts'
import { LiveMind } from './intents/live.ts'
import { nameSearch } from './intents/names.ts'
import type { Mind } from './intents/understand.ts'
import { openCalendar, readHolidays } from './lib/calendar.ts'
import { systemClock } from './lib/clock.ts'
import { StartError } from './lib/errors.ts'

export const ACTOR = 'command'
const SHOWN_WORDINGS = 4

/** What the command works with. */
export interface Room {
  readonly db: Db
  readonly settings: Settings
  readonly mind: LiveMind
  readonly yes: boolean
  say(text: string): void
}

/** Understands what staff taught word for word; nobody waits for a training that the running product does anyway. */
export async function mindFor(db: Db, cacheFolder: string): Promise<LiveMind> {
  const mind = new LiveMind({ cacheFolder, waits: true })
  const { wordings, verbatim } = await teaching.lessons(db.read)
  await mind.learn({ wordings: [], verbatim: [...wordings, ...verbatim], checks: [] })
  mind.explain('') // reads all wordings now, not in the middle of a transaction
  return mind
}

export interface Meant {
  readonly label: string
  readonly means: string
}

/** The meanings that wordings can be given to, topics first. */
export function namesOf(mind: Pick<Mind, 'meanings'>, titles: ReadonlyMap<string, string>): Meant[] {
  const topics = [...titles].map(([label, means]) => ({ label, means }))
  const others = [...mind.meanings()]
    .filter(([label]) => !titles.has(label) && label !== 'answer')
    .map(([label, { means }]) => ({ label, means: means ?? label }))
  return [...topics, ...others]
}

/** From here on a name is the one that was meant, unless another is as near. */
const SURE = 0.85
const NEAR = 0.5

/** The meaning that the words name; else those they may name. */
export function meantBy(named: string, names: readonly Meant[]): Meant | Meant[] {
  const exact = names.find(({ label }) => label === named) ?? names.find(({ means }) => means === named)
  if (exact) return exact
  const found = nameSearch(names, ({ label, means }) => [means, label])(named, 4).filter(({ similarity }) => similarity >= NEAR)
  const [first, second] = found
  if (first && first.similarity >= SURE && (!second || second.similarity < first.similarity - 0.05)) return first.item
  return found.map(({ item }) => item)
}

export function refusal(refused: NotAttached): string {
  if (refused.reason === 'nearer') {
    const lines = refused.nearer.slice(0, SHOWN_WORDINGS).map(({ text, label }) => `“${text}”更像“${label}”`)
    return `没有加：${lines.join('；')}。确实要加，后面加 --yes。`
  }
  if (refused.reason === 'regression') return '必答题里这句话是另一个意思，没有加。要改，先改必答题（npm run questions -- must）。'
  return refused.reason === 'nothing-to-add' ? '这里没有能学的话。' : '没有这个主题。'
}

/** Makes a topic and teaches its names, so that it is understood at once. */
export async function makeOwnTopic({ db, settings, mind }: Room, title: string, what: string, names: readonly string[]): Promise<string> {
  const calendar = openCalendar(settings.zone, readHolidays())
  const now = systemClock.now()
  const said = [...new Set([title, ...names])]
  const { name, edited } = await db.tx((tx) => makeTopic({ tx, now, who: ACTOR, calendar }, { title, aspects: { what }, names: said }))
  if (!edited.ok) throw new StartError(edited.mistakes.map(({ problem, detail }) => problems[problem](detail)).join('；') || '会弄错必答题，没有建。')
  const taughtNow = await db.tx((tx) => addWordings({ tx, now, who: ACTOR, mind }, said, name))
  const nearer =
    !taughtNow.ok && taughtNow.reason === 'nearer' ? `“${title}”本来更像“${taughtNow.nearer[0]?.label}”，没有当说法加；请用 say 加几句别的问法。` : ''
  return `新主题“${title}”建好了，名字是 ${name}，改动 ${edited.value.number}。${nearer}再加几句大家会怎么问：npm run questions -- say "一句话" ${title}`
}
