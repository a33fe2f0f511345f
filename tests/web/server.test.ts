import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Log } from '../../src/lib/log.ts'
import { asset } from '../../src/web/assets.ts'
import { type Caller, type Mount, openServer, type Server } from '../../src/web/server.ts'

const open: Server[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

/** A server with these parts, and what it logged. */
async function serverWith(...mounts: Mount[]): Promise<{ address: string; server: Server; logged: Record<string, unknown>[] }> {
  const logged: Record<string, unknown>[] = []
  const log = { error: (entry: Record<string, unknown>) => logged.push(entry) } as unknown as Log
  const server = await openServer({ host: '127.0.0.1', port: 0, ready: async () => true, mounts, log })
  open.push(server)
  return { address: server.address, server, logged }
}

const saying = (path: string, words: string): Mount => ({ path, fetch: () => new Response(words) })
const echo: Mount = { path: '/', fetch: async (request) => new Response(String((await request.arrayBuffer()).byteLength)) }
const asPage = { headers: { accept: 'text/html' } }

describe('the server', () => {
  it('hands a path to the part that names most of it', async () => {
    const { address } = await serverWith(saying('/', 'chat'), saying('/console', 'console'))
    const words = async (path: string) => (await fetch(address + path)).text()
    expect(await Promise.all(['/', '/chat', '/console', '/console/people', '/consoles'].map(words))).toEqual(['chat', 'chat', 'console', 'console', 'chat'])
  })

  it('protects every answer, and lets nobody keep it unless it says so', async () => {
    const { address } = await serverWith(saying('/', 'chat'))
    for (const path of ['/', '/healthz', '/assets/nothing.css']) {
      const { headers } = await fetch(address + path)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('referrer-policy')).toBe('same-origin')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  it('serves assets under names that change with their content', async () => {
    const { address } = await serverWith()
    const found = await fetch(address + asset('style.css'))
    expect([found.headers.get('content-type'), found.headers.get('cache-control')]).toEqual(['text/css; charset=utf-8', 'public, max-age=31536000, immutable'])
    const etag = found.headers.get('etag') ?? ''
    expect((await fetch(`${address}/assets/style.css`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    expect((await fetch(`${address}/assets/..%2fserver.ts`)).status).toBe(404)
  })

  it('says in one sentence that there is no such page', async () => {
    const { address } = await serverWith({ path: '/', fetch: () => new Response(null, { status: 404 }) })
    const page = await fetch(`${address}/nowhere`, asPage)
    expect([page.status, (await page.text()).includes('没有这个页面。')]).toEqual([404, true])
    expect(await (await fetch(`${address}/nowhere`)).text()).toBe('没有这个页面。')
  })

  it('answers a fault with its number, which the log has too', async () => {
    const broken: Mount = {
      path: '/',
      fetch: () => {
        throw new Error('broken on purpose')
      },
    }
    const { address, logged } = await serverWith(broken)
    const page = await fetch(address, asPage)
    const [number] = /E-[0-9a-z]{6}/.exec(await page.text()) ?? []
    expect(page.status).toBe(500)
    expect(logged).toMatchObject([{ fault: number, error: 'Error: broken on purpose' }])
  })

  it('believes a proxy on this machine about who calls', async () => {
    const { address } = await serverWith({ path: '/', fetch: (_: Request, caller: Caller) => new Response(caller.ip) })
    const ip = async (told?: string) => (await fetch(address, told ? { headers: { 'x-forwarded-for': told } } : {})).text()
    expect([await ip(), await ip('203.0.113.9'), await ip('1.2.3.4, 203.0.113.9')]).toEqual(['127.0.0.1', '203.0.113.9', '203.0.113.9'])
  })
})

describe('a body', () => {
  it('is taken within its limit', async () => {
    const { address } = await serverWith(echo)
    const post = async (body: RequestInit['body']) => (await fetch(address, { method: 'POST', body: body ?? null })).text()
    expect(await post('x'.repeat(64 * 1024))).toBe('65536')
    const form = new FormData()
    form.append('photo', new File([new Uint8Array(10_000_000)], 'p.jpg'))
    expect(Number(await post(form))).toBeGreaterThan(10_000_000)
  })

  it('that is too big gets a sentence, not a broken connection', async () => {
    const { address } = await serverWith(echo)
    const form = new FormData()
    form.append('photo', new File([new Uint8Array(20_000_000)], 'p.jpg'))
    for (const body of [form, 'x'.repeat(64 * 1024 + 1)]) {
      const answer = await fetch(address, { method: 'POST', body })
      expect([answer.status, await answer.text()]).toEqual([413, '这个文件太大了，请发10兆以内的照片。'])
    }
    expect(await (await fetch(address, { method: 'POST', body: form, ...asPage })).text()).toContain('<p>这个文件太大了')
  })

  it('that is too big and comes over a slow line is heard to its end', async () => {
    const { address } = await serverWith(echo)
    const socket = connect(Number(new URL(address).port), '127.0.0.1')
    const answer = new Promise<string>((resolve, reject) => {
      let text = ''
      socket.on('data', (chunk) => {
        text += chunk.toString()
        if (text.includes('\r\n\r\n')) resolve(text)
      })
      socket.once('error', reject)
      socket.once('close', () => reject(new Error('cut off')))
    })
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2000000\r\n\r\n')
    // The line is slow: twice as slow as the server library waits before it cuts a request off.
    for (let part = 0; part < 5; part += 1) {
      socket.write(Buffer.alloc(400_000))
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
    expect(socket.closed).toBe(false)
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /)
    socket.removeAllListeners('close').destroy()
  })

  it('that does not tell its length is measured on the way', async () => {
    const { address } = await serverWith(echo)
    const stream = (size: number) =>
      new ReadableStream({
        start(controller) {
          for (let left = size; left > 0; left -= 1_024) controller.enqueue(new Uint8Array(Math.min(left, 1_024)))
          controller.close()
        },
      })
    const post = async (size: number) => fetch(address, { method: 'POST', body: stream(size), duplex: 'half' } as RequestInit)
    expect(await (await post(64 * 1024)).text()).toBe('65536')
    expect((await post(64 * 1024 + 1)).status).toBe(413)
  })
})

describe('a stop', () => {
  it('does not wait for connections that nobody uses', async () => {
    const { address, server } = await serverWith(saying('/', 'chat'))
    await fetch(address).then((response) => response.text())
    const idle = connect(Number(new URL(address).port), '127.0.0.1')
    await new Promise((resolve) => idle.once('connect', resolve))
    const began = performance.now()
    await server.close()
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  it('lets a request in hand finish', async () => {
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    let begin = () => {}
    const begun = new Promise<void>((resolve) => {
      begin = resolve
    })
    const { address, server } = await serverWith({
      path: '/',
      async fetch() {
        begin()
        await finished
        return new Response('done')
      },
    })
    const answer = fetch(address).then((response) => response.text())
    await begun
    const stopped = server.close()
    finish()
    expect(await answer).toBe('done')
    await stopped
  })
})
