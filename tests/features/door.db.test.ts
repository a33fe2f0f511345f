/** The door's screen: a link from staff makes a device the screen, and nothing else shows the code. */
import { describe, expect, it } from 'vitest'
import { bindScreen, doorScreen, screenLink } from '../../src/features/visits/operations.ts'
import { doorPage } from '../../src/features/visits/pages.tsx'
import { claimsDoor, claimsLink, closesScreens } from '../../src/features/visits/rules.ts'
import { MINUTE, after as moment } from '../../src/lib/clock.ts'
import { agreed } from '../support/agreed.ts'
import { ADDRESS, deskOf } from '../support/desk.ts'
import { World } from '../support/world.ts'

const AT = '2026-11-24T10:00:00+08:00'

async function site() {
  const world = await World.open({ at: AT })
  let now = new Date(AT)
  const desk = deskOf(world, () => now)
  const ask = (path: string, cookie?: string) =>
    doorPage.fetch(new Request(`${ADDRESS}${path}`, cookie === undefined ? {} : { headers: { cookie } }), desk, { ip: '1.2.3.4' })
  return { world, desk, ask, later: (minutes: number) => (now = moment(now, minutes * MINUTE)) }
}
const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? ''

describe('the screen at the door', () => {
  it('is opened by staff’s link, shows code and picture, and a driver who types the code is counted', async () => {
    const { world, ask } = await site()
    const staff = world.person('desk')
    const said = await staff.says('签到屏链接', { localRole: 'counter' })
    const link = String((said.end.data as { screen?: string }).screen)
    expect(said.text).toContain(link)
    const bound = await ask(link)
    expect([bound.status, bound.headers.get('location')]).toEqual([303, '/daodian'])
    const cookie = cookieOf(bound)
    expect(bound.headers.get('set-cookie')).toMatch(/HttpOnly.*Secure/i)
    const screen = await ask('/daodian', cookie)
    const text = await screen.text()
    expect([screen.status, screen.headers.get('refresh'), screen.headers.get('cache-control')]).toEqual([200, '5', 'no-store'])
    expect(text).toContain('<svg')
    expect(text).toContain('今天已签到0人')
    const code = /<p class="code"[^>]*>(\d{4})<\/p>/.exec(text)?.[1] ?? ''
    const wang = await agreed(world, 'wang')
    expect((await wang.says(`签到 ${code}`)).text).toContain('签到成功')
    expect(await (await ask('/daodian', cookie)).text()).toContain('今天已签到1人')
    expect(await (await ask(`/daodian/c/${code}`)).text()).toContain(`签到 ${code}`)
  })

  it('shows nothing to any other device, to forged or stale links, or after it was closed', async () => {
    const { world, desk, ask, later } = await site()
    for (const cookie of [undefined, 'door=', `door=${'a'.repeat(64)}`]) {
      const other = await ask('/daodian', cookie)
      expect(other.status).toBe(403)
      expect(await other.text()).not.toMatch(/\d{4}<\/p>/)
    }
    const link = await desk.act(screenLink)
    expect((await ask(`${link}0`)).status).toBe(403)
    expect((await ask(link.replace(/in\/\d/, 'in/9'))).status).toBe(403)
    const cookie = cookieOf(await ask(link))
    later(16)
    expect((await ask(link)).status).toBe(403)
    expect((await ask('/daodian', cookie)).status).toBe(200)
    await world.person('desk').says('签到屏作废', { localRole: 'counter' })
    expect((await ask('/daodian', cookie)).status).toBe(403)
    expect(await desk.act((acts) => doorScreen(acts, undefined))).toBeUndefined()
    expect(await desk.act((acts) => bindScreen(acts, 'x'))).toBeUndefined()
    expect((await ask('/daodian/c/12345')).status).toBe(404)
  })

  it('is for the counter only', async () => {
    const world = await World.open({ at: AT })
    expect((await world.person('leader').says('签到屏链接', { localRole: 'leader' })).text).toContain('柜台')
    expect((await world.person('wang').says('签到屏链接')).text).not.toContain('daodian')
  })
})

it('words for the screen are told apart', () => {
  expect(['签到屏链接', '给我个签到屏链接', '开个签到屏', '绑定柜台签到屏', '到站签到屏的网址'].every(claimsLink)).toBe(true)
  expect(['签到屏作废', '签到屏都作废'].every(closesScreens)).toBe(true)
  expect(['签到码', '看签到屏'].every(claimsDoor)).toBe(true)
  expect(['签到', '签到码', '上课码', '签到屏'].some(claimsLink)).toBe(false)
})
