/** `npm run explain -- "一句话"`: why a sentence is understood as it is. Imported after the dialect is chosen. */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Settings } from './config.ts'
import { openDb } from './db/open.ts'
import { teaching } from './features/knowledge/learning/operations.ts'
import type { Explanation, Reason } from './intents/explain.ts'
import { LiveMind } from './intents/live.ts'
import { whenIn } from './intents/when.ts'
import { openCalendar, readHolidays } from './lib/calendar.ts'
import { systemClock } from './lib/clock.ts'
import { StartError } from './lib/errors.ts'

const USAGE = '用法：npm run explain -- "一句话" [--after 上一句的意思，如 haircut] [--json]'
const KINDS: Readonly<Record<string, string>> = { c: '字', r: '原话', p: '音', a: '上文', w: '词', k: '同类', n: '长短' }
const BANDS = { sure: '照办', doubt: '反问', none: '不答' } as const

/**
 * Prints the explanation; with `--json` as one line for programs.
 * @throws StartError with one line when the arguments are wrong
 */
export async function explainCommand(args: string[], settings: Settings, cacheFolder: string, write: (text: string) => void): Promise<void> {
  const { sentence, after, json } = explainArguments(args)
  const mind = new LiveMind({ cacheFolder, waits: true })
  await learnWhatStaffTaught(mind, settings.databaseUrl)
  if (after !== undefined && !mind.knows(after)) throw new StartError(`--after：没有“${after}”这个意思，写主题或意图的名字，如 haircut、booking.create。`)
  const explanation = mind.explain(sentence, after)
  const calendar = openCalendar(settings.zone, readHolidays())
  const when = whenIn(sentence, systemClock.now(), calendar)
  write(
    json
      ? `${JSON.stringify({ ...explanation, ...(when ? { when: when.when } : {}) })}\n`
      : `${linesOf(explanation, when && `${when.said} → ${JSON.stringify(when.when)}`).join('\n')}\n`,
  )
}

function explainArguments(args: string[]): { sentence: string; after: string | undefined; json: boolean } {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { after: { type: 'string' }, json: { type: 'boolean' } } })
    const sentence = positionals.join(' ').trim()
    if (sentence === '') throw new Error('没有写要解释的话')
    return { sentence, after: values.after, json: values.json ?? false }
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}。${USAGE}`)
  }
}

/** As the running product understands it: with what staff taught, where there is a database already. */
async function learnWhatStaffTaught(mind: LiveMind, databaseUrl: string): Promise<void> {
  if (databaseUrl.startsWith('file:') && !existsSync(databaseUrl.slice('file:'.length))) return
  const db = await openDb(databaseUrl)
  try {
    await mind.learn(await teaching.lessons(db.read))
  } finally {
    await db.close()
  }
}

function linesOf(explanation: Explanation, when: string | undefined): string[] {
  const { raw, text, spoken, certain, aspect, elliptic, after, meanings, nearest, slots, decision, bounds } = explanation
  const { named, ...values } = slots
  const found = [...Object.entries(values), ...Object.entries(named)].filter(([, value]) => !Array.isArray(value) || value.length > 0)
  const shown = found.map(([name, value]) => `${name}=${Array.isArray(value) ? value.join('、') : String(value)}`)
  return [
    `原话　　${raw}`,
    `读作　　${text}${spoken === text ? '' : `（原样：${spoken}）`}`,
    ...(after === undefined ? [] : [`上文　　${after}`]),
    `问的是　${aspect ?? '—'}${elliptic ? '（只有追问，要靠上文）' : ''}`,
    `读出　　${[...shown, ...(when ? [`时间：${when}`] : [])].join('，') || '—'}`,
    '',
    certain ? '意思（说法表里有，不用猜）' : '意思（从高到低）',
    ...meanings.map(({ label, means, confidence, reasons }) => `  ${percent(confidence)}  ${label}（${means}）　${reasonsOf(reasons)}`),
    '',
    '最像的例句',
    ...nearest.map(({ text: example, label, likeness }) => `  ${percent(likeness)}  ${label}　${example}`),
    '',
    '怎么办　　　　　　回答　办事',
    ...(['private', 'group', 'chatter'] as const).map((place) => `  ${PLACES[place]}　${BANDS[decision[place].answer]}　${BANDS[decision[place].change]}`),
    `  界线：私聊回答≥${bounds.answer.sure}，办事≥${bounds.change.sure}；群里回答≥${bounds.groupAnswer.sure}，办事≥${bounds.groupChange.sure}；没人问≥${bounds.chatterAnswer.sure}`,
  ]
}

const PLACES = { private: '私聊　　　　　', group: '群里问小驿　　', chatter: '群里没人问小驿' } as const

const percent = (share: number): string => `${(100 * share).toFixed(1).padStart(5)}%`

const reasonsOf = (reasons: readonly Reason[]): string =>
  reasons
    .filter(({ share }) => share > 0)
    .slice(0, 5)
    .map(({ feature, share }) => `${KINDS[feature.slice(0, feature.indexOf(':'))] ?? ''}“${feature.slice(feature.indexOf(':') + 1)}”+${share.toFixed(2)}`)
    .join(' ')
