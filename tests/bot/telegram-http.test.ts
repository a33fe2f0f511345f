import { createServer } from 'node:http'
import { type AddressInfo, createServer as createListener, type Server } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { Wire, WireError } from '../../src/bot/channels/telegram/http.ts'

const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret`
}

const wire = () => new Wire()

const faultOf = (work: Promise<unknown>): Promise<WireError> =>
  work.then(
    () => Promise.reject(new Error('it came to an answer')),
    (error: unknown) => (error instanceof WireError ? error : Promise.reject(error)),
  )

it('asks and is answered over one connection that stays open', async () => {
  let connections = 0
  const server = createServer((request, response) => {
    request.on('data', (chunk) => response.write(chunk))
    request.on('end', () => response.end())
  })
  server.on('connection', () => {
    connections += 1
  })
  const url = await listening(server)
  const one = wire()
  for (const body of ['{"a":1}', '{"b":"驿"}']) expect(await (await one.fetch(url, { method: 'POST', body }, 1_000)).json()).toEqual(JSON.parse(body))
  expect(connections).toBe(1)
})

it('knows that nothing was sent when nobody listens or the name is unknown', async () => {
  const server = createServer()
  const url = await listening(server)
  for (const stop of stops.splice(0)) stop()
  expect(await faultOf(wire().fetch(url, {}, 1_000))).toMatchObject({ unsent: true, message: 'ECONNREFUSED' })
  expect(await faultOf(wire().fetch('http://nowhere.invalid/secret', {}, 1_000))).toMatchObject({ unsent: true })
})

it('cannot know when the other side is silent, hangs up or is cut off', async () => {
  const silent = await listening(createListener(() => undefined))
  expect(await faultOf(wire().fetch(silent, {}, 50))).toMatchObject({ unsent: false, message: 'no answer in time' })
  const hangsUp = await listening(createListener((socket) => socket.on('data', () => socket.resetAndDestroy())))
  expect(await faultOf(wire().fetch(hangsUp, {}, 1_000))).toMatchObject({ unsent: false, message: 'ECONNRESET' })
  const cutOff = await listening(createListener((socket) => socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"ok"'))))
  expect(await faultOf(wire().fetch(cutOff, {}, 1_000))).toMatchObject({ unsent: false })
})

it('ends at once when it is told to', async () => {
  const url = await listening(createListener(() => undefined))
  const stop = new AbortController()
  const asked = faultOf(wire().fetch(url, { signal: stop.signal }, 60_000))
  stop.abort()
  expect(await asked).toMatchObject({ message: 'aborted' })
  expect(await faultOf(wire().fetch(url, { signal: stop.signal }, 60_000))).toMatchObject({ message: 'aborted' })
})

it('reads no more than it was told to, and says what is no JSON without quoting it', async () => {
  const url = await listening(createServer((_, response) => response.end('x'.repeat(100_000))))
  expect((await wire().fetch(url, {}, 1_000, 1_000)).bytes).toBeUndefined()
  const answer = await wire().fetch(url, {}, 1_000)
  expect(answer.bytes).toHaveLength(100_000)
  expect(await faultOf(answer.json())).toMatchObject({ unsent: false, message: 'HTTP 200: no JSON' })
})
