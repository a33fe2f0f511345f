import { describe, expect, it } from 'vitest'
import { PHONE, useBrowser } from '../support/browser.ts'
import { pushTo, Site } from './site.ts'
import { field, kept, reads, talk, types } from './talk.ts'

const browser = useBrowser()
const PRICE = expect.stringContaining('9.9元')

describe('when the way is broken', () => {
  it('a restart of the server loses and doubles nothing, on an open page', async () => {
    const site = await Site.open()
    const { page } = await browser.open(PHONE)
    await page.goto(site.address)
    await types(page, '理发多少钱')
    await reads(page, ['me: 理发多少钱', PRICE])
    await site.restarts(async () => {
      await types(page, '几点开门')
      await types(page, '帮助')
      await reads(page, ['me: 理发多少钱', PRICE, expect.stringContaining('几点开门 [未发出]'), expect.stringContaining('me: 帮助')])
    })
    const all = ['me: 理发多少钱', PRICE, 'me: 几点开门', expect.stringContaining('bot: '), 'me: 帮助', expect.stringContaining('我是小驿')]
    await reads(page, all)
    await page.reload()
    await reads(page, all)
  })

  it('what was said meanwhile comes when the page is back', async () => {
    const site = await Site.open()
    const { page, context } = await browser.open()
    await page.goto(site.address)
    await types(page, '理发多少钱')
    await reads(page, ['me: 理发多少钱', PRICE])
    const [cookie] = await context.cookies()
    const visitor = decodeURIComponent(cookie?.value ?? '').split('.')[0] ?? ''
    await site.restarts(async () => {
      const other = await Site.open({ databaseUrl: site.databaseUrl })
      await pushTo(other, visitor, '您的课改到十点')
      await other.stop()
    })
    await reads(page, ['me: 理发多少钱', PRICE, 'bot: 您的课改到十点'])
  })

  it('what is written offline is kept, and sent once when the network is back', async () => {
    const site = await Site.open()
    const { page, context } = await browser.open(PHONE)
    await page.goto(site.address)
    await page.locator('#log').waitFor()
    await context.setOffline(true)
    await types(page, '理发多少钱')
    await reads(page, ['me: 理发多少钱 [未发出]'])
    await page.getByRole('status').getByText('没有网络').waitFor()
    await page.getByRole('button', { name: '再发一次' }).click()
    await context.setOffline(false)
    await reads(page, ['me: 理发多少钱', PRICE])
    expect(await kept(page)).toBe(0)
    await page.reload()
    await reads(page, ['me: 理发多少钱', PRICE])
  })

  it('an answer that was lost on the way does not make a second message', async () => {
    const site = await Site.open()
    const { page } = await browser.open()
    await page.goto(site.address)
    let lost = false
    await page.route('**/chat', async (route) => {
      if (lost) return route.continue()
      lost = true
      await route.fetch()
      await route.abort()
    })
    await types(page, '理发多少钱')
    await reads(page, ['me: 理发多少钱', PRICE])
    await expect.poll(() => page.locator('.unsent').count()).toBe(0)
    await page.reload()
    await reads(page, ['me: 理发多少钱', PRICE])
  })
})

describe('whose browser it is', () => {
  it('a forged cookie is a new person and one sentence', async () => {
    const site = await Site.open()
    const { page, context, complaints } = await browser.open()
    await page.goto(site.address)
    await types(page, '理发多少钱')
    await reads(page, ['me: 理发多少钱', PRICE])
    const [cookie] = await context.cookies()
    if (cookie) await context.addCookies([{ ...cookie, value: `${cookie.value.startsWith('x') ? 'y' : 'x'}${cookie.value.slice(1)}` }])
    await page.reload()
    await page.getByText('已经换成新的对话').waitFor()
    expect(await talk(page)).toEqual([])
    await types(page, '几点开门')
    await expect.poll(() => talk(page)).toHaveLength(2)
    expect(complaints).toEqual([])
  })

  it('a cookie lost while the page is open costs no message', async () => {
    const site = await Site.open()
    const { page, context } = await browser.open()
    await page.goto(site.address)
    await field(page).waitFor()
    await context.clearCookies()
    await types(page, '理发多少钱')
    await page.getByText('已经换成新的对话').waitFor()
    await reads(page, ['me: 理发多少钱', PRICE])
  })

  it('退出 asks once, forgets everything here, on every open page, and the way back shows nothing', async () => {
    const site = await Site.open()
    const { page, context } = await browser.open(PHONE)
    await page.goto(site.address)
    await types(page, '理发多少钱')
    await reads(page, ['me: 理发多少钱', PRICE])
    const other = await context.newPage()
    await other.goto(site.address)
    const [before] = await context.cookies()
    await page.getByRole('link', { name: '退出' }).click()
    await page.getByRole('link', { name: '不退出，回去聊' }).click()
    await reads(page, ['me: 理发多少钱', PRICE])
    await page.getByRole('link', { name: '退出' }).click()
    await page.getByRole('button', { name: '退出并清除' }).click()
    await page.getByText('已经退出').waitFor()
    for (const each of [page, other]) await reads(each, [])
    const [after] = await context.cookies()
    expect(after?.value).not.toBe(before?.value)
    for (let back = 0; back < 3; back += 1) {
      await page.goBack()
      expect(await page.content()).not.toContain('9.9元')
    }
    expect(await kept(page)).toBe(0)
  })
})
