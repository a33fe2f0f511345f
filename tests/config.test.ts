import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../src/config.ts'
import { StartError } from '../src/lib/errors.ts'

const nowhere = join(tmpdir(), 'there-is-no-such.env')
const envFile = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'yizhan-env-')), '.env')
  writeFileSync(file, text)
  return file
}
function faults(env: Record<string, string>, file = nowhere): readonly string[] {
  try {
    readSettings(env, file)
    return []
  } catch (error) {
    if (error instanceof StartError) return error.lines
    throw error
  }
}

describe('settings', () => {
  it('have a default each, so that none is needed', () => {
    expect(readSettings({}, nowhere)).toMatchObject({
      databaseUrl: 'file:data/yizhan.db',
      port: 3000,
      host: '127.0.0.1',
      zone: 'Asia/Shanghai',
      logLevel: 'info',
    })
  })

  it('each wrong one gets a line with its name, what was read and what is allowed', () => {
    const lines = faults({ PORT: '70000', TZ_CENTRE: 'Moon/Base', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://x', HOST: 'a b' })
    expect(lines).toHaveLength(5)
    expect(lines.find((line) => line.startsWith('PORT'))).toBe('PORT: read "70000"; allowed: a number from 0 to 65535')
  })

  it('secrets are masked', () => {
    const lines = faults({ TELEGRAM_BOT_TOKEN: 'verysecretvalue', ADMIN_PASSWORD: 'short' })
    expect(lines.join('\n')).not.toMatch(/verysecretvalue|short/)
    expect(lines).toHaveLength(2)
  })

  it('a webhook without a secret is refused', () => {
    expect(faults({ TELEGRAM_BOT_TOKEN: '1:abcdefghijkl', TELEGRAM_WEBHOOK_URL: 'https://x.example' })[0]).toMatch(/^TELEGRAM_WEBHOOK_SECRET: read nothing/)
  })

  it('a misspelt name in .env is refused with the name that was meant', () => {
    expect(faults({}, envFile('DATABSE_URL=file:x.db\n'))[0]).toMatch(/did you mean DATABASE_URL/)
  })

  it('unknown names in the environment are not ours to judge', () => {
    expect(faults({ PATH: '/bin', PORTER: 'x' })).toEqual([])
  })

  it('the environment wins over .env, and empty values count as absent', () => {
    expect(readSettings({ PORT: '4000', HOST: '' }, envFile('PORT=5000\nHOST=0.0.0.0\n'))).toMatchObject({ port: 4000, host: '0.0.0.0' })
  })

  it('of a webhook without a path mean the usual one; another path than ours is refused', () => {
    const webhook = (url: string) =>
      readSettings({ TELEGRAM_BOT_TOKEN: '1:abcdefghijk', TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: 'a-secret-one' }, nowhere).telegram?.webhook?.url
    expect(webhook('https://a.example')).toBe('https://a.example/telegram/webhook')
    expect(webhook('https://a.example/')).toBe('https://a.example/telegram/webhook')
    expect(webhook('https://a.example/x/telegram/hook')).toBe('https://a.example/x/telegram/hook')
    expect(() => webhook('https://a.example/hook')).toThrow(/TELEGRAM_WEBHOOK_URL: read "https:\/\/a.example\/hook"; allowed: .*\/telegram\//)
  })

  it('for wechaty are handed on to it, wherever they stand', () => {
    const file = envFile('WECHATY_PUPPET=wechaty-puppet-service\nWECHATY_PUPPET_SERVICE_TOKEN=from-file\n')
    expect(readSettings({ WECHATY_PUPPET_SERVICE_TOKEN: 'from-environment' }, file).wechaty).toEqual({
      WECHATY_PUPPET: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_TOKEN: 'from-environment',
    })
    expect(readSettings({ WECHATY_LOG: 'silent' }, nowhere).wechaty).toBeUndefined()
  })
})
