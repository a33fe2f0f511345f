/**
 * The promise under fire, over a network: the started product answers through a local Bot API server and
 * is killed with SIGKILL at moments of chance, in the middle of batches, of commits, of sendings, and of
 * its own start. The server keeps every update until it is confirmed, as Telegram does.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { seeded } from '../../src/lib/random.ts'
import { BotApi, type Person, type Sent } from './bot-api/index.ts'
import { eventually } from './telegram.ts'

const root = join(import.meta.dirname, '../..')

export interface TelegramKillPlan {
  databaseUrl: string
  messages: number
  kills: number
  seed: number
  /** Milliseconds that each call takes. */
  latencyMs: number
  /** The database holds no answer that is yet to be sent. */
  settled: () => Promise<boolean>
}

export interface Asked {
  person: Person
  text: string
  /** What is in the answer to it and in no other answer to this person. */
  answer: string
}

export interface TelegramKillReport {
  kills: number
  asked: Asked[]
  sent: readonly Sent[]
  /** What the product wrote to its log, in all its lives. */
  log: string
  token: string
  /** Updates that were handed out more than once: how often a life ended between a commit and its acknowledgement, or before. */
  handedAgain: number
  seconds: number
}

/** Shares of lives that are killed while they start, and while they take in their first batch. */
const AT_START = 1 / 8
const IN_A_BATCH = 1 / 2
const STARTING = 1_500
/** Between what is waited for and the kill (milliseconds). */
const MOMENT = 60
const PATIENCE = 60_000

export async function telegramKillRun(plan: TelegramKillPlan): Promise<TelegramKillReport> {
  const api = await BotApi.start({ bot: { username: 'yizhan_bot' }, latencyMs: plan.latencyMs })
  const product = new Product(plan.databaseUrl, api)
  const run: Run = { plan, api, product, random: seeded(plan.seed), asked: [], texts: writings(plan.messages) }
  const started = performance.now()
  try {
    for (let kills = 0; kills < plan.kills; kills++) await oneLife(run)
    product.begin()
    await write(run, run.texts.length)
    await api.until(() => api.sent.length >= plan.messages && api.queue.pending.size === 0 && answered(api.sent, run.asked), PATIENCE)
    // What the killed ones left is repeated, although it was seen here already.
    await eventually(plan.settled, () => 'answers are still on their way', PATIENCE)
    await product.end()
  } finally {
    await product.kill()
    await api.stop()
  }
  const handedAgain = [...api.records.handed.values()].filter((times) => times > 1).length
  const { asked } = run
  return { kills: product.kills, asked, sent: api.sent, log: product.log, token: api.token, handedAgain, seconds: (performance.now() - started) / 1_000 }
}

interface Run {
  plan: TelegramKillPlan
  api: BotApi
  product: Product
  random: () => number
  asked: Asked[]
  /** What is yet to be written. */
  texts: Omit<Asked, 'person'>[]
}

/** Starts the product and kills it: while it starts, while it takes in its first batch, or while it answers. */
async function oneLife(run: Run): Promise<void> {
  const { plan, api, product, random } = run
  const perLife = Math.ceil(plan.messages / (plan.kills + 1))
  const goal = api.sent.length + 1 + Math.floor(random() * perLife)
  const handed = handings(api)
  const moment = random()
  let writing = Promise.resolve()
  if (moment < AT_START) {
    product.begin()
    await sleep(random() * STARTING)
  } else if (moment < AT_START + IN_A_BATCH) {
    // What waits for the product comes in one batch.
    await write(run, perLife, 0)
    product.begin()
    await api.until(() => handings(api) > handed, PATIENCE)
    await sleep(random() * (plan.latencyMs + MOMENT))
  } else {
    product.begin()
    writing = write(run, perLife)
    // Everything may be answered before the goal is reached: then it is killed while it is quiet.
    const quiet = writing.then(() => api.until(() => api.queue.pending.size === 0 && api.queue.polled, PATIENCE))
    await Promise.race([api.until(() => api.sent.length >= goal, PATIENCE), quiet])
    await sleep(random() * MOMENT)
  }
  await product.kill()
  await writing
}

/** Times that an update was handed to the product. */
const handings = (api: BotApi): number => [...api.records.handed.values()].reduce((sum, times) => sum + times, 0)

/** Two questions of one person in a row, then one who asks for a human. */
function writings(messages: number): Omit<Asked, 'person'>[] {
  const price = { text: '理发多少钱', answer: '理发' }
  const place = { text: '中心地址在哪', answer: '朝阳路' }
  return Array.from({ length: messages }, (_, n) => (n % 3 === 2 ? { text: `找个人工客服跟我说 单号${n}`, answer: '编号 H-' } : n % 3 === 0 ? price : place))
}

/** Writes the next messages, now and then with a short rest. */
async function write({ api, random, asked, texts }: Run, count: number, rests = 0.3): Promise<void> {
  for (const each of texts.splice(0, count)) {
    const before = asked.at(-1)
    const person = each.answer === '朝阳路' && before ? before.person : api.world.person()
    asked.push({ person, ...each })
    person.writes(each.text)
    if (random() < rests) await sleep(random() * 40)
  }
}

export const answersTo = (sent: readonly Sent[], { person, answer }: Asked): Sent[] =>
  sent.filter((each) => each.chatId === person.id && each.text.includes(answer))

function answered(sent: readonly Sent[], asked: readonly Asked[]): boolean {
  const said = new Map<number, string>()
  for (const { chatId, text } of sent) said.set(chatId, `${said.get(chatId) ?? ''}${text}`)
  return asked.every(({ person, answer }) => said.get(person.id)?.includes(answer))
}

/** `npm start`, again and again. */
class Product {
  log = ''
  kills = 0
  readonly #databaseUrl: string
  readonly #api: BotApi
  #child: ChildProcess | undefined
  #ended: Promise<unknown> = Promise.resolve()

  constructor(databaseUrl: string, api: BotApi) {
    this.#databaseUrl = databaseUrl
    this.#api = api
  }

  begin(): void {
    const env = {
      ...process.env,
      DATABASE_URL: this.#databaseUrl,
      PORT: '0',
      TELEGRAM_BOT_TOKEN: this.#api.token,
      TELEGRAM_API_ROOT: this.#api.url,
      LOG_LEVEL: 'debug',
    }
    const child = spawn(process.execPath, [join(root, 'scripts/launch.mjs'), 'start'], { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.on('data', (more: Buffer) => {
      this.log += more.toString()
    })
    this.#ended = new Promise((resolve) => child.on('close', resolve))
    this.#child = child
  }

  async kill(): Promise<void> {
    if (this.#child?.kill('SIGKILL')) this.kills += 1
    await this.#ended
  }

  /** Stops it the way a supervisor does. */
  async end(): Promise<void> {
    this.#child?.kill('SIGTERM')
    await this.#ended
  }
}
