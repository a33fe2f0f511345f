import { describe, expect, it } from 'vitest'
import { openDb } from '../../src/db/open.ts'
import { newDatabase } from '../support/engine.ts'

describe('a server that cannot serve', () => {
  it('that is not there is refused with what to do', async () => {
    await expect(openDb('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(/no PostgreSQL answers there/)
  })

  it('without that database is refused with how to create it', async () => {
    const url = (await newDatabase('empty')).replace(/[^/]+$/, 'not_there')
    await expect(openDb(url)).rejects.toThrow(/createdb/)
  })
})
