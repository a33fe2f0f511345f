import { describe, expect, it } from 'vitest'
import { after, DAY, systemClock } from '../../src/lib/clock.ts'
import { pushTo, Site } from './site.ts'
import { Listener, opened, PlainVisitor } from './visitor.ts'

describe('the stream', () => {
  it('brings what is said and answered, each once, on every open page', async () => {
    const { visitor } = await opened()
    const pages = await Promise.all([Listener.open(visitor), Listener.open(visitor)])
    await visitor.tell({ id: 'first-message', text: '理发多少钱' })
    await visitor.tell({ id: 'second-message', text: '几点开门' })
    for (const page of pages) {
      expect(await page.lines(4)).toEqual(['理发多少钱', expect.stringContaining('9.9元'), '几点开门', expect.any(String)])
      page.close()
    }
  })

  it('brings nothing of other people', async () => {
    const { site, visitor } = await opened()
    const other = new PlainVisitor(site)
    await other.get()
    const stream = await Listener.open(visitor)
    await other.tell({ id: 'first-message', text: '理发多少钱' })
    await visitor.tell({ id: 'first-message', text: '几点开门' })
    expect((await stream.lines(2))[0]).toBe('几点开门')
    stream.close()
  })

  it('brings what was missed, also what another process stored and a push that had lain for long', async () => {
    const { site, visitor } = await opened()
    await visitor.tell({ id: 'first-message', text: '理发多少钱' })
    const first = await Listener.open(visitor)
    await first.lines(2)
    await first.comes('beat')
    const { id } = first.events.at(-1) ?? { id: '' }
    expect(Number(id)).toBeGreaterThan(0)
    first.close()
    const other = await Site.open({ databaseUrl: site.databaseUrl })
    await pushTo(other, visitor.id, '您的课明天九点', after(systemClock.now(), -DAY))
    const again = await Listener.open(visitor, { 'last-event-id': id })
    // The minute before comes up again; the page knows those lines by their names.
    expect(await again.lines(3)).toContain('您的课明天九点')
    again.close()
  })

  it('hears what another process stores', async () => {
    const { site, visitor } = await opened()
    const other = await Site.open({ databaseUrl: site.databaseUrl })
    const there = new PlainVisitor(other)
    there.cookie = visitor.cookie
    const stream = await Listener.open(visitor)
    await there.tell({ id: 'first-message', text: '理发多少钱' })
    expect(await stream.lines(2)).toEqual(['理发多少钱', expect.stringContaining('9.9元')])
    stream.close()
  })

  it('is open five times for one visitor, and not at all for nobody', async () => {
    const { site, visitor } = await opened()
    const pages = await Promise.all([1, 2, 3, 4, 5].map(() => Listener.open(visitor)))
    expect((await visitor.get('/chat/stream')).status).toBe(429)
    pages[0]?.close()
    await expect
      .poll(async () => {
        const response = await visitor.get('/chat/stream')
        await response.body?.cancel()
        return response.status
      })
      .toBe(200)
    expect((await new PlainVisitor(site).get('/chat/stream')).status).toBe(204)
    for (const page of pages) page.close()
  })

  it('does not hold up the server’s end', async () => {
    const { site, visitor } = await opened()
    const stream = await Listener.open(visitor)
    const began = performance.now()
    await site.restarts()
    await stream.ended
    expect(performance.now() - began).toBeLessThan(4_000)
  })

  it('tells the pages that 退出 was pressed', async () => {
    const { visitor } = await opened()
    await visitor.tell({ id: 'first-message', text: '理发多少钱' })
    const stream = await Listener.open(visitor)
    await visitor.post({}, {}, '/leave')
    await stream.ended
    expect(stream.events.map(({ event }) => event)).toContain('reload')
  })
})

describe('history', () => {
  it('is the last fifty lines', async () => {
    const { site, visitor } = await opened()
    const person = new PlainVisitor(site)
    person.cookie = visitor.cookie
    await visitor.tell({ id: 'first-message', text: '理发多少钱' })
    for (let count = 1; count <= 55; count += 1) await pushTo(site, visitor.id, `通知${count}`)
    const lines = await visitor.lines()
    expect(lines).toHaveLength(50)
    expect(lines.at(-1)).toBe('bot: 通知55')
  })

  it('is gone when the person had everything deleted', async () => {
    const { visitor } = await opened()
    await visitor.tell({ id: 'first-message', text: '理发多少钱' })
    await visitor.tell({ id: 'second-message', text: '删除我的信息' })
    await visitor.tell({ id: 'third-message', text: '确认删除' })
    const lines = await visitor.lines()
    expect(lines.join()).not.toContain('理发')
  })
})
