/** How a thing said becomes a message, and the message an update, or none under privacy mode. */
import type { Core } from './core.ts'
import type { ChatState } from './state.ts'
import type { Chat, Message, User } from './types.ts'

/** Something said: the message as it stands in the chat, and the number of its update, if the bot was told. */
export interface Said {
  message: Message
  updateId: number | undefined
}

/** Telegram's own accounts that stand in `from` when somebody speaks as a group or a channel. */
export const GROUP_SPEAKER: User = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }
export const CHANNEL_SPEAKER: User = { id: 136_817_688, is_bot: true, first_name: 'Channel', username: 'Channel_Bot' }

export interface Utterance {
  from?: User | undefined
  senderChat?: Chat | undefined
  /** A message, or the number of one, that this answers. */
  replyTo?: Message | number | undefined
  content: Record<string, unknown>
}

export function say(core: Core, state: ChatState, { from, senderChat, replyTo, content }: Utterance): Said {
  const original = typeof replyTo === 'number' ? state.messages.get(replyTo) : replyTo
  const message: Message = {
    message_id: core.state.nextMessageId(state),
    ...(from ? { from } : {}),
    ...(senderChat ? { sender_chat: senderChat } : {}),
    chat: state.chat,
    date: core.state.date(),
    ...(original ? { reply_to_message: { ...original, reply_to_message: undefined } } : {}),
    ...content,
  }
  core.state.keep(state, message)
  return { message, updateId: tell(core, state, state.chat.type === 'channel' ? 'channel_post' : 'message', message) }
}

/** Queues a message's update when the bot is there and may hear it. */
export function tell(core: Core, state: ChatState, kind: string, message: Message): number | undefined {
  if (state.chat.type === 'private' ? state.blocked : !present(state)) return undefined
  return hears(core, state, message) ? core.queue.add(kind, message) : undefined
}

export const present = (state: ChatState): boolean => state.migratedTo === undefined && (state.bot === 'member' || state.bot === 'administrator')

const SERVICE = ['new_chat_members', 'left_chat_member', 'new_chat_title', 'pinned_message', 'migrate_to_chat_id', 'migrate_from_chat_id', 'group_chat_created']

function hears(core: Core, state: ChatState, message: Message): boolean {
  const { bot } = core.state
  const { type } = state.chat
  if (type === 'private' || type === 'channel') return true
  // Bots never hear other bots in groups.
  if (message.from?.is_bot && !message.sender_chat) return SERVICE.some((field) => field in message)
  if (bot.can_read_all_group_messages || state.bot === 'administrator') return true
  return message.reply_to_message?.from?.id === bot.id || SERVICE.some((field) => field in message) || addressed(message, bot)
}

/** Whether a text or caption is a command to this bot (or to any), or mentions it. */
function addressed(message: Message, bot: User & { username: string }): boolean {
  const words = message.text ?? message.caption ?? ''
  const name = `@${bot.username.toLowerCase()}`
  return (message.entities ?? message.caption_entities ?? []).some(({ type, offset, length, user }) => {
    const stretch = words.slice(offset, offset + length).toLowerCase()
    if (type === 'bot_command') return !stretch.includes('@') || stretch.endsWith(name)
    return type === 'mention' ? stretch === name : type === 'text_mention' && user?.id === bot.id
  })
}

/** my_chat_member: the bot's place in a chat changes by somebody's hand. */
export function tellPlace(core: Core, state: ChatState, by: User, before: string, after: string): number | undefined {
  const member = (status: string) => ({ user: core.state.bot, status, ...(status === 'kicked' ? { until_date: 0 } : {}) })
  return core.queue.add('my_chat_member', {
    chat: state.chat,
    from: by,
    date: core.state.date(),
    old_chat_member: member(before),
    new_chat_member: member(after),
  })
}
