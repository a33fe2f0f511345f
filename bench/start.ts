/** Start to first answer, and memory at rest. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { ticks } from '../src/lib/clock.ts'
import { Gateway } from '../tests/support/wechat-gateway/gateway.ts'
import type { Row } from './row.ts'

const RUNS = 5

export async function benchStart(): Promise<Row[]> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) times.push(await firstAnswer())
  times.sort((a, b) => a - b)
  return [
    { what: 'start to first answer, built, median (s)', value: Number(((times[Math.floor(RUNS / 2)] ?? 0) / 1_000).toFixed(2)) },
    { what: 'npm start, memory after 10 idle seconds (MB)', value: Math.round(await idleMemory({})) },
    { what: 'the same with WeChat connected (MB)', value: Math.round(await withGateway(idleMemory)) },
  ]
}

function firstAnswer(): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = ticks()
    const child = spawn(process.execPath, ['scripts/launch.mjs', 'chat', '--json'], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.once('error', reject)
    createInterface({ input: child.stdout }).once('line', () => {
      resolve(ticks() - started)
      child.stdin.end()
    })
    child.stdin.write('{"id":"1","from":"u1","chat":"private","text":"理发多少钱"}\n')
  })
}

/** On a loopback gateway: wechaty is loaded, signed in and at rest. */
async function withGateway<T>(measure: (settings: Record<string, string>) => Promise<T>): Promise<T> {
  const gateway = await Gateway.open()
  try {
    return await measure(gateway.settings)
  } finally {
    await gateway.down()
  }
}

async function idleMemory(settings: Record<string, string>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-idle-'))
  const child = spawn(process.execPath, ['scripts/launch.mjs', 'start'], {
    env: { ...process.env, ...settings, DATABASE_URL: `file:${join(folder, 'a.db')}`, PORT: '0' },
    stdio: 'ignore',
  })
  await sleep(10_000)
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  rmSync(folder, { recursive: true, force: true })
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024
}
