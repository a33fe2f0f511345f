/** What WeChat tells and what becomes of it, against a real gateway on this machine. */
import { describe, expect, it, vi } from 'vitest'
import type { Inbound } from '../../src/bot/message.ts'
import { connect } from '../support/wechat-gateway/desk.ts'
import { BOT, Gateway } from '../support/wechat-gateway/gateway.ts'

const soon = { timeout: 10_000, interval: 10 }

async function opened() {
  const gateway = await Gateway.open()
  const { channel, desk } = await connect(gateway)
  await vi.waitUntil(() => channel.canSend(), soon)
  /** What is handed in by `act`; a last private message shows that nothing else comes. */
  const heardAfter = async (act: () => void): Promise<Inbound[]> => {
    const from = desk.heard.length
    act()
    gateway.friend('last')
    const last = gateway.says('last', '完')
    await vi.waitUntil(() => desk.heard.some(({ update }) => update === last), soon)
    return desk.heard.slice(from).filter(({ update }) => update !== last)
  }
  return { gateway, channel, desk, heardAfter }
}

describe('a private message', () => {
  it('is handed in with who wrote it', async () => {
    const { gateway, channel, heardAfter } = await opened()
    expect(channel.status()).toEqual({ is: 'up', words: '微信已登录：小驿。' })
    gateway.friend('u1', '老王')
    const [heard] = await heardAfter(() => gateway.says('u1', '理发多少钱', { id: 'm-9' }))
    expect(heard).toEqual({
      channel: 'wechat',
      update: 'm-9',
      message: 'm-9',
      from: 'u1',
      display: '老王',
      place: { kind: 'private' },
      addressed: true,
      text: '理发多少钱',
    })
  })

  it('told three times is handed in once', async () => {
    const { gateway, heardAfter } = await opened()
    gateway.friend('u1')
    const heard = await heardAfter(() => {
      const id = gateway.says('u1', '理发多少钱')
      gateway.repeats(id)
      gateway.repeats(id)
    })
    expect(heard).toHaveLength(1)
  })

  it('keeps its order among many', async () => {
    const { gateway, heardAfter } = await opened()
    for (const who of ['a', 'b', 'c']) gateway.friend(who)
    const texts = Array.from({ length: 60 }, (_, i) => String(i))
    const heard = await heardAfter(() => {
      for (const [i, text] of texts.entries()) gateway.says(['a', 'b', 'c'][i % 3] ?? 'a', text)
    })
    expect(heard.map(({ text }) => text)).toEqual(texts)
  })

  it('that quotes an older one holds only the new words', async () => {
    const { gateway, heardAfter } = await opened()
    gateway.friend('u1')
    const [heard] = await heardAfter(() => gateway.says('u1', '「小驿：要约几点？」\n- - - - - - - - - - - - - - -\n下午三点'))
    expect(heard?.text).toBe('下午三点')
  })
})

describe('nobody is answered who is no person', () => {
  it('not the bot itself, official accounts, WeChat’s helpers or its notices', async () => {
    const { gateway, heardAfter } = await opened()
    gateway.friend('u1')
    gateway.official('news')
    gateway.friend('gh_0123')
    gateway.friend('fmessage')
    const heard = await heardAfter(() => {
      gateway.says(BOT, '我自己说的')
      gateway.says('news', '今日要闻')
      gateway.says('gh_0123', '关注有礼')
      gateway.says('fmessage', '有人加你')
      gateway.says('u1', '你撤回了一条消息', { type: 'Recalled' })
      gateway.says('u1', '系统消息', { type: 'Unknown' })
      gateway.says('u1', '我通过了你的朋友验证请求，现在我们可以开始聊天了')
    })
    expect(heard).toEqual([])
  })

  it('a notice that somebody is no friend any more is remembered, not answered', async () => {
    const { gateway, desk, heardAfter } = await opened()
    gateway.friend('u1')
    expect(await heardAfter(() => gateway.says('u1', '老王开启了朋友验证，你还不是他（她）朋友。'))).toEqual([])
    expect(desk.reached).toEqual([{ place: { kind: 'private' }, to: 'u1', gone: 'no friend any more' }])
  })
})

describe('in a room the bot is meant', () => {
  const meant: [string, { text: string; mentions?: string[] }, { addressed: boolean; text: string }][] = [
    ['by the list of mentions', { text: '@小驿\u2005理发多少钱', mentions: [BOT] }, { addressed: true, text: '理发多少钱' }],
    ['by its name, where the puppet gives no list', { text: '@小驿\u2005理发多少钱' }, { addressed: true, text: '理发多少钱' }],
    ['by what it calls itself there', { text: '理发多少钱@驿站客服\u2005' }, { addressed: true, text: '理发多少钱' }],
    ['by its name and a plain space', { text: '@小驿 理发多少钱' }, { addressed: true, text: '理发多少钱' }],
    ['by its name between other words', { text: '请问@小驿 ，理发多少钱' }, { addressed: true, text: '请问 ，理发多少钱' }],
    ['in the list under a name it has no more', { text: '@旧名字\u2005理发多少钱', mentions: [BOT] }, { addressed: true, text: '理发多少钱' }],
    ['by an answer to its words', { text: '「驿站客服：要约几点？」\n- - - - - - - -\n三点' }, { addressed: true, text: '三点' }],
    ['not when another is', { text: '@小驿二号\u2005理发多少钱' }, { addressed: false, text: '@小驿二号\u2005理发多少钱' }],
    ['not when the list names others', { text: '@小驿\u2005在吗', mentions: ['u2'] }, { addressed: false, text: '在吗' }],
    ['not when everybody is', { text: '@所有人 明天开会 @小驿\u2005', mentions: [BOT] }, { addressed: false, text: '@所有人 明天开会 @小驿' }],
    ['not by chatter', { text: '理发多少钱' }, { addressed: false, text: '理发多少钱' }],
  ]
  it.each(meant)('%s', async (_, { text, mentions }, expected) => {
    const { gateway, heardAfter } = await opened()
    gateway.stranger('u1', '老王')
    gateway.room('r1', ['u1'], { [BOT]: '驿站客服' })
    const [heard] = await heardAfter(() => gateway.says('u1', text, { room: 'r1', ...(mentions ? { mentions } : {}) }))
    expect(heard).toMatchObject({ from: 'u1', place: { kind: 'group', id: 'r1' }, addressed: expected.addressed })
    expect(heard?.text.replaceAll('\u2005', ' ').trim()).toBe(expected.text.replaceAll('\u2005', ' ').trim())
  })
})

describe('what is not text', () => {
  it('a voice message and a picture can be fetched, up to a limit', async () => {
    const { gateway, heardAfter } = await opened()
    gateway.friend('u1')
    const content = new Uint8Array(200_000).fill(7)
    const heard = await heardAfter(() => {
      gateway.sendsFile('u1', 'Audio', content, { id: 'v1' })
      gateway.sendsFile('u1', 'Image', content, { id: 'p1' })
    })
    const [voice, image] = heard.map(({ attachments }) => attachments?.[0])
    expect([voice?.kind, voice?.ref, image?.kind, image?.ref]).toEqual(['voice', 'v1', 'image', 'p1'])
    expect(Buffer.from((await voice?.load(300_000)) as Uint8Array).equals(Buffer.from(content))).toBe(true)
    expect(await image?.load(100_000)).toBe('too-big')
  })

  it('a voice message brings what WeChat heard, and no XML', async () => {
    const { gateway, heardAfter } = await opened()
    gateway.friend('u1')
    const heard = await heardAfter(() => {
      for (const words of ['理发多少钱', '<msg><voicemsg voicelength="1200" /></msg>', '[语音]'])
        gateway.sendsFile('u1', 'Audio', new Uint8Array([1]), { heard: words })
    })
    expect(heard.map(({ text, attachments }) => [text, attachments?.[0]?.transcript])).toEqual([
      ['', '理发多少钱'],
      ['', undefined],
      ['', undefined],
    ])
  })

  it('a file that the gateway has lost is gone, and nothing else breaks', async () => {
    const { gateway, channel, heardAfter } = await opened()
    gateway.friend('u1')
    const [heard] = await heardAfter(() => gateway.sendsFile('u1', 'Image', new Uint8Array([1]), { id: 'p1' }))
    gateway.account.files.clear()
    expect(await heard?.attachments?.[0]?.load(1_000)).toBe('gone')
    expect(channel.status().is).toBe('up')
  })

  it('a place is handed in as one', async () => {
    const { gateway, heardAfter } = await opened()
    gateway.friend('u1')
    const [told, inXml] = await heardAfter(() => {
      gateway.sendsPlace('u1', 39.9, 116.3)
      gateway.says('u1', '<msg><location x="31.2" y="121.4" scale="16" label="某处"/></msg>', { type: 'Location' })
    })
    expect([told?.location, inXml?.location]).toEqual([
      { lat: 39.9, lon: 116.3 },
      { lat: 31.2, lon: 121.4 },
    ])
  })

  it('a link, a small program or a sticker has no words', async () => {
    const { gateway, heardAfter } = await opened()
    gateway.friend('u1')
    const heard = await heardAfter(() => {
      for (const type of ['Url', 'MiniProgram', 'Emoticon', 'Video'] as const) gateway.says('u1', '<xml/>', { type })
    })
    expect(heard.map(({ text }) => text)).toEqual(['', '', '', ''])
  })
})

describe('who may come in', () => {
  it('whoever asks to be a friend becomes one and is greeted once', async () => {
    const { gateway, desk } = await opened()
    gateway.stranger('u1', '老王')
    gateway.asksToBeFriend('u1', 'f1')
    await vi.waitUntil(() => desk.heard.length > 0, soon)
    gateway.becameFriend('u1', 'f2')
    gateway.friend('u2', '老李')
    gateway.becameFriend('u2', 'f3')
    await vi.waitUntil(() => desk.heard.length > 1, soon)
    expect(gateway.account.acceptedFriendships).toEqual(['f1'])
    expect(desk.heard).toEqual([
      { channel: 'wechat', update: 'friendship:f1', from: 'u1', display: '老王', place: { kind: 'private' }, addressed: true, text: '/start' },
      { channel: 'wechat', update: 'friendship:f3', from: 'u2', display: '老李', place: { kind: 'private' }, addressed: true, text: '/start' },
    ])
  })

  it('an invitation to a room is accepted, and coming and going are told', async () => {
    const { gateway, desk } = await opened()
    gateway.friend('u1')
    gateway.room('r1', ['u1'])
    gateway.invites('i1')
    await vi.waitUntil(() => gateway.account.acceptedInvitations.length > 0, soon)
    gateway.joins('r1', ['u1'])
    gateway.joins('r1')
    await vi.waitUntil(() => desk.rooms.length > 0, soon)
    gateway.leaves('r1', ['u1'])
    gateway.leaves('r1')
    await vi.waitUntil(() => desk.reached.some(({ gone }) => gone !== undefined), soon)
    expect(gateway.account.acceptedInvitations).toEqual(['i1'])
    expect(desk.rooms).toEqual([{ group: 'r1', title: '群r1' }])
    expect(desk.reached).toEqual([
      { place: { kind: 'group', id: 'r1' }, to: 'r1' },
      { place: { kind: 'group', id: 'r1' }, to: 'r1', gone: 'the bot was removed from the room' },
    ])
  })
})

describe('a message that cannot be taken at once', () => {
  it('is kept and handed in again', async () => {
    const { gateway, desk } = await opened()
    gateway.friend('u1')
    desk.refusals = 2
    gateway.says('u1', '理发多少钱', { id: 'm-1' })
    await vi.waitUntil(() => desk.heard.length > 0, soon)
    expect(desk.heard.map(({ update }) => update)).toEqual(['m-1'])
  })

  it('is fetched again when the telephone does not answer, and those behind it do not wait', async () => {
    const { gateway, desk } = await opened()
    gateway.friend('u1')
    gateway.account.deafFor = 1
    gateway.says('u1', '第一条', { id: 'm-1' })
    gateway.says('u1', '第二条', { id: 'm-2' })
    await vi.waitUntil(() => desk.heard.length > 1, soon)
    expect(desk.heard.map(({ update }) => update)).toEqual(['m-2', 'm-1'])
  })
})
