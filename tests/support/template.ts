/** The migrated PostgreSQL database that the tests' databases are copied from. */
export const TEMPLATE = 'template_migrated'
