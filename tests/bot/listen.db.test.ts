/** What is not written: voice, pictures, places; and the buttons of what was pushed. */
import { readdirSync, utimesSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Capability } from '../../src/bot/capability.ts'
import { Files } from '../../src/bot/files.ts'
import type { Attachment } from '../../src/bot/message.ts'
import { reply, say } from '../../src/bot/message.ts'
import { updates } from '../../src/bot/tables.ts'
import { transcriber } from '../../src/bot/transcribe.ts'
import { catalog } from '../../src/catalog.ts'
import { DAY, HOUR } from '../../src/lib/clock.ts'
import { World } from '../support/world.ts'

const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 60 }, (_, n) => n)])

const file = (kind: Attachment['kind'], bytes: Uint8Array, more: Partial<Attachment> = {}): Attachment => ({
  kind,
  ref: 'f',
  load: async (limit) => (bytes.length > limit ? 'too-big' : bytes),
  ...more,
})

/** A stand-in for the transcription service: says what it is told to say, and keeps what it was asked. */
class Service {
  readonly asked: { path: string; authorization: string | undefined; body: string }[] = []
  answer: { status: number; body: string } = { status: 200, body: JSON.stringify({ text: '理发多少钱' }) }
  readonly #server: Server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      this.asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body: Buffer.concat(parts).toString('latin1') })
      response.writeHead(this.answer.status, { 'content-type': 'application/json' }).end(this.answer.body)
    })
  })

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}

const service = new Service()
let url = ''
beforeAll(async () => {
  url = await service.open()
})
afterAll(() => service.close())

const listening = () => World.open({ transcribe: transcriber({ url, key: 'k-1', model: undefined }) })

describe('a voice message', () => {
  it('is heard by the service, answered as if it were written, and repeated in one line', async () => {
    const world = await listening()
    service.asked.length = 0
    const { text, end } = await world.person('wang').says('', { attachments: [file('voice', Buffer.from('OggS-some-sound'))] })
    expect(text.split('\n')[0]).toMatch(/9\.9/)
    expect(text).toContain('（听到：理发多少钱）')
    expect(end).toMatchObject({ intent: 'answer', topic: 'haircut', handled: true })
    expect(service.asked).toHaveLength(1)
    expect(service.asked[0]).toMatchObject({ path: '/v1/audio/transcriptions', authorization: 'Bearer k-1' })
    expect(service.asked[0]?.body).toMatch(/filename="voice\.ogg"[\s\S]*OggS-some-sound[\s\S]*whisper-1/)
    expect((await world.app.db.read.select().from(updates))[0]?.text).toBe('理发多少钱')
  })

  it('delivered again is not sent to the service again', async () => {
    const world = await listening()
    service.asked.length = 0
    const once = { attachments: [file('voice', Buffer.from('OggS'))], update: 'same' }
    await world.person('wang').says('', once)
    const again = await world.person('wang').says('', once)
    expect(again.end.duplicate).toBe(true)
    expect(again.text).toBe('')
    expect(service.asked).toHaveLength(1)
  })

  it('with a transcript of its channel needs no service', async () => {
    const world = await World.open()
    const { text } = await world.person('wang').says('', { attachments: [file('voice', JPEG, { transcript: '几点开门' })] })
    expect(text).toMatch(/8[:：]30|08:30/)
    expect(text).toContain('（听到：几点开门）')
  })

  it.each([
    ['fails', { status: 500, body: 'no' }],
    ['answers nonsense', { status: 200, body: '<html>' }],
    ['hears nothing', { status: 200, body: JSON.stringify({ text: ' ' }) }],
  ])('gets a numbered menu when the service %s', async (_, answer) => {
    const world = await listening()
    const before = service.answer
    service.answer = answer
    const wang = world.person('wang')
    const { text, replies } = await wang.says('', { attachments: [file('voice', JPEG)] })
    service.answer = before
    expect(text).toMatch(/听不了/)
    expect(replies[0]?.choices.map(({ label }) => label)).toEqual(['几点开门', '中心在哪', '中心有哪些服务', '转人工'])
    expect((await wang.says('1')).text).toMatch(/08:30|8:30/)
  })

  it('without any service gets the menu; in a dialogue it is asked for in writing, and the dialogue stays', async () => {
    const world = await World.open()
    const wang = world.person('wang')
    expect((await wang.says('', { attachments: [file('voice', JPEG)] })).text).toMatch(/听不了/)
    await wang.says('转人工')
    expect((await wang.says('', { attachments: [file('voice', JPEG)] })).text).toMatch(/打字回答/)
    expect((await wang.says('我的证件丢在车里了')).text).toMatch(/H-1/)
  })

  it('that nobody addressed to the bot in a group is not listened to', async () => {
    const world = await listening()
    service.asked.length = 0
    expect((await world.person('wang').chatsIn('g', '', { attachments: [file('voice', JPEG)] })).text).toBe('')
    expect(service.asked).toHaveLength(0)
  })
})

describe('a picture', () => {
  it('is kept, and asked what it is about', async () => {
    const world = await World.open()
    const { replies } = await world.person('wang').says('', { attachments: [file('image', JPEG)] })
    expect(replies[0]?.text).toMatch(/^照片收到了/)
    expect(replies[0]?.choices.map(({ label }) => label)).toEqual(['我捡到了东西', '我丢了东西', '转人工'])
  })

  it.each([
    ['that is none', file('image', Buffer.from('#!/bin/sh\nrm -rf everything, but with a nice name')), /不是照片/],
    ['cut off after its first bytes', file('image', JPEG.subarray(0, 3)), /不是照片/],
    ['of 20 MB', file('image', new Uint8Array(20_000_000)), /太大了.*10兆/],
    ['that is gone', file('image', JPEG, { load: async () => 'gone' }), /再发一次/],
    ['whose loading fails', file('image', JPEG, { load: () => Promise.reject(new Error('the network broke')) }), /再发一次/],
  ])('%s is refused in one plain sentence', async (_, attachment, words) => {
    const world = await World.open()
    const { text, end } = await world.person('wang').says('', { attachments: [attachment] })
    expect(text).toMatch(words)
    expect(end.handled).toBe(true)
  })

  it('with words is about the words', async () => {
    const world = await World.open()
    expect((await world.person('wang').says('理发多少钱', { attachments: [file('image', JPEG)] })).text).toMatch(/9\.9/)
  })
})

it('a place on the map without words finds the nearest merchants', async () => {
  const world = await World.open()
  const wang = world.person('wang')
  expect((await wang.says('', { location: { lat: 35.2, lon: 113.2 } })).text).toMatch(/离您最近/)
})

/** Pushes an offer to whoever says the word. */
const offering: Capability = {
  name: 'offering',
  intents: [
    {
      name: 'notice.list',
      audience: 'personal',
      claims: (heard) => heard.text === '推送给我',
      async run(ctx) {
        const choices = [{ label: say`理发多少钱`, act: { do: 'ask', intent: 'answer', topic: 'haircut' } as const }]
        const push = { key: 'offer', reason: 'study.reminder', parts: [say`到点了。`], choices }
        await ctx.push({ ...push, to: { person: ctx.person.id }, due: new Date(ctx.now.getTime() + HOUR) })
        return { reply: reply(say`好的。`) }
      },
    },
  ],
}

describe('a button of a push', () => {
  it('means what it says, whatever was talked about meanwhile, for the person it was sent to', async () => {
    const world = await World.open({ capabilities: [...catalog.filter(({ name }) => name !== 'help' && name !== 'notices'), offering] })
    const wang = world.person('wang')
    await wang.says('推送给我')
    const [push] = await world.moves(2 * HOUR)
    const choice = push?.choices[0]?.id ?? ''
    expect(Buffer.byteLength(choice)).toBeLessThanOrEqual(64)
    await wang.says('餐厅吃饭多少钱')
    expect((await wang.says('', { choice })).text).toMatch(/9\.9/)
    expect((await world.person('li').says('', { choice })).text).toMatch(/过期/)
    await world.moves(31 * DAY)
    expect((await wang.says('', { choice })).text).toMatch(/过期/)
  })
})

describe('a kept picture', () => {
  it('is deleted after a week by itself', async () => {
    const world = await World.open()
    await world.person('wang').says('', { attachments: [file('image', JPEG)] })
    const files = new Files(world.filesFolder)
    const kept = () => readdirSync(world.filesFolder)
    expect(kept()).toHaveLength(1)
    const [name = ''] = kept()
    utimesSync(files.pathOf({ file: name }), world.app.clock.now(), world.app.clock.now())
    await world.moves(6 * DAY)
    expect(kept()).toEqual([name])
    await world.moves(3 * DAY)
    expect(kept()).toEqual([])
  })
})
