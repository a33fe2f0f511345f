import { defineConfig } from 'drizzle-kit'
import { chooseDialect } from './dialect.ts'

chooseDialect('file:generated')

export default defineConfig({ dialect: 'sqlite', schema: './src/db/schema.ts', out: './src/db/migrations/sqlite' })
