import type { Response } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { PHONE, useBrowser } from '../support/browser.ts'
import { pushTo, Site } from './site.ts'
import { field, kept, reads, talk, types } from './talk.ts'
import { PNG } from './visitor.ts'

const browser = useBrowser()
const PRICE = expect.stringContaining('9.9元')
const picture = (name: string, buffer: Buffer, mimeType = 'image/png') => ({ name, mimeType, buffer })

/** Runs in the page: words below 20 px, targets below 44 px, and how far it can be pushed sideways. */
const MEASURE = `({
  small: [...document.querySelectorAll('.words, textarea, .choices button')].filter((each) => parseFloat(getComputedStyle(each).fontSize) < 20).map((each) => each.outerHTML),
  low: [...document.querySelectorAll('button, textarea, .tool, .leave')].filter((each) => {
    const { height, width } = each.getBoundingClientRect()
    return height > 0 && (height < 44 || width < 44)
  }).map((each) => each.outerHTML),
  sideways: document.documentElement.scrollWidth - document.documentElement.clientWidth,
})`

describe('a talk in the browser', () => {
  it('goes by example, by typing and by button, without a complaint from the browser', async () => {
    const site = await Site.open()
    const { page, complaints } = await browser.open(PHONE)
    await page.goto(site.address)
    await page.getByRole('button', { name: '理发多少钱' }).click()
    await reads(page, ['me: 理发多少钱', PRICE])
    await field(page).pressSequentially('帮')
    await field(page).press('Shift+Enter')
    await field(page).pressSequentially('助')
    expect(await field(page).inputValue()).toBe('帮\n助')
    await field(page).fill('帮助')
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await page.getByRole('button', { name: '几点开门' }).click()
    await reads(page, ['me: 理发多少钱', PRICE, 'me: 帮助', expect.stringContaining('我是小驿'), 'me: 几点开门', expect.stringContaining('开')])
    expect(await page.locator('form[data-row] button:enabled').count()).toBe(0)
    expect(await page.locator('button.pressed').textContent()).toBe('几点开门')
    const shown = await talk(page)
    await page.reload()
    await reads(page, shown)
    expect(await page.locator('button.pressed').textContent()).toBe('几点开门')
    expect([complaints, await kept(page)]).toEqual([[], 0])
  })

  it('replaces the buttons of an answer when something else is said', async () => {
    const site = await Site.open()
    const { page } = await browser.open()
    await page.goto(site.address)
    await types(page, '帮助')
    await page.getByRole('button', { name: '几点开门' }).waitFor()
    await types(page, '理发多少钱')
    await expect.poll(() => page.locator('form[data-row] button:enabled').count()).toBe(0)
  })

  it('shows on every open page what is said on one', async () => {
    const site = await Site.open()
    const { page, context } = await browser.open()
    await page.goto(site.address)
    const other = await context.newPage()
    await other.goto(site.address)
    await types(page, '理发多少钱')
    for (const each of [page, other]) await reads(each, ['me: 理发多少钱', PRICE])
  })

  it('follows the talk to its end, unless the reader has scrolled up', async () => {
    const site = await Site.open()
    const { page } = await browser.open(PHONE)
    await page.goto(site.address)
    for (const words of ['帮助', '几点开门', '理发多少钱']) await types(page, words)
    await expect.poll(() => talk(page)).toHaveLength(6)
    const fromEnd = () => page.evaluate<number>('document.documentElement.scrollHeight - innerHeight - scrollY')
    await expect.poll(fromEnd).toBeLessThan(2)
    await page.evaluate('scrollTo(0, 0)')
    const [cookie] = await page.context().cookies()
    await pushTo(site, decodeURIComponent(cookie?.value ?? '').split('.')[0] ?? '', '您的课改到十点')
    await page.getByRole('button', { name: '有新消息' }).click()
    await expect.poll(fromEnd).toBeLessThan(2)
    await expect.poll(() => page.getByRole('button', { name: '有新消息' }).count()).toBe(0)
  })

  it('works without a script', async () => {
    const site = await Site.open()
    const { page } = await browser.open({ ...PHONE, javaScriptEnabled: false })
    await page.goto(site.address)
    await page.getByRole('button', { name: '理发多少钱' }).click()
    await page.getByText('9.9元').waitFor()
    await field(page).fill('帮助')
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await page.getByRole('button', { name: '几点开门' }).click()
    await page.getByRole('link', { name: '看看有没有新回复' }).click()
    expect(await page.locator('#log > li.mine').count()).toBe(3)
    await page.locator('input[name=photo]').setInputFiles(picture('p.png', PNG))
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await page.getByText('照片收到了').waitFor()
  })
})

describe('pictures', () => {
  it('are shown at once and taken', async () => {
    const site = await Site.open()
    const { page, complaints } = await browser.open(PHONE)
    await page.goto(site.address)
    await page.locator('input.picture').last().setInputFiles(picture('p.png', PNG))
    await reads(page, ['me: (picture)', expect.stringContaining('照片收到了')])
    await page.reload()
    await reads(page, ['me: ［照片］', expect.stringContaining('照片收到了')])
    expect(complaints).toEqual([])
  })

  it('are refused in one sentence when they are none or too big', async () => {
    const site = await Site.open()
    const { page } = await browser.open()
    await page.goto(site.address)
    await page
      .locator('input.picture')
      .last()
      .setInputFiles(picture('p.png', Buffer.from('这是一个文本文件，不是照片，只是名字像。')))
    await reads(page, [expect.stringContaining('me: '), 'bot: 这个文件不是照片，请发照片，或者用文字说。'])
    await page
      .locator('input.picture')
      .last()
      .setInputFiles(picture('p.jpg', Buffer.alloc(20_000_000), 'image/jpeg'))
    await page.getByRole('status').getByText('这个文件太大了，请发10兆以内的照片。').waitFor()
    expect(await talk(page)).toHaveLength(2)
  })

  it('too big for a page without a script end in the same sentence', async () => {
    const site = await Site.open()
    const { page } = await browser.open({ javaScriptEnabled: false })
    await page.goto(site.address)
    await page.locator('input[name=photo]').setInputFiles(picture('p.jpg', Buffer.alloc(20_000_000), 'image/jpeg'))
    await page.getByRole('button', { name: '发送', exact: true }).click()
    await page.getByText('这个文件太大了，请发10兆以内的照片。').waitFor()
    await page.getByRole('link', { name: '回到聊天' }).click()
    await page.getByText('我是小驿').waitFor()
  })
})

describe('a place', () => {
  it('is read only when it is asked for, after saying why', async () => {
    const site = await Site.open()
    const { page } = await browser.open({ geolocation: { latitude: 34.7, longitude: 113.6 }, permissions: ['geolocation'] })
    await page.goto(site.address)
    await page.getByRole('button', { name: '位置' }).click()
    await page.getByText('只发这一次').waitFor()
    await page.getByRole('button', { name: '不发' }).click()
    expect(await talk(page)).toEqual([])
    await page.getByRole('button', { name: '位置' }).click()
    await page.getByRole('button', { name: '发送位置' }).click()
    await reads(page, ['me: ［位置］', expect.stringContaining('离您最近的爱心商家')])
  })

  it('that the browser keeps to itself can be written', async () => {
    const site = await Site.open()
    const { page } = await browser.open({ permissions: [] })
    await page.goto(site.address)
    await page.getByRole('button', { name: '位置' }).click()
    await page.getByRole('button', { name: '发送位置' }).click()
    await page.getByRole('status').getByText('直接写您在哪儿').waitFor()
  })
})

describe('the looks', () => {
  it('are large enough for a cab, on a telephone and on a desk', async () => {
    const site = await Site.open()
    for (const options of [PHONE, { viewport: { width: 1_280, height: 800 } }]) {
      const { page } = await browser.open(options)
      await page.goto(site.address)
      await types(page, '帮助')
      await page.getByRole('button', { name: '几点开门' }).waitFor()
      expect(await page.evaluate(MEASURE)).toEqual({ small: [], low: [], sideways: 0 })
    }
  })

  it('weigh less than forty kilobytes, all from here', async () => {
    const site = await Site.open()
    const { page } = await browser.open()
    const responses: Response[] = []
    const strangers: string[] = []
    page.on('response', (response) => {
      if (!response.url().startsWith(site.address)) strangers.push(response.url())
      if (!response.url().includes('/chat/stream')) responses.push(response)
    })
    await page.goto(site.address)
    await page.waitForLoadState('load')
    const bodies = await Promise.all(responses.map((response) => response.body()))
    const weight = bodies.reduce((sum, body) => sum + body.length, 0)
    expect(strangers).toEqual([])
    expect(weight).toBeGreaterThan(10_000)
    expect(weight).toBeLessThan(40_000)
  })
})
