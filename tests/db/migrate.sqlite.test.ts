import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDb } from '../../src/db/open.ts'

/** Root may write anywhere: the check is made with nobody's rights. */
async function asNobody(check: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0
  if (root) process.seteuid?.('nobody')
  try {
    await check()
  } finally {
    if (root) process.seteuid?.(0)
  }
}

describe('a file that cannot serve', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-bad-'))

  it('that is no database is refused with what to do, and left as it was', async () => {
    const file = join(folder, 'text.db')
    writeFileSync(file, 'this is no database, '.repeat(500))
    await expect(openDb(`file:${file}`)).rejects.toThrow(/no database or is damaged/)
    expect(readFileSync(file, 'utf8')).toContain('this is no database')
  })

  it('in a folder without write access is refused with what to do', async () => {
    const locked = mkdtempSync(join(tmpdir(), 'yizhan-locked-'))
    chmodSync(locked, 0o555)
    await asNobody(() => expect(openDb(`file:${join(locked, 'a.db')}`)).rejects.toThrow(/cannot be (written|opened)/))
  })

  it('that may only be read is refused with what to do', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'yizhan-readonly-')), 'a.db')
    await (await openDb(`file:${file}`)).close()
    chmodSync(dirname(file), 0o555)
    chmodSync(file, 0o444)
    await asNobody(() => expect(openDb(`file:${file}`)).rejects.toThrow(/cannot be written/))
  })

  it('that is a folder is refused with what to do', async () => {
    await expect(openDb(`file:${folder}`)).rejects.toThrow(/cannot be opened/)
  })
})
