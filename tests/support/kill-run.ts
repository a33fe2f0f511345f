/**
 * The promise under fire: `chat --json` is fed messages and killed with SIGKILL at moments of chance;
 * after each death the same lines are sent again until each has its end. Then everything said and
 * everything stored is counted.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { seeded } from '../../src/lib/random.ts'

const root = join(import.meta.dirname, '../..')

export interface KillPlan {
  databaseUrl: string
  messages: number
  kills: number
  seed: number
  /** Every n-th message asks for a person, which pushes to staff. */
  pushEvery: number
}

export interface Said {
  re: string
  kind: 'reply' | 'push'
  to: string
  text: string
}

export interface KillReport {
  kills: number
  said: Said[]
  ends: Map<string, { duplicate: boolean; intent: string; data?: unknown }>
  seconds: number
}

/** The text of message `n`: the number in it makes each answer and each push recognisable. */
const wordsOf = (n: number, pushEvery: number) => (n % pushEvery === 0 ? `找个人工客服跟我说 单号${n}` : `理发多少钱`)

export async function killRun(plan: KillPlan): Promise<KillReport> {
  const random = seeded(plan.seed)
  const lines = new Map<string, string>()
  lines.set('staff', JSON.stringify({ id: 'staff', from: 'boss', staff: 'admin', chat: 'private', text: '你好', at: '2026-11-24T10:00:00+08:00' }))
  for (let n = 1; n <= plan.messages; n++)
    lines.set(
      String(n),
      JSON.stringify({ id: String(n), from: n % plan.pushEvery === 0 ? `asker${n}` : `u${n % 50}`, chat: 'private', text: wordsOf(n, plan.pushEvery) }),
    )
  const report: KillReport = { kills: 0, said: [], ends: new Map(), seconds: 0 }
  const started = performance.now()
  while (report.ends.size < lines.size) {
    const open = [...lines].filter(([id]) => !report.ends.has(id))
    const perLife = Math.ceil(plan.messages / plan.kills)
    const killAfter = report.kills < plan.kills ? 1 + Math.floor(random() * perLife * 2) : Number.POSITIVE_INFINITY
    const killed = await oneLife(
      plan.databaseUrl,
      open.map(([, line]) => line),
      killAfter,
      random,
      report,
    )
    if (killed) report.kills += 1
    else if (report.ends.size < lines.size) throw new Error(`a life that nobody ended left ${lines.size - report.ends.size} lines without an end`)
  }
  // One last, quiet life sends whatever still waits.
  await oneLife(plan.databaseUrl, [JSON.stringify({ id: 'last', at: '2026-11-24T10:10:00+08:00' })], Number.POSITIVE_INFINITY, random, report)
  report.seconds = (performance.now() - started) / 1_000
  return report
}

/** Feeds one process until it ends, or until it is killed a moment after `killAfter` lines came back. */
function oneLife(databaseUrl: string, input: readonly string[], killAfter: number, random: () => number, report: KillReport): Promise<boolean> {
  return new Promise((resolve) => {
    const child: ChildProcess = spawn(process.execPath, [join(root, 'scripts/launch.mjs'), 'chat', '--json', '--db', databaseUrl], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    let back = 0
    let killed = false
    const kill = () => {
      killed = child.kill('SIGKILL') || killed
    }
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        take(line, report)
        back += 1
        // Somewhere within the next few milliseconds: between claim, commit, send and settle.
        if (back === killAfter) setTimeout(kill, random() * 6)
      })
    }
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(`${input.join('\n')}\n`)
    child.on('close', () => resolve(killed))
  })
}

function take(line: string, report: KillReport): void {
  let value: Record<string, unknown>
  try {
    value = JSON.parse(line)
  } catch {
    return // the last line of a killed process may be cut
  }
  if (value.kind === 'end') report.ends.set(String(value.re), { duplicate: value.duplicate === true, intent: String(value.intent), data: value.data })
  else if (value.kind === 'reply' || value.kind === 'push') report.said.push(value as unknown as Said)
}
