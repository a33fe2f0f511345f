/** The product as a process: started through the launcher, spoken to over its pipes. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export function start(
  args: string[],
  env: Record<string, string> = {},
): { child: ChildProcessWithoutNullStreams; ended: Promise<Ended>; says(pattern: RegExp): Promise<string> } {
  const child = spawn(process.execPath, [join(root, 'scripts/launch.mjs'), ...args], { cwd: root, env: { ...process.env, ...env } })
  let stdout = ''
  let stderr = ''
  const watchers: (() => void)[] = []
  const seen = (more: Buffer, to: 'out' | 'err') => {
    if (to === 'out') stdout += more.toString()
    else stderr += more.toString()
    for (const watcher of watchers) watcher()
  }
  child.stdout.on('data', (more: Buffer) => seen(more, 'out'))
  child.stderr.on('data', (more: Buffer) => seen(more, 'err'))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
  const says = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(stdout)
        if (found) resolve(found[0])
      }
      watchers.push(look)
      look()
      void ended.then(() => reject(new Error(`it ended without saying ${pattern}: ${stderr}`)))
    })
  return { child, ended, says }
}

/** Runs `chat --json` on these lines and returns what came back. */
export async function chatJson(lines: readonly (string | object)[], args: string[] = []): Promise<Record<string, unknown>[]> {
  const { child, ended } = start(['chat', '--json', ...args])
  child.stdin.end(`${lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n')}\n`)
  const { stdout } = await ended
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
