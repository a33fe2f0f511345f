/** What a person does. Each deed returns what came of it. */
import type { Core } from './core.ts'
import { findEntities } from './entities.ts'
import type { Group } from './groups.ts'
import { isObject } from './params.ts'
import { CHANNEL_SPEAKER, GROUP_SPEAKER, type Said, say, tell, tellPlace } from './speaking.ts'
import type { ChatState } from './state.ts'
import type { Chat, Message, User } from './types.ts'

/** Where and how something is said; in the private chat and as oneself unless said otherwise. */
export interface Manner {
  in?: Group
  replyTo?: Message | number
  /** People or the bot whose first names in the text become text_mentions. */
  mention?: readonly { user: User }[]
  /** Speaks as this chat (an anonymous administrator speaks as the group itself). */
  as?: Chat
  /** Further fields of the message, such as message_thread_id or media_group_id. */
  extra?: Record<string, unknown>
}

export interface FileDeed extends Manner {
  bytes?: Buffer
  /** Bytes as claimed to the bot, for files too big to make. */
  size?: number
  caption?: string
  name?: string
  mime?: string
  /** Seconds, of a voice message. */
  duration?: number
}

export interface Press {
  /** The query that was made. */
  id: string
  updateId: number | undefined
}

/** Widths of the sizes a photo is offered in, small first. */
const PHOTO_WIDTHS = [90, 320, 800, 1280]
const NO_BYTES = Buffer.from('a file of the local server')

export class Person {
  readonly user: User
  readonly chat: ChatState
  readonly #core: Core

  constructor(core: Core, user: User, chat: ChatState) {
    this.#core = core
    this.user = user
    this.chat = chat
  }

  get id(): number {
    return this.user.id
  }

  /** Presses Start: the private chat exists from now on. */
  start(payload = ''): Said {
    this.chat.started = true
    return this.writes(payload === '' ? '/start' : `/start ${payload}`)
  }

  writes(text: string, manner: Manner = {}): Said {
    const entities = findEntities(
      text,
      manner.mention?.map(({ user }) => user),
    )
    return this.#say(entities.length > 0 ? { text, entities } : { text }, manner)
  }

  /** Changes a text written earlier. */
  edits(message: Message, text: string): Said {
    const state = this.#core.state.chat(message.chat.id)
    const entities = findEntities(text)
    const next: Message = { ...message, text, entities: entities.length > 0 ? entities : undefined, edit_date: this.#core.state.date() }
    state.messages.set(next.message_id, next)
    return { message: next, updateId: tell(this.#core, state, state.chat.type === 'channel' ? 'edited_channel_post' : 'edited_message', next) }
  }

  /**
   * Presses a button of a message the bot sent: by its callback_data or by the words on it.
   * `old`: the message is a month old, and the bot gets an InaccessibleMessage (date 0). `expired`: the query can no longer be answered.
   */
  presses(message: Message, button: string, options: { old?: boolean; expired?: boolean } = {}): Press {
    const { state, queue } = this.#core
    const chat = state.chat(message.chat.id)
    const current = chat.messages.get(message.message_id) ?? message
    const data = dataOf(current, button)
    const id = `${this.user.id}${String(state.serial()).padStart(9, '0')}`
    state.queries.set(id, { chatId: chat.chat.id, expired: options.expired ?? false, answer: undefined })
    const told = options.old ? { message_id: message.message_id, chat: chat.chat, date: 0 } : current
    return { id, updateId: queue.add('callback_query', { id, from: this.user, message: told, chat_instance: String(-chat.chat.id), data }) }
  }

  sendsPhoto(deed: FileDeed = {}): Said {
    const bytes = deed.bytes ?? NO_BYTES
    const photo = PHOTO_WIDTHS.map((width) => {
      const file = this.#core.state.addFile(bytes, 'photos', 'jpg', deed.size ?? bytes.length)
      return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size, width, height: Math.round(width * 0.75) }
    })
    return this.#say({ photo, ...captioned(deed) }, deed)
  }

  sendsVoice(deed: FileDeed = {}): Said {
    return this.#say(
      { voice: { ...this.#file(deed, 'voice', 'oga'), duration: deed.duration ?? 3, mime_type: deed.mime ?? 'audio/ogg' }, ...captioned(deed) },
      deed,
    )
  }

  sendsDocument(deed: FileDeed = {}): Said {
    const name = deed.name ?? 'file.pdf'
    const document = { ...this.#file(deed, 'documents', name.split('.').at(-1) ?? ''), file_name: name, mime_type: deed.mime ?? 'application/pdf' }
    return this.#say({ document, ...captioned(deed) }, deed)
  }

  sendsSticker(emoji = '👍', manner: Manner = {}): Said {
    const facts = { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false, emoji }
    return this.#say({ sticker: { ...this.#file({}, 'stickers', 'webp'), ...facts } }, manner)
  }

  sendsLocation(latitude: number, longitude: number, manner: Manner = {}): Said {
    return this.#say({ location: { latitude, longitude } }, manner)
  }

  /** A contact: the person's own unless another's is given. */
  sendsContact(phone: string, contact: { first_name?: string; user_id?: number } = {}, manner: Manner = {}): Said {
    return this.#say({ contact: { phone_number: phone, first_name: this.user.first_name, user_id: this.user.id, ...contact } }, manner)
  }

  /** Forwards a message, keeping who first wrote it. */
  forwards(message: Message, manner: Manner = {}): Said {
    const { text, entities, caption, photo, voice, document, sticker, location, contact } = message
    const content = Object.fromEntries(
      Object.entries({ text, entities, caption, photo, voice, document, sticker, location, contact }).filter(([, value]) => value !== undefined),
    )
    return this.#say({ forward_origin: { type: 'user', sender_user: message.from, date: message.date }, ...content }, manner)
  }

  /** Any other content of a message. */
  sends(content: Record<string, unknown>, manner: Manner = {}): Said {
    return this.#say(content, manner)
  }

  /** Blocks the bot: it is told by my_chat_member, and its messages are refused with 403. */
  blocks(): number | undefined {
    this.chat.blocked = true
    return tellPlace(this.#core, this.chat, this.user, 'member', 'kicked')
  }

  unblocks(): number | undefined {
    this.chat.blocked = false
    return tellPlace(this.#core, this.chat, this.user, 'kicked', 'member')
  }

  /** The account is deleted. */
  vanishes(): void {
    this.chat.deactivated = true
  }

  #say(content: Record<string, unknown>, manner: Manner): Said {
    const state = manner.in?.state ?? this.chat
    if (state === this.chat) this.chat.started = true
    else if (!state.members.has(this.user.id) && !manner.as) state.members.set(this.user.id, 'member')
    // Who speaks as a chat is hidden behind Telegram's own account for it.
    const from = manner.as ? (manner.as.type === 'channel' ? CHANNEL_SPEAKER : GROUP_SPEAKER) : this.user
    return say(this.#core, state, { from, senderChat: manner.as, replyTo: manner.replyTo, content: { ...content, ...manner.extra } })
  }

  #file({ bytes = NO_BYTES, size }: FileDeed, folder: string, extension: string): Record<string, unknown> {
    const file = this.#core.state.addFile(bytes, folder, extension, size ?? bytes.length)
    return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size }
  }
}

const captioned = ({ caption, mention }: FileDeed): Record<string, unknown> => {
  if (caption === undefined) return {}
  const entities = findEntities(
    caption,
    mention?.map(({ user }) => user),
  )
  return entities.length > 0 ? { caption, caption_entities: entities } : { caption }
}

/** The callback_data of the button with these words or this data; data that no button carries is sent as it is, as forged presses are. */
function dataOf(message: Message, button: string): string {
  const markup = message.reply_markup
  const rows = isObject(markup) && Array.isArray(markup.inline_keyboard) ? (markup.inline_keyboard as Record<string, unknown>[][]) : []
  const found = rows.flat().find(({ text }) => text === button)
  return typeof found?.callback_data === 'string' ? found.callback_data : button
}
