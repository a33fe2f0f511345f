/** `npm run questions`: what the bot failed at, and what staff make of it. Imported after the dialect is chosen. */
import { parseArgs } from 'node:util'
import type { Settings } from './config.ts'
import { openDb } from './db/open.ts'
import { listIn } from './features/knowledge/factsheets/rules.ts'
import { allEntries, knowledgeOf, seedKnowledge, topicTitles } from './features/knowledge/knowledge/operations.ts'
import {
  addWordings,
  attach,
  lessonsWith,
  reconsider,
  removeWording,
  replay,
  setAside,
  taught,
  teaching,
  unanswered,
} from './features/knowledge/learning/operations.ts'
import type { Group } from './features/knowledge/learning/rules.ts'
import { dropQuestion, keepQuestion, lacksIn, listQuestions } from './features/knowledge/regression/operations.ts'
import { openCalendar, readHolidays } from './lib/calendar.ts'
import { systemClock } from './lib/clock.ts'
import { StartError } from './lib/errors.ts'
import { ACTOR, type Meant, makeOwnTopic, meantBy, mindFor, namesOf, type Room, refusal } from './questions-room.ts'
import { type Terminal, walk } from './questions-walk.ts'

const SHOWN = 20
const SHOWN_WORDINGS = 4
const SHOWN_FLIPS = 15

const USAGE = `用法：npm run questions（一组一组问您，回数字就行），或者：
  list　没听懂的话，按相似归组，前面是组号（如 k7q2）
  add 组号 [主题]　归到主题；不写主题就照大家选的　　try 组号 主题　先看看会影响什么，不改
  say "一句话" 主题　加一个说法　　aside 组号　不用管
  topic 标题 "回答" [叫法、叫法]　新建主题
  taught [主题]　加过的说法　　forget 编号　去掉一个说法
  must　必答题　　must "问题" 主题 ["答案里要有"]　加一道　　unmust 编号　去掉一道
主题写名字或中文，如 haircut、理发；不归我们管的写 none。--yes：提醒过的也照加。
加上以后，正在运行的小驿马上就懂。`

/** Runs the command. @returns the process's exit code @throws StartError when the arguments are wrong */
export async function questionsCommand(args: string[], settings: Settings, cacheFolder: string, terminal?: Terminal): Promise<number> {
  const { words, yes } = argumentsOf(args)
  const say = terminal?.say ?? ((text: string) => void process.stdout.write(`${text}\n`))
  const [does = terminal ? 'walk' : 'list', ...rest] = words
  const run = COMMANDS[does]
  if (does === 'help' || !run) {
    if (does !== 'help') throw new StartError(USAGE)
    say(USAGE)
    return 0
  }
  const db = await openDb(settings.databaseUrl)
  try {
    await db.tx((tx) => seedKnowledge(tx, systemClock.now()))
    const mind = await mindFor(db, cacheFolder)
    await run({ db, settings, mind, yes, say }, rest, terminal)
    return 0
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

const COMMANDS: Readonly<Record<string, (room: Room, words: string[], terminal?: Terminal) => Promise<void>>> = {
  walk: async (room, _words, terminal) => (terminal ? walk(room, terminal) : undefined),
  list: async (room) => room.say(await listed(room)),
  add,
  try: rehearse,
  say: async (room, words) => {
    const [text, named] = needed(words, 2)
    const { label, means } = await meaningOf(room, named)
    const done = await room.db.tx((tx) => addWordings({ tx, now: systemClock.now(), who: ACTOR, mind: room.mind }, [text], label, room.yes))
    if (!done.ok) throw new StartError(refusal(done))
    room.say(done.value.length > 0 ? `加到“${means}”：${text}` : `“${means}”里原来就有这句话。`)
  },
  aside: async (room, words) => {
    const group = await groupBy(room, needed(words, 1)[0])
    const count = await room.db.tx((tx) => setAside({ tx, now: systemClock.now(), who: ACTOR }, group.ids))
    room.say(`好的，这${count}条不用管了。`)
  },
  topic: newTopic,
  taught: async (room, [label]) => room.say(await taughtLines(room, label)),
  forget: async (room, words) => {
    const done = await room.db.tx((tx) => removeWording({ tx, now: systemClock.now(), who: ACTOR }, needed(words, 1)[0]))
    if (!done.ok) throw new StartError('没有这个编号，先看 npm run questions -- taught。')
    room.say(`去掉了：${done.value}`)
  },
  must: async (room, words) => (words.length === 0 ? room.say(await mustLines(room)) : must(room, words)),
  unmust: async (room, words) => {
    const [id] = needed(words, 1)
    const done = await room.db.tx(async (tx) => {
      const dropped = await dropQuestion({ tx, now: systemClock.now(), who: ACTOR }, id)
      if (dropped.ok) await reconsider(tx)
      return dropped
    })
    if (!done.ok) throw new StartError('没有这个编号，先看 npm run questions -- must。')
    room.say(`去掉了：${done.value}`)
  },
}

/** The words of a command, as many as it needs. */
function needed(words: readonly string[], count: number): [string, string, string] {
  if (words.length < count || words.length > 3)
    throw new StartError(words.length > 3 ? `多了“${words.slice(3).join(' ')}”，一句话里有空格请加引号。\n${USAGE}` : USAGE)
  return [words[0] ?? '', words[1] ?? '', words[2] ?? '']
}

async function meaningOf({ db, mind }: Room, named: string): Promise<Meant> {
  const names = namesOf(mind, await topicTitles(db.read))
  const meant = meantBy(named, names)
  if (Array.isArray(meant)) {
    const near = meant.map(({ label, means }) => `${means}（${label}）`).join('、')
    throw new StartError(
      near === ''
        ? `没有“${named}”这个主题。名字看 content/wordings 里的文件名，如 haircut；新建：npm run questions -- topic 标题 "回答"`
        : `“${named}”说的是哪个？${near}`,
    )
  }
  return meant
}

async function listed({ db, mind }: Room): Promise<string> {
  const groups = await unanswered(db.read, systemClock.now())
  if (groups.length === 0) return '最近30天没有没听懂的话。'
  const names = namesOf(mind, await topicTitles(db.read))
  const lines = groups.slice(0, SHOWN).map((group) => {
    const said = group.wordings.slice(0, SHOWN_WORDINGS).join(' / ')
    return `${group.code}　${group.ids.length}次　${said}${suggested(group, names)}`
  })
  const rest = groups.length > SHOWN ? [`……还有${groups.length - SHOWN}组`] : []
  return [...lines, ...rest, '归到主题：npm run questions -- add 组号 主题；或者只打 npm run questions，一组一组问您。'].join('\n')
}

/** What people chose themselves is a suggestion; what seemed likeliest only a hint. */
function suggested({ suggestions }: Group, names: readonly Meant[]): string {
  const name = (label: string) => names.find((each) => each.label === label)?.means ?? label
  const [chosen] = suggestions.filter((each) => each.chosen > 0)
  if (chosen) return `　→ 建议：${name(chosen.label)}（${chosen.chosen}人选了它）`
  const likely = suggestions.slice(0, 2).map(({ label }) => name(label))
  return likely.length > 0 ? `　→ 可能是 ${likely.join('、')}` : ''
}

async function groupBy({ db }: Room, code: string): Promise<Group> {
  const group = (await unanswered(db.read, systemClock.now())).find((each) => each.code === code.toLowerCase())
  if (!group) throw new StartError(`没有“${code}”这一组（可能已经处理了），先看 npm run questions -- list。`)
  return group
}

async function add(room: Room, words: string[]): Promise<void> {
  const [code, named] = needed(words, 1)
  const group = await groupBy(room, code)
  const chosen = named || group.suggestions.find((each) => each.chosen > 0)?.label
  if (!chosen) throw new StartError('这一组还没人选过，写上主题：npm run questions -- add 组号 主题')
  const { label, means } = await meaningOf(room, chosen)
  const done = await room.db.tx((tx) => attach({ tx, now: systemClock.now(), who: ACTOR, mind: room.mind }, group.ids, label, room.yes))
  if (!done.ok) throw new StartError(refusal(done))
  room.say(`加到“${means}”：${done.value.wordings.join(' / ') || '（原来就有）'}。了结${done.value.questions}条。`)
}

/** Shows what would change before anything is: messages of the last days that would be understood otherwise. */
async function rehearse(room: Room, words: string[]): Promise<void> {
  const [code, named] = needed(words, 2)
  const group = await groupBy(room, code)
  const { label, means } = await meaningOf(room, named)
  room.say(`先试着学一遍“${means}”，要几秒……`)
  const lessons = await lessonsWith(room.db.read, room.mind, group.wordings, label)
  const { replayed, flips } = await replay(
    room.db.read,
    systemClock.now(),
    await room.mind.rehearse(await teaching.lessons(room.db.read)),
    await room.mind.rehearse(lessons),
  )
  const wanted = new Set(group.wordings)
  const others = flips.filter(({ text }) => !wanted.has(text))
  room.say(`最近14天的${replayed}句话里，除了这一组，有${others.length}句会变：`)
  for (const { text, times, from, to } of others.slice(0, SHOWN_FLIPS))
    room.say(`· ${text}${times > 1 ? `（${times}次）` : ''}：${from ?? '拿不准'} → ${to ?? '拿不准'}`)
  room.say(`没有改。要加：npm run questions -- add ${group.code} ${label}`)
}

async function newTopic(room: Room, words: string[]): Promise<void> {
  const [title, what, names] = needed(words, 2)
  room.say(await makeOwnTopic(room, title, what, listIn(names)))
}

const STATES = { new: '刚加，正在学', live: '学会了', held: '只认原话（学了会答错必答题）' } as const

async function taughtLines(room: Room, named: string | undefined): Promise<string> {
  const label = named === undefined ? undefined : (await meaningOf(room, named)).label
  const lines = (await taught(room.db.read, label)).map(
    ({ id, label: of, text, state, breaks }) => `${id}　${of}　${text}　${STATES[state]}${breaks.length > 0 ? `：${breaks.join('、')}` : ''}`,
  )
  return lines.length > 0 ? lines.join('\n') : '还没有加过说法。'
}

async function mustLines({ db }: Room): Promise<string> {
  const lines = (await listQuestions(db.read)).map(
    ({ id, text, label, contains }) => `${id}　${text}　${label}${contains.length > 0 ? `　要有：${contains.join('、')}` : ''}`,
  )
  return lines.length > 0 ? lines.join('\n') : '还没有必答题。加一道：npm run questions -- must "理发多少钱" 理发 "9.9元"'
}

/** Keeps a question on the regression list, and says when it is not answered like that even now. */
async function must(room: Room, words: string[]): Promise<void> {
  const [text, named, wanted] = needed(words, 2)
  const { label, means } = await meaningOf(room, named)
  const { aspect, readings } = room.mind.understand(text)
  const contains = listIn(wanted)
  const question = { text, folded: room.mind.fold(text), aspect, label, contains }
  const calendar = openCalendar(room.settings.zone, readHolidays())
  const known = knowledgeOf(await allEntries(room.db.read))
  const lacks = known.topics.has(label) ? lacksIn(question, known, systemClock.now(), calendar) : []
  if (lacks?.length !== 0) throw new StartError(`现在“${means}”的回答里没有“${(lacks ?? [text]).join('”“')}”，没有加。先把回答改好。`)
  const done = await room.db.tx((tx) => keepQuestion({ tx, now: systemClock.now(), who: ACTOR }, question))
  if (!done.ok) throw new StartError('这句话里没有字。')
  const top = readings[0] && (readings[0].topic ?? readings[0].intent)
  room.say(
    `必答题加好了：${text}（${means}）。${top === label ? '' : `现在小驿把它听成“${top ?? '听不懂'}”，请加几句说法：npm run questions -- say "${text}" ${label}`}`,
  )
}
