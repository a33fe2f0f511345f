import { describe, expect, it } from 'vitest'
import { opened } from './visitor.ts'

describe('what is sent', () => {
  it('is one message, however often it is sent', async () => {
    const { visitor } = await opened()
    const sent = await Promise.all([1, 2, 3].map(() => visitor.tell({ id: 'one-and-the-same', text: '理发多少钱' })))
    expect(sent.map((each) => each.status)).toEqual([200, 200, 200])
    expect(await visitor.lines()).toHaveLength(2)
  })

  it('is refused in one sentence when it is nothing, a vanished choice, or too big', async () => {
    const { site, visitor } = await opened()
    const empty = await visitor.tell({ id: 'nothing-at-all', text: '  ' })
    expect([empty.status, await empty.text()]).toEqual([400, '没看到内容，请写几个字再发。'])
    const gone = await visitor.tell({ choice: '00000000-0000-7000-8000-000000000000.1' })
    expect([gone.status, await gone.text()]).toEqual([409, '这个选项已经没有了，请直接说要办什么。'])
    const big = await visitor.tell({ id: 'a-big-picture', photo: new File([new Uint8Array(20_000_000)], 'p.jpg') })
    expect([big.status, await big.text()]).toEqual([413, '这个文件太大了，请发10兆以内的照片。'])
    const words = await fetch(`${site.address}/chat`, { method: 'POST', body: new URLSearchParams({ text: 'x'.repeat(70_000) }) })
    expect(words.status).toBe(413)
    expect(await visitor.lines()).toEqual([])
  })

  it('is answered with a plain sentence when it is no picture, or too long to read', async () => {
    const { visitor } = await opened()
    await visitor.tell({ id: 'a-false-picture', photo: new File(['这是一个文本文件，不是照片，只是名字像。'], 'p.png', { type: 'image/png' }) })
    await visitor.tell({ id: 'a-long-story', text: '长'.repeat(2_001) })
    expect((await visitor.lines()).filter((line) => line.startsWith('bot'))).toEqual([
      'bot: 这个文件不是照片，请发照片，或者用文字说。',
      'bot: 这条太长了，请用一两句话说要办的事。',
    ])
  })

  it('may be a place', async () => {
    const { visitor } = await opened()
    await visitor.tell({ id: 'where-i-am', lat: '34.7', lon: '113.6' })
    expect(await visitor.lines()).toEqual(['mine: ［位置］', expect.stringContaining('离您最近')])
    expect((await visitor.tell({ id: 'nowhere-at-all', lat: '134.7', lon: '113.6' })).status).toBe(400)
  })

  it('is not taken from another site', async () => {
    const { site, visitor } = await opened()
    const evil: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'none' }]
    for (const headers of evil) expect((await visitor.tell({ id: 'from-elsewhere', text: '理发多少钱' }, headers)).status).toBe(403)
    // Older browsers tell only the origin.
    const origins = ['https://elsewhere.example', site.address, 'null']
    const send = (origin: string) => fetch(`${site.address}/chat`, { method: 'POST', headers: { origin }, body: new URLSearchParams({ text: '几点开门' }) })
    expect((await Promise.all(origins.map(send))).map(({ status }) => status)).toEqual([403, 200, 403])
    expect(await visitor.lines()).toEqual([])
  })

  it('is held to thirty messages a minute', async () => {
    const { visitor } = await opened()
    for (let count = 0; count < 32; count += 1) await visitor.tell({ id: `message-${count}`, text: '几点开门' })
    const lines = await visitor.lines()
    expect(lines.filter((line) => line.includes('消息太快了'))).toHaveLength(1)
  })
})
