/**
 * Four doors to the same bot, each over its own real network: the terminal's lines, the web chat's HTTP,
 * a local Bot API server, a WeChat gateway on the other side of gRPC. The conversations do not know which.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from '../../src/app.ts'
import type { Abilities, Channel, OutgoingMessage } from '../../src/bot/channel.ts'
import { TelegramChannel, telegramAbilities } from '../../src/bot/channels/telegram/channel.ts'
import { TerminalChannel, terminalAbilities } from '../../src/bot/channels/terminal.ts'
import { WebChannel, webAbilities } from '../../src/bot/channels/webchat.ts'
import { WechatChannel, wechatAbilities } from '../../src/bot/channels/wechat/channel.ts'
import { Files, fileAt } from '../../src/bot/files.ts'
import type { Transcribe } from '../../src/bot/listen.ts'
import type { Inbound } from '../../src/bot/message.ts'
import { systemClock } from '../../src/lib/clock.ts'
import { newId } from '../../src/lib/ids.ts'
import { openLog } from '../../src/lib/log.ts'
import { openChat } from '../../src/web/chat/site.tsx'
import { openServer, type Server } from '../../src/web/server.ts'
import { BotApi, type Group, type Person } from '../support/bot-api/index.ts'
import { newDatabase, newFolder } from '../support/engine.ts'
import { FAST } from '../support/wechat-gateway/desk.ts'
import { BOT, Gateway } from '../support/wechat-gateway/gateway.ts'
import { PlainVisitor, PNG } from '../web/visitor.ts'

const ZONE = 'Asia/Shanghai'
const log = openLog('silent')

/** A voice message with these bytes is heard as these words; any other as nothing. */
export const SPOKEN = { sound: Buffer.from('OggS a man says: haircut'), words: '理发多少钱' }
const transcribe: Transcribe = async (voice) => (Buffer.from(voice).equals(SPOKEN.sound) ? SPOKEN.words : undefined)

/** A line of the bot, as its reader has it. */
export interface Line {
  text: string
  /** Buttons beneath it; on a channel without buttons they are numbered lines of the text. */
  buttons: string[]
}

/** Somebody at the door. */
export interface Guest {
  writes(text: string): Promise<unknown> | unknown
  /** Writes in the group, to the bot. */
  asks(text: string): Promise<unknown> | unknown
  /** Writes in the group, to everybody. */
  chats(text: string): Promise<unknown> | unknown
  speaks(sound: Uint8Array): Promise<unknown> | unknown
  shows(picture: Uint8Array): Promise<unknown> | unknown
  stands(lat: number, lon: number): Promise<unknown> | unknown
  presses(label: string): Promise<unknown> | unknown
  /** What the bot said to this guest in private so far. */
  heard(): Promise<Line[]> | Line[]
}

export interface Door {
  abilities: Abilities
  app: App
  guest(): Promise<Guest> | Guest
  /** What the bot said in the group so far. */
  group(): Line[]
  close(): Promise<void>
}

async function appWith(channel: Channel): Promise<App> {
  const folders = { cacheFolder: 'data/cache', filesFolder: newFolder() }
  return App.open({ databaseUrl: await newDatabase(), zone: ZONE, log, channels: [channel], transcribe, ...folders })
}

async function terminal(): Promise<Door> {
  const said: OutgoingMessage[] = []
  const app = await appWith(new TerminalChannel((message) => void said.push(message)))
  await app.start()
  const lines = (of: (message: OutgoingMessage) => boolean) => said.filter(of).map(({ text }) => ({ text, buttons: [] }))
  return {
    abilities: terminalAbilities,
    app,
    guest() {
      const from = newId()
      const base = (text: string): Inbound => ({ channel: 'terminal', update: newId(), from, place: { kind: 'private' }, addressed: true, text })
      const hand = (more: Partial<Inbound>) => app.reception.receive({ ...base(''), ...more })
      const attached = (kind: 'voice' | 'image', bytes: Uint8Array) => hand({ attachments: [{ ...fileAt(kind, ''), load: async () => bytes }] })
      return {
        writes: (text) => hand({ text }),
        asks: (text) => hand({ text, place: { kind: 'group', id: 'g' } }),
        chats: (text) => hand({ text, place: { kind: 'group', id: 'g' }, addressed: false }),
        speaks: (sound) => attached('voice', sound),
        shows: (picture) => attached('image', picture),
        stands: (lat, lon) => hand({ location: { lat, lon } }),
        presses: () => Promise.reject(new Error('a terminal has no buttons')),
        heard: () => lines(({ place, to }) => place.kind === 'private' && to === from),
      }
    },
    group: () => lines(({ place }) => place.kind === 'group'),
    close: () => app.stop(),
  }
}

async function web(): Promise<Door> {
  const channel = new WebChannel()
  const app = await appWith(channel)
  const server: Server = await openServer({
    host: '127.0.0.1',
    port: 0,
    ready: () => app.ready(),
    mounts: [openChat({ db: app.db, channel, clock: systemClock, zone: ZONE, hears: true, files: new Files(newFolder()), log })],
    log,
  })
  await app.start()
  return {
    abilities: webAbilities,
    app,
    async guest() {
      const visitor = new PlainVisitor(server)
      await visitor.get()
      const noGroups = () => Promise.reject(new Error('the web chat has no groups'))
      const tell = (fields: Record<string, string | File>) => visitor.tell({ id: newId(), ...fields })
      return {
        writes: (text) => tell({ text }),
        asks: noGroups,
        chats: noGroups,
        speaks: (sound) => tell({ voice: new File([new Uint8Array(sound)], 'voice.ogg', { type: 'audio/ogg' }) }),
        shows: (picture) => tell({ photo: new File([new Uint8Array(picture)], 'photo.png', { type: 'image/png' }) }),
        stands: (lat, lon) => tell({ lat: String(lat), lon: String(lon) }),
        async presses(label) {
          const all = [...(await (await visitor.get()).text()).matchAll(/<button type="submit" name="choice" value="([^"]+)"[^>]*>([^<]*)<\/button>/g)]
          const value = all.findLast(([, , words]) => words === label)?.[1]
          if (!value) throw new Error(`there is no button ${label}`)
          await tell({ choice: value })
        },
        async heard() {
          const [, html = ''] = (await (await visitor.get()).text()).split(/<ol|<\/ol>/)
          return html
            .split('<li ')
            .filter((line) => line.startsWith('class="line bot"'))
            .map((line) => ({ text: wordsIn(line), buttons: [...line.matchAll(/<button[^>]*>([^<]*)<\/button>/g)].map(([, label = '']) => label) }))
        },
      }
    },
    group: () => [],
    async close() {
      await server.close()
      await app.stop()
    },
  }
}

const wordsIn = (html: string): string =>
  (/<p class="words">(.*?)<\/p>/s.exec(html)?.[1] ?? '')
    .replace(/<span class="unseen">.*?<\/span>/gs, '')
    .replace(/<[^>]+>/g, '')
    .trim()

async function telegram(): Promise<Door> {
  const api = await BotApi.start({ bot: { username: 'yizhan_bot' } })
  const channel = new TelegramChannel({ token: api.token, apiRoot: api.url, log, clock: systemClock })
  const app = await appWith(channel)
  await app.start()
  const group: Group = api.world.supergroup({ bot: 'administrator' })
  api.world.hearsAll(true)
  const linesIn = (chat: number): Line[] =>
    api.sent
      .filter(({ chatId }) => chatId === chat)
      .map(({ text, replyMarkup }) => ({ text, buttons: buttonsOf(replyMarkup).map(({ text: label }) => bare(label)) }))
  return {
    abilities: telegramAbilities,
    app,
    guest() {
      const person: Person = api.world.person()
      return {
        writes: (text) => person.writes(text),
        asks: (text) => person.writes(`@yizhan_bot ${text}`, { in: group }),
        chats: (text) => person.writes(text, { in: group }),
        speaks: (sound) => person.sendsVoice({ bytes: Buffer.from(sound) }),
        shows: (picture) => person.sendsPhoto({ bytes: Buffer.from(picture) }),
        stands: (lat, lon) => person.sendsLocation(lat, lon),
        presses(label) {
          const isMeant = ({ text }: { text: string }) => bare(text) === label
          const last = api.sent.findLast(({ chatId, replyMarkup }) => chatId === person.id && buttonsOf(replyMarkup).some(isMeant))
          const button = buttonsOf(last?.replyMarkup).find(isMeant)
          if (!last || !button) throw new Error(`there is no button ${label}`)
          return person.presses(last.message, button.text)
        },
        heard: () => linesIn(person.id),
      }
    },
    group: () => linesIn(group.id),
    async close() {
      await app.stop()
      await api.stop()
    },
  }
}

/** Buttons carry their number, so that it can be typed, too. */
const bare = (label: string): string => label.replace(/^\d+\. /, '')

type Markup = { inline_keyboard?: { text: string; callback_data?: string }[][] } | undefined
const buttonsOf = (markup: unknown) => ((markup as Markup)?.inline_keyboard ?? []).flat().filter(({ callback_data }) => callback_data !== undefined)

async function wechat(): Promise<Door> {
  const gateway = await Gateway.open()
  const before = { ...process.env }
  Object.assign(process.env, gateway.settings, { HOME: mkdtempSync(join(tmpdir(), 'wechat-home-')) })
  const channel = new WechatChannel({ log, pace: FAST, show: () => undefined })
  const app = await appWith(channel)
  await app.start()
  const room = gateway.room('r1', [])
  let guests = 0
  const linesTo = (chat: string): Line[] => gateway.sent.filter(({ to }) => to === chat).map(({ text }) => ({ text, buttons: [] }))
  return {
    abilities: wechatAbilities,
    app,
    guest() {
      guests += 1
      const who = gateway.friend(`u${guests}`, `司机${guests}`)
      gateway.account.rooms.get(room)?.memberIdList.push(who)
      return {
        writes: (text) => gateway.says(who, text),
        asks: (text) => gateway.says(who, `@小驿\u2005${text}`, { room, mentions: [BOT] }),
        chats: (text) => gateway.says(who, text, { room }),
        speaks: (sound) => gateway.sendsFile(who, 'Audio', sound),
        shows: (picture) => gateway.sendsFile(who, 'Image', picture),
        stands: (lat, lon) => gateway.sendsPlace(who, lat, lon),
        presses: () => Promise.reject(new Error('WeChat has no buttons')),
        heard: () => linesTo(who),
      }
    },
    group: () => linesTo(room),
    async close() {
      await app.stop()
      await gateway.down()
      process.env = before
    },
  }
}

export const DOORS: Readonly<Record<string, () => Promise<Door>>> = { terminal, web, telegram, wechat }
export { PNG }
