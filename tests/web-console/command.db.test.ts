import { afterEach, describe, expect, it, vi } from 'vitest'
import { readSettings } from '../../src/config.ts'
import { staffCommand } from '../../src/staff.ts'
import { PASSWORD, Site } from './site.ts'

const { audit } = await import('../../src/bot/tables.ts')

afterEach(() => {
  vi.restoreAllMocks()
})

/** Runs `npm run staff -- …` on the site's database. */
async function staff(site: Site, args: string[], settings: Record<string, string> = {}): Promise<{ exit: number; said: string }> {
  let said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((words) => {
    said += String(words)
    return true
  })
  const exit = await staffCommand(args, { ...readSettings(settings, 'none'), databaseUrl: site.databaseUrl })
  vi.restoreAllMocks()
  return { exit, said }
}

const keyIn = (said: string) => /key=([0-9a-z]{32})/.exec(said)?.[1] ?? ''

describe('npm run staff', () => {
  it('gives a member of staff a link that sets the first password', async () => {
    const site = await Site.start()
    await staff(site, ['add', '李强', '--role', 'counter'])
    const { exit, said } = await staff(site, ['link', '李强'], { HOST: '0.0.0.0', PORT: '8080' })
    expect(exit).toBe(0)
    expect(said).toContain('http://127.0.0.1:8080/console/link?key=')
    expect(said).toContain('24小时内有效，只能用一次')
    const li = site.visitor()
    expect((await li.post('/console/link', { key: keyIn(said), password: PASSWORD, again: PASSWORD })).to).toBe('/console')
    expect(await li.isIn()).toBe(true)
  })

  it('ends the sessions of a member whose password is lost', async () => {
    const site = await Site.start()
    await staff(site, ['add', '李强', '--role', 'counter'])
    const li = site.visitor()
    await li.post('/console/link', { key: keyIn((await staff(site, ['link', '李强'])).said), password: PASSWORD, again: PASSWORD })
    const { said } = await staff(site, ['link', '李强'])
    expect(await li.isIn()).toBe(false)
    await li.post('/console/link', { key: keyIn(said), password: 'a new password', again: 'a new password' })
    expect(await li.isIn()).toBe(true)
    expect((await site.visitor().signIn('李强', PASSWORD)).status).toBe(401)
    const actions = await site.db.read.select({ action: audit.action }).from(audit)
    expect(actions.filter(({ action }) => action === 'console.link-made')).toHaveLength(2)
  })

  it('removes console access with the member', async () => {
    const site = await Site.start()
    await staff(site, ['add', '李强', '--role', 'counter'])
    const li = site.visitor()
    await li.post('/console/link', { key: keyIn((await staff(site, ['link', '李强'])).said), password: PASSWORD, again: PASSWORD })
    expect((await staff(site, ['remove', '李强'])).said).toContain('控制台的登录马上失效')
    expect(await li.isIn()).toBe(false)
    expect((await site.visitor().signIn('李强', PASSWORD)).status).toBe(401)
  })

  it('says so when there is nobody of that name', async () => {
    const site = await Site.start()
    expect(await staff(site, ['link', '谁'])).toEqual({ exit: 1, said: '没有叫“谁”的工作人员；看名单：npm run staff -- list\n' })
  })

  it('gives no link for the account that ADMIN_PASSWORD opens', async () => {
    const site = await Site.start({ adminPassword: PASSWORD })
    await site.visitor().signIn('admin', PASSWORD)
    await expect(staff(site, ['link', 'admin'], { ADMIN_PASSWORD: PASSWORD })).rejects.toThrow('由 ADMIN_PASSWORD 决定')
    expect((await staff(site, ['link', 'admin'])).exit).toBe(0)
  })
})
