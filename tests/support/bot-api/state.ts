/** Chats, people, messages and files as the server keeps them. */
import { ApiError, type BotUser, badRequest, type Chat, forbidden, type Message, type User } from './types.ts'

export type BotStatus = 'member' | 'administrator' | 'left' | 'kicked'

export interface ChatState {
  chat: Chat
  /** The person, in a private chat. */
  user: User | undefined
  /** Private: whether the person ever pressed Start, blocked the bot, or is deleted. */
  started: boolean
  blocked: boolean
  deactivated: boolean
  /** Groups and channels: the bot's place in it, and the members with theirs. */
  bot: BotStatus
  members: Map<number, string>
  /** The supergroup that took the group's place. */
  migratedTo: number | undefined
  messages: Map<number, Message>
  lastMessageId: number
}

export interface StoredFile {
  fileId: string
  uniqueId: string
  path: string
  bytes: Buffer
  /** Bytes as told to the bot; may be claimed larger than the bytes held. */
  size: number
}

/** Messages kept per chat when only counts are recorded: enough for replies and edits of the moment. */
const KEPT_WHEN_COUNTING = 50
const FIRST_MESSAGE_ID = 100

export class State {
  readonly bot: BotUser
  readonly chats = new Map<number, ChatState>()
  readonly users = new Map<number, User>()
  /** Files by file_id, and by the path they are fetched from. */
  readonly files = new Map<string, StoredFile>()
  readonly filesByPath = new Map<string, StoredFile>()
  /** Callback queries still open, by id, and the answers given to them. */
  readonly queries = new Map<string, { chatId: number; expired: boolean; answer: unknown }>()
  countOnly: boolean
  /** Private chats and basic groups number their messages together: it is the account's counter. */
  #accountMessageId = FIRST_MESSAGE_ID
  #serial = 0
  readonly #now: () => number

  /** `now` is the wall clock in milliseconds. */
  constructor(bot: BotUser, countOnly: boolean, now: () => number) {
    this.bot = bot
    this.countOnly = countOnly
    this.#now = now
    this.users.set(bot.id, bot)
  }

  /** Unix seconds. */
  date(): number {
    return Math.floor(this.#now() / 1_000)
  }

  /** A number no other thing has. */
  serial(): number {
    this.#serial += 1
    return this.#serial
  }

  addChat(chat: Chat, user?: User): ChatState {
    const state: ChatState = {
      chat,
      user,
      started: false,
      blocked: false,
      deactivated: false,
      bot: 'member',
      members: new Map(),
      migratedTo: undefined,
      messages: new Map(),
      lastMessageId: 0,
    }
    this.chats.set(chat.id, state)
    return state
  }

  /** The next message number in a chat. */
  nextMessageId(state: ChatState): number {
    if (state.chat.type === 'private' || state.chat.type === 'group') {
      this.#accountMessageId += 1
      return this.#accountMessageId
    }
    state.lastMessageId += 1
    return state.lastMessageId
  }

  /** Keeps a message so that it can be replied to, edited and pressed. */
  keep(state: ChatState, message: Message): void {
    state.messages.set(message.message_id, message)
    if (this.countOnly && state.messages.size > KEPT_WHEN_COUNTING) {
      const oldest = state.messages.keys().next().value
      if (oldest !== undefined) state.messages.delete(oldest)
    }
  }

  /** Keeps a file; `size` may claim more bytes than there are. */
  addFile(bytes: Buffer, folder: string, extension: string, size = bytes.length): StoredFile {
    const serial = this.serial()
    const file: StoredFile = {
      fileId: `AgACAgIAAxkBAAI${serial.toString(36).padStart(8, 'B')}${folder}`,
      uniqueId: `AQAD${serial.toString(36).padStart(8, 'A')}`,
      path: `${folder}/file_${serial}${extension === '' ? '' : `.${extension}`}`,
      bytes,
      size,
    }
    this.files.set(file.fileId, file)
    this.filesByPath.set(file.path, file)
    return file
  }

  /** The chat of a call's chat_id (a number, its digits, or @username). */
  chat(value: unknown): ChatState {
    if (value === undefined || value === null || value === '') throw badRequest('chat_id is empty')
    if (typeof value === 'string' && value.startsWith('@')) {
      const wanted = value.slice(1).toLowerCase()
      for (const state of this.chats.values()) if (state.chat.type !== 'private' && state.chat.username?.toLowerCase() === wanted) return state
      throw badRequest('chat not found')
    }
    const state = this.chats.get(Number(value))
    if (!state) throw badRequest('chat not found')
    return state
  }
}

/** What the real server checks before it looks at anything else in the chat. */
export function checkAccess(state: ChatState, need: 'read' | 'write'): void {
  const { type } = state.chat
  if (type === 'private') {
    if (state.deactivated && need === 'write') throw forbidden('user is deactivated')
    return
  }
  if (type === 'group') {
    if (need === 'read') return
    if (state.migratedTo !== undefined)
      throw new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: state.migratedTo })
  }
  if (state.bot === 'kicked') throw forbidden(`bot was kicked from the ${type} chat`)
  if (state.bot === 'left') throw forbidden(`bot is not a member of the ${type} chat`)
}

/** What only the delivering stage finds out. */
export function checkDeliverable(state: ChatState): void {
  if (state.chat.type !== 'private') return
  if (state.user?.is_bot) throw forbidden("the bot can't send messages to the bot")
  if (state.blocked) throw forbidden('bot was blocked by the user')
  if (!state.started) throw forbidden("bot can't initiate conversation with a user")
}
