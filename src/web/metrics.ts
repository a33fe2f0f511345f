/** `/metrics` for Prometheus. The only home of prom-client; loaded only when METRICS_TOKEN is set. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Channel } from '../bot/channel.ts'
import type { Meter } from '../bot/meter.ts'
import type { Db } from '../db/db.ts'
import { after, type Clock, MINUTE, SECOND } from '../lib/clock.ts'
import { sameDigest } from '../lib/ids.ts'
import type { Mount } from './server.ts'
import { jobRows, messagesByState } from './store.ts'

/** What is due is done within seconds; later than this is late (milliseconds). */
const PATIENCE = 2 * MINUTE

export interface MetricsParts {
  db: Db
  clock: Clock
  channels: readonly Channel[]
}

export interface Metrics {
  meter: Meter
  /** The page; needs the token as bearer. */
  mount(token: string, parts: MetricsParts): Mount
}

export function openMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return { meter: meterInto(registry), mount: (token, parts) => mountOf(registry, token, parts) }
}

function meterInto(registry: Registry): Meter {
  const registers = [registry]
  const messages = new Counter({
    name: 'yizhan_messages_total',
    help: 'Messages handled, by channel and by what they meant; intent "none" was not understood',
    labelNames: ['channel', 'place', 'intent', 'handled', 'duplicate'],
    registers,
  })
  const answers = new Histogram({
    name: 'yizhan_answer_seconds',
    help: 'From a message being handed in to its answer having gone out',
    labelNames: ['channel'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    registers,
  })
  const outgoing = new Counter({
    name: 'yizhan_outgoing_total',
    help: 'What became of answers and pushes; "waiting" means to be tried again',
    labelNames: ['channel', 'kind', 'state'],
    registers,
  })
  const transactions = new Histogram({
    name: 'yizhan_transaction_seconds',
    help: 'How long database transactions took, waiting for their turn and for the disk included',
    labelNames: ['committed'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
    registers,
  })
  return {
    message({ channel, place, intent, handled, duplicate }, seconds) {
      messages.inc({ channel, place, intent, handled: String(handled), duplicate: String(duplicate) })
      if (handled && !duplicate) answers.observe({ channel }, seconds)
    },
    outgoing: (channel, kind, state) => outgoing.inc({ channel, kind, state }),
    transaction: (seconds, committed) => transactions.observe({ committed: String(committed) }, seconds),
  }
}

function mountOf(registry: Registry, token: string, { db, clock, channels }: MetricsParts): Mount {
  const registers = [registry]
  const gauge = (name: string, help: string, labelNames: string[]) => new Gauge({ name, help, labelNames, registers })
  const stored = gauge('yizhan_outgoing_stored', 'Answers and pushes in the database that are not sent yet, or whose fate is unknown', ['kind', 'state'])
  const late = gauge('yizhan_job_late_seconds', 'How late a job is; 0 when it is not', ['job'])
  const skipped = gauge('yizhan_job_skipped_total', 'Runs of a job that came too late and were dropped', ['job'])
  const up = gauge('yizhan_channel_up', '1 while the channel is connected or stands by', ['channel'])
  const reachable = gauge('yizhan_database_up', '1 while the database answers', [])

  async function look(): Promise<void> {
    for (const channel of channels) up.set({ channel: channel.name }, ['up', 'standby'].includes(channel.status().is) ? 1 : 0)
    try {
      const [rows, jobs] = await Promise.all([messagesByState(db.read), jobRows(db.read)])
      stored.reset()
      for (const { kind, state, rows: number } of rows) stored.set({ kind, state }, number)
      const now = clock.now()
      for (const { name, dueAt, skipped: dropped } of jobs) {
        late.set({ job: name }, dueAt < after(now, -PATIENCE) ? (now.getTime() - dueAt.getTime()) / SECOND : 0)
        skipped.set({ job: name }, dropped)
      }
      reachable.set(1)
    } catch {
      reachable.set(0)
    }
  }

  return {
    path: '/metrics',
    async fetch(request) {
      if (!sameDigest(request.headers.get('authorization') ?? '', `Bearer ${token}`))
        return new Response('the bearer token of METRICS_TOKEN is needed\n', { status: 401, headers: { 'www-authenticate': 'Bearer' } })
      await look()
      return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
    },
  }
}
