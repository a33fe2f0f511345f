import { defineConfig } from 'drizzle-kit'
import { chooseDialect } from './dialect.ts'

chooseDialect('postgres://generated')

export default defineConfig({ dialect: 'postgresql', schema: './src/db/schema.ts', out: './src/db/migrations/postgresql' })
