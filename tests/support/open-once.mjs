/** Opens the database named on the command line and closes it: one of several processes that start at once. */
const { chooseDialect } = await import('../../dist/src/db/dialect.js')
chooseDialect(process.argv[2])
const { openDb } = await import('../../dist/src/db/open.js')
await (await openDb(process.argv[2])).close()
process.stdout.write('open\n')
