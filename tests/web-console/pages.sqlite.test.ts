import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import type { ChannelStatus } from '../../src/bot/channel.ts'
import { addMember, makeMemberLink } from '../../src/web/console/access.ts'
import { PHONE, useBrowser } from '../support/browser.ts'
import { channelThat, PASSWORD, Site } from './site.ts'

const { consoleSessions } = await import('../../src/web/tables.ts')
const browser = useBrowser()

/** What the browser notes by itself: an answer of 401, and which headers it leaves aside on plain http. */
const NOTED = /status of 401|Cross-Origin-Opener-Policy|Origin-Agent-Cluster/

/** Set-up link, status page, out, and in again. */
async function comesAndGoes(site: Site): Promise<void> {
  const { page, complaints } = await browser.open(PHONE)
  await page.goto(site.setupLink ?? '')
  await page.getByLabel('您的名字').fill('王芳')
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByLabel('再写一遍密码').fill(PASSWORD)
  await page.getByRole('button', { name: '设好并登录' }).click()
  await page.getByRole('heading', { name: '一切正常' }).waitFor()
  expect(new URL(page.url()).pathname).toBe('/console')
  await page.getByRole('button', { name: '退出' }).click()
  await page.getByText('您已经退出。').waitFor()
  await page.getByLabel('名字').fill('王芳')
  await page.getByLabel('密码', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByText('名字或密码不对').waitFor()
  expect(await page.getByLabel('名字').inputValue()).toBe('王芳')
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.getByRole('heading', { name: '一切正常' }).waitFor()
  expect(complaints.filter((each) => !NOTED.test(each))).toEqual([])
}

async function signedIn(site: Site, options = {}) {
  const now = site.clock.now()
  const key = await site.db.tx(async (tx) => makeMemberLink(tx, (await addMember(tx, '王芳', 'admin', now)) ?? '', now))
  const window = await browser.open(options)
  await window.page.goto(`${site.address}/console/link?key=${key}`)
  await window.page.getByLabel('密码', { exact: true }).fill(PASSWORD)
  await window.page.getByLabel('再写一遍密码').fill(PASSWORD)
  await window.page.getByRole('button', { name: '设好并登录' }).click()
  await window.page.locator('#live').waitFor()
  return window
}

describe('the console in a browser', () => {
  it('goes from the set-up link through the status page out and in again', async () => {
    await comesAndGoes(await Site.start())
  })

  it('does so from another machine, too, over plain http', async (test) => {
    const other = Object.values(networkInterfaces()).flatMap((each) => each?.filter(({ family, internal }) => family === 'IPv4' && !internal) ?? [])[0]
    if (!other) return test.skip('this machine has no address but its own')
    await comesAndGoes(await Site.start({ host: other.address }))
  })

  it('stays fresh where it is being read, and does not scroll away', async () => {
    let status: ChannelStatus = { is: 'down', words: '连不上，正在重试。' }
    const channel = { ...channelThat('wechat', status), status: () => status }
    const { page, complaints } = await signedIn(await Site.start({ channels: [channel] }), { viewport: { width: 360, height: 400 } })
    await page.getByText('微信：断开').waitFor()
    await page.evaluate('scrollTo(0, 300)')
    const before = await page.evaluate('scrollY')
    status = { is: 'up', words: '已登录。' }
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.getByRole('heading', { name: '一切正常' }).waitFor()
    expect(before).toBeGreaterThan(0)
    expect(await page.evaluate('scrollY')).toBe(before)
    expect(complaints).toEqual([])
  })

  it('leads to the sign-in page when the session ended meanwhile', async () => {
    const site = await Site.start()
    const { page } = await signedIn(site)
    await site.db.tx((tx) => tx.delete(consoleSessions))
    await page.getByRole('link', { name: '现在更新' }).click()
    await page.getByRole('heading', { name: '登录' }).waitFor()
  })

  it('fits a small telephone without scrolling sideways, and shows the password on request', async () => {
    const site = await Site.start({
      channels: [channelThat('wechat', { is: 'sign-in', words: '请用微信扫码登录。', code: 'https://login.weixin.example/l/4aQ1xyz==' })],
    })
    const { page } = await signedIn(site, PHONE)
    const sideways = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
    expect(await page.evaluate(sideways)).toBe(0)
    await page.getByRole('button', { name: '在聊天里也用这个身份' }).click()
    await page.getByRole('heading', { name: '把这个码发给小驿' }).waitFor()
    expect(await page.evaluate(sideways)).toBe(0)
    await page.getByRole('button', { name: '退出' }).click()
    const field = page.getByLabel('密码', { exact: true })
    await field.fill(PASSWORD)
    expect(await field.getAttribute('type')).toBe('password')
    await page.getByRole('button', { name: '显示' }).click()
    expect(await field.getAttribute('type')).toBe('text')
    await page.getByRole('button', { name: '隐藏' }).click()
    expect(await field.getAttribute('type')).toBe('password')
  })
})
