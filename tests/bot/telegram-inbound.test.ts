import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Event, type Load, readUpdate } from '../../src/bot/channels/telegram/inbound.ts'
import type { Inbound } from '../../src/bot/message.ts'

const SELF = { id: 77, username: 'Yizhan_Bot' }
const ANN = { id: 5, is_bot: false, first_name: '安', last_name: '娜' }
const PRIVATE = { id: 5, type: 'private', first_name: '安' }
const GROUP = { id: -9, type: 'supergroup', title: '夜班群' }
const DATE = 1_764_000_000

const nothingToLoad: Load = async () => 'gone'
const read = (update: unknown, load = nothingToLoad) => readUpdate(update, SELF, load)

const message = (fields: object, kind = 'message') => ({ update_id: 41, [kind]: { message_id: 7, date: DATE, chat: PRIVATE, from: ANN, ...fields } })
const inGroup = (fields: object) => message({ chat: GROUP, ...fields })

function inboundOf(event: Event): Inbound {
  if ((event.is === 'message' || event.is === 'edit' || event.is === 'press') && event.inbound) return event.inbound
  throw new Error(`no message: ${JSON.stringify(event)}`)
}
const heard = (update: unknown, load = nothingToLoad): Inbound => inboundOf(read(update, load).event)

const entity = (text: string, part: string, type: string, more: object = {}) => ({ type, offset: text.indexOf(part), length: part.length, ...more })
const mentioning = (text: string, ...entities: object[]) => inGroup({ text, entities })

describe('a message', () => {
  it('carries who, where, what and a name of its own for ever', () => {
    expect(heard(message({ text: '理发多少钱' }))).toEqual({
      channel: 'telegram',
      update: `77/41@${DATE}`,
      message: '7',
      from: '5',
      display: '安 娜',
      place: { kind: 'private' },
      addressed: false,
      text: '理发多少钱',
    })
  })

  it('in a group belongs to the group', () => {
    expect(heard(inGroup({ text: '早' })).place).toEqual({ kind: 'group', id: '-9' })
    expect(heard(message({ chat: { id: -4, type: 'group' }, text: '早' })).place).toEqual({ kind: 'group', id: '-4' })
  })

  it('of another bot, an anonymous administrator or a linked channel is automatic', () => {
    expect(heard(message({ text: '早', from: { ...ANN, is_bot: true } })).automatic).toBe(true)
    expect(heard(inGroup({ text: '早', sender_chat: GROUP, from: { id: 1_087_968_824, is_bot: true, first_name: 'Group' } })).automatic).toBe(true)
    expect(
      heard(inGroup({ text: '早', sender_chat: { id: -100, type: 'channel' }, from: { id: 777_000, is_bot: false, first_name: 'Telegram' } })).automatic,
    ).toBe(true)
    expect(heard(inGroup({ text: '早' })).automatic).toBeUndefined()
  })

  it('loses what no database can store', () => {
    expect(heard(message({ text: '理\0发\uD800多少钱🚚' })).text).toBe('理发多少钱🚚')
    expect(heard(message({ text: '早', from: { ...ANN, first_name: 'A\0', last_name: undefined } })).display).toBe('A')
  })

  it('that opens the bot by a link says only /start', () => {
    const text = '/start p'
    expect(heard(message({ text, entities: [entity(text, '/start', 'bot_command')] })).text).toBe('/start')
  })
})

describe('being meant', () => {
  it('by our name, however it is written, which is no part of the question', () => {
    const text = '@yizhan_bot 理发多少钱'
    expect(heard(mentioning(text, entity(text, '@yizhan_bot', 'mention')))).toMatchObject({ addressed: true, text: '理发多少钱' })
    const late = '🚚 理发多少钱 @YIZHAN_BOT'
    expect(heard(mentioning(late, entity(late, '@YIZHAN_BOT', 'mention')))).toMatchObject({ addressed: true, text: '🚚 理发多少钱' })
  })

  it('by our name also where the server marks nothing', () => {
    const [name] = [`@${SELF.username}`]
    expect(heard(inGroup({ text: `${name} 理发多少钱` }))).toMatchObject({ addressed: true, text: '理发多少钱' })
    expect(heard(inGroup({ text: `/help${name}` }))).toMatchObject({ addressed: true, text: '/help' })
    expect(heard(inGroup({ text: `写信到 a${name} 试试` }))).toMatchObject({ addressed: false })
    expect(read(inGroup({ text: '/help@other_bot' })).event.is).toBe('ignored')
  })

  it('by our name twice', () => {
    const text = '@yizhan_bot 在吗 @yizhan_bot'
    const entities = [
      { type: 'mention', offset: 0, length: 11 },
      { type: 'mention', offset: 15, length: 11 },
    ]
    expect(heard(inGroup({ text, entities }))).toMatchObject({ addressed: true, text: '在吗' })
  })

  it('not by somebody else’s name, which stays', () => {
    const text = '@other_bot 理发多少钱'
    expect(heard(mentioning(text, entity(text, '@other_bot', 'mention')))).toMatchObject({ addressed: false, text })
  })

  it('by a mention without a user name', () => {
    const text = '小驿 理发多少钱'
    expect(heard(mentioning(text, entity(text, '小驿', 'text_mention', { user: { id: 77 } })))).toMatchObject({ addressed: true, text: '理发多少钱' })
    expect(heard(mentioning(text, entity(text, '小驿', 'text_mention', { user: { id: 78 } })))).toMatchObject({ addressed: false, text })
  })

  it('in the words under a photo', () => {
    const caption = '@yizhan_bot 这是我的'
    const update = inGroup({ photo: [{ file_id: 'a', file_size: 5 }], caption, caption_entities: [entity(caption, '@yizhan_bot', 'mention')] })
    expect(heard(update)).toMatchObject({ addressed: true, text: '这是我的' })
  })

  it('by a reply to one of our messages, but not by writing in a topic that we opened', () => {
    expect(heard(inGroup({ text: '多少钱', reply_to_message: { message_id: 6, from: { id: 77 } } })).addressed).toBe(true)
    expect(heard(inGroup({ text: '多少钱', reply_to_message: { message_id: 6, from: { id: 78 } } })).addressed).toBe(false)
    expect(heard(inGroup({ text: '多少钱', reply_to_message: { message_id: 6, from: { id: 77 }, forum_topic_created: {} } })).addressed).toBe(false)
  })

  it('by a command for us; a command for another bot is none of ours', () => {
    const ours = '/menu@yizhan_bot'
    expect(heard(mentioning(ours, entity(ours, ours, 'bot_command')))).toMatchObject({ addressed: true, text: '/menu' })
    const theirs = '/menu@other_bot'
    expect(read(mentioning(theirs, entity(theirs, theirs, 'bot_command'))).event.is).toBe('ignored')
  })
})

describe('what is not words', () => {
  it('a photo is loaded in its largest size that fits', async () => {
    const asked: unknown[] = []
    const load: Load = async (sizes, limit) => {
      asked.push(
        sizes.map((size) => size.file_id),
        limit,
      )
      return new Uint8Array()
    }
    const { attachments } = heard(
      message({
        photo: [
          { file_id: 'small', file_size: 10 },
          { file_id: 'large', file_size: 99 },
        ],
      }),
      load,
    )
    expect(attachments).toMatchObject([{ kind: 'image', ref: 'telegram:large' }])
    await attachments?.[0]?.load(50)
    expect(asked).toEqual([['large', 'small'], 50])
  })

  it('a picture sent as a file is a picture, another file is only its words', () => {
    expect(heard(message({ document: { file_id: 'd', mime_type: 'image/png' } })).attachments).toMatchObject([{ kind: 'image' }])
    const other = heard(message({ document: { file_id: 'd', mime_type: 'application/pdf' }, caption: '这是单子' }))
    expect([other.attachments, other.text]).toEqual([undefined, '这是单子'])
  })

  it('voice and audio are voice', () => {
    expect(heard(message({ voice: { file_id: 'v', mime_type: 'audio/ogg' } })).attachments).toMatchObject([{ kind: 'voice', ref: 'telegram:v' }])
    expect(heard(message({ audio: { file_id: 'a' } })).attachments).toMatchObject([{ kind: 'voice' }])
  })

  it('a place on the map, by itself or with a name', () => {
    expect(heard(message({ location: { latitude: 31.2, longitude: 121.5 } })).location).toEqual({ lat: 31.2, lon: 121.5 })
    expect(heard(message({ venue: { location: { latitude: 1, longitude: 2 }, title: '加油站' } })).location).toEqual({ lat: 1, lon: 2 })
  })

  it('a contact is a number when it is the sender’s own', () => {
    expect(heard(message({ contact: { phone_number: '+8613800000001', user_id: 5 } })).text).toBe('+8613800000001')
    expect(heard(message({ contact: { phone_number: '+8613800000001', user_id: 6 } })).text).toBe('')
    expect(heard(message({ contact: { phone_number: '+8613800000001' } })).text).toBe('')
  })

  it('stickers, round videos and the like say nothing', () => {
    for (const kind of ['sticker', 'video_note', 'video', 'dice', 'poll']) expect(heard(message({ [kind]: { file_id: 'x' } }))).toMatchObject({ text: '' })
  })
})

describe('a pressed button', () => {
  const press = (fields: object) => ({ update_id: 42, callback_query: { id: 'q1', from: ANN, data: 'offer.2', ...fields } })

  it('is a choice, where its message stands', () => {
    const update = press({ message: { message_id: 9, date: DATE, chat: GROUP, text: '选一个' } })
    expect(read(update).event).toMatchObject({ is: 'press', query: 'q1' })
    expect(heard(update)).toMatchObject({
      update: '77/42@q1',
      choice: 'offer.2',
      place: { kind: 'group', id: '-9' },
      from: '5',
      addressed: true,
      text: '',
      message: '9',
    })
  })

  it('works on a message that is too old to be shown, or gone', () => {
    expect(heard(press({ message: { message_id: 9, date: 0, chat: PRIVATE } }))).toMatchObject({ choice: 'offer.2', place: { kind: 'private' } })
    expect(heard(press({}))).toMatchObject({ choice: 'offer.2', place: { kind: 'private' } })
  })

  it('without data is only taken note of', () => {
    expect(read(press({ data: undefined, game_short_name: 'x' })).event).toEqual({ is: 'press', query: 'q1' })
  })
})

describe('chats that come and go', () => {
  const place = (chat: object, before: object, now: object) => ({
    update_id: 43,
    my_chat_member: { chat, from: ANN, date: DATE, old_chat_member: before, new_chat_member: now },
  })
  const [left, member, admin, kicked] = ['left', 'member', 'administrator', 'kicked'].map((status) => ({ status }))

  it('being brought into a group, in any role that hears it', () => {
    const joined = { is: 'joined', group: '-9', title: '夜班群' }
    if (!left || !member || !admin || !kicked) throw new Error('no states')
    expect(read(place(GROUP, left, member)).event).toEqual(joined)
    expect(read(place(GROUP, kicked, admin)).event).toEqual(joined)
    expect(read(place(GROUP, left, { status: 'restricted', is_member: true })).event).toEqual(joined)
    expect(read(place(GROUP, member, admin)).event.is).toBe('ignored')
    expect(read(place(GROUP, member, kicked)).event).toEqual({ is: 'reach', place: { kind: 'group', id: '-9' }, to: '-9', gone: 'kicked' })
    expect(read(place(GROUP, member, left)).event).toMatchObject({ is: 'reach', gone: 'left' })
    expect(read(place(PRIVATE, member, kicked)).event).toEqual({ is: 'reach', place: { kind: 'private' }, to: '5', gone: 'blocked' })
    expect(read(place(PRIVATE, kicked, member)).event).toEqual({ is: 'reach', place: { kind: 'private' }, to: '5' })
    expect(read(place({ id: -3, type: 'channel' }, left, admin)).event.is).toBe('ignored')
  })

  it('a group that becomes a supergroup is told from both sides', () => {
    expect(read(message({ chat: { id: -4, type: 'group' }, migrate_to_chat_id: -1004 })).event).toEqual({ is: 'moved', from: '-4', to: '-1004' })
    expect(read(inGroup({ migrate_from_chat_id: -4 })).event).toEqual({ is: 'moved', from: '-4', to: '-9' })
  })
})

describe('what is not for us', () => {
  it('service messages, posts of channels and kinds that are yet to come are passed over', () => {
    expect(read(inGroup({ new_chat_title: '白班群' })).event.is).toBe('ignored')
    expect(read(inGroup({ pinned_message: { message_id: 1 } })).event.is).toBe('ignored')
    expect(read({ update_id: 44, channel_post: { message_id: 1, date: DATE, chat: { id: -3, type: 'channel' }, text: '公告' } }).event.is).toBe('ignored')
    expect(read({ update_id: 45, message_of_tomorrow: { brain: 'wave' } })).toMatchObject({ id: 45, kind: 'message_of_tomorrow', event: { is: 'ignored' } })
  })

  it('what cannot be read is named and never throws', () => {
    expect(read(message({ chat: undefined, text: '早' }))).toMatchObject({ id: 41, kind: 'message', event: { is: 'malformed', why: 'chat' } })
    expect(read(message({ text: 5 })).event).toEqual({ is: 'malformed', why: 'text' })
    expect(read({ update_id: 41, message: null }).event.is).toBe('malformed')
    expect(read({ message: {} })).toMatchObject({ id: undefined, event: { is: 'malformed' } })
    for (const odd of [null, 5, 'x', [], {}]) expect(read(odd)).toMatchObject({ id: undefined, event: { is: 'malformed' } })
  })

  it('no update of whatever shape throws', () => {
    const kinds = fc.constantFrom('message', 'edited_message', 'callback_query', 'my_chat_member', 'channel_post')
    const field = fc.constantFrom('message_id', 'chat', 'from', 'text', 'entities', 'photo', 'caption', 'reply_to_message', 'id', 'data', 'new_chat_member')
    const value = fc.oneof(fc.constant(PRIVATE), fc.constant(ANN), fc.constant(1), fc.anything())
    fc.assert(
      fc.property(kinds, fc.dictionary(field, value), (kind, fields) => {
        expect(read(message(fields, kind)).id).toBe(41)
      }),
    )
  })
})
