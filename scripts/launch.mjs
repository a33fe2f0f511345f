/**
 * Every command goes through here, so that each works as the first thing typed on a fresh clone:
 * it checks Node, installs what is missing or out of date against the lock file, builds what changed,
 * and then runs the command in this very process. Plain JavaScript: nothing is installed yet.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [command = 'start', ...args] = process.argv.slice(2)
const NODE_FLOOR = [20, 19]
const LOCK = join(root, '.launching')
const INSTALLED = join(root, 'node_modules', '.yizhan-installed')
const BUILT = join(root, 'dist', '.yizhan-built')

const say = (text) => process.stderr.write(`${text}\n`)
const stop = (text) => {
  say(`✗ ${text}`)
  process.exit(1)
}
const hash = (text) => createHash('sha256').update(text).digest('hex')
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')

checkNode()
if (!upToDate()) alone(prepare)
await run()

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < NODE_FLOOR[0] || (major === NODE_FLOOR[0] && minor < NODE_FLOOR[1])) {
    stop(`Node.js ${process.versions.node} is too old; install ${NODE_FLOOR.join('.')} or newer from your system or nodejs.org`)
  }
}

function upToDate() {
  return read(INSTALLED) === installKey() && read(BUILT) === buildKey()
}

function installKey() {
  return hash(`${read(join(root, 'package-lock.json'))}${process.versions.modules}${process.arch}`)
}

/** What the build is made of: names, sizes and times of the sources, and the compiler's settings. */
function buildKey() {
  const sources = ['src', 'bench', 'simulate'].flatMap((folder) => files(join(root, folder)))
  const stamps = sources.map((file) => {
    const { size, mtimeMs } = statSync(file)
    return `${file}:${size}:${mtimeMs}`
  })
  return hash(`${stamps.join('\n')}${read(join(root, 'tsconfig.json'))}${read(join(root, 'tsconfig.build.json'))}${installKey()}`)
}

function files(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** One process prepares; others that start at the same time wait for it. */
function alone(work) {
  const deadline = Date.now() + 15 * 60_000
  for (;;) {
    try {
      mkdirSync(LOCK)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') stop(`${root} cannot be written (${error.code}); give this user write access`)
      if (!alive(Number(read(join(LOCK, 'pid'))))) rmSync(LOCK, { recursive: true, force: true })
      else if (Date.now() > deadline) stop(`another process has been preparing for too long; remove ${LOCK} if none is`)
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
  }
  try {
    writeFileSync(join(LOCK, 'pid'), String(process.pid))
    work()
  } finally {
    rmSync(LOCK, { recursive: true, force: true })
  }
}

/** A lock whose owner has not written its number yet counts as alive for a moment. */
function alive(pid) {
  if (!pid) return existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs < 5_000
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function prepare() {
  if (read(INSTALLED) !== installKey()) install()
  if (read(BUILT) !== buildKey()) build()
}

function install() {
  say('… installing packages (once; better-sqlite3 may take a minute to compile)')
  shell(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    'the packages could not be installed; check the network and run the command again',
  )
  if (!sqliteLoads()) {
    say('… building better-sqlite3')
    shell('npm', ['rebuild', 'better-sqlite3', '--loglevel=error'], 'better-sqlite3 could not be built')
    if (!sqliteLoads()) stop('better-sqlite3 does not load; install python3, make and g++ and run the command again')
  }
  writeFileSync(INSTALLED, installKey())
}

/** Some npm versions skip install scripts silently: better to know now than at the first message. */
function sqliteLoads() {
  const probe = "const S = require('better-sqlite3'); new S(':memory:').close()"
  return spawnSync(process.execPath, ['-e', probe], { cwd: root }).status === 0
}

function build() {
  say('… building')
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  shell(process.execPath, [bin('typescript', 'tsc'), '-p', 'tsconfig.build.json'], 'the build failed')
  writeFileSync(BUILT, buildKey())
}

function shell(program, words, complaint) {
  // Progress goes to standard error: standard output belongs to the command.
  const { status } = spawnSync(program, words, { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) stop(complaint)
}

/** The path of a package's command, run by this Node without a shell in between. */
function bin(name, program) {
  const manifest = createRequire(join(root, 'package.json')).resolve(`${name}/package.json`)
  const { bin: bins } = JSON.parse(readFileSync(manifest, 'utf8'))
  return join(dirname(manifest), typeof bins === 'string' ? bins : bins[program])
}

function tool(name, program, words) {
  const { status } = spawnSync(process.execPath, [bin(name, program), ...words], { cwd: root, stdio: 'inherit' })
  return status ?? 1
}

async function run() {
  if (command === 'build') return
  if (command === 'test') process.exit(check() || tool('vitest', 'vitest', ['run', ...args]))
  if (command === 'check') process.exit(check())
  const built = (path) => pathToFileURL(join(root, 'dist', path)).href
  if (command === 'bench' || command === 'simulate') {
    const { main } = await import(built(`${command}/main.js`))
    return main(args)
  }
  const { main } = await import(built('src/main.js'))
  await main([command, ...args])
}

/** Formatter, linter, import rules and types: the same here and in CI. */
function check() {
  return tool('@biomejs/biome', 'biome', ['check', '--error-on-warnings', '.']) || tool('typescript', 'tsc', ['--noEmit'])
}
