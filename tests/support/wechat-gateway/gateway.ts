/**
 * A WeChat gateway on this machine: the real gRPC server of wechaty-puppet-service around an account that
 * the test writes. It can be stopped and started on the same port and keeps its account meanwhile. Like
 * the real ones it tells a message once, to whoever is connected at that moment.
 */
import { createServer } from 'node:net'
import { log, type payloads, types } from 'wechaty'
import { PuppetServer } from 'wechaty-puppet-service'
import { AccountPuppet, FileBox, type SentText } from './puppet.ts'

log.level('silent')

/** Who the bot is. */
export const BOT = 'wxid_bot'

export interface Said {
  id?: string
  room?: string
  /** Named in the list of mentions that good puppets give. */
  mentions?: string[]
  /** What WeChat heard in a voice message. */
  heard?: string
  type?: keyof typeof types.Message
}

export class Gateway {
  readonly account = new AccountPuppet()
  readonly port: number
  readonly token: string
  #server: PuppetServer | undefined
  #ids = 0

  private constructor(port: number, token: string) {
    this.port = port
    this.token = token
  }

  /** Opens a gateway whose account is signed in, unless told otherwise. */
  static async open({ signedIn = true, name = '小驿' }: { signedIn?: boolean; name?: string } = {}): Promise<Gateway> {
    const gateway = new Gateway(await freePort(), `insecure_${crypto.randomUUID()}`)
    gateway.#contact(BOT, { name })
    await gateway.account.start()
    if (signedIn) gateway.account.login(BOT)
    await gateway.up()
    return gateway
  }

  get endpoint(): string {
    return `127.0.0.1:${this.port}`
  }

  get sent(): readonly SentText[] {
    return this.account.sent
  }

  /** wechaty's settings for this gateway. */
  get settings(): Record<string, string> {
    return {
      WECHATY_PUPPET: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_ENDPOINT: this.endpoint,
      WECHATY_PUPPET_SERVICE_TOKEN: this.token,
      WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
    }
  }

  async up(): Promise<void> {
    this.#server = new PuppetServer({ endpoint: this.endpoint, puppet: this.account, token: this.token, tls: { disable: true } })
    await this.#server.start()
  }

  async down(): Promise<void> {
    await this.#server?.stop()
    this.#server = undefined
  }

  /** Somebody is connected, so that what happens is told. */
  get connected(): boolean {
    return this.account.listenerCount('message') > 0
  }

  signsIn(): void {
    this.account.login(BOT)
  }

  async signsOut(): Promise<void> {
    await this.account.logout()
  }

  wantsScan(code: string, status: keyof typeof types.ScanStatus = 'Waiting'): void {
    this.account.emit('scan', { qrcode: code, status: types.ScanStatus[status] })
  }

  friend(id: string, name = id): string {
    return this.#contact(id, { name, friend: true })
  }

  stranger(id: string, name = id): string {
    return this.#contact(id, { name, friend: false })
  }

  official(id: string): string {
    return this.#contact(id, { name: id, friend: true, type: types.Contact.Official })
  }

  /** A room with the bot in it; `aliases` are what members call themselves there. */
  room(id: string, members: string[], aliases: Record<string, string> = {}): string {
    this.account.rooms.set(id, { id, topic: `群${id}`, memberIdList: [BOT, ...members], adminIdList: [] })
    for (const [who, alias] of Object.entries(aliases)) this.account.aliases.set(`${id}/${who}`, alias)
    return id
  }

  /** Somebody writes; returns the message's id. */
  says(who: string, text: string, said: Said = {}): string {
    return this.#message(who, { ...said, type: said.type ?? 'Text' }, text)
  }

  sendsFile(who: string, type: 'Audio' | 'Image', content: Uint8Array, said: Said = {}): string {
    const id = said.id ?? this.#next()
    this.account.files.set(id, FileBox.fromBuffer(Buffer.from(content), type === 'Audio' ? 'voice.sil' : 'photo.jpg'))
    return this.#message(who, { ...said, id, type }, said.heard ?? '')
  }

  sendsPlace(who: string, latitude: number, longitude: number, said: Said = {}): string {
    const id = said.id ?? this.#next()
    this.account.places.set(id, { accuracy: 10, address: '', latitude, longitude, name: '' })
    return this.#message(who, { ...said, id, type: 'Location' }, '')
  }

  /** Tells a message again that was told before. */
  repeats(id: string): void {
    this.account.emit('message', { messageId: id })
  }

  asksToBeFriend(who: string, id = this.#next()): string {
    this.account.friendships.set(id, { id, contactId: who, timestamp: Date.now(), type: types.Friendship.Receive, ticket: 'ticket' })
    this.account.emit('friendship', { friendshipId: id })
    return id
  }

  becameFriend(who: string, id = this.#next()): string {
    this.account.friendships.set(id, { id, contactId: who, timestamp: Date.now(), type: types.Friendship.Confirm })
    this.account.emit('friendship', { friendshipId: id })
    return id
  }

  invites(id = this.#next()): string {
    this.account.emit('room-invite', { roomInvitationId: id })
    return id
  }

  joins(room: string, who: string[] = [BOT]): void {
    const [, inviterId = BOT] = this.account.rooms.get(room)?.memberIdList ?? []
    this.account.emit('room-join', { roomId: room, inviteeIdList: who, inviterId, timestamp: Date.now() })
  }

  leaves(room: string, who: string[] = [BOT]): void {
    const [, removerId = BOT] = this.account.rooms.get(room)?.memberIdList ?? []
    this.account.emit('room-leave', { roomId: room, removeeIdList: who, removerId, timestamp: Date.now() })
  }

  #contact(id: string, payload: Partial<payloads.Contact>): string {
    this.account.contacts.set(id, { id, name: id, gender: types.ContactGender.Unknown, type: types.Contact.Individual, avatar: '', phone: [], ...payload })
    return id
  }

  #message(who: string, { id = this.#next(), room, mentions, type = 'Text' }: Said, text: string): string {
    const to = room === undefined ? { listenerId: BOT } : { roomId: room, mentionIdList: mentions ?? [] }
    this.account.messages.set(id, { id, talkerId: who, text, timestamp: Date.now(), type: types.Message[type], ...to } as payloads.Message)
    this.account.emit('message', { messageId: id })
    return id
  }

  #next(): string {
    this.#ids += 1
    return `m${this.#ids}`
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
