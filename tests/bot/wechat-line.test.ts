/** Coming, going and coming back: the gateway, the account and other processes. */
import { createServer as createHttp } from 'node:http'
import { type AddressInfo, createConnection, createServer, type Server, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WechatChannel } from '../../src/bot/channels/wechat/channel.ts'
import { ticks } from '../../src/lib/clock.ts'
import { openLog } from '../../src/lib/log.ts'
import { connect, Desk, FAST } from '../support/wechat-gateway/desk.ts'
import { Gateway } from '../support/wechat-gateway/gateway.ts'

const soon = { timeout: 20_000, interval: 20 }

describe('the gateway', () => {
  it('that goes five times is back within five seconds of its return, and nothing is told twice', async () => {
    const gateway = await Gateway.open()
    const { channel, desk } = await connect(gateway)
    gateway.friend('u1')
    for (let round = 0; round < 5; round++) {
      await vi.waitUntil(() => channel.canSend(), soon)
      gateway.says('u1', `${round}`)
      await vi.waitUntil(() => desk.heard.length === round + 1, soon)
      await gateway.down()
      await vi.waitUntil(() => !channel.canSend(), soon)
      await vi.waitUntil(() => /^微信网关连不上/.test(channel.status().words), soon)
      expect(channel.status().words).toContain(gateway.endpoint)
      await gateway.up()
      const returned = ticks()
      await vi.waitUntil(() => channel.canSend(), soon)
      expect(ticks() - returned).toBeLessThan(5_000)
    }
    expect(desk.heard.map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4'])
  })

  it('that tells messages at the very moment it is found has them handed in at once and in their order', async () => {
    const gateway = await Gateway.open()
    gateway.friend('u1')
    const { channel, desk } = await connect(gateway)
    await vi.waitUntil(() => gateway.connected, { ...soon, interval: 1 })
    expect(channel.canSend()).toBe(false)
    const from = ticks()
    gateway.says('u1', '1')
    await vi.waitUntil(() => channel.canSend(), { ...soon, interval: 1 })
    gateway.says('u1', '2')
    await vi.waitUntil(() => desk.heard.length === 2, { ...soon, interval: 1 })
    expect(desk.heard.map(({ text }) => text)).toEqual(['1', '2'])
    expect(ticks() - from).toBeLessThan(400)
  })

  it('that is absent at the start is found when it comes', async () => {
    const gateway = await Gateway.open()
    await gateway.down()
    const { channel } = await connect(gateway)
    await vi.waitUntil(() => channel.status().is === 'down', soon)
    expect(channel.status().words).toBe(`微信网关连不上，正在重试（地址${gateway.endpoint}）。请看网关程序开了没有。`)
    await gateway.up()
    const returned = ticks()
    await vi.waitUntil(() => channel.canSend(), soon)
    expect(ticks() - returned).toBeLessThan(5_000)
  })

  it('that goes while a message is fetched costs no message', async () => {
    const gateway = await Gateway.open()
    const { channel, desk } = await connect(gateway)
    await vi.waitUntil(() => channel.canSend(), soon)
    gateway.friend('u1')
    const fetch = gateway.account.messageRawPayload.bind(gateway.account)
    gateway.account.messageRawPayload = () => new Promise(() => undefined)
    gateway.says('u1', '理发多少钱', { id: 'm-1' })
    await gateway.down()
    gateway.account.messageRawPayload = fetch
    await gateway.up()
    await vi.waitUntil(() => desk.heard.length > 0, soon)
    expect(desk.heard.map(({ update }) => update)).toEqual(['m-1'])
  })

  /** Something else on the gateway's port; returns how to end it. */
  const listening = async (server: Server, port: number): Promise<() => Promise<void>> => {
    const sockets = new Set<Socket>()
    server.on('connection', (socket) => sockets.add(socket))
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    const end = () =>
      new Promise<void>((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      })
    onTestFinished(end)
    return end
  }

  it.each([
    ['a web server', () => createHttp((_, response) => response.end('hello'))],
    ['something that talks nonsense', () => createServer((socket) => socket.on('error', () => undefined).end('220 mail ready\r\n'))],
    ['something that hangs up', () => createServer((socket) => socket.on('error', () => undefined).destroy())],
  ])('is told apart from %s on its port', async (_, server) => {
    const gateway = await Gateway.open()
    await gateway.down()
    const end = await listening(server(), gateway.port)
    const { channel } = await connect(gateway)
    await vi.waitUntil(() => channel.status().is === 'down', soon)
    expect(channel.status().words).toContain('答话的不是微信网关')
    await end()
    await gateway.up()
    await vi.waitUntil(() => channel.canSend(), soon)
  })

  it('that never answers is called silent', async () => {
    const gateway = await Gateway.open()
    await gateway.down()
    await listening(
      createServer((socket) => socket.on('error', () => undefined)),
      gateway.port,
    )
    const { channel } = await connect(gateway)
    await vi.waitUntil(() => channel.status().is === 'down', { timeout: 30_000 })
    expect(channel.status().words).toContain('不应答')
  })

  it('that freezes without a word is noticed, and found again when it thaws', async () => {
    const gateway = await Gateway.open()
    let frozen = false
    const pairs = new Set<[Socket, Socket]>()
    const proxy = createServer((near) => {
      const far = createConnection(gateway.port, '127.0.0.1')
      pairs.add([near, far])
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        from.on('error', () => to.destroy()).on('close', () => to.destroy())
        from.on('data', (data) => void (frozen || to.write(data)))
      }
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void proxy.close())
    const { channel } = await connect(gateway, {}, { WECHATY_PUPPET_SERVICE_ENDPOINT: `127.0.0.1:${(proxy.address() as AddressInfo).port}` })
    await vi.waitUntil(() => channel.canSend(), soon)
    // Asked a second time, so the first sign of life has come: a puppet that never gives one is not held to it.
    await vi.waitUntil(() => gateway.account.dings > 1, soon)
    frozen = true
    await vi.waitUntil(() => channel.status().is === 'down', { timeout: 30_000 })
    expect(channel.status().words).toContain('不应答')
    frozen = false
    // What was on the wire while it was frozen is gone; the network ends such connections.
    for (const [near, far] of pairs) for (const socket of [near, far]) socket.destroy()
    const thawed = ticks()
    await vi.waitUntil(() => channel.canSend(), soon)
    expect(ticks() - thawed).toBeLessThan(5_000)
  })

  it('that belongs to somebody else already says so', async () => {
    const gateway = await Gateway.open()
    const first = await connect(gateway)
    await vi.waitUntil(() => first.channel.canSend(), soon)
    const second = new WechatChannel({ log: openLog('silent'), pace: FAST })
    await second.start(new Desk())
    onTestFinished(() => second.stop())
    await vi.waitUntil(() => second.status().is === 'down', soon)
    expect(second.status().words).toContain('正被别的程序占着')
    expect(second.canSend()).toBe(false)
    expect(first.channel.canSend()).toBe(true)
  })

  it('that does not know the token says so', async () => {
    const gateway = await Gateway.open()
    const { channel } = await connect(gateway, {}, { WECHATY_PUPPET_SERVICE_TOKEN: 'insecure_00000000-0000-4000-8000-000000000000' })
    await vi.waitUntil(() => channel.status().is === 'down', soon)
    expect(channel.status().words).toContain('不认这个令牌')
  })

  it.each([
    ['no token', { WECHATY_PUPPET_SERVICE_TOKEN: '' }],
    ['a token without a prefix', { WECHATY_PUPPET_SERVICE_TOKEN: 'no-prefix-here' }],
    ['a puppet that is not installed', { WECHATY_PUPPET: 'wechaty-puppet-nobody-has' }],
  ])('is not tried with %s; staff are told to look at the settings', async (_, wrong) => {
    const gateway = await Gateway.open()
    const { channel } = await connect(gateway, {}, wrong)
    await vi.waitUntil(() => channel.status().is === 'down', soon)
    expect(channel.status().words).toContain('微信设置不对')
  })
})

describe('the account', () => {
  it('is signed in by a code, shown once, on the status and in the terminal', async () => {
    const gateway = await Gateway.open({ signedIn: false })
    const { channel, codes } = await connect(gateway)
    await vi.waitUntil(() => gateway.connected, soon)
    gateway.wantsScan('https://login.example/a')
    gateway.wantsScan('https://login.example/a')
    await vi.waitUntil(() => codes.length > 0, soon)
    expect(channel.status()).toEqual({ is: 'sign-in', words: '等人扫码登录：请用服务中心的微信扫这个码。', code: 'https://login.example/a' })
    expect(channel.canSend()).toBe(false)
    gateway.wantsScan('https://login.example/b')
    await vi.waitUntil(() => codes.length > 1, soon)
    gateway.wantsScan('', 'Scanned')
    await vi.waitUntil(() => channel.status().words.includes('已扫码'), soon)
    gateway.signsIn()
    await vi.waitUntil(() => channel.canSend(), soon)
    expect(codes).toHaveLength(2)
    expect(codes[0]).toMatch(/[▀▄█]/)
  })

  it('that signs out and in again goes on', async () => {
    const gateway = await Gateway.open()
    const { channel, desk } = await connect(gateway)
    await vi.waitUntil(() => channel.canSend(), soon)
    await gateway.signsOut()
    await vi.waitUntil(() => channel.status().is === 'sign-in', soon)
    gateway.signsIn()
    await vi.waitUntil(() => channel.canSend(), soon)
    gateway.friend('u1')
    gateway.says('u1', '在吗')
    await vi.waitUntil(() => desk.heard.length > 0, soon)
  })
})

describe('of two processes', () => {
  it('one holds the line and the other waits for it', async () => {
    const gateway = await Gateway.open()
    const { channel, desk } = await connect(gateway)
    await vi.waitUntil(() => channel.canSend(), soon)
    const other = new WechatChannel({ log: openLog('silent'), pace: FAST })
    const otherDesk = new Desk()
    otherDesk.line = false
    await other.start(otherDesk)
    onTestFinished(() => other.stop())
    await vi.waitUntil(() => other.status().is === 'standby', soon)
    desk.line = false
    await vi.waitUntil(() => channel.status().is === 'standby', soon)
    otherDesk.line = true
    await vi.waitUntil(() => other.canSend(), soon)
    gateway.friend('u1')
    gateway.says('u1', '在吗')
    await vi.waitUntil(() => otherDesk.heard.length > 0, soon)
    expect(desk.heard).toEqual([])
  })
})
