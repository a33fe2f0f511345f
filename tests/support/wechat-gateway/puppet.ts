/** The account behind the gateway: contacts, rooms and messages as the test lays them down. */
import { FileBox, type FileBoxInterface } from 'file-box'
import type { payloads } from 'wechaty'
import { types } from 'wechaty'
import { PuppetMock } from 'wechaty-puppet-mock'

export interface SentText {
  to: string
  text: string
  mentions: readonly string[]
  at: number
}

const found = <T>(value: T | undefined, id: string): T => {
  if (value === undefined) throw new Error(`there is no ${id}`)
  return value
}

export class AccountPuppet extends PuppetMock {
  readonly contacts = new Map<string, payloads.Contact>()
  readonly rooms = new Map<string, payloads.Room>()
  /** What members call themselves in a room: `room/contact`. */
  readonly aliases = new Map<string, string>()
  readonly messages = new Map<string, payloads.Message>()
  readonly files = new Map<string, FileBoxInterface>()
  readonly places = new Map<string, payloads.Location>()
  readonly friendships = new Map<string, payloads.Friendship>()
  readonly acceptedFriendships: string[] = []
  readonly acceptedInvitations: string[] = []
  readonly sent: SentText[] = []
  /** Faults of the next sendings: an error before or after the text went out, or none. */
  readonly faults: ('refuse' | 'lose the answer' | undefined)[] = []
  /** How often it was asked for a sign of life. */
  dings = 0
  /** Fetching a message fails this often. */
  deafFor = 0

  /** Stopping the service does not sign the account out. */
  override stop = async (): Promise<void> => {}

  override ding(data?: string): void {
    this.dings += 1
    setImmediate(() => this.emit('dong', { data: data ?? '' }))
  }

  override async contactList(): Promise<string[]> {
    return [...this.contacts.keys()]
  }

  override async contactRawPayload(id: string): Promise<payloads.Contact> {
    return found(this.contacts.get(id), id)
  }

  override async roomRawPayload(id: string): Promise<payloads.Room> {
    return found(this.rooms.get(id), id)
  }

  override async roomMemberList(id: string): Promise<string[]> {
    return found(this.rooms.get(id), id).memberIdList
  }

  override async roomMemberRawPayload(room: string, id: string): Promise<payloads.RoomMember> {
    const { avatar, name } = found(this.contacts.get(id), id)
    const roomAlias = this.aliases.get(`${room}/${id}`)
    return { id, avatar, name, ...(roomAlias ? { roomAlias } : {}) }
  }

  override async messageRawPayload(id: string): Promise<payloads.Message> {
    if (this.deafFor > 0) {
      this.deafFor -= 1
      throw new Error('the telephone does not answer')
    }
    return found(this.messages.get(id), id)
  }

  override async messageFile(id: string): Promise<FileBoxInterface> {
    return found(this.files.get(id), id)
  }

  override async messageLocation(id: string): Promise<payloads.Location> {
    return found(this.places.get(id), id)
  }

  override async messageSendText(to: string, text: string, mentions: string[] = []): Promise<void> {
    if (!this.isLoggedIn) throw new Error('not logged in')
    const fault = this.faults.shift()
    if (fault === 'refuse') throw new Error('the account may not write here')
    this.sent.push({ to, text, mentions, at: performance.now() })
    const id = `own-${this.sent.length}`
    this.messages.set(id, {
      id,
      talkerId: this.currentUserId,
      text,
      timestamp: Date.now(),
      type: types.Message.Text,
      ...(this.rooms.has(to) ? { roomId: to } : { listenerId: to }),
    } as payloads.Message)
    // WeChat tells the account's own messages, too.
    setImmediate(() => this.emit('message', { messageId: id }))
    if (fault === 'lose the answer') await new Promise(() => undefined)
  }

  override async friendshipRawPayload(id: string): Promise<payloads.Friendship> {
    return found(this.friendships.get(id), id)
  }

  override async friendshipAccept(id: string): Promise<void> {
    const { contactId } = found(this.friendships.get(id), id)
    this.acceptedFriendships.push(id)
    this.befriend(contactId, true)
  }

  override async roomInvitationAccept(id: string): Promise<void> {
    this.acceptedInvitations.push(id)
  }

  /** The two sides are friends from now on, or no longer. */
  befriend(id: string, friend: boolean): void {
    this.contacts.set(id, { ...found(this.contacts.get(id), id), friend })
    this.emit('dirty', { payloadType: types.Payload.Contact, payloadId: id })
  }
}

export { FileBox }
