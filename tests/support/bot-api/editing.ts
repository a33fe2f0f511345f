/** Methods that change or remove what is already in a chat, and answers to buttons. */
import type { Context, Core } from './core.ts'
import { CAPTION_LIMIT, formattedText, TEXT_LIMIT } from './entities.ts'
import { checkMarkup, readMarkup } from './keyboards.ts'
import { text, whole } from './params.ts'
import { passLimits } from './sending.ts'
import { type ChatState, checkAccess, checkDeliverable } from './state.ts'
import { badRequest, type Message, type Params } from './types.ts'

/** Seconds for which a message can be deleted. */
const DELETABLE = 48 * 3_600
/** UTF-16 units of the note shown for a pressed button. */
const NOTE_LIMIT = 200
const UNCHANGED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

export function editMessageText(core: Core, context: Context): Message {
  const { params } = context
  if (text(params, 'text') === '') throw badRequest('message text is empty')
  const formatted = formattedText(params, 'text')
  return edit(core, context, (message) => {
    if (message.text === undefined) throw badRequest('there is no text in the message to edit')
    if (formatted.text === '') throw badRequest('text must be non-empty')
    if (formatted.text.length > TEXT_LIMIT) throw badRequest('message is too long')
    return { text: formatted.text, entities: formatted.entities.length > 0 ? formatted.entities : undefined }
  })
}

export function editMessageCaption(core: Core, context: Context): Message {
  const formatted = formattedText(context.params, 'caption')
  return edit(core, context, (message) => {
    if (message.text !== undefined) throw badRequest('there is no caption in the message to edit')
    if (formatted.text.length > CAPTION_LIMIT) throw badRequest('message caption is too long')
    return { caption: formatted.text === '' ? undefined : formatted.text, caption_entities: formatted.entities.length > 0 ? formatted.entities : undefined }
  })
}

export const editMessageReplyMarkup = (core: Core, context: Context): Message => edit(core, context, () => ({}))

/** Every edit sets the reply markup too: an edit without one takes the buttons away. */
function edit(core: Core, context: Context, change: (message: Message) => Partial<Message>): Message {
  const { params, method } = context
  const markup = readMarkup(params)
  const state = core.state.chat(params.chat_id)
  checkAccess(state, 'write')
  const message = found(state, params, 'message to edit not found')
  if (message.from?.id !== core.state.bot.id) throw badRequest("message can't be edited")
  checkDeliverable(state)
  const changes = change(message)
  checkMarkup(markup)
  const buttons = Array.isArray(markup?.inline_keyboard) && markup.inline_keyboard.length > 0 ? { inline_keyboard: markup.inline_keyboard } : undefined
  const next: Message = { ...message, ...changes, reply_markup: buttons }
  if (same(message, next)) throw badRequest(UNCHANGED)
  passLimits(core, state)
  next.edit_date = core.state.date()
  state.messages.set(next.message_id, next)
  core.records.addEdited({
    method,
    chatId: state.chat.id,
    messageId: next.message_id,
    text: next.text ?? next.caption ?? '',
    replyMarkup: markup,
    params,
    message: next,
    at: core.monotonic(),
  })
  return next
}

const same = (one: Message, other: Message): boolean => face(one) === face(other)
const face = ({ text: words, entities, caption, caption_entities, reply_markup }: Message): string =>
  JSON.stringify([words ?? '', entities ?? [], caption ?? '', caption_entities ?? [], reply_markup ?? null])

function found(state: ChatState, params: Params, complaint: string): Message {
  const id = whole(params, 'message_id', 0)
  const message = state.messages.get(id)
  if (!message) throw badRequest(id === 0 ? 'message identifier is not specified' : complaint)
  return message
}

export function deleteMessage(core: Core, { params }: Context): true {
  const state = core.state.chat(params.chat_id)
  checkAccess(state, 'write')
  const message = found(state, params, 'message to delete not found')
  const own = message.from?.id === core.state.bot.id
  if (state.chat.type !== 'private' && !own && state.bot !== 'administrator') throw badRequest("message can't be deleted")
  if (core.state.date() - message.date > DELETABLE && !(state.bot === 'administrator' && state.chat.type !== 'private'))
    throw badRequest("message can't be deleted for everyone")
  state.messages.delete(message.message_id)
  core.records.addDeleted(state.chat.id, message.message_id, core.monotonic())
  return true
}

export function answerCallbackQuery(core: Core, { params }: Context): true {
  const query = core.state.queries.get(text(params, 'callback_query_id'))
  if (!query || query.expired) throw badRequest('query is too old and response timeout expired or query ID is invalid')
  if (text(params, 'text').length > NOTE_LIMIT) throw badRequest('MESSAGE_TOO_LONG')
  query.answer = params
  // An answered query is over only for the benchmark's memory; a second answer is accepted, as it is in reality.
  if (core.records.countOnly) core.state.queries.delete(text(params, 'callback_query_id'))
  return true
}
