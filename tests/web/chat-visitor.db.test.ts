import { describe, expect, it } from 'vitest'
import { addressOf } from '../../src/bot/store/people.ts'
import { personOf, Site } from './site.ts'
import { opened, PlainVisitor } from './visitor.ts'

describe('who somebody is', () => {
  it('is a cookie that scripts and other sites do not get, good for a year', async () => {
    const site = await Site.open()
    const set = (await new PlainVisitor(site).get()).headers.getSetCookie().join()
    expect(set).toMatch(/^xiaoyi=[^;]+; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/)
    const secure = (await new PlainVisitor(site).get('/', { 'x-forwarded-proto': 'https' })).headers.getSetCookie().join()
    expect(secure).toContain('; Secure')
  })

  it('is somebody new with one sentence when the cookie is forged or broken', async () => {
    const { site, visitor } = await opened()
    await visitor.tell({ id: 'first-message', text: '理发多少钱' })
    const [value = '', signature = ''] = decodeURIComponent(visitor.cookie ?? '').split('.')
    const forged = [`${value}.${signature.replace(/^./, (each) => (each === 'A' ? 'B' : 'A'))}`, value, 'xiaoyi=%%%', 'xiaoyi=', `xiaoyi=${'x'.repeat(3_000)}`]
    for (const cookie of forged) {
      const thief = new PlainVisitor(site)
      thief.cookie = cookie
      const page = await (await thief.get()).text()
      expect(page).toContain('已经换成新的对话')
      expect(page).not.toContain('9.9元')
      expect(thief.cookie).not.toBe(cookie)
      expect(await (await thief.get()).text()).not.toContain('已经换成新的对话')
    }
  })

  it('is told when a message came without a good cookie, and the message is taken all the same', async () => {
    const site = await Site.open()
    const visitor = new PlainVisitor(site)
    const answer = await visitor.post({ id: 'first-message', text: '理发多少钱' })
    expect(answer.headers.get('location')).toBe('/?fresh#end')
    expect(await (await visitor.get('/?fresh')).text()).toContain('已经换成新的对话')
    expect(await visitor.lines()).toHaveLength(2)
    const without = await (await new PlainVisitor(site).get('/?fresh')).text()
    expect(without).toContain('不让保存登录信息')
  })

  it('is forgotten by 退出, and nothing is sent there any more', async () => {
    const { site, visitor } = await opened()
    await visitor.tell({ id: 'first-message', text: '理发多少钱' })
    const before = visitor.cookie
    const person = await personOf(site, visitor.id)
    expect(await (await visitor.get('/leave')).text()).toContain('退出并清除')
    const answer = await visitor.post({}, {}, '/leave')
    expect([answer.status, answer.headers.get('location'), visitor.cookie]).toEqual([303, '/?left', undefined])
    const page = await (await visitor.get('/?left')).text()
    expect(page).toContain('已经退出')
    expect(page).not.toContain('9.9元')
    expect(visitor.cookie).not.toBe(before)
    const thief = new PlainVisitor(site)
    thief.cookie = before
    expect(await (await thief.get()).text()).not.toContain('9.9元')
    expect(await addressOf(site.app.db.read, person)).toBeUndefined()
  })

  it('is not made by the thousand from one address, and those who are known go on', async () => {
    const { site, visitor } = await opened()
    await visitor.tell({ id: 'first-message', text: '几点开门' })
    const statuses: number[] = []
    for (let count = 0; count < 61; count += 1) statuses.push((await new PlainVisitor(site).tell({ id: 'first-message', text: '几点开门' })).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(59)
    expect(statuses.at(-1)).toBe(429)
    expect((await visitor.tell({ id: 'second-message', text: '理发多少钱' })).status).toBe(200)
    expect((await new PlainVisitor(site).tell({ id: 'first-message', text: '几点开门' }, { 'x-forwarded-for': '203.0.113.7' })).status).toBe(200)
  })
})
