/** One engine's share of the path benchmark: opens the app, sends messages from 200 persons, reports. */
import { chooseDialect } from '../src/db/dialect.ts'
import { ticks } from '../src/lib/clock.ts'
import { openLog } from '../src/lib/log.ts'

const [url = '', count = '1000', inFlight = '1'] = process.argv.slice(2)
chooseDialect(url)
const { App } = await import('../src/app.ts')
const { TerminalChannel } = await import('../src/bot/channels/terminal.ts')

let sent = 0
const channel = new TerminalChannel(() => {
  sent += 1
})
const app = await App.open({
  databaseUrl: url,
  zone: 'Asia/Shanghai',
  log: openLog('error'),
  channels: [channel],
  cacheFolder: 'data/cache',
  filesFolder: 'data/files',
})
const questions = ['理发多少钱', '几点开门', '有免费律师没', '恁这儿吃饭多少钱', '在哪', '党员活动有啥', '积分咋用', '充电宝丢了咋办']
const send = (n: number) =>
  app.reception.receive({
    channel: 'terminal',
    update: `m${n}`,
    from: `p${n % 200}`,
    place: { kind: 'private' },
    addressed: true,
    text: questions[n % questions.length] ?? '',
  })

async function measure(from: number, messages: number): Promise<void> {
  let next = from
  const lane = async () => {
    while (next < from + messages) await send(next++)
  }
  await Promise.all(Array.from({ length: Number(inFlight) }, lane))
}

await measure(0, 400) // warm
const cpu = process.cpuUsage()
const started = ticks()
await measure(400, Number(count))
const seconds = (ticks() - started) / 1_000
const { user, system } = process.cpuUsage(cpu)
if (sent < 400 + Number(count)) throw new Error('some messages were not answered')
process.send?.({ perSecond: Number(count) / seconds, cpuMs: (user + system) / 1_000 / Number(count) })
await app.stop()
process.exit(0)
