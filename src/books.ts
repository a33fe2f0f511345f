/** `npm run audit`: checks the points' ledger now. Imported after the dialect is chosen. */
import type { Settings } from './config.ts'
import { openDb } from './db/open.ts'
import { auditPiece, auditWords } from './features/points/bookkeeping/operations.ts'
import { openCalendar } from './lib/calendar.ts'
import { systemClock } from './lib/clock.ts'

/** Runs a whole self-audit and prints what it found. @returns the process's exit code: 1 when the books do not balance */
export async function auditCommand(settings: Settings, write: (text: string) => void): Promise<number> {
  const db = await openDb(settings.databaseUrl)
  const calendar = openCalendar(settings.zone)
  try {
    for (;;) {
      // Nobody is told: whoever runs the command reads the result.
      const audit = await db.tx((tx) => auditPiece({ tx, now: systemClock.now(), calendar, push: async () => undefined }))
      if (audit.endedAt === null) continue
      write(`${auditWords(audit).join('\n')}\n`)
      return audit.faults === 0 ? 0 : 1
    }
  } finally {
    await db.close()
  }
}
