import { describe, expect, it } from 'vitest'
import type { NewOutgoing } from '../../src/bot/store/outgoing.ts'
import type { Role } from '../../src/bot/vocabulary.ts'
import { DAY, HOUR, MINUTE } from '../../src/lib/clock.ts'
import { newId } from '../../src/lib/ids.ts'
import { addMember, makeMemberLink } from '../../src/web/console/access.ts'
import { World } from '../support/world.ts'
import { channelThat, PASSWORD, Site, type SiteOptions, type Visitor } from './site.ts'

const { accounts, audit, groups, outgoing, persons, questions, updates } = await import('../../src/bot/tables.ts')
const { schedules } = await import('../../src/jobs/tables.ts')

/** Tuesday noon in Shanghai: sessions run on real time, so the test's day lies ahead of it. */
const NOON = new Date('2026-11-24T12:00:00+08:00')
const from = (ms: number) => new Date(NOON.getTime() + ms)

async function signedIn(role: Role, options: SiteOptions = {}): Promise<{ site: Site; visitor: Visitor; look(): Promise<string> }> {
  const site = await Site.start({ at: NOON, ...options })
  const key = await site.db.tx(async (tx) => makeMemberLink(tx, (await addMember(tx, '王芳', role, NOON)) ?? '', NOON))
  const visitor = site.visitor()
  await visitor.post('/console/link', { key, password: PASSWORD, again: PASSWORD })
  return { site, visitor, look: async () => textOf((await visitor.get('/console')).html) }
}

/** What can be read, without the marks around it. */
const textOf = (html: string) =>
  html
    .replace(/<svg.*?<\/svg>/gs, '［码］')
    .replace(/<small>|<\/small>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

function message(more: Partial<NewOutgoing>): NewOutgoing {
  const id = newId()
  const base = { id, key: id, kind: 'push', channel: 'wechat', address: 'u1', place: 'private', audience: 'personal', text: '不该看到的内容' } as const
  return { ...base, choices: [], reason: 'human.answer', state: 'waiting', priority: 0, dueAt: NOON, worthlessAfter: from(DAY), createdAt: NOON, ...more }
}

describe('the status page', () => {
  it('says that all is well when all is well', async () => {
    const { look } = await signedIn('counter', { channels: [channelThat('web', { is: 'up', words: '可以聊天。' })] })
    const text = await look()
    expect(text).toContain('一切正常')
    expect(text).toContain('12:00 更新')
    expect(text).toContain('网页聊天 正常 可以聊天。')
    expect(text).toContain('今天还没有人提问。')
    expect(text).toContain('没有压着的消息，也没有发不出去的。')
    expect(text).toContain(`1.2.3（Node ${process.versions.node}）`)
    expect(text).toMatch(/已经运行 不到1分钟|已经运行 \d/)
  })

  it('names each channel’s state, shows the sign-in code as a picture, and asks to look', async () => {
    const { site, visitor, look } = await signedIn('counter', {
      channels: [
        channelThat('wechat', { is: 'sign-in', words: '请用微信扫码登录。', code: 'https://login.example/secret' }),
        channelThat('telegram', { is: 'down', words: 'Telegram：连不上，正在重试。' }),
        channelThat('web', { is: 'standby', words: '另一台机器在用。' }),
      ],
    })
    const text = await look()
    expect(text).toContain('有2件事要看一下')
    expect(text).toContain('微信：等人扫码')
    expect(text).toContain('Telegram：断开')
    expect(text).toContain('Telegram 断开 连不上，正在重试。')
    expect(text).toContain('［码］')
    const { html, headers } = await visitor.get('/console')
    expect(html).toContain('<svg')
    expect(html).not.toContain('style=')
    expect(headers.get('cache-control')).toBe('no-store')
    expect((await site.visitor().get('/console')).html).not.toContain('svg')
  })

  it('lists jobs in plain words and marks those that are late', async () => {
    const { site, look } = await signedIn('counter')
    await site.db.tx((tx) =>
      tx.insert(schedules).values([
        { name: 'people.housekeeping', dueAt: from(-5 * MINUTE), lastRunAt: from(-DAY), skipped: 3 },
        { name: 'something.new', dueAt: from(20 * HOUR), skipped: 0 },
      ]),
    )
    const text = await look()
    expect(text).toContain('“清理过期资料”到点没做')
    expect(text).toContain('清理过期资料 晚了 上次：昨天 12:00，该在今天 11:55做，太晚而跳过3次')
    expect(text).toContain('something.new 还没做过，下次：明天 08:00')
    expect(text).toContain('有1件事要看一下')
  })

  it('counts what waits, lists what is in doubt, and adds up what failed by reason', async () => {
    const { site, look } = await signedIn('admin')
    await site.db.tx(async (tx) => {
      await tx.insert(persons).values({ id: 'p1', createdAt: NOON })
      await tx.insert(accounts).values({ id: 'a1', channel: 'wechat', external: 'u1', personId: 'p1', display: '老赵', lastSeenAt: NOON })
      await tx.insert(groups).values({ id: 'g1', channel: 'wechat', chat: 'night', title: '夜班群', answersLeft: 1, minuteStart: NOON })
      await tx.insert(outgoing).values([
        message({ dueAt: from(HOUR) }),
        message({ dueAt: from(-3 * MINUTE) }),
        message({ state: 'unknown', why: 'the process died while sending; not repeated', settledAt: from(-HOUR) }),
        message({
          state: 'unknown',
          why: 'may or may not have arrived; not repeated',
          settledAt: from(-2 * HOUR),
          place: 'group',
          address: 'night',
          reason: 'notice.new',
        }),
        message({ state: 'unknown', why: 'given up', settledAt: from(-8 * DAY) }),
        message({ state: 'failed', why: 'Forbidden: bot was blocked by the user', settledAt: from(-HOUR) }),
        message({ state: 'failed', why: 'blocked', settledAt: from(-HOUR) }),
        message({ state: 'expired', why: 'too late', settledAt: from(-HOUR) }),
        message({ state: 'failed', why: 'something odd', settledAt: from(-25 * HOUR) }),
        message({ state: 'sent', settledAt: from(-HOUR) }),
      ])
    })
    const text = await look()
    expect(text).toContain('等着发 2条')
    expect(text).toContain('1条消息过了时间还没发出')
    expect(text).toContain('说不准7天内 2条')
    expect(text).toContain('老赵 今天 11:00 工作人员的回复：发的时候小驿停了，没等到回音')
    expect(text).toContain('夜班群 今天 10:00 公告：发的时候网络断了，没等到回音')
    expect(text).toContain('没发出24小时内 3条')
    expect(text).toContain('对方把小驿拉黑了 2条 过了有用的时间，不再发 1条')
    expect(text).not.toContain('something odd')
    expect(text).not.toContain('不该看到的内容')
  })

  it('shows to whom only to admins', async () => {
    const { site, look } = await signedIn('counter')
    await site.db.tx(async (tx) => {
      await tx.insert(persons).values({ id: 'p1', createdAt: NOON })
      await tx.insert(accounts).values({ id: 'a1', channel: 'wechat', external: 'u1', personId: 'p1', display: '老赵', lastSeenAt: NOON })
      await tx.insert(outgoing).values(message({ state: 'unknown', why: 'given up', settledAt: from(-HOUR) }))
    })
    const text = await look()
    expect(text).toContain('工作人员的回复 今天 11:00 试了几次都没等到回音')
    expect(text).toContain('收件人是谁，只有管理员能看。')
    expect(text).not.toContain('老赵')
  })

  it('counts today’s questions in the centre’s time and how many were understood', async () => {
    const { site, look } = await signedIn('counter')
    const said = (ms: number) => ({
      key: newId(),
      conversationId: 'c',
      personId: 'p',
      at: from(ms),
      text: '',
      outcome: { intent: 'answer', confidence: 1, handled: true },
    })
    await site.db.tx(async (tx) => {
      await tx.insert(updates).values([said(-13 * HOUR), ...Array.from({ length: 8 }, (_, i) => said(-i * HOUR))])
      await tx.insert(questions).values([
        { id: newId(), at: from(-HOUR), text: 'x', band: 'none', nearest: [] },
        { id: newId(), at: from(-HOUR), text: 'x', band: 'doubt', nearest: [] },
        { id: newId(), at: from(-13 * HOUR), text: 'x', band: 'none', nearest: [] },
      ])
    })
    const text = await look()
    expect(text).toContain('收到 8条')
    expect(text).toContain('听懂的 88%')
    expect(text).toContain('1条没听懂，1条拿不准，给了选项。')
  })
})

describe('one identity', () => {
  it('is joined to a chat account by a code shown once, and the page knows', async () => {
    const { site, visitor, look } = await signedIn('counter')
    expect(await look()).toContain('聊天里还不认得您')
    const shown = await visitor.post('/console/chat-code')
    const [, code = ''] = /<p class="code">([0-9A-Z]{8})<\/p>/.exec(shown.html) ?? []
    expect(textOf(shown.html)).toContain('10分钟内有效')
    expect(await look()).not.toContain(code)
    const world = await World.open({ databaseUrl: site.databaseUrl, at: NOON.toISOString() })
    const chat = await world.person('wang').says(code)
    expect(chat.text).toContain('王芳，您好，工作人员身份已接入：柜台')
    const text = await look()
    expect(text).toContain('聊天里也认得您：终端。')
    expect(text).toContain('换一个聊天账号')
    const actions = (await site.db.read.select({ action: audit.action, subject: audit.subject }).from(audit)).map(
      ({ action, subject }) => `${action} ${subject}`,
    )
    expect(actions).toContain('staff.code 王芳')
  })

  it('leaves only the newest code good', async () => {
    const { site, visitor } = await signedIn('counter')
    const codeIn = (html: string) => /<p class="code">([0-9A-Z]{8})<\/p>/.exec(html)?.[1] ?? ''
    const first = codeIn((await visitor.post('/console/chat-code')).html)
    const second = codeIn((await visitor.post('/console/chat-code')).html)
    const world = await World.open({ databaseUrl: site.databaseUrl, at: NOON.toISOString() })
    const wang = world.person('wang')
    expect((await wang.says(first)).text).not.toContain('已接入')
    expect((await wang.says(second)).text).toContain('已接入')
  })
})
