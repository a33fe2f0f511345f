/** One engine's share of the long run of killed sendings. */
import { chooseDialect } from '../src/db/dialect.ts'

const [databaseUrl = '', people = '5000', kills = '100'] = process.argv.slice(2)
chooseDialect(databaseUrl)
const { accountOf, pushKillRun } = await import('../tests/support/push-kill-run.ts')
const onKill = (kill: number, reached: number): void => {
  if (kill % 10 === 0) console.info(`  ${kill} kills, ${reached} messages`)
}
const run = await pushKillRun({ databaseUrl, people: Number(people), kills: Number(kills), seed: 11, latencyMs: 20, onKill })
const account = await accountOf(databaseUrl, run)
console.info(JSON.stringify(account))
process.send?.(account)
process.disconnect?.()
