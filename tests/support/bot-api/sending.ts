/** Methods that put a new message into a chat. */
import type { Context, Core } from './core.ts'
import { CAPTION_LIMIT, formattedText, TEXT_LIMIT } from './entities.ts'
import { checkMarkup, readMarkup } from './keyboards.ts'
import { flag, isObject, structure, text, whole } from './params.ts'
import { type ChatState, checkAccess, checkDeliverable } from './state.ts'
import { ApiError, badRequest, type Message, type Params, tooMany } from './types.ts'

/** Bytes a bot may upload: of a photo, and of any other file. */
const PHOTO_BYTES = 10 * 1_048_576
const UPLOAD_BYTES = 50 * 1_048_576

export function sendMessage(core: Core, context: Context): Message {
  const { params } = context
  if (text(params, 'text') === '') throw badRequest('message text is empty')
  const formatted = formattedText(params, 'text')
  return deliver(core, context, () => {
    if (formatted.text === '') throw badRequest('text must be non-empty')
    if (formatted.text.length > TEXT_LIMIT) throw badRequest('message is too long')
    return formatted.entities.length > 0 ? { text: formatted.text, entities: formatted.entities } : { text: formatted.text }
  })
}

export function sendLocation(core: Core, context: Context): Message {
  const latitude = text(context.params, 'latitude')
  const longitude = text(context.params, 'longitude')
  if (latitude === '') throw badRequest('latitude is empty')
  if (longitude === '') throw badRequest('longitude is empty')
  return deliver(core, context, () => ({ location: { latitude: Number(latitude), longitude: Number(longitude) } }))
}

export function sendContact(core: Core, context: Context): Message {
  const { params } = context
  if (text(params, 'phone_number') === '') throw badRequest('phone number is empty')
  return deliver(core, context, () => ({ contact: { phone_number: text(params, 'phone_number'), first_name: text(params, 'first_name') } }))
}

/** sendPhoto, sendDocument, sendVoice and their like: `field` names the file. */
export const sendFile =
  (field: string) =>
  (core: Core, context: Context): Message => {
    const { params } = context
    const formatted = formattedText(params, 'caption')
    const source = fileSource(context, field)
    return deliver(core, context, () => {
      if (formatted.text.length > CAPTION_LIMIT) throw badRequest('message caption is too long')
      const file =
        'bytes' in source ? core.state.addFile(source.bytes, `${field}s`, source.filename.split('.').at(-1) ?? '') : core.state.files.get(source.fileId)
      if (!file) throw badRequest('wrong file identifier/HTTP URL specified')
      const facts = { file_id: file.fileId, file_unique_id: file.uniqueId, file_size: file.size }
      const media =
        field === 'photo'
          ? [{ ...facts, width: 1280, height: 960 }]
          : {
              ...facts,
              ...('filename' in source ? { file_name: source.filename } : {}),
              ...(field === 'voice' ? { duration: whole(params, 'duration', 0) } : {}),
            }
      return {
        [field]: media,
        ...(formatted.text === '' ? {} : { caption: formatted.text }),
        ...(formatted.entities.length === 0 ? {} : { caption_entities: formatted.entities }),
      }
    })
  }

function fileSource({ params, uploads }: Context, field: string): { bytes: Buffer; filename: string } | { fileId: string } {
  const value = text(params, field)
  const upload = uploads.get(value.startsWith('attach://') ? value.slice('attach://'.length) : field)
  if (upload) {
    if (upload.bytes.length === 0) throw badRequest('file must be non-empty')
    const { length } = upload.bytes
    if (length > UPLOAD_BYTES) throw new ApiError(413, 'Request Entity Too Large')
    if (field === 'photo' && length > PHOTO_BYTES)
      throw badRequest(`file of size ${length} bytes is too big for a photo; the maximum size is ${PHOTO_BYTES} bytes`)
    return upload
  }
  if (value === '') throw badRequest(`there is no ${field} in the request`)
  if (/^https?:/.test(value)) throw badRequest('failed to get HTTP URL content')
  return { fileId: value }
}

/** The way of every new message: access, reply, the delivering stage's checks, the flood limits, and then it is there. */
export function deliver(core: Core, context: Context, content: () => Record<string, unknown>): Message {
  const { params, method } = context
  const markup = readMarkup(params)
  const state = core.state.chat(params.chat_id)
  checkAccess(state, 'write')
  const replyTo = repliedMessage(state, params)
  checkDeliverable(state)
  const body = content()
  checkMarkup(markup)
  passLimits(core, state)
  const message: Message = {
    message_id: core.state.nextMessageId(state),
    from: core.state.bot,
    chat: state.chat,
    date: core.state.date(),
    ...(replyTo ? { reply_to_message: { ...replyTo, reply_to_message: undefined } } : {}),
    ...body,
    // Only inline keyboards come back with the message.
    ...(markup?.inline_keyboard ? { reply_markup: { inline_keyboard: markup.inline_keyboard } } : {}),
  }
  core.state.keep(state, message)
  const { chat } = state
  core.records.addSent({
    method,
    chatId: chat.id,
    messageId: message.message_id,
    text: message.text ?? message.caption ?? '',
    replyMarkup: markup,
    params,
    message,
    at: core.monotonic(),
  })
  return message
}

export function passLimits(core: Core, state: ChatState): void {
  const wait = core.limits.take(state.chat)
  if (wait > 0) throw tooMany(wait)
}

function repliedMessage(state: ChatState, params: Params): Message | undefined {
  if (params.reply_parameters === undefined && params.reply_to_message_id === undefined) return undefined
  const given = structure(params, 'reply_parameters', 'reply parameters')
  if (given !== undefined && !isObject(given)) throw badRequest('object expected as reply parameters')
  const source: Params = given ?? { message_id: params.reply_to_message_id, allow_sending_without_reply: params.allow_sending_without_reply }
  const id = whole(source, 'message_id', 0)
  if (id <= 0) return undefined
  const message = state.messages.get(id)
  if (!message && !flag(source, 'allow_sending_without_reply')) throw badRequest('message to be replied not found')
  return message
}
