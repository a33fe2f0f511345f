/** The methods of the server by their names in lower case. */
import type { Context, Core } from './core.ts'
import { answerCallbackQuery, deleteMessage, editMessageCaption, editMessageReplyMarkup, editMessageText } from './editing.ts'
import { flag, isObject, structure, text, whole } from './params.ts'
import { deliver, sendContact, sendFile, sendLocation, sendMessage } from './sending.ts'
import { tellPlace } from './speaking.ts'
import { type ChatState, checkAccess, checkDeliverable } from './state.ts'
import { ApiError, badRequest, Described, type Message } from './types.ts'
import { LIMIT_MAX, TIMEOUT_MAX } from './updates.ts'

type Method = (core: Core, context: Context) => unknown

/** Bytes of the largest file a bot may fetch. */
const DOWNLOAD_BYTES = 20 * 1_048_576
const CONNECTIONS_USUAL = 40
const CONNECTIONS_MAX = 100
const COMMANDS_MAX = 100
const ACTIONS = new Set(
  'typing upload_photo record_video upload_video record_voice upload_voice record_audio upload_audio upload_document choose_sticker find_location record_video_note upload_video_note cancel'.split(
    ' ',
  ),
)

function getUpdates({ queue, webhook }: Core, { params, onGone }: Context): unknown {
  if (webhook.target) throw new ApiError(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
  const limit = Math.min(LIMIT_MAX, Math.max(1, whole(params, 'limit', LIMIT_MAX)))
  const timeout = Math.min(TIMEOUT_MAX, Math.max(0, whole(params, 'timeout', 0)))
  takeAllowed(queue, params.allowed_updates === undefined ? undefined : structure(params, 'allowed_updates', 'allowed updates'))
  return queue.get(whole(params, 'offset', 0), limit, timeout, onGone)
}

/** An absent list keeps what was asked for before; an empty one asks for the usual kinds. */
function takeAllowed(queue: Core['queue'], allowed: unknown): void {
  if (Array.isArray(allowed)) queue.allowed = allowed.map(String)
}

function setWebhook(core: Core, { params }: Context): unknown {
  const { queue, webhook } = core
  const url = text(params, 'url')
  if (url === '') return deleteWebhook(core, params)
  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified')
  const secret = text(params, 'secret_token')
  if (secret.length > 256) throw badRequest('secret token is too long')
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters')
  takeAllowed(queue, structure(params, 'allowed_updates', 'allowed updates'))
  if (flag(params, 'drop_pending_updates')) queue.drop()
  queue.abort('Conflict: terminated by setWebhook request')
  webhook.set({ url, secret, maxConnections: Math.min(CONNECTIONS_MAX, Math.max(1, whole(params, 'max_connections', CONNECTIONS_USUAL))) })
  return new Described(true, 'Webhook was set')
}

function deleteWebhook({ queue, webhook }: Core, params: Context['params']): unknown {
  if (flag(params, 'drop_pending_updates')) queue.drop()
  if (!webhook.target) return new Described(true, 'Webhook is already deleted')
  webhook.set(undefined)
  return new Described(true, 'Webhook was deleted')
}

function getWebhookInfo({ queue, webhook }: Core): unknown {
  const { target, lastError } = webhook
  return {
    url: target?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: queue.pending.size,
    ...(target ? { max_connections: target.maxConnections, ip_address: '127.0.0.1' } : {}),
    ...(lastError ? { last_error_date: lastError.date, last_error_message: lastError.message } : {}),
    ...(queue.allowed.length > 0 ? { allowed_updates: queue.allowed } : {}),
  }
}

const commandKey = ({ params }: Context): string =>
  JSON.stringify([structure(params, 'scope', 'BotCommandScope') ?? { type: 'default' }, text(params, 'language_code')])

function setMyCommands(core: Core, context: Context): true {
  const commands = structure(context.params, 'commands', 'commands') ?? []
  if (!Array.isArray(commands)) throw badRequest("can't parse commands: expected an Array of BotCommand")
  if (commands.length > COMMANDS_MAX) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  for (const command of commands) {
    if (!isObject(command)) throw badRequest("can't parse BotCommand: expected an Object")
    if (!/^\/?[a-z0-9_]{1,32}$/.test(String(command.command))) throw badRequest('BOT_COMMAND_INVALID')
    const length = String(command.description ?? '').length
    if (length < 1 || length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  }
  core.commands.set(commandKey(context), commands)
  return true
}

function getFile({ state }: Core, { params }: Context): unknown {
  const id = text(params, 'file_id')
  if (id === '') throw badRequest('file_id not specified')
  const file = state.files.get(id)
  if (!file) throw badRequest('invalid file_id')
  if (file.size > DOWNLOAD_BYTES) throw badRequest('file is too big')
  return { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size, file_path: file.path }
}

function readable(core: Core, { params }: Context): ChatState {
  const state = core.state.chat(params.chat_id)
  checkAccess(state, 'read')
  return state
}

function getChatMember(core: Core, context: Context): unknown {
  const state = readable(core, context)
  const user = core.state.users.get(whole(context.params, 'user_id', 0))
  if (!user) throw badRequest('user not found')
  if (user.id === core.state.bot.id) return { user, status: state.bot }
  return { user, status: state.chat.type === 'private' ? 'member' : (state.members.get(user.id) ?? 'left') }
}

function leaveChat(core: Core, { params }: Context): true {
  const state = core.state.chat(params.chat_id)
  checkAccess(state, 'write')
  if (state.chat.type === 'private') throw badRequest("chat member status can't be changed in private chats")
  const before = state.bot
  state.bot = 'left'
  tellPlace(core, state, core.state.bot, before, 'left')
  return true
}

function sendChatAction(core: Core, { params }: Context): true {
  if (!ACTIONS.has(text(params, 'action'))) throw badRequest('wrong parameter action in request')
  const state = core.state.chat(params.chat_id)
  checkAccess(state, 'write')
  checkDeliverable(state)
  return true
}

/** forwardMessage and copyMessage. */
const repeat =
  (copy: boolean): Method =>
  (core, context) => {
    const from = core.state.chat(context.params.from_chat_id)
    const message = from.messages.get(whole(context.params, 'message_id', 0))
    if (!message) throw badRequest(copy ? 'message to copy not found' : 'message to forward not found')
    const sent: Message = deliver(core, context, () => {
      const { message_id: _id, date, chat: _chat, from: sender, reply_markup: _markup, reply_to_message: _reply, ...content } = message
      return copy ? content : { ...content, forward_origin: { type: 'user', sender_user: sender, date } }
    })
    return copy ? { message_id: sent.message_id } : sent
  }

const FILES = {
  photo: 'sendphoto',
  document: 'senddocument',
  voice: 'sendvoice',
  audio: 'sendaudio',
  video: 'sendvideo',
  animation: 'sendanimation',
  sticker: 'sendsticker',
}

export const METHODS: Record<string, Method | undefined> = {
  __proto__: null as never,
  getme: ({ state }) => state.bot,
  getupdates: getUpdates,
  setwebhook: setWebhook,
  deletewebhook: (core, { params }) => deleteWebhook(core, params),
  getwebhookinfo: getWebhookInfo,
  setmycommands: setMyCommands,
  getmycommands: ({ commands }, context) => commands.get(commandKey(context)) ?? [],
  deletemycommands: ({ commands }, context) => {
    commands.delete(commandKey(context))
    return true
  },
  sendmessage: sendMessage,
  sendlocation: sendLocation,
  sendcontact: sendContact,
  ...Object.fromEntries(Object.entries(FILES).map(([field, name]) => [name, sendFile(field)])),
  sendchataction: sendChatAction,
  forwardmessage: repeat(false),
  copymessage: repeat(true),
  editmessagetext: editMessageText,
  editmessagecaption: editMessageCaption,
  editmessagereplymarkup: editMessageReplyMarkup,
  deletemessage: deleteMessage,
  answercallbackquery: answerCallbackQuery,
  getfile: getFile,
  getchat: (core, context) => ({ ...readable(core, context).chat, accent_color_id: 0, max_reaction_count: 11 }),
  getchatmember: getChatMember,
  getchatmembercount: (core, context) => readable(core, context).members.size + 1,
  leavechat: leaveChat,
  close: () => true,
  logout: (core) => {
    core.loggedOut = true
    return true
  },
}
