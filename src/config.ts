/** The only reader of the environment. Every setting is checked at start; each fault is one line. */
import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { StartError } from './lib/errors.ts'
import type { LogLevel } from './lib/log.ts'

export interface Settings {
  databaseUrl: string
  port: number
  host: string
  zone: string
  logLevel: LogLevel
  adminPassword: string | undefined
  metricsToken: string | undefined
  telegram: { token: string; apiRoot: string | undefined; webhook: { url: string; secret: string } | undefined } | undefined
  /** What `.env` and the environment say to wechaty, which reads its own settings; undefined: WeChat is off. */
  wechaty: Readonly<Record<string, string>> | undefined
  transcribe: { url: string; key: string | undefined; model: string | undefined } | undefined
  llm: { url: string; key: string | undefined; model: string | undefined } | undefined
}

type Env = Readonly<Record<string, string | undefined>>

const KNOWN = [
  'DATABASE_URL',
  'PORT',
  'HOST',
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_API_ROOT',
  'TELEGRAM_WEBHOOK_URL',
  'TELEGRAM_WEBHOOK_SECRET',
  'ADMIN_PASSWORD',
  'TZ_CENTRE',
  'METRICS_TOKEN',
  'TRANSCRIBE_URL',
  'TRANSCRIBE_KEY',
  'TRANSCRIBE_MODEL',
  'LLM_URL',
  'LLM_KEY',
  'LLM_MODEL',
  'LOG_LEVEL',
]
const LEVELS: readonly LogLevel[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']
const SECRET = /PASSWORD|TOKEN|KEY|SECRET|DATABASE_URL/

/**
 * The settings from `.env` and the environment; the environment wins.
 * @throws StartError with one line per fault: the setting's name, what was read (secrets masked), what is allowed
 */
export function readSettings(environment: Env = process.env, file = '.env'): Settings {
  const faults: string[] = []
  const fromFile = readEnvFile(file, faults)
  const env: Env = { ...fromFile, ...withoutEmpty(environment) }
  const wrong = (name: string, allowed: string) => faults.push(`${name}: read ${shown(name, env[name])}; allowed: ${allowed}`)
  const settings = read(env, wrong)
  if (faults.length > 0) throw new StartError(faults)
  return settings
}

function read(env: Env, wrong: (name: string, allowed: string) => void): Settings {
  const check = (name: string, fallback: string, good: (value: string) => boolean, allowed: string): string => {
    const value = env[name] ?? fallback
    if (!good(value)) wrong(name, allowed)
    return value
  }
  const url = (name: string): string | undefined => {
    const value = env[name]
    if (value !== undefined && !/^https?:\/\/[^\s]+$/.test(value)) wrong(name, 'an address that begins with http:// or https://')
    return value
  }
  const databaseUrl = check(
    'DATABASE_URL',
    'file:data/yizhan.db',
    (value) => /^(file:.+|postgres(ql)?:\/\/.+)$/.test(value) && !/^file:(\/\/)?:memory:$/.test(value),
    'file:PATH for SQLite, postgres://… for PostgreSQL',
  )
  const port = check('PORT', '3000', (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'a number from 0 to 65535')
  const token = env.TELEGRAM_BOT_TOKEN
  if (token !== undefined && !/^\d+:[\w-]{10,}$/.test(token)) wrong('TELEGRAM_BOT_TOKEN', 'the token that BotFather gave, digits:letters')
  const webhookUrl = webhookAt(url('TELEGRAM_WEBHOOK_URL'))
  if (webhookUrl !== undefined && !webhookUrl.includes('/telegram/'))
    wrong('TELEGRAM_WEBHOOK_URL', 'an address with /telegram/ in its path, which is where the webhook is, e.g. https://your.host/telegram/webhook')
  const webhookSecret = env.TELEGRAM_WEBHOOK_SECRET
  if (webhookUrl !== undefined && !/^[\w-]{8,256}$/.test(webhookSecret ?? ''))
    wrong('TELEGRAM_WEBHOOK_SECRET', 'with TELEGRAM_WEBHOOK_URL, 8 to 256 letters, digits, _ or -')
  const password = env.ADMIN_PASSWORD
  if (password !== undefined && password.length < 8) wrong('ADMIN_PASSWORD', 'at least 8 characters')
  const service = (prefix: string) => {
    const address = url(`${prefix}_URL`)
    return address === undefined ? undefined : { url: address, key: env[`${prefix}_KEY`], model: env[`${prefix}_MODEL`] }
  }
  return {
    databaseUrl,
    port: Number(port),
    host: check('HOST', '127.0.0.1', (value) => /^[\w.:-]+$/.test(value), 'a host name or address, e.g. 127.0.0.1 or 0.0.0.0'),
    zone: check('TZ_CENTRE', 'Asia/Shanghai', isZone, 'a time zone such as Asia/Shanghai'),
    logLevel: check('LOG_LEVEL', 'info', (value) => LEVELS.some((level) => level === value), LEVELS.join(', ')) as LogLevel,
    adminPassword: password,
    metricsToken: env.METRICS_TOKEN,
    telegram:
      token === undefined
        ? undefined
        : { token, apiRoot: url('TELEGRAM_API_ROOT'), webhook: webhookUrl === undefined ? undefined : { url: webhookUrl, secret: webhookSecret ?? '' } },
    wechaty: env.WECHATY_PUPPET === undefined ? undefined : namedLike(env, 'WECHATY_'),
    transcribe: service('TRANSCRIBE'),
    llm: service('LLM'),
  }
}

/** An address without a path means the usual one. */
const webhookAt = (url: string | undefined): string | undefined => url?.replace(/^(https?:\/\/[^/?#]+)\/?$/, '$1/telegram/webhook')

/** wechaty reads the environment itself, so what stands in `.env` is put there. */
export function tellWechaty(settings: Readonly<Record<string, string>>): void {
  Object.assign(process.env, settings)
}

function namedLike(env: Env, prefix: string): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (name.startsWith(prefix) && value !== undefined ? [[name, value]] : [])))
}

/** `.env` is written for this product, so a name it does not know is a mistake worth stopping for. */
function readEnvFile(file: string, faults: string[]): Env {
  if (!existsSync(file)) return {}
  const values = withoutEmpty(parseEnv(readFileSync(file, 'utf8')))
  for (const name of Object.keys(values)) {
    if (KNOWN.includes(name) || name.startsWith('WECHATY_')) continue
    const meant = KNOWN.find((known) => distance(known, name) <= 3)
    faults.push(`${name}: ${file} sets it, but there is no such setting; ${meant ? `did you mean ${meant}?` : `allowed: ${KNOWN.join(', ')}, WECHATY_…`}`)
  }
  return values
}

const withoutEmpty = (env: Env): Env => Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))

const shown = (name: string, value: string | undefined): string =>
  value === undefined ? 'nothing' : SECRET.test(name) ? `${value.slice(0, 4)}…` : `"${value}"`

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** How many letters must be changed, added or left out to turn one name into the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length] ?? a.length
}
