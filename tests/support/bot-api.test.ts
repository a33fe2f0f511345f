/** The local Bot API server keeps the rules of the real one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BotApi, type Person } from './bot-api/index.ts'

let api: BotApi
let anna: Person

interface Reply {
  ok: boolean
  result?: unknown
  error_code?: number
  description?: string
  parameters?: { retry_after?: number; migrate_to_chat_id?: number }
}

/** Calls a method with a JSON body. */
async function call(method: string, params: Record<string, unknown> = {}): Promise<Reply> {
  const response = await fetch(`${api.url}/bot${api.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(params),
  })
  return (await response.json()) as Reply
}

const send = (text: string, more: Record<string, unknown> = {}) => call('sendMessage', { chat_id: anna.id, text, ...more })
const updates = async (params: Record<string, unknown> = {}) => (await call('getUpdates', params)).result as { update_id: number; [kind: string]: unknown }[]

beforeEach(async () => {
  api = await BotApi.start()
  anna = api.world.person({ first_name: 'Anna', username: 'anna' })
})
afterEach(() => api.stop())

describe('calls', () => {
  it('come by query, JSON, form and multipart', async () => {
    const root = `${api.url}/bot${api.token}/SendMessage`
    await fetch(`${root}?chat_id=${anna.id}&text=one`)
    await send('two')
    await fetch(root, { method: 'POST', body: new URLSearchParams({ chat_id: String(anna.id), text: '三' }) })
    const form = new FormData()
    form.set('chat_id', String(anna.id))
    form.set('text', 'four')
    await fetch(root, { method: 'POST', body: form })
    expect(api.sent.map(({ text }) => text)).toEqual(['one', 'two', '三', 'four'])
  })

  it('with a wrong token are unauthorised, and unknown methods are not found', async () => {
    const wrong = await fetch(`${api.url}/bot1:no/getMe`)
    expect([wrong.status, await wrong.json()]).toEqual([401, { ok: false, error_code: 401, description: 'Unauthorized' }])
    expect(await call('getmeow')).toEqual({ ok: false, error_code: 404, description: 'Not Found' })
    expect((await call('toString')).error_code).toBe(404)
  })

  it('take the latency, once for each answer', async () => {
    api.latencyMs = 50
    const started = performance.now()
    await call('getMe')
    expect(performance.now() - started).toBeGreaterThan(45)
  })
})

describe('texts', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['are not empty', { text: '' }, 'Bad Request: message text is empty'],
    ['are not only spaces', { text: ' \n ' }, 'Bad Request: text must be non-empty'],
    ['have at most 4096 units', { text: '长'.repeat(4097) }, 'Bad Request: message is too long'],
    ['count units after parsing', { text: `<b>${'x'.repeat(4097)}</b>`, parse_mode: 'HTML' }, 'Bad Request: message is too long'],
    ['close their HTML tags', { text: '<b>x', parse_mode: 'HTML' }, `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`],
    ['name bytes, not letters', { text: '你<x>', parse_mode: 'HTML' }, `Bad Request: can't parse entities: Unsupported start tag "x" at byte offset 3`],
    [
      'close tags in order',
      { text: '<b><i>x</b></i>', parse_mode: 'HTML' },
      `Bad Request: can't parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"`,
    ],
    [
      'close their stars',
      { text: 'a *b', parse_mode: 'Markdown' },
      `Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 2`,
    ],
    [
      'escape in MarkdownV2',
      { text: 'a.', parse_mode: 'MarkdownV2' },
      `Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'`,
    ],
    ['close in MarkdownV2', { text: '你*b', parse_mode: 'MarkdownV2' }, `Bad Request: can't parse entities: Can't find end of Bold entity at byte offset 3`],
    ['know their parse_mode', { text: 'a', parse_mode: 'Word' }, 'Bad Request: unsupported parse_mode'],
    [
      'have entities with a length',
      { text: 'a', entities: [{ type: 'bold', offset: 0 }] },
      `Bad Request: can't parse MessageEntity: Can't find field "length"`,
    ],
    [
      'have entities within them',
      { text: 'a', entities: [{ type: 'bold', offset: 0, length: 2 }] },
      'Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2',
    ],
    ['answer messages that exist', { text: 'a', reply_parameters: { message_id: 9 } }, 'Bad Request: message to be replied not found'],
    ['go to known chats', { text: 'a', chat_id: 12 }, 'Bad Request: chat not found'],
    [
      'have small callback data',
      { text: 'a', reply_markup: { inline_keyboard: [[{ text: 'x', callback_data: '钥'.repeat(22) }]] } },
      'Bad Request: BUTTON_DATA_INVALID',
    ],
    [
      'have buttons that act',
      { text: 'a', reply_markup: { inline_keyboard: [[{ text: 'x' }]] } },
      `Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard`,
    ],
  ])('%s', async (_, params, description) => {
    expect(await call('sendMessage', { chat_id: anna.id, ...params })).toEqual({ ok: false, error_code: 400, description })
    expect(api.records.counts).toMatchObject({ sent: 0, refused: 1 })
  })

  it('pass at the very limit, and with allow_sending_without_reply', async () => {
    expect((await send('长'.repeat(4096))).ok).toBe(true)
    expect((await send('a', { reply_parameters: { message_id: 9, allow_sending_without_reply: true } })).ok).toBe(true)
  })

  it('are parsed into entities', async () => {
    await send('<b>一</b> &lt; <a href="https://a.cn/?x=1&amp;y">链</a>', { parse_mode: 'HTML' })
    await send('*粗* _i_ `c` [l](https://a.cn)', { parse_mode: 'MarkdownV2' })
    await send('*粗* [l](https://a.cn)', { parse_mode: 'Markdown' })
    expect(api.sent.map(({ text, message }) => [text, message.entities?.map(({ type, offset }) => `${type} ${offset}`)])).toEqual([
      ['一 < 链', ['bold 0', 'text_link 4']],
      ['粗 i c l', ['bold 0', 'italic 2', 'code 4', 'text_link 6']],
      ['粗 l', ['bold 0', 'text_link 2']],
    ])
    expect(api.sent[0]?.message.entities?.[1]?.url).toBe('https://a.cn/?x=1&y')
  })
})

describe('people and groups', () => {
  it('who blocked, never started or vanished cannot be reached', async () => {
    anna.blocks()
    const stranger = api.world.person({ started: false })
    const gone = api.world.person()
    gone.vanishes()
    expect((await send('a')).description).toBe('Forbidden: bot was blocked by the user')
    expect((await send('a', { chat_id: stranger.id })).description).toBe("Forbidden: bot can't initiate conversation with a user")
    expect(await send('a', { chat_id: gone.id })).toEqual({ ok: false, error_code: 403, description: 'Forbidden: user is deactivated' })
    anna.unblocks()
    expect((await send('a')).ok).toBe(true)
    expect((await updates()).map((update) => (update.my_chat_member as { new_chat_member: { status: string } }).new_chat_member.status)).toEqual([
      'kicked',
      'member',
    ])
  })

  it('that kicked the bot refuse it', async () => {
    const small = api.world.group()
    const large = api.world.supergroup()
    small.kicksBot(anna)
    large.kicksBot(anna)
    expect((await send('a', { chat_id: small.id })).description).toBe('Forbidden: bot was kicked from the group chat')
    expect((await send('a', { chat_id: large.id })).description).toBe('Forbidden: bot was kicked from the supergroup chat')
    expect(anna.writes('/help', { in: large }).updateId).toBeUndefined()
  })

  it('that were upgraded say where they went, and tell it in both chats', async () => {
    const group = api.world.group()
    const { group: next } = group.upgrades(anna)
    expect(await send('a', { chat_id: group.id })).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: next.id },
    })
    expect((await send('a', { chat_id: next.id })).ok).toBe(true)
    expect((await updates()).map(({ message }) => message)).toMatchObject([{ migrate_to_chat_id: next.id }, { migrate_from_chat_id: group.id }])
  })

  it('are heard in privacy mode only when they speak to the bot', async () => {
    const group = api.world.supergroup()
    await send('ask me', { chat_id: group.id })
    const own = api.sent[0]?.message
    const heard = ['hello', '/help', '/help@other_bot', '/help@test_bot', 'hi @test_bot', 'hi @anna', 'mail me@test_bot.cn'].filter(
      (text) => anna.writes(text, { in: group }).updateId,
    )
    expect(heard).toEqual(['/help', '/help@test_bot', 'hi @test_bot'])
    expect(anna.writes('yes', { in: group, ...(own ? { replyTo: own } : {}) }).updateId).toBeDefined()
    api.world.hearsAll(true)
    expect(anna.writes('hello', { in: group }).updateId).toBeDefined()
    expect(api.world.person({ is_bot: true }).writes('hello', { in: group }).updateId).toBeUndefined()
    expect(anna.writes('hidden', { in: group, as: group.chat }).message.sender_chat).toEqual(group.chat)
  })
})

describe('updates', () => {
  it('stay until an offset confirms them, and count up', async () => {
    const first = anna.writes('one').updateId ?? 0
    anna.writes('two')
    expect((await updates()).map(({ update_id }) => update_id)).toEqual([first, first + 1])
    expect((await updates({ limit: 1 })).length).toBe(1)
    expect((await updates({ offset: first + 1 })).length).toBe(1)
    expect((await updates({ offset: first + 2 })).length).toBe(0)
    expect(api.records.counts).toMatchObject({ queued: 2, handed: 2, confirmed: 2 })
  })

  it('before a negative offset are forgotten', async () => {
    for (const text of ['1', '2', '3']) anna.writes(text)
    expect((await updates({ offset: -1 })).map(({ message }) => (message as { text: string }).text)).toEqual(['3'])
    expect((await updates()).length).toBe(1)
  })

  it('wake a long poll, which a second poll ends with 409', async () => {
    const first = call('getUpdates', { timeout: 30 })
    await api.until(() => api.queue.polled)
    const second = updates({ timeout: 30 })
    expect(await first).toEqual({
      ok: false,
      error_code: 409,
      description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    })
    anna.writes('wake')
    expect((await second).length).toBe(1)
    expect(api.records.counts.conflicts409).toBe(1)
  })

  it('of unasked kinds are not queued, of unknown kinds can be', async () => {
    await updates({ allowed_updates: ['callback_query'] })
    expect(anna.writes('one').updateId).toBeUndefined()
    await updates({ allowed_updates: [] })
    expect(anna.writes('two').updateId).toBeDefined()
    api.world.raw({ brand_new_thing: { colour: 'blue' } })
    expect((await updates()).at(-1)).toMatchObject({ brand_new_thing: { colour: 'blue' } })
  })

  it('carry commands, mentions and named people as entities', () => {
    const group = api.world.supergroup()
    const ben = api.world.person({ first_name: '小本' })
    const { message } = anna.writes('/book@test_bot 给 小本 和 @anna_2', { in: group, mention: [ben] })
    expect(message.entities?.map(({ type, offset, length }) => [type, offset, length])).toEqual([
      ['bot_command', 0, 14],
      ['text_mention', 17, 2],
      ['mention', 22, 7],
    ])
  })
})
