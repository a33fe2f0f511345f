import { describe, expect, it } from 'vitest'
import { standingOf } from '../../src/bot/store/webchat.ts'
import { opened, PNG } from './visitor.ts'

describe('a page without a script', () => {
  it('greets a first visitor with four examples, and stores nobody', async () => {
    const { site, visitor } = await opened()
    const page = await (await visitor.get()).text()
    expect(page).toContain('我是小驿')
    expect(page.match(/name="text" value="/g)).toHaveLength(4)
    expect(await standingOf(site.app.db.read, visitor.id)).toBe('unknown')
  })

  it('shows what was said and what was answered', async () => {
    const { site, visitor } = await opened()
    const answer = await visitor.post({ id: 'first-message', text: '理发多少钱' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/#end'])
    expect(await visitor.lines()).toEqual(['mine: 理发多少钱', expect.stringMatching(/^bot: .*9\.9元/)])
    expect(await standingOf(site.app.db.read, visitor.id)).toBe('known')
  })

  it('presses a choice with a button of the form, which shows its words and is used up', async () => {
    const { visitor } = await opened()
    await visitor.post({ id: 'first-message', text: '帮助' })
    const before = await (await visitor.get()).text()
    const [, choice = ''] = /name="choice" value="([^"]+)"[^>]*>几点开门</.exec(before) ?? []
    await visitor.post({ choice })
    const lines = await visitor.lines()
    expect(lines.slice(2)).toEqual(['mine: 几点开门', expect.stringMatching(/^bot: .*开/)])
    const after = await (await visitor.get()).text()
    expect(after.match(/<button[^>]*name="choice"[^>]*disabled/g)).toHaveLength(6)
    expect(after).toMatch(/disabled="" class="pressed">几点开门/)
    await visitor.post({ choice })
    expect(await visitor.lines()).toEqual(lines)
  })

  it('takes a form that is sent twice once, and other words from the same page as another message', async () => {
    const { visitor } = await opened()
    for (const text of ['理发多少钱', '理发多少钱', '几点开门']) await visitor.post({ id: 'the-same-page', text })
    expect((await visitor.lines()).filter((line) => line.startsWith('mine'))).toEqual(['mine: 理发多少钱', 'mine: 几点开门'])
  })

  it('sends a picture with the form', async () => {
    const { visitor } = await opened()
    await visitor.post({ id: 'a-picture', text: '', photo: new File([PNG], 'p.png', { type: 'image/png' }) })
    expect(await visitor.lines()).toEqual(['mine: ［照片］', expect.stringContaining('照片收到了')])
  })

  it('writes words as words, never as HTML', async () => {
    const { visitor } = await opened()
    await visitor.post({ id: 'some-markup', text: '<img src=x onerror=alert(1)>' })
    const page = await (await visitor.get()).text()
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(page).not.toContain('<img')
  })
})
