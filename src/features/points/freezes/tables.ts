import { instant, table, text } from '../../../db/kit.ts'

/** Movements somebody objected to: nothing is done to them until staff decided. */
export const ledgerFreezes = table('ledger_freezes', {
  movementId: text('movement_id').primaryKey(),
  at: instant('at').notNull(),
})
