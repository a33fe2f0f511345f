/** `npm run content`: everything the centre says and understands, out to a spreadsheet and in again. Imported after the dialect is chosen. */
import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Settings } from './config.ts'
import type { Db } from './db/db.ts'
import { openDb } from './db/open.ts'
import { type Edited, history, undo } from './features/knowledge/editing/operations.ts'
import { checkFile, exportAll, importFile, type Seen } from './features/knowledge/exchange/operations.ts'
import { problems } from './features/knowledge/factsheets/operations.ts'
import { seedKnowledge } from './features/knowledge/knowledge/operations.ts'
import { KINDS, type Kind } from './features/knowledge/knowledge/rules.ts'
import { type Calendar, openCalendar, readHolidays } from './lib/calendar.ts'
import { systemClock } from './lib/clock.ts'
import { describe, StartError } from './lib/errors.ts'
import { mistakeLine } from './lib/sheets.ts'
import { mindFor } from './questions-room.ts'

const ACTOR = 'command'
const SHOWN = 40

const USAGE = `用法：npm run content -- export 文件.xlsx（全部内容导出） | check 文件.xlsx（看看会改什么，不改） | import 文件.xlsx（照文件改） | history [种类 名字]（谁改过什么） | undo K-编号（撤销一次改动）
要改内容：先 export，在表格里改，check 看一遍，再 import。--yes：会弄错必答题的、更像别的意思的，也照改。`

/** Runs the command. @returns the process's exit code: 1 when something in the file is bad @throws StartError when the arguments are wrong */
export async function contentCommand(
  args: string[],
  settings: Settings,
  cacheFolder: string,
  write = (text: string) => void process.stdout.write(text),
): Promise<number> {
  const { words, yes } = argumentsOf(args)
  const [does = 'help', first = '', second = '', ...more] = words
  if (does === 'help') return told(write, [USAGE])
  if (more.length > 0) throw new StartError(USAGE)
  const calendar = openCalendar(settings.zone, readHolidays())
  const db = await openDb(settings.databaseUrl)
  try {
    await db.tx((tx) => seedKnowledge(tx, systemClock.now()))
    if (does === 'export' && first) return await exportTo(db, first, write)
    if (does === 'check' && first)
      return told(write, seenLines(await checkFile(db.read, fileAt(first), await mindFor(db, cacheFolder), systemClock.now(), calendar)))
    if (does === 'import' && first) {
      const mind = await mindFor(db, cacheFolder)
      const done = await db.tx((tx) => importFile({ tx, now: systemClock.now(), who: ACTOR, calendar, mind }, fileAt(first), yes))
      return told(write, done.ok ? importedLines(done) : [...seenLines(done), '什么都没有改。'], done.ok ? 0 : 1)
    }
    if (does === 'history') return told(write, await historyLines(db, calendar, first, second))
    if (does === 'undo' && first) {
      const done = await db.tx((tx) => undo({ tx, now: systemClock.now(), who: ACTOR, calendar }, first.toUpperCase(), { confirmed: yes }))
      return told(write, [undoneLine(done)], done.ok ? 0 : 1)
    }
    throw new StartError(USAGE)
  } finally {
    await db.close()
  }
}

function argumentsOf(args: string[]): { words: string[]; yes: boolean } {
  try {
    const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { yes: { type: 'boolean' } } })
    return { words: positionals, yes: values.yes ?? false }
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

function told(write: (text: string) => void, lines: readonly string[], code = 0): number {
  write(`${lines.join('\n')}\n`)
  return code
}

async function exportTo(db: Db, path: string, write: (text: string) => void): Promise<number> {
  const file = await exportAll(db.read)
  try {
    writeFileSync(path, file)
  } catch (error) {
    throw new StartError(`${path}：写不进去（${describe(error)}）`)
  }
  return told(write, [`导出好了：${path}。改完先 check，再 import。`])
}

function fileAt(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw new StartError(`${path}：读不了（${describe(error)}）`)
  }
}

const some = (lines: readonly string[]): string[] => [...lines.slice(0, SHOWN), ...(lines.length > SHOWN ? [`……一共${lines.length}条`] : [])]

function seenLines({ mistakes, changes, breaks, nearer }: Seen): string[] {
  if (mistakes.length > 0) return ['这些地方要先改好：', ...some(mistakes.map((mistake) => `✗ ${mistakeLine(mistake)}`))]
  if (changes.length === 0) return ['和现在的一样，没有要改的。']
  return [
    `会改${changes.length}处：`,
    ...some(changes.map((line) => `· ${line}`)),
    ...(breaks.length > 0
      ? ['这些必答题会答错：', ...breaks.map(({ text, lacks }) => `✗ ${text}${lacks.length > 0 ? `（答案里少了“${lacks.join('”“')}”）` : '（答不出来了）'}`)]
      : []),
    ...(nearer.length > 0 ? ['这些说法更像别的意思：', ...nearer.map(({ text, label }) => `✗ ${text}（像“${label}”）`)] : []),
    ...(breaks.length + nearer.length > 0 ? ['要照样改，import 后面加 --yes。'] : []),
  ]
}

function importedLines({ changes, number }: Seen & { number: string | undefined }): string[] {
  if (changes.length === 0) return ['和现在的一样，没有改。']
  return [
    `改好了${changes.length}处，马上生效。${number ? `这次改动是 ${number}，要退回去：npm run content -- undo ${number}` : ''}`,
    ...some(changes.map((line) => `· ${line}`)),
  ]
}

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  fact: '事实',
  topic: '主题',
  aspect: '回答',
  place: '场所',
  special: '特殊日',
  closure: '闭馆',
  holiday: '放假调休',
}

async function historyLines(db: Db, calendar: Calendar, kindName: string, key: string): Promise<string[]> {
  const kind = KINDS.find((each) => each === kindName || KIND_NAMES[each] === kindName)
  if (kindName !== '' && (!kind || key === ''))
    throw new StartError(`历史要写种类和名字，如 事实 haircut.price；种类有：${Object.values(KIND_NAMES).join('、')}`)
  const rows = await history(db.read, kind ? { kind, key } : undefined, SHOWN)
  if (rows.length === 0) return ['还没有改过。']
  const value = (of: unknown) =>
    of === null
      ? '（没有）'
      : Object.values(of as object)
          .filter((each) => each !== '' && each !== null && each !== false)
          .map((each) => (typeof each === 'object' ? JSON.stringify(each) : String(each)))
          .join('，')
  return rows.map(({ number, at, who, kind: of, key: name, before, after, undoes }) => {
    const when = calendar.isoLocal(at).replace('T', ' ')
    return `${number}　${when}　${who}　${KIND_NAMES[of as Kind] ?? of} ${name}：${value(before)} → ${value(after)}${undoes ? `（撤销 ${undoes}）` : ''}`
  })
}

const NO_SUCH = '没有这个编号，先看 npm run content -- history。'
const CHANGED = '后来又改过，不能直接撤销；先撤销后面的，看 npm run content -- history。'

function undoneLine(done: Edited | { ok: false; reason: 'no-such-change' | 'changed-since' }): string {
  if (done.ok) return `撤销了，这次改动是 ${done.value.number ?? '（没有变化）'}，马上生效。`
  if (!('mistakes' in done)) return done.reason === 'no-such-change' ? NO_SUCH : CHANGED
  if (done.reason === 'breaks') return `撤销会弄错必答题：${done.breaks.map(({ text }) => text).join('、')}。要照样撤销，后面加 --yes。`
  return done.mistakes.map(({ key, problem, detail }) => `${key}：${problems[problem](detail)}`).join('\n')
}
