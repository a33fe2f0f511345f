/** The same conversations through every door. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DOORS, type Door, type Guest, type Line, PNG, SPOKEN } from './doors.ts'

describe.each(Object.keys(DOORS))('through the %s', (name) => {
  let door: Door
  beforeAll(async () => {
    door = (await DOORS[name]?.()) as Door
    await until(() => door.app.ready())
  })
  afterAll(() => door.close())

  const hasGroups = name !== 'web'

  /** Does something and returns what the bot says to it in private. */
  async function privately(guest: Guest, act: () => unknown): Promise<Line> {
    const before = (await guest.heard()).length
    await act()
    await until(async () => (await guest.heard()).length > before)
    await settled()
    return together((await guest.heard()).slice(before))
  }

  async function openly(act: () => unknown): Promise<Line> {
    const before = door.group().length
    await act()
    await until(() => door.group().length > before)
    await settled()
    return together(door.group().slice(before))
  }

  async function settled(): Promise<void> {
    await door.app.reception.idle()
    await door.app.delivery.idle()
  }

  const writes = (guest: Guest, text: string) => privately(guest, () => guest.writes(text))
  /** Takes a choice the way this door offers it. */
  function takes(guest: Guest, said: Line, label: string): Promise<Line> {
    if (door.abilities.buttons) return privately(guest, () => guest.presses(label))
    const number = new RegExp(`(\\d+)\\. ${label}`).exec(said.text)?.[1]
    if (!number) throw new Error(`there is no choice ${label} in: ${said.text}`)
    return writes(guest, number)
  }

  it('a question is answered in the first line, and a follow-up is about the same', async () => {
    const guest = await door.guest()
    expect(first(await writes(guest, '理发多少钱'))).toContain('9.9元')
    expect((await writes(guest, '那在哪')).text).toContain('理发室')
  })

  it('dialect, pinyin and traditional characters are understood; who writes traditional reads traditional', async () => {
    const guest = await door.guest()
    expect((await writes(guest, '师傅恁这儿能剃头不 多少钱儿')).text).toContain('9.9元')
    expect((await writes(guest, 'lifa duoshao qian')).text).toContain('9.9元')
    expect((await writes(guest, '請問幾點開門')).text).toMatch(/開/)
  })

  it('words that are none of ours get choices, which are taken as this door offers them', async () => {
    const guest = await door.guest()
    const said = await writes(guest, '今天郑州限行不')
    expect(first(said)).toMatch(/答不了/)
    expect((await takes(guest, said, '中心有哪些服务')).text).toContain('23项')
  })

  it('a place on the map finds the nearest merchants', async () => {
    const guest = await door.guest()
    expect(first(await privately(guest, () => guest.stands(35.21, 113.24)))).toMatch(/离您最近/)
  })

  it('a dialogue asks for what is missing, lets a question in between be answered, and ends with a number', async () => {
    const guest = await door.guest()
    expect((await writes(guest, '转人工')).text).toMatch(/请说说是什么事/)
    expect((await writes(guest, '理发多少钱')).text).toMatch(/9\.9元[\s\S]*接着办/)
    expect((await writes(guest, '我的从业资格证丢在休息区了')).text).toMatch(/H-\d+/)
  })

  it('取消 ends a dialogue', async () => {
    const guest = await door.guest()
    await writes(guest, '转人工')
    expect((await writes(guest, '取消')).text).toMatch(/不办了/)
    expect((await writes(guest, '取消')).text).toMatch(/没有正在办的事/)
  })

  it('the first private matter asks consent in three lines, and a choice gives it', async () => {
    const guest = await door.guest()
    const asked = await writes(guest, '我要绑定账号')
    expect(asked.text).toMatch(/同意吗/)
    expect((await takes(guest, asked, '同意')).text).toMatch(/[0-9A-Z]{8}/)
  })

  it('danger gets the number first, and no menu', async () => {
    const guest = await door.guest()
    const said = await writes(guest, '出车祸了有人受伤')
    expect(first(said)).toMatch(/120|110|122/)
    expect(said.buttons).toEqual([])
  })

  it('a very long message gets a request to be brief', async () => {
    const guest = await door.guest()
    expect((await writes(guest, '理发'.repeat(1_001))).text).toMatch(/太长/)
  })

  it('a picture is asked what it is about; a file that is none is refused', async () => {
    const guest = await door.guest()
    const said = await privately(guest, () => guest.shows(PNG))
    expect(first(said)).toMatch(/照片收到了/)
    expect(await takes(guest, said, '我捡到了东西')).toBeTruthy()
    expect((await privately(guest, () => guest.shows(Buffer.from('this is no picture at all, only words'.repeat(9))))).text).toMatch(/不是照片/)
  })

  it('what was said twice at the same moment is answered twice, in order', async () => {
    const guest = await door.guest()
    await guest.writes('理发多少钱')
    await guest.writes('饭多少钱')
    await until(async () => (await guest.heard()).length >= 2)
    const [one, other] = await guest.heard()
    expect(one?.text).toContain('9.9元')
    expect(other?.text).toContain('5元')
  })

  describe('voice', () => {
    it('is transcribed, answered as text and repeated in one line', async () => {
      const guest = await door.guest()
      const said = await privately(guest, () => guest.speaks(SPOKEN.sound))
      expect(first(said)).toContain('9.9元')
      expect(said.text).toContain(`（听到：${SPOKEN.words}）`)
    })

    it('that nobody can make out gets a numbered menu', async () => {
      const guest = await door.guest()
      const said = await privately(guest, () => guest.speaks(Buffer.from('only wind')))
      expect(first(said)).toMatch(/听不了/)
      expect((await takes(guest, said, '几点开门')).text).toMatch(/8:30|08:30/)
    })
  })

  if (hasGroups)
    describe('in a group', () => {
      it('chatter stays unanswered, a question to the bot does not', async () => {
        const [guest, other] = [await door.guest(), await door.guest()]
        const before = door.group().length
        await guest.chats('今天路上真堵')
        await other.chats('理发去不')
        expect((await openly(() => guest.asks('理发多少钱'))).text).toContain('9.9元')
        expect(door.group()).toHaveLength(before + 1)
      })

      it('a private matter gets one neutral line, the same for everybody, and is taken up in private', async () => {
        const [guest, other] = [await door.guest(), await door.guest()]
        await writes(other, '你好')
        const one = await openly(() => guest.asks('我的积分还有多少'))
        const two = await openly(() => other.asks('我的积分还有多少'))
        const bare = (line: Line) => line.text.replace(/^@\S+\s/, '')
        expect(bare(one)).toMatch(/请私聊我/)
        expect(bare(one)).toBe(bare(two))
        expect((await writes(guest, '你好')).text).toMatch(/您在群里问的“我的积分还有多少”/)
      })
    })
})

const first = (line: Line): string => line.text.split('\n')[0] ?? ''
const together = (lines: readonly Line[]): Line => ({ text: lines.map(({ text }) => text).join('\n'), buttons: lines.flatMap(({ buttons }) => buttons) })

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitUntil(isSo, { timeout: 20_000, interval: 15 })
}
