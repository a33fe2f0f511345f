/** A PostgreSQL server of the tests' own: started on a free loopback port, never as root, gone afterwards. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export interface PrivatePostgres {
  /** Makes an empty database. @returns its address */
  create(name: string): Promise<string>
  /** Address of the server, without a database name. */
  url: string
  stop(): Promise<void>
}

export const HOW_TO_INSTALL = 'PostgreSQL is not installed: apt-get install postgresql (the tests start a private server by themselves)'

function findBinaries(): string | undefined {
  const found = spawnSync('sh', ['-c', 'command -v initdb'], { encoding: 'utf8' }).stdout.trim()
  if (found) return found.replace(/\/initdb$/, '')
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(base, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
}

/** The unprivileged user to run as, when we are root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const { status, stdout } = spawnSync('id', ['-u', name], { encoding: 'utf8' })
    const group = spawnSync('id', ['-g', name], { encoding: 'utf8' }).stdout
    if (status === 0) return { uid: Number(stdout), gid: Number(group) }
  }
  return undefined
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Starts a server; undefined when PostgreSQL is not installed. `durable` keeps fsync on, for measurements. */
export async function startPrivatePostgres({ durable = false } = {}): Promise<PrivatePostgres | undefined> {
  const bin = findBinaries()
  if (!bin) return undefined
  const user = unprivileged()
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-pg-'))
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'yizhan', '-A', 'trust', '--locale=C', '--encoding=UTF8', '--no-sync'], {
    ...user,
    stdio: 'ignore',
    cwd: folder,
  })
  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'max_connections=200',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], { ...user, stdio: 'ignore', cwd: folder })
  const url = `postgres://yizhan@127.0.0.1:${port}`
  await reachable(url)
  return {
    url,
    async create(name) {
      const client = new pg.Client({ connectionString: `${url}/postgres` })
      await client.connect()
      await client.query(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`)
      await client.end()
      return `${url}/${name}`
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT') // fast shutdown: ends open sessions
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function reachable(url: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client({ connectionString: `${url}/postgres` })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (attempt > 300) throw error
      await sleep(100)
    }
  }
}
