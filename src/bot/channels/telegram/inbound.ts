/** From Telegram's updates to what the bot understands. Pure: files are fetched by whoever asks for them. */
import { z } from 'zod'
import { describe } from '../../../lib/errors.ts'
import type { Attachment, Inbound, Place } from '../../message.ts'
import { CallbackQuery, type Entity, type File, Message, MyChatMember } from './updates.ts'

/** Who we are on Telegram. */
export interface Self {
  id: number
  username: string
}

/** Fetches one of these sizes of a file: the first that has at most `limit` bytes. */
export type Load = (sizes: readonly { file_id: string; file_size?: number | undefined }[], limit: number) => ReturnType<Attachment['load']>

/** What an update is to us. `slot` names a message within Telegram, over all its edits. */
export type Event =
  | { is: 'message' | 'edit'; slot: string; inbound: Inbound }
  | { is: 'press'; query: string; inbound?: Inbound }
  | { is: 'joined'; group: string; title?: string }
  | { is: 'moved'; from: string; to: string }
  | { is: 'reach'; place: Place; to: string; gone?: string }
  /** Nothing for us, or nothing that can be read: `why` says which field. */
  | { is: 'ignored' | 'malformed'; why: string }

export interface Reading {
  /** Undefined when not even the number can be read. */
  id: number | undefined
  kind: string
  event: Event
}

const nothing = (why: string): Event => ({ is: 'ignored', why })

export function readUpdate(update: unknown, self: Self, load: Load): Reading {
  const fields: Record<string, unknown> = typeof update === 'object' && update !== null ? { ...update } : {}
  const id = Number.isSafeInteger(fields.update_id) ? Number(fields.update_id) : undefined
  const kind = Object.keys(fields).find((key) => key !== 'update_id') ?? 'empty'
  if (id === undefined) return { id, kind, event: { is: 'malformed', why: 'update_id' } }
  try {
    return { id, kind, event: eventOf(id, kind, fields[kind], self, load) }
  } catch (error) {
    const why = error instanceof z.ZodError ? error.issues.map((issue) => issue.path.join('.')).join(', ') : describe(error)
    return { id, kind, event: { is: 'malformed', why } }
  }
}

function eventOf(id: number, kind: string, value: unknown, self: Self, load: Load): Event {
  if (kind === 'message' || kind === 'edited_message') return messageEvent(id, kind, Message.parse(value), self, load)
  if (kind === 'callback_query') return press(id, CallbackQuery.parse(value), self)
  if (kind === 'my_chat_member') return membership(MyChatMember.parse(value))
  return nothing('another kind')
}

function messageEvent(id: number, kind: 'message' | 'edited_message', message: Message, self: Self, load: Load): Event {
  const { chat, from } = message
  if (message.migrate_to_chat_id !== undefined) return { is: 'moved', from: String(chat.id), to: String(message.migrate_to_chat_id) }
  if (message.migrate_from_chat_id !== undefined) return { is: 'moved', from: String(message.migrate_from_chat_id), to: String(chat.id) }
  const place = placeOf(chat)
  if (!place) return nothing('a channel')
  if (!from) return nothing('nobody wrote it')
  if (!isContent(message)) return nothing('a service message')
  const words = wordsOf(message, self)
  if (words === 'for another bot') return nothing(words)
  const attachments = attachmentsOf(message, load)
  const point = message.location ?? message.venue?.location
  const inbound: Inbound = {
    channel: 'telegram',
    update: `${self.id}/${id}@${message.date}`,
    message: String(message.message_id),
    from: String(from.id),
    ...displayOf(from),
    // An anonymous administrator or a linked channel writes under a name that stands for nobody.
    ...(from.is_bot || message.sender_chat ? { automatic: true } : {}),
    place,
    addressed: words.addressed || repliesTo(message, self),
    text: words.text,
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(point ? { location: { lat: point.latitude, lon: point.longitude } } : {}),
  }
  return { is: kind === 'message' ? 'message' : 'edit', slot: `${chat.id}/${message.message_id}`, inbound }
}

function press(id: number, { id: query, from, data, message }: z.infer<typeof CallbackQuery>, self: Self): Event {
  const place: Place | undefined = message ? placeOf(message.chat) : { kind: 'private' }
  if (data === undefined || !place) return { is: 'press', query }
  const inbound: Inbound = {
    channel: 'telegram',
    update: `${self.id}/${id}@${query}`,
    ...(message ? { message: String(message.message_id) } : {}),
    from: String(from.id),
    ...displayOf(from),
    place,
    addressed: true,
    text: '',
    choice: clean(data),
  }
  return { is: 'press', query, inbound }
}

function membership({ chat, from, old_chat_member: before, new_chat_member: now }: z.infer<typeof MyChatMember>): Event {
  const place = placeOf(chat)
  if (!place) return nothing('a channel')
  const isIn = ({ status, is_member: member }: typeof now) => (status === 'restricted' ? member === true : status !== 'left' && status !== 'kicked')
  if (place.kind === 'private') {
    const to = String(from.id)
    return isIn(now) ? { is: 'reach', place, to } : { is: 'reach', place, to, gone: 'blocked' }
  }
  if (!isIn(now)) return { is: 'reach', place, to: place.id, gone: now.status }
  if (isIn(before)) return nothing('other rights in a group')
  return { is: 'joined', group: place.id, ...(chat.title ? { title: clean(chat.title) } : {}) }
}

function placeOf({ id, type }: { id: number; type: string }): Place | undefined {
  if (type === 'private') return { kind: 'private' }
  return type === 'group' || type === 'supergroup' ? { kind: 'group', id: String(id) } : undefined
}

function displayOf({ first_name: first, last_name: last }: { first_name?: string | undefined; last_name?: string | undefined }): { display?: string } {
  const display = clean([first, last].filter(Boolean).join(' '))
  return display === '' ? {} : { display }
}

/** Fields of which a message that somebody wrote has at least one; the others tell that something happened. */
const CONTENT = ['text', 'photo', 'document', 'voice', 'audio', 'location', 'venue', 'contact'] as const
const WITHOUT_WORDS = ['sticker', 'video', 'video_note', 'animation', 'poll', 'dice', 'story', 'game', 'checklist', 'paid_media'] as const

const isContent = (message: Message): boolean => [...CONTENT, ...WITHOUT_WORDS].some((field) => message[field] !== undefined)

const repliesTo = ({ reply_to_message: to }: Message, self: Self): boolean =>
  // The first message of a topic is "replied to" by all that is written in it.
  to?.from?.id === self.id && to.forum_topic_created === undefined

/** The words without our own name, and whether it was there. */
function wordsOf(message: Message, self: Self): { text: string; addressed: boolean } | 'for another bot' {
  const { contact } = message
  if (contact) return { text: contact.user_id === message.from?.id ? clean(contact.phone_number) : '', addressed: false }
  let text = message.text ?? message.caption ?? ''
  const entities = (message.text === undefined ? message.caption_entities : message.entities) ?? marksIn(text)
  const us = `@${self.username.toLowerCase()}`
  let addressed = false
  // From the end, so that the places of those before stay right.
  for (const entity of [...entities].sort((a, b) => b.offset - a.offset)) {
    const marked = text.slice(entity.offset, entity.offset + entity.length)
    const meant = addressee(entity, marked)
    if (meant === undefined) continue
    if (meant === us || meant === self.id) {
      addressed = true
      const kept = entity.type === 'bot_command' ? marked.slice(0, -us.length) : ''
      text = `${text.slice(0, entity.offset)}${kept}${text.slice(entity.offset + entity.length)}`
    } else if (entity.type === 'bot_command') return 'for another bot'
  }
  const said = clean(text).trim()
  return { text: /^\/start\s/.test(said) ? '/start' : said, addressed }
}

/** Some servers that stand between mark nothing: what the text itself shows. */
const marksIn = (text: string): Entity[] =>
  [...text.matchAll(/(?<![\w@/])(?:\/\w+(?:@\w+)?|@\w+)/g)].map(({ 0: marked, index: offset }) => ({
    type: marked.startsWith('/') ? 'bot_command' : 'mention',
    offset,
    length: marked.length,
  }))

/** Whom a mark in the text names: `@somebody` in small letters, or an id; undefined for other marks. */
function addressee(entity: Entity, marked: string): string | number | undefined {
  if (entity.type === 'mention') return marked.toLowerCase()
  if (entity.type === 'text_mention') return entity.user?.id
  return entity.type === 'bot_command' ? /@\w+$/.exec(marked)?.[0].toLowerCase() : undefined
}

function attachmentsOf(message: Message, load: Load): Attachment[] {
  const of = (kind: Attachment['kind'], ...files: readonly File[]): Attachment[] =>
    files[0] ? [{ kind, ref: `telegram:${files[0].file_id}`, load: (limit) => load(files, limit) }] : []
  const { photo, document, voice, audio } = message
  if (photo) return of('image', ...[...photo].reverse())
  if (document?.mime_type?.startsWith('image/')) return of('image', document)
  return voice || audio ? of('voice', ...[voice, audio].filter((file) => file !== undefined)) : []
}

/** Without what no database stores: the zero character and halves of characters. */
const clean = (text: string): string => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '')
