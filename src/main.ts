/** The process: command, settings, signals, exit codes. Tables are imported only after the engine is chosen. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { advisor } from './bot/second-opinion.ts'
import { transcriber } from './bot/transcribe.ts'
import { readSettings, type Settings } from './config.ts'
import { chooseDialect } from './db/dialect.ts'
import { describe, StartError, traceOf } from './lib/errors.ts'
import { type Log, openLog } from './lib/log.ts'

const CACHE = join('data', 'cache')
const FILES = join('data', 'files')

/** Runs one command: `start`, `chat`, `staff`, `explain`, `questions`, `content`, `audit`. Ends the process with 0, or 1 after saying what is wrong. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const [command = 'start', ...rest] = args
    if (command === 'start') await start()
    else if (command === 'chat') await chat(rest)
    else if (command === 'staff') await staff(rest)
    else if (command === 'explain') await explain(rest)
    else if (command === 'questions') await questions(rest)
    else if (command === 'content') await content(rest)
    else if (command === 'audit') await audit()
    else throw new StartError(`there is no command "${command}"; allowed: start, chat, staff, explain, questions, content, audit`)
  } catch (error) {
    fail(error)
  }
}

async function start(): Promise<void> {
  const settings = readSettings()
  const log = openLog(settings.logLevel)
  chooseDialect(settings.databaseUrl)
  const { serve } = await import('./serve.ts')
  const serving = await serve(settings, log, { cacheFolder: CACHE, filesFolder: FILES, wechatMemory: join('data', 'wechat') })
  process.stdout.write(`小驿 ${serving.address} (database: ${settings.databaseUrl.replace(/:\/\/.*@/, '://…@')})\n`)
  if (serving.setupLink) process.stdout.write(`第一次用控制台，请打开这个链接设置账号（只能用一次，24小时内有效）：${serving.setupLink}\n`)
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    log.info('stopping')
    serving.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  watch(log)
}

/** A fault nobody caught: logged, and the process goes down for its supervisor to start it afresh. */
function watch(log: Log): void {
  const die = (error: unknown) => {
    log.fatal({ error: describe(error), at: traceOf(error) }, 'an uncaught fault')
    process.exit(1)
  }
  process.on('uncaughtException', die)
  process.on('unhandledRejection', die)
}

async function chat(args: string[]): Promise<void> {
  const { json, db, demo } = chatArguments(args)
  const settings = readSettings()
  const scratch = json && !db ? mkdtempSync(join(tmpdir(), 'yizhan-')) : undefined
  const databaseUrl = db ?? (scratch ? `file:${join(scratch, 'chat.db')}` : settings.databaseUrl)
  chooseDialect(databaseUrl)
  const log = openLog(json || process.stderr.isTTY ? quieter(settings) : settings.logLevel)
  const filesFolder = scratch ? join(scratch, 'files') : FILES
  const transcribe = settings.transcribe && transcriber(settings.transcribe)
  const advise = settings.llm && advisor(settings.llm, log)
  const common = { databaseUrl, zone: settings.zone, log, cacheFolder: CACHE, filesFolder, transcribe, advise, demo, input: process.stdin }
  process.on('SIGTERM', () => process.exit(0))
  process.stdout.on('error', () => process.exit(0)) // the reader has gone
  try {
    if (json) {
      const { jsonChat } = await import('./chat-json.ts')
      await jsonChat({ ...common, write: writeLine })
    } else {
      const talk = await import('./chat.ts')
      await talk.chat({ ...common, output: process.stdout })
    }
  } finally {
    if (scratch) rmSync(scratch, { recursive: true, force: true })
  }
  process.exit(0)
}

function chatArguments(args: string[]): { json: boolean; db: string | undefined; demo: boolean } {
  try {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' }, db: { type: 'string' }, 'seed-demo': { type: 'boolean' } } })
    if (values.db !== undefined && !/^(file:.+|postgres(ql)?:\/\/.+)$/.test(values.db))
      throw new Error(`--db: read "${values.db}"; allowed: file:PATH or postgres://…`)
    return { json: values.json ?? false, db: values.db, demo: values['seed-demo'] ?? false }
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}; usage: npm run chat -- [--json] [--db URL] [--seed-demo]`)
  }
}

/** In a conversation, only faults are worth a line beside it. */
const quieter = (settings: Settings) => (settings.logLevel === 'info' ? 'error' : settings.logLevel)

const writeLine = (line: string): Promise<void> => new Promise((resolve) => process.stdout.write(line, () => resolve()))

async function staff(args: string[]): Promise<void> {
  const settings = readSettings()
  chooseDialect(settings.databaseUrl)
  const { staffCommand } = await import('./staff.ts')
  process.exit(await staffCommand(args, settings))
}

async function explain(args: string[]): Promise<void> {
  const settings = readSettings()
  chooseDialect(settings.databaseUrl)
  const { explainCommand } = await import('./explain.ts')
  await explainCommand(args, settings, CACHE, (text) => process.stdout.write(text))
  process.exit(0)
}

async function questions(args: string[]): Promise<void> {
  const settings = readSettings()
  chooseDialect(settings.databaseUrl)
  const { questionsCommand } = await import('./questions.ts')
  process.exit(await questionsCommand(args, settings, CACHE, process.stdin.isTTY ? terminalHere() : undefined))
}

/** Whoever sits at the terminal; a closed input means that the person left. */
function terminalHere(): { say(text: string): void; ask(question: string): Promise<string | undefined> } {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  let gone = false
  lines.once('close', () => {
    gone = true
  })
  return {
    say: (text) => void process.stdout.write(`${text}\n`),
    ask: (question) =>
      new Promise((resolve) => {
        if (gone) return resolve(undefined)
        lines.once('close', () => resolve(undefined))
        lines.question(question, resolve)
      }),
  }
}

async function content(args: string[]): Promise<void> {
  const settings = readSettings()
  chooseDialect(settings.databaseUrl)
  const { contentCommand } = await import('./content.ts')
  process.exit(await contentCommand(args, settings, CACHE))
}

async function audit(): Promise<void> {
  const settings = readSettings()
  chooseDialect(settings.databaseUrl)
  const { auditCommand } = await import('./books.ts')
  process.exit(await auditCommand(settings, (text) => process.stdout.write(text)))
}

function fail(error: unknown): never {
  if (error instanceof StartError) process.stderr.write(`${error.lines.map((line) => `✗ ${line}`).join('\n')}\n`)
  else process.stderr.write(`✗ ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
}
