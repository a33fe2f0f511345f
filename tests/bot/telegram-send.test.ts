import fc from 'fast-check'
import { GrammyError } from 'grammy'
import { expect, it } from 'vitest'
import type { OutgoingMessage } from '../../src/bot/channel.ts'
import { inPieces, Sender } from '../../src/bot/channels/telegram/send.ts'
import { systemClock } from '../../src/lib/clock.ts'

it('a text that fits stays one', () => {
  expect(inPieces('理发9.9元', 4096)).toEqual(['理发9.9元'])
  expect(inPieces('', 4096)).toEqual([''])
})

it('a long text is cut between lines', () => {
  expect(inPieces('一二三\n四五六\n七八九', 8)).toEqual(['一二三\n四五六', '七八九'])
  expect(inPieces('一二三四\n五六七八', 4)).toEqual(['一二三四', '五六七八'])
})

it('a long line is cut between sentences, a long sentence anywhere', () => {
  expect(inPieces('一二三。四五六。七八九', 8)).toEqual(['一二三。四五六。', '七八九'])
  expect(inPieces('一二三四五六七八九', 4)).toEqual(['一二三四', '五六七八', '九'])
})

it('no character is cut in two', () => {
  expect(inPieces('一🚚🚚🚚', 4)).toEqual(['一🚚', '🚚🚚'])
})

it('pieces are never too long, never empty, and nothing but blanks is lost between them', () => {
  const text = fc.array(fc.constantFrom('一', '。', '\n', ' ', '🚚', 'a', '！')).map((characters) => characters.join(''))
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 30 }), (words, limit) => {
      const pieces = inPieces(words.trim(), limit)
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(limit)
        expect(piece).not.toMatch(/\p{Surrogate}/u)
        if (words.trim() !== '') expect(piece.trim()).not.toBe('')
      }
      expect(pieces.join('').replace(/\s/g, '')).toBe(words.replace(/\s/g, ''))
    }),
  )
})

/** A server that refuses some texts, with these words. */
function refusing(refuses: (payload: Record<string, unknown>) => string | undefined) {
  const sent: Record<string, unknown>[] = []
  const sendMessage = async (payload: Record<string, unknown>) => {
    const why = refuses(payload)
    if (why !== undefined) throw new GrammyError('refused', { ok: false, error_code: 400, description: `Bad Request: ${why}` }, 'sendMessage', payload)
    sent.push(payload)
  }
  const api = { sendMessage: sendMessage as never, sendPhoto: sendMessage as never, sendDocument: sendMessage as never }
  const sender = new Sender({ api, upload: ({ name }) => name as never, host: () => undefined, username: () => 'yizhan_bot', clock: systemClock })
  return { sender, sent }
}

const said: OutgoingMessage = {
  id: 'x',
  kind: 'reply',
  to: '5',
  place: { kind: 'private' },
  text: '选一个\n回数字就行',
  choices: [
    { id: 'a', label: '甲' },
    { id: 'b', label: '乙' },
  ],
}

it('marks and buttons that the server cannot use are left out, and numbers take their place', async () => {
  for (const why of ["can't parse entities: unsupported", 'BUTTON_DATA_INVALID', 'reply markup is too long', "can't parse inline keyboard button: x"]) {
    const { sender, sent } = refusing(({ entities, reply_markup }) => (entities || reply_markup ? why : undefined))
    expect(await sender.send(said)).toEqual({ is: 'sent' })
    expect(sent).toEqual([{ chat_id: 5, text: '选一个\n回数字就行\n1. 甲\n2. 乙', link_preview_options: { is_disabled: true } }])
  }
})

it('a text that the server refuses plain, too, has failed', async () => {
  const { sender } = refusing(() => "can't parse entities: unsupported")
  expect(await sender.send(said)).toMatchObject({ is: 'failed' })
})

it('only a reply of several lines has a headline', async () => {
  const { sender, sent } = refusing(() => undefined)
  await sender.send({ ...said, choices: [] })
  await sender.send({ ...said, choices: [], text: '一行' })
  await sender.send({ ...said, choices: [], kind: 'push' })
  expect(sent.map(({ entities }) => entities)).toEqual([[{ type: 'bold', offset: 0, length: 3 }], undefined, undefined])
})
