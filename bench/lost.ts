/**
 * Lost and found: does the other report of a thing come first, are unrelated ones left alone, and how long does it
 * take among many open ones? Pairs and distractors are files of `tests/evaluation`; `--misses` prints what went wrong.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Acts } from '../src/bot/capability.ts'
import type { Push } from '../src/bot/outbox.ts'
import type { Db } from '../src/db/db.ts'
import { openDb } from '../src/db/open.ts'
import { takeReport } from '../src/features/lost-found/lost-found/operations.ts'
import { claimsKind, type Kind } from '../src/features/lost-found/lost-found/rules.ts'
import { matchesFor } from '../src/features/lost-found/matching/operations.ts'
import { keysOf, type Sought } from '../src/features/lost-found/matching/rules.ts'
import { sought, soughtKeys } from '../src/features/lost-found/matching/tables.ts'
import { readThing } from '../src/intents/thing.ts'
import { things } from '../src/intents/things.ts'
import { type Mind, openUnderstanding } from '../src/intents/understand.ts'
import { openCalendar } from '../src/lib/calendar.ts'
import { after, DAY, HOUR, ticks } from '../src/lib/clock.ts'
import { seeded } from '../src/lib/random.ts'
import { cpuMs } from './cpu.ts'
import type { Row } from './row.ts'

/** Finds whose comparing is measured, after as many for warming up as follow. */
const SEEKERS = 40
const WARM = 10
const FOLDER = join('tests', 'evaluation')
const NOW = new Date('2026-11-24T20:00:00+08:00')

interface Pair {
  lost: string
  found: string
}

/** The lines of all files whose names begin so, without headings. */
function linesOf(prefix: string): string[][] {
  return readdirSync(FOLDER)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.tsv'))
    .sort()
    .flatMap((name) => readFileSync(join(FOLDER, name), 'utf8').split('\n').slice(1))
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
}

export async function benchLost(options: readonly string[]): Promise<Row[]> {
  const mind = openUnderstanding({ cacheFolder: 'data/cache' })
  const misses = options.includes('--misses')
  const rows: Row[] = []
  const pairs = linesOf('lost-pairs-').map(([lost = '', found = '']): Pair => ({ lost, found }))
  const distractors = linesOf('lost-distractors-').map(([kind = '', text = '']) => ({ kind: (kind.startsWith('f') ? 'found' : 'lost') as Kind, text }))
  if (pairs.length > 0) {
    for (const later of ['found', 'lost'] as const) rows.push(await meet(mind, pairs, distractors, later, misses))
    rows.push(recognised(mind, pairs, distractors, misses))
  }
  if (!options.includes('--no-speed')) for (const count of [100, 1_000, 10_000, 100_000]) rows.push(await speed(mind, count))
  return rows
}

/** Everybody reports; those who report later must meet their counterparts among all others. */
async function meet(mind: Mind, pairs: readonly Pair[], distractors: readonly { kind: Kind; text: string }[], later: Kind, misses: boolean): Promise<Row> {
  const first: Kind = later === 'found' ? 'lost' : 'found'
  return withDb(async (db) => {
    const report = reporter(db, mind)
    const numbers: string[] = []
    for (const [at, pair] of pairs.entries()) numbers.push((await report(first, pair[first], `pair-${at}-${first}`)).number)
    const wrong: string[] = []
    let wronglyTold = 0
    for (const [at, { kind, text }] of distractors.entries()) {
      if (kind !== first) continue
      await report(kind, text, `other-${at}`)
    }
    let [firsts, thirds, told] = [0, 0, 0]
    for (const [at, pair] of pairs.entries()) {
      const { matches, toldOf } = await report(later, pair[later], `pair-${at}-${later}`)
      const rank = matches.findIndex(({ other }) => other.number === numbers[at])
      if (rank === 0) firsts += 1
      if (rank >= 0 && rank < 3) thirds += 1
      const right = toldOf.some((number) => number === numbers[at])
      if (right) told += 1
      const strangers = toldOf.filter((number) => number !== numbers[at])
      wronglyTold += strangers.length
      if (misses && (rank !== 0 || strangers.length > 0)) wrong.push(missed(pair, later, rank, matches, strangers))
    }
    for (const [at, { kind, text }] of distractors.entries()) {
      if (kind !== later) continue
      const { toldOf, matches } = await report(kind, text, `other-${at}`)
      wronglyTold += toldOf.length
      if (misses && toldOf.length > 0) wrong.push(`told an unrelated one: ${text}\n    ${best(matches)}`)
    }
    for (const line of wrong) console.info(`  ${line}`)
    const count = pairs.length + distractors.filter(({ kind }) => kind === later).length
    const share = (part: number, of: number): string => `${((100 * part) / Math.max(1, of)).toFixed(1)}%`
    return {
      what: `${pairs.length} pairs, ${distractors.length} others: a ${later === 'found' ? 'find' : 'loss'} comes in`,
      first: share(firsts, pairs.length),
      'top three': share(thirds, pairs.length),
      'people told': share(told, pairs.length),
      'false suggestions to people': share(wronglyTold, count),
    }
  })
}

type Found = Awaited<ReturnType<typeof matchesFor>>

const best = (matches: Found): string =>
  matches
    .slice(0, 2)
    .map(({ score, why, other }) => `${score.toFixed(2)} ${other.number} ${why.join('；')}`)
    .join(' | ')

function missed(pair: Pair, later: Kind, rank: number, matches: Found, strangers: readonly string[]): string {
  const how = rank < 0 ? 'not found' : rank > 0 ? `place ${rank + 1}` : 'first'
  return `${how}${strangers.length > 0 ? ', told a stranger' : ''} (${later}): ${pair.lost} ⇔ ${pair.found}\n    ${best(matches)}`
}

/** Takes reports as a stranger each, and says who was told. */
function reporter(db: Db, mind: Mind) {
  const calendar = openCalendar('Asia/Shanghai')
  return async (kind: Kind, text: string, personId: string): Promise<{ number: string; matches: Found; toldOf: string[] }> => {
    const said: Push[] = []
    const { raw, text: folded, slots } = mind.understand(text)
    const done = await db.tx((tx) => {
      const acts: Acts = { tx, now: NOW, calendar, push: async (push) => void said.push(push) }
      return takeReport(acts, kind, { raw, text: folded, slots }, { personId })
    })
    // Words that name nothing are asked after in a dialogue; here they count as missed.
    if (!done.ok) return { number: '-', matches: [], toldOf: [] }
    const { report, matches } = done.value
    const pairs = said.filter(({ reason }) => reason === 'lost.match').map(({ key }) => key.split(':').slice(1))
    return { number: report.number, matches: [...matches], toldOf: pairs.flat().filter((number) => number !== report.number) }
  }
}

/** Are the sentences taken for reports of the right kind at all? */
function recognised(mind: Mind, pairs: readonly Pair[], distractors: readonly { kind: Kind; text: string }[], misses: boolean): Row {
  const all = [
    ...pairs.flatMap(({ lost, found }) => [
      { kind: 'lost' as Kind, text: lost },
      { kind: 'found' as Kind, text: found },
    ]),
    ...distractors,
  ]
  const wrong = all.filter(({ kind, text }) => !takenFor(mind, text).includes(kind === 'lost' ? 'lost.report' : 'found.report'))
  if (misses) for (const { kind, text } of wrong) console.info(`  not taken for ${kind}: ${text} → ${takenFor(mind, text)}`)
  return { what: `${all.length} sentences taken for what they are`, first: `${(100 - (100 * wrong.length) / all.length).toFixed(1)}%` }
}

function takenFor(mind: Mind, text: string): string {
  const heard = mind.understand(text)
  const claimed = (['lost', 'found'] as const).find((kind) => claimsKind(kind, heard, things().items(heard.text).length > 0))
  const [top] = heard.readings
  return claimed
    ? `${claimed}.report`
    : top && top.confidence >= 0.6
      ? top.intent
      : `in doubt: ${heard.readings
          .slice(0, 2)
          .map(({ intent }) => intent)
          .join(', ')}`
}

/** How long one find takes to be compared when so many losses are open (milliseconds, the middle of many; and CPU time, which a busy machine leaves alone). */
async function speed(mind: Mind, count: number): Promise<Row> {
  return withDb(async (db) => {
    const chance = seeded(count)
    await fill(db, mind, count, chance)
    const times: number[] = []
    const sought = Array.from({ length: SEEKERS + WARM }, (_, at) => invented(mind, `seek-${at}`, 'found', chance))
    for (const own of sought.slice(0, WARM)) await matchesFor(db.read, own)
    const worked = cpuMs()
    for (const own of sought.slice(WARM)) {
      const started = ticks()
      await matchesFor(db.read, own)
      times.push(ticks() - started)
    }
    const cpu = cpuMs() - worked
    const sorted = times.sort((a, b) => a - b)
    return {
      what: `one report against ${count.toLocaleString('en')} open ones`,
      'middle ms': Number((sorted[SEEKERS / 2] ?? 0).toFixed(2)),
      'slowest of 40, ms': Number((sorted[SEEKERS - 1] ?? 0).toFixed(2)),
      'CPU ms each': Number((cpu / SEEKERS).toFixed(2)),
    }
  })
}

const THINGS =
  '手机 钥匙 钱包 双肩包 挎包 行李箱 身份证 驾驶证 银行卡 眼镜 保温杯 雨伞 外套 帽子 耳机 充电宝 降压药 文件袋 课本 玩具 拐杖 平板 手表 手串 工具箱'.split(' ')
const LOOKS = '黑色 白色 灰色 红色 粉色 黄色 绿色 蓝色 紫色 棕色 银色 金色'.split(' ')
const WHERE = '建设路 火车站 汽车站 人民医院 万达广场 物流园 服务区 加油站 停车场 餐厅 高铁站 解放路 人民路 和平路 大学 公园'.split(' ')
const SIGNS = '挂着红葫芦 贴着奥特曼 屏幕裂了 里面有身份证 刻着名字 拉链坏了 缠着胶布 带个小熊 里面有降压药 姓李 姓王 姓张 24寸 400度 里面有课本'.split(' ')

function invented(mind: Mind, id: string, kind: Kind, chance: () => number): Sought {
  const one = (words: readonly string[]): string => words[Math.floor(chance() * words.length)] ?? ''
  const { raw, text, slots } = mind.understand(`${one(WHERE)}${kind === 'lost' ? '丢了' : '捡到'}一个${one(LOOKS)}${one(THINGS)}，${one(SIGNS)}`)
  const at = after(NOW, -chance() * 30 * DAY)
  return {
    reportId: id,
    number: id,
    kind,
    personId: null,
    thing: readThing({ raw, text, slots }, things()),
    since: at,
    until: after(at, HOUR),
    at,
    reportedAt: NOW,
  }
}

/** Many open losses, put in without the comparing that is measured; a thousand sentences repeat at other times. */
async function fill(db: Db, mind: Mind, count: number, chance: () => number): Promise<void> {
  const patterns = Array.from({ length: Math.min(count, 1_000) }, (_, at) => invented(mind, `pattern-${at}`, 'lost', chance))
  const lists = things()
  const keys = patterns.map(({ thing }) => keysOf(thing, lists))
  const ROWS = 1_000
  await db.tx(async (tx) => {
    for (let from = 0; from < count; from += ROWS) {
      const many = Array.from({ length: Math.min(ROWS, count - from) }, (_, offset) => {
        const at = after(NOW, -chance() * 30 * DAY)
        return {
          ...(patterns[(from + offset) % patterns.length] as Sought),
          reportId: `open-${from + offset}`,
          number: `L-${from + offset}`,
          at,
          since: at,
          until: after(at, HOUR),
        }
      })
      await tx.insert(sought).values(many)
      const rows = many.flatMap(({ reportId, at }, offset) =>
        (keys[(from + offset) % patterns.length] ?? []).map((key) => ({ reportId, kind: 'lost' as const, key, at })),
      )
      for (let row = 0; row < rows.length; row += ROWS) await tx.insert(soughtKeys).values(rows.slice(row, row + ROWS))
    }
  })
}

async function withDb<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-lost-'))
  const db = await openDb(`file:${join(folder, 'lost.db')}`)
  try {
    return await work(db)
  } finally {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
