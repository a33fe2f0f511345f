/** The directory of merchants: found by words, by place, by location; its chats, its page, its statement. */
import { describe, expect, it } from 'vitest'
import { listMerchants, merchantNamed } from '../../src/features/merchants/merchants/operations.ts'
import { merchantPage } from '../../src/features/points/checkout/pages.tsx'
import { readSheets } from '../../src/lib/sheets.ts'
import { audited, driverWith, voiceOf } from '../support/points.ts'
import { type Heard, type Somebody, World } from '../support/world.ts'

const codeIn = (heard: Heard): string => /\d{6}/.exec(heard.text)?.[0] ?? ''
const namesIn = (heard: Heard): string[] => [...heard.text.matchAll(/^([^（，：。\s]+)(?:（约[^）]+）)?，(?:现在|24小时)/gm)].map(([, name]) => name ?? '')

async function counter(world: World): Promise<Somebody> {
  const member = world.person('ma')
  await member.says('你好', { localRole: 'counter' })
  return member
}

describe('merchants', () => {
  it('are found by what is to be done, open ones first, closed ones last', async () => {
    const world = await World.open({ at: '2026-11-24T22:30:00+08:00' })
    const heard = await world.person('wang').says('附近哪有修车的')
    expect(heard.end.intent).toBe('merchant.find')
    expect(namesIn(heard)).toEqual(['豫通大车修理', '老李汽修'])
    expect(heard.text).toContain('24小时开')
    expect(heard.text).toContain('老李汽修，现在不开，明天07:30开')
    const food = await world.person('wang').says('找个快餐店')
    expect(namesIn(food)[0]).toBe('夜路烩面')
    expect(food.text).toContain('到明天04:00')
  })

  it('are listed nearest first from a sent location, also when it comes after the question', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    await wang.says('附近哪有修车的')
    const heard = await wang.says('', { location: { lat: 35.193, lon: 113.275 } })
    expect(heard.end.intent).toBe('merchant.find')
    expect(namesIn(heard)).toEqual(['豫通大车修理', '老李汽修'])
    expect(heard.text).toMatch(/豫通大车修理（约\d+米）/)
    const other = await wang.says('', { location: { lat: 35.2148, lon: 113.2406 } })
    expect(namesIn(other)[0]).toBe('老李汽修')
  })

  it('are listed nearest first from a place that is named', async () => {
    const world = await World.open()
    const heard = await world.person('wang').says('物流园附近哪能修车')
    expect(namesIn(heard)[0]).toBe('豫通大车修理')
    expect(heard.text).toContain('物流园附近的')
  })

  it('are found nowhere while they are suspended, and their codes are void', async () => {
    const world = await World.open()
    const ma = await counter(world)
    const wang = await driverWith(world, 'wang', 100)
    const shop = await voiceOf(world, '老李汽修')
    const code = codeIn(await wang.says('在老李汽修用50积分'))
    expect((await ma.says('停用商家 老李汽修')).text).toContain('已停用')
    expect(namesIn(await wang.says('附近哪有修车的'))).not.toContain('老李汽修')
    expect((await shop.says(`${code} 86元`)).text).toContain('不能核销')
    expect((await wang.says('在老李汽修用50积分')).text).not.toMatch(/\d{6}/)
    expect((await ma.says('恢复商家 老李汽修')).text).toContain('已恢复')
    expect(namesIn(await wang.says('附近哪有修车的'))).toContain('老李汽修')
  })

  it('are marked while they are samples', async () => {
    const world = await World.open()
    expect((await world.person('wang').says('附近哪有洗车的')).text).toContain('示例')
    expect((await listMerchants(world.app.db.read, { suspended: true })).every(({ sample }) => sample)).toBe(true)
  })
})

describe('a merchant’s chat', () => {
  it('is bound by a code of staff, once, and then sees its own statement only', async () => {
    const world = await World.open()
    const ma = await counter(world)
    const code = /M-\d{8}/.exec((await ma.says('商家码 老李汽修')).text)?.[0] ?? ''
    const shop = world.person('shop')
    expect((await shop.says(code)).text).toContain('已接入商家：老李汽修')
    expect((await world.person('thief').says(code)).text).toContain('用过')
    expect((await world.person('thief').says('M-00000000')).text).toContain('不对')
    const other = await voiceOf(world, '王记快餐', 'other')
    const wang = await driverWith(world, 'wang', 200)
    await shop.says(`${codeIn(await wang.says('在老李汽修用50积分'))} 86元`)
    const statement = await shop.says('对账单')
    expect(statement.text).toMatch(/老李汽修2026年11月核销1笔，共50分，中心应付5元/)
    expect(statement.end.data).toEqual({ month: '2026-11', spendings: 1, owed: 5 })
    expect(statement.text).not.toContain('wang')
    const [file] = statement.replies.at(-1)?.files ?? []
    const read = await readSheets(Buffer.from(file && 'base64' in file ? file.base64 : '', 'base64'), [
      { name: '老李汽修 2026-11', columns: ['编号', '账单（元）', '抵扣（元）', '积分', '应付（元）'], others: 'ignored' },
    ])
    expect(read.sheets.get('老李汽修 2026-11')?.map(({ cells }) => [cells.编号, cells['账单（元）'], cells['应付（元）']])).toEqual([
      ['K-1', '86', '5'],
      ['', '', '5'],
    ])
    expect((await other.says('对账单')).text).toContain('还没有核销记录')
    expect((await shop.says('10月对账单')).text).toContain('2026年10月还没有')
  })
})

describe('a merchant’s page', () => {
  const desk = (world: World) => ({
    read: world.app.db.read,
    calendar: world.app.calendar,
    now: () => world.app.clock.now(),
    secret: 'secret',
    baseUrl: 'http://centre.test',
    act: <T>(work: Parameters<typeof world.app.act<T>>[0]) => world.app.act(work),
  })
  const open = async (world: World) => {
    const get = (path: string, cookie = '') =>
      merchantPage.fetch(new Request(`http://centre.test${path}`, { headers: { cookie } }), desk(world), { ip: '1.2.3.4' })
    const post = (path: string, form: Record<string, string>, cookie = '', origin = 'http://centre.test') =>
      merchantPage.fetch(
        new Request(`http://centre.test${path}`, {
          method: 'POST',
          body: new URLSearchParams(form),
          headers: { cookie, origin, host: 'centre.test', 'content-type': 'application/x-www-form-urlencoded' },
        }),
        desk(world),
        { ip: '1.2.3.4' },
      )
    return { get, post }
  }

  it('opens by a one-time code, sells once for one form, and refuses pages of others', async () => {
    const world = await World.open()
    const wang = await driverWith(world, 'wang', 100)
    const shop = await voiceOf(world, '老李汽修')
    const { get, post } = await open(world)
    expect(await (await get('/m')).text()).toContain('商家码')
    const code = /M-\d{8}/.exec((await shop.says('核销网页')).text)?.[0] ?? ''
    expect((await post('/m/in', { code: 'M-12345678' })).status).toBe(403)
    const entered = await post('/m/in', { code })
    expect(entered.status).toBe(303)
    const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect(await (await get('/m/', cookie)).text()).toContain('老李汽修')
    expect((await post('/m/in', { code })).status).toBe(403)
    const sale = { code: codeIn(await wang.says('在老李汽修用50积分')), bill: '86', id: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee' }
    expect((await post('/m/', sale, cookie, 'http://evil.test')).status).toBe(403)
    expect((await post('/m/', sale)).status).toBe(403)
    expect(await (await post('/m/', sale, cookie)).text()).toContain('请收81元')
    expect(await (await post('/m/', sale, cookie)).text()).toContain('请收81元')
    expect(await (await post('/m/', { ...sale, id: 'ffffffff-bbbb-cccc-dddd-eeeeeeeeeeee' }, cookie)).text()).toContain('已经用过')
    expect((await wang.says('我的积分')).text).toContain('50分')
    expect((await get('/m/', `${cookie}x`)).status).toBe(200)
    expect(await (await get('/m/', `${cookie}x`)).text()).not.toContain('老李汽修')
    expect(await audited(world)).toEqual([])
  })

  it('stops guessing of codes from one address', async () => {
    const world = await World.open()
    const { post } = await open(world)
    for (let n = 0; n < 10; n++) expect((await post('/m/in', { code: `M-0000000${n % 10}` })).status).toBe(403)
    expect((await post('/m/in', { code: 'M-00000000' })).status).toBe(429)
  })
})

it('a merchant is found by a name that is only nearly right', async () => {
  const world = await World.open()
  expect((await merchantNamed(world.app.db.read, '老李气修'))?.name).toBe('老李汽修')
  expect(await merchantNamed(world.app.db.read, '不存在的店')).toBeUndefined()
})
