import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const src = resolve(import.meta.dirname, '../../src')

it('loads better-auth at the first request to the console, not at the start', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
  const atStart = files.filter((file) => {
    if (file === 'web/console/auth.ts' || file === 'web/console/auth-store.ts') return false
    return /^import (?!type\b).*from '(better-auth|[./a-z]*\/auth(-store)?\.ts)/m.test(readFileSync(join(src, file), 'utf8'))
  })
  expect(atStart).toEqual([])
  expect(readFileSync(join(src, 'web/console/site.tsx'), 'utf8')).toContain("await import('./auth.ts')")
})
