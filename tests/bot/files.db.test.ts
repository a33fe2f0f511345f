/** Files that go along, through the doors that carry them. */
import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import type { Capability } from '../../src/bot/capability.ts'
import { type Enclosure, reply, say } from '../../src/bot/message.ts'
import { toldFile } from '../../src/bot/store/webchat.ts'
import { outgoing } from '../../src/bot/tables.ts'
import { telegramWorld } from '../support/telegram.ts'
import { MemoryChannel, World } from '../support/world.ts'

const sheet: Enclosure<'public'> = { audience: 'public', name: '预约.ics', type: 'text/calendar', base64: Buffer.from('BEGIN:VCALENDAR').toString('base64') }
const photo: Enclosure<'public'> = { audience: 'public', name: '图.png', type: 'image/png', base64: Buffer.alloc(40, 1).toString('base64') }

const giving = (files: readonly Enclosure<'public'>[], words = '给您'): Capability => ({
  name: 'giving',
  intents: [{ name: 'greet', audience: 'public', run: async () => ({ reply: { ...reply(say`${words}`), files } }) }],
})

async function sentFor(files: readonly Enclosure<'public'>[], words?: string) {
  const { api } = await telegramWorld({ capabilities: [giving(files, words)] })
  const anna = api.world.person()
  anna.writes('你好')
  await api.until(() => api.sent.length >= (files.length === 1 && !words ? 1 : files.length + 1), 15_000)
  return api.sent.map(({ method, text }) => [method.toLowerCase(), text.slice(0, 4)])
}

it('a short text and one file are one message on Telegram', async () => {
  expect(await sentFor([photo])).toEqual([['sendphoto', '给您']])
  expect(await sentFor([sheet])).toEqual([['senddocument', '给您']])
})

it('a long text, or several files, are followed by the files in their order', async () => {
  expect(await sentFor([sheet], '很长的话'.repeat(400))).toEqual([
    ['sendmessage', '很长的话'],
    ['senddocument', ''],
  ])
  expect(await sentFor([photo, sheet], '两个')).toEqual([
    ['sendmessage', '两个'],
    ['sendphoto', ''],
    ['senddocument', ''],
  ])
})

it('a file in the web chat is for its visitor and for nobody else', async () => {
  const world = await World.open({ capabilities: [giving([sheet])], channel: new MemoryChannel('web') })
  await world.person('wang').says('你好')
  const { read } = world.app.db
  const [row] = await read.select().from(outgoing).where(eq(outgoing.address, 'wang'))
  expect(await toldFile(read, 'wang', row?.id ?? '', 0)).toEqual(sheet)
  expect(await toldFile(read, 'li', row?.id ?? '', 0)).toBeUndefined()
  expect(await toldFile(read, 'wang', row?.id ?? '', 1)).toBeUndefined()
})
