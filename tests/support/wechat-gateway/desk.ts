/** The bot's side of a channel as a test wants it: keeps what is handed in, and can refuse to. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Host, OutgoingMessage } from '../../../src/bot/channel.ts'
import { WechatChannel, type WechatOptions } from '../../../src/bot/channels/wechat/channel.ts'
import type { Inbound, Place } from '../../../src/bot/message.ts'
import { openLog } from '../../../src/lib/log.ts'
import type { Gateway } from './gateway.ts'

export class Desk implements Host {
  readonly heard: Inbound[] = []
  readonly rooms: { group: string; title?: string }[] = []
  readonly reached: { place: Place; to: string; gone?: string }[] = []
  /** So many messages cannot be stored. */
  refusals = 0
  line = true

  async take(message: Inbound) {
    if (this.refusals > 0) {
      this.refusals -= 1
      throw new Error('the database is away')
    }
    this.heard.push(message)
    return { receipt: { intent: 'none', confidence: 1, handled: true }, sent: Promise.resolve() }
  }

  async joined(group: string, title?: string): Promise<void> {
    this.rooms.push({ group, ...(title ? { title } : {}) })
  }

  async moved(): Promise<void> {}

  async reach(place: Place, to: string, gone?: string): Promise<void> {
    this.reached.push({ place, to, ...(gone ? { gone } : {}) })
  }

  async holdsLine(): Promise<boolean> {
    return this.line
  }
}

/** wechaty reads its settings, and where to keep things, from the environment. */
export function useSettings(gateway: Gateway, more: Record<string, string> = {}): void {
  const before = { ...process.env }
  Object.assign(process.env, gateway.settings, more, { HOME: mkdtempSync(join(tmpdir(), 'wechat-home-')) })
  onTestFinished(() => {
    process.env = before
  })
}

export const FAST = { least: 0, most: 2 }

/** A channel on a gateway, both closed at the end of the test. */
export async function connect(
  gateway: Gateway,
  options: Partial<WechatOptions> = {},
  settings: Record<string, string> = {},
): Promise<{ channel: WechatChannel; desk: Desk; codes: string[] }> {
  useSettings(gateway, settings)
  const codes: string[] = []
  const channel = new WechatChannel({ log: openLog('silent'), pace: FAST, show: (code) => codes.push(code), ...options })
  const desk = new Desk()
  await channel.start(desk)
  onTestFinished(async () => {
    await channel.stop()
    await gateway.down()
  })
  return { channel, desk, codes }
}

export const outgoing = (message: Partial<OutgoingMessage> & Pick<OutgoingMessage, 'to'>): OutgoingMessage => ({
  id: '1',
  kind: 'reply',
  place: { kind: 'private' },
  text: '您好',
  choices: [],
  ...message,
})
