/** Words about a person that others were sent or wrote: emptied where they name one of the person's matters. */
import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '../../db/db.ts'
import { after } from '../../lib/clock.ts'
import { outgoing, updates } from '../tables.ts'

/** Empties what these persons were sent or wrote where `names` says so; what still waits is not sent. */
export async function forgetTexts(tx: Tx, persons: readonly string[], names: (text: string) => boolean, now: Date): Promise<void> {
  for (const personId of [...persons].sort()) {
    const said = await tx.select({ id: outgoing.id, text: outgoing.text }).from(outgoing).where(eq(outgoing.personId, personId))
    for (const { id } of said.filter((row) => names(row.text))) {
      await tx
        .update(outgoing)
        .set({ text: '', choices: [], worthlessAfter: after(now, -1) })
        .where(eq(outgoing.id, id))
      await tx
        .update(outgoing)
        .set({ state: 'cancelled', why: 'erased', settledAt: now })
        .where(and(eq(outgoing.id, id), inArray(outgoing.state, ['waiting', 'claimed'])))
    }
    const heard = await tx.select({ key: updates.key, text: updates.text }).from(updates).where(eq(updates.personId, personId))
    for (const { key } of heard.filter((row) => names(row.text))) await tx.update(updates).set({ text: '' }).where(eq(updates.key, key))
  }
}
