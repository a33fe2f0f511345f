/** The rules of the house: who may use whom, one home for each thing. The message says where a line belongs. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const src = resolve(import.meta.dirname, '../src')
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('db/migrations') && !file.endsWith('.config.ts'))
  .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }))

/** What each room may import from; the rooms at the top level (app, main, catalog …) may use everything. */
const ROOMS: Record<string, readonly string[]> = {
  lib: [],
  db: ['lib'],
  jobs: ['lib', 'db'],
  intents: ['lib'],
  bot: ['lib', 'db', 'jobs', 'intents'],
  web: ['lib', 'db', 'jobs', 'intents', 'bot'],
  features: ['lib', 'db', 'jobs', 'intents', 'bot', 'web'],
}

/** What each kind of file in a capability may import: files of its own folder, and of other capabilities. */
const CAPABILITY_FILES: Record<string, { own: readonly string[]; others: readonly string[] }> = {
  'operations.ts': { own: ['rules', 'store', 'replies'], others: ['operations', 'rules'] },
  'intents.ts': { own: ['operations', 'rules', 'replies', 'jobs', 'pages'], others: [] },
  'rules.ts': { own: [], others: [] },
  'store.ts': { own: ['tables', 'rules'], others: [] },
  'tables.ts': { own: ['rules'], others: [] },
  'jobs.ts': { own: ['operations', 'rules'], others: [] },
  'replies.ts': { own: ['rules'], others: [] },
  'pages.tsx': { own: ['operations', 'rules'], others: [] },
}

const HOMES: { what: RegExp; homes: readonly string[]; instead: string }[] = [
  { what: /\bDate\.now\(|new Date\(\)|performance\.now\(/, homes: ['lib/clock.ts'], instead: 'take a Clock (lib/clock.ts)' },
  {
    what: /\bMath\.random\(|from 'node:crypto'/,
    homes: ['lib/random.ts', 'lib/ids.ts', 'lib/rotating-code.ts'],
    instead: 'lib/random.ts, lib/ids.ts or lib/rotating-code.ts',
  },
  { what: /\bprocess\.env\b/, homes: ['config.ts'], instead: 'config.ts, handed on by app.ts' },
  { what: /from 'pino'/, homes: ['lib/log.ts'], instead: 'lib/log.ts' },
  { what: /from 'yaml'/, homes: ['lib/content.ts'], instead: 'lib/content.ts' },
  { what: /from 'opencc-js/, homes: ['lib/script.ts'], instead: 'lib/script.ts' },
  { what: /from 'chinese-days'/, homes: ['lib/calendar.ts'], instead: 'lib/calendar.ts' },
  { what: /from 'pinyin-pro'/, homes: ['intents/pinyin.ts'], instead: 'intents/pinyin.ts' },
  { what: /from 'fuse\.js'/, homes: ['intents/names.ts'], instead: 'intents/names.ts' },
  { what: /from 'node-cron'/, homes: ['jobs/heartbeat.ts'], instead: 'jobs/heartbeat.ts' },
  { what: /from 'better-sqlite3'/, homes: ['db/sqlite.ts', 'db/migrate-sqlite.ts'], instead: 'db/' },
  { what: /from 'pg'/, homes: ['db/postgres.ts', 'db/migrate-postgres.ts'], instead: 'db/' },
  { what: /from 'better-auth/, homes: ['web/console/auth.ts', 'web/console/auth-store.ts'], instead: 'web/console/auth.ts' },
  {
    what: /^import (?!type ).*from 'grammy'/m,
    homes: ['bot/channels/telegram/channel.ts', 'bot/channels/telegram/errors.ts'],
    instead: 'bot/channels/telegram/',
  },
  { what: /from 'wechaty'|import\('wechaty'\)/, homes: ['bot/channels/wechat/puppet.ts'], instead: 'bot/channels/wechat/puppet.ts' },
  { what: /from 'prom-client'/, homes: ['web/metrics.ts'], instead: 'bot/meter.ts, counted in web/metrics.ts' },
  { what: /'(?:read|write)-excel-file/, homes: ['lib/sheets.ts'], instead: 'lib/sheets.ts' },
  { what: /from 'qrcode'/, homes: ['lib/qr.ts'], instead: 'lib/qr.ts' },
  { what: /from '@hono\/node-server'/, homes: ['web/server.ts'], instead: 'web/server.ts' },
  { what: /^export default/m, homes: [], instead: 'a named export' },
]

const importsOf = (file: string, text: string) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) => relative(src, resolve(src, dirname(file), path ?? '')))

const roomOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : '')

describe('the house', () => {
  it('lets each room use only the rooms beneath it', () => {
    const wrong = files.flatMap(({ file, text }) => {
      const allowed = ROOMS[roomOf(file)]
      // The schema collects every capability's tables for the migration generator.
      if (!allowed || file === 'db/schema.ts') return []
      return importsOf(file, text)
        .filter((target) => roomOf(target) !== roomOf(file) && !allowed.includes(roomOf(target)))
        .map(
          (target) =>
            `${file} imports ${target}: ${roomOf(file)}/ may use ${allowed.join(', ') || 'nothing of ours'}; what knows a capability belongs into src/features/`,
        )
    })
    expect(wrong).toEqual([])
  })

  it('cuts capabilities by a closed list of files, and keeps them to their neighbours', () => {
    const wrong = files.flatMap(({ file, text }) => {
      if (roomOf(file) !== 'features') return []
      const rule = CAPABILITY_FILES[basename(file)]
      if (!rule) return [`${file}: a capability holds only ${Object.keys(CAPABILITY_FILES).join(', ')}`]
      return importsOf(file, text).flatMap((target) => {
        if (roomOf(target) !== 'features') return []
        const own = dirname(target) === dirname(file)
        const name = basename(target).replace(/\.tsx?$/, '')
        return (own ? rule.own : rule.others).includes(name) ? [] : [`${file} imports ${target}`]
      })
    })
    expect(wrong).toEqual([])
  })

  it('writes SQL only in stores, tables and the bot’s own store', () => {
    const wrong = files.filter(({ file, text }) => roomOf(file) === 'features' && /from 'drizzle-orm/.test(text) && !/\/(store|tables)\.ts$/.test(file))
    expect(wrong.map(({ file }) => `${file} imports drizzle-orm: SQL belongs into store.ts`)).toEqual([])
  })

  it('gives each thing one home', () => {
    const wrong = HOMES.flatMap(({ what, homes, instead }) =>
      files.filter(({ file, text }) => !homes.includes(file) && what.test(text)).map(({ file }) => `${file}: ${what.source} → ${instead}`),
    )
    expect(wrong).toEqual([])
  })

  it('keeps files short enough to be read', () => {
    const EARNED: Record<string, number> = {
      // A spending's whole life, so that its one end can be seen in one place.
      'features/points/spending/operations.ts': 270,
      // All that is ever written to the ledger, so that one look shows that no entry is changed or deleted.
      'features/points/ledger/store.ts': 275,
      'bot/talk.ts': 320,
      'bot/receive.ts': 300,
    }
    const long = files.map(({ file, text }) => ({ file, lines: text.split('\n').length })).filter(({ file, lines }) => lines > (EARNED[file] ?? 260))
    expect(long).toEqual([])
  })
})
