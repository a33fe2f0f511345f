/** Collects every capability's tables: read by the migration generator and by tests that look at all tables. */
export * from '../bot/tables.ts'
export * from '../features/announcements/tables.ts'
export * from '../features/human/tables.ts'
export * from '../features/knowledge/tables.ts'
export * from '../features/learning/tables.ts'
export * from '../features/mailings/tables.ts'
export * from '../jobs/tables.ts'
export * from '../web/tables.ts'
