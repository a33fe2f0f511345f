/** `npm run questions`: what the bot failed at, and what staff make of it. Imported after the dialect is chosen. */
import { parseArgs } from 'node:util'
import type { Settings } from './config.ts'
import type { Db } from './db/db.ts'
import { openDb } from './db/open.ts'
import { addWordings, attach, type NotAttached, removeWording, setAside, taught, unanswered } from './features/learning/operations.ts'
import type { Group } from './features/learning/rules.ts'
import { LiveMind } from './intents/live.ts'
import { systemClock } from './lib/clock.ts'
import { StartError } from './lib/errors.ts'

const ACTOR = 'command'
const SHOWN = 20
const SHOWN_WORDINGS = 4

const USAGE = `用法：npm run questions -- list（没听懂的话，按相似归组） | add 组号 主题 | say "一句话" 主题 | aside 组号（不用管） | taught [主题] | forget 编号
主题写名字，如 haircut、booking.create；不归我们管的写 none。加上以后，正在运行的小驿马上就懂。`

const REFUSED: Readonly<Record<NotAttached, string>> = {
  'no-such-meaning': '没有这个主题或意图，名字照 content/wordings 里的文件名写，例如 haircut。',
  'nothing-to-add': '这一组里没有能学的话。',
  regression: '必答题里这句话是另一个意思，没有加。要改，先改必答题。',
}

/** Runs the command. @returns the process's exit code @throws StartError when the arguments are wrong */
export async function questionsCommand(args: string[], settings: Settings, cacheFolder: string): Promise<number> {
  const [does = 'list', first = '', second = '', ...more] = wordsOf(args)
  if (more.length > 0) throw new StartError(`多了“${more.join(' ')}”，一句话里有空格请加引号。\n${USAGE}`)
  if (does === 'help') return told(USAGE)
  const db = await openDb(settings.databaseUrl)
  try {
    if (does === 'list') return told(listed(await unanswered(db.read, systemClock.now())))
    if (does === 'taught') return told(await listTaught(db, first))
    if (does === 'add' || does === 'aside') return await settle(db, does, first, second, cacheFolder)
    if (does === 'say' && first && second) return await say(db, first, second, cacheFolder)
    if (does === 'forget' && first) return await forget(db, first)
    throw new StartError(USAGE)
  } finally {
    await db.close()
  }
}

function wordsOf(args: string[]): string[] {
  try {
    return parseArgs({ args, allowPositionals: true }).positionals
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}

function told(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

function listed(groups: readonly Group[]): string {
  if (groups.length === 0) return '最近30天没有没听懂的话。'
  const lines = groups.slice(0, SHOWN).map(({ ids, wordings, suggestions }, at) => {
    const likely = suggestions.slice(0, 2).map(({ label }) => label)
    return `${at + 1}. ${ids.length}次　${wordings.slice(0, SHOWN_WORDINGS).join(' / ')}${likely.length > 0 ? `　→ 可能是 ${likely.join('、')}` : ''}`
  })
  const rest = groups.length > SHOWN ? [`……还有${groups.length - SHOWN}组`] : []
  return [...lines, ...rest, '归到主题：npm run questions -- add 组号 主题'].join('\n')
}

async function groupAt(db: Db, number: string): Promise<Group> {
  const group = (await unanswered(db.read, systemClock.now()))[Number(number) - 1]
  if (!group) throw new StartError(`没有第“${number}”组，先看 npm run questions -- list。`)
  return group
}

async function settle(db: Db, does: 'add' | 'aside', number: string, label: string, cacheFolder: string): Promise<number> {
  const group = await groupAt(db, number)
  const now = systemClock.now()
  if (does === 'aside') {
    const count = await db.tx((tx) => setAside({ tx, now, who: ACTOR }, group.ids))
    return told(`好的，这${count}条不用管了。`)
  }
  const { fold } = new LiveMind({ cacheFolder })
  const done = await db.tx((tx) => attach({ tx, now, who: ACTOR, fold }, group.ids, label))
  if (!done.ok) throw new StartError(REFUSED[done.reason])
  return told(`加到 ${label}：${done.value.wordings.join(' / ') || '（原来就有）'}。了结${done.value.questions}条。`)
}

async function say(db: Db, text: string, label: string, cacheFolder: string): Promise<number> {
  const { fold } = new LiveMind({ cacheFolder })
  const done = await db.tx((tx) => addWordings({ tx, now: systemClock.now(), who: ACTOR, fold }, [text], label))
  if (!done.ok) throw new StartError(REFUSED[done.reason])
  return told(done.value.length > 0 ? `加到 ${label}：${text}` : `${label} 里原来就有这句话。`)
}

const STATES = { new: '刚加，正在学', live: '学会了', held: '只认原话（学了会答错必答题）' } as const

async function listTaught(db: Db, label: string): Promise<string> {
  const rows = await taught(db.read, label || undefined)
  const lines = rows.map(
    ({ id, label: of, text, state, breaks }) => `${id}　${of}　${text}　${STATES[state]}${breaks.length > 0 ? `：${breaks.join('、')}` : ''}`,
  )
  return lines.length > 0 ? lines.join('\n') : '还没有加过说法。'
}

async function forget(db: Db, id: string): Promise<number> {
  const done = await db.tx((tx) => removeWording({ tx, now: systemClock.now(), who: ACTOR }, id))
  if (!done.ok) throw new StartError('没有这个编号，先看 npm run questions -- taught。')
  return told(`去掉了：${done.value}`)
}
