/** Writes the migrations of both engines from the tables. `--check` fails when a folder lags behind. */
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const checking = process.argv.includes('--check')
const name = process.argv.find((word, position) => position > 1 && !word.startsWith('--'))

for (const engine of ['sqlite', 'postgresql']) {
  const words = ['drizzle-kit', 'generate', `--config=src/db/drizzle.${engine}.config.ts`, ...(name ? [`--name=${name}`] : [])]
  const { status, stdout } = spawnSync('npx', words, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  process.stdout.write(stdout)
  if (status !== 0) process.exit(1)
  if (checking && !stdout.includes('No schema changes')) {
    process.stderr.write(`✗ src/db/migrations/${engine} lagged behind the tables: commit what was written now\n`)
    process.exit(1)
  }
}
