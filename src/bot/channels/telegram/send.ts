/** Sending: a text in pieces that Telegram takes, buttons, and what became of it. */
import type { InputFile, RawApi } from 'grammy'
import { after, type Clock, MINUTE, SECOND, ticks } from '../../../lib/clock.ts'
import type { Host, OutgoingMessage, Sent } from '../../channel.ts'
import { repeatedNotice } from '../../replies.ts'
import { type Fault, faultOf } from './errors.ts'
import { type File, type FileApi, type Piece, piecesOf, sendFile, type Text } from './files.ts'
import * as replies from './replies.ts'

/** Telegram's limits: characters (UTF-16) of a message, bytes of what a button carries. */
const LONGEST_TEXT = 4_096
const LONGEST_DATA = 64
/** A longer label is cut off by the phone. */
const LONGEST_LABEL = 60
/** How soon a message is tried again that could not leave this machine (milliseconds). */
const AGAIN = 2 * SECOND
/** Chats that are waited for; when there are more, those whose wait is over are forgotten. */
const MANY_WAITS = 1_000

type Button = { text: string; callback_data: string } | { text: string; url: string }

export interface SenderParts {
  api: Pick<RawApi, 'sendMessage'> & FileApi
  /** A file as grammY uploads it. */
  upload(file: File): InputFile
  host(): Host | undefined
  /** For the way to the private chat; undefined while we do not know our own name. */
  username(): string | undefined
  clock: Clock
}

/** A part of a long text (or a file behind it) failed after another went out, or nobody knows whether it did. */
export class Uncertain extends Error {
  override readonly name = 'Uncertain'
}

export class Sender {
  readonly #parts: SenderParts
  /** Until when a chat must be left alone, because the server said so. */
  readonly #waits = new Map<string, Date>()
  /** Until when (ticks) nothing gets out at all. */
  #shutUntil = 0

  constructor(parts: SenderParts) {
    this.#parts = parts
  }

  /** False for a moment after a message could not leave this machine. */
  canSend(): boolean {
    return ticks() >= this.#shutUntil
  }

  /** @throws Uncertain */
  send(message: OutgoingMessage): Promise<Sent> {
    return this.#send(message, false)
  }

  async #send(message: OutgoingMessage, moved: boolean): Promise<Sent> {
    const chat = message.place.kind === 'group' ? message.place.id : message.to
    const wait = this.#waitFor(chat)
    if (wait > 0) return { is: 'later', ms: wait, why: 'asked to wait' }
    const files = message.files ?? []
    const fault = await this.#wire(piecesOf(textsWithButtons(message, chat, this.#parts.username()), files))
    if (!fault) return { is: 'sent' }
    if (fault.is === 'moved' && !moved) {
      await this.#parts.host()?.moved(chat, fault.to)
      return this.#send({ ...message, to: fault.to, place: { kind: 'group', id: fault.to } }, true)
    }
    const mendable = fault.is === 'refused' && fault.code === 400 && !GONE.test(fault.why) && (files.length > 0 || MARKUP.test(fault.why))
    if (!mendable) return this.#fateOf(fault)
    const second = await this.#wire(piecesOf(plainTexts(message, chat), files, true), true)
    return second ? this.#fateOf(second) : { is: 'sent' }
  }

  /** Sends one piece after the other; returns why the first one did not go out, if so. */
  async #wire(pieces: readonly Piece[], apart = false): Promise<Fault | undefined> {
    const { api, upload } = this.#parts
    for (const [position, piece] of pieces.entries()) {
      try {
        if ('file' in piece) await sendFile(api, piece, upload, apart)
        else await api.sendMessage(piece.text)
      } catch (error) {
        const fault = faultOf(error)
        if (fault.is === 'flood') this.#leaveAlone(chatIdOf(piece), fault.ms)
        if (position === 0) return fault
        if (!('file' in piece) || fault.is !== 'refused') throw new Uncertain(`telegram: part ${position + 1} of ${pieces.length}: ${fault.why}`)
        // The words are there, and the file will never be: saying so is all that can be done.
        await api.sendMessage({ chat_id: piece.to, text: replies.fileRefused(piece.file.name) }).catch(() => undefined)
      }
    }
    return undefined
  }

  #fateOf(fault: Fault): Sent {
    const { why } = fault
    switch (fault.is) {
      case 'unknown':
        throw new Uncertain(`telegram: ${why}`)
      case 'unsent':
        this.#shutUntil = ticks() + AGAIN
        return { is: 'later', ms: AGAIN, why }
      case 'token':
        this.#shutUntil = ticks() + MINUTE
        return { is: 'later', ms: MINUTE, why }
      case 'flood':
        return { is: 'later', ms: fault.ms, why, flood: true }
      case 'moved':
        return { is: 'failed', why }
      case 'refused':
        return { is: fault.code === 403 || GONE.test(why) ? 'gone' : 'failed', why }
    }
  }

  #waitFor(chat: string): number {
    const until = this.#waits.get(chat)
    if (!until) return 0
    const left = until.getTime() - this.#parts.clock.now().getTime()
    if (left <= 0) this.#waits.delete(chat)
    return left
  }

  #leaveAlone(chat: string, ms: number): void {
    const now = this.#parts.clock.now()
    if (this.#waits.size >= MANY_WAITS) for (const [each, until] of this.#waits) if (until <= now) this.#waits.delete(each)
    this.#waits.set(chat, after(now, ms))
  }
}

const chatIdOf = (piece: Piece): string => String('file' in piece ? piece.to : piece.text.chat_id)

/** A chat that will not take another message from us. */
const GONE = /chat not found|user is deactivated|user not found|bot was (kicked|blocked)|PEER_ID_INVALID|chat was deleted/i
/** What the server says of marks and buttons that it cannot use. */
const MARKUP = /entit|BUTTON_|reply markup|keyboard/i

function textsWithButtons(message: OutgoingMessage, chat: string, username: string | undefined): Text[] {
  const { choices } = message
  if (choices.some(({ id }) => Buffer.byteLength(id) > LONGEST_DATA)) return plainTexts(message, chat)
  const buttons: Button[] = choices.map(({ id, label }, position) => ({ text: cut(`${position + 1}. ${label}`), callback_data: id }))
  if (message.toPrivate && message.place.kind === 'group' && username) buttons.push({ text: replies.toPrivate, url: `https://t.me/${username}?start=p` })
  const all = textsOf(message, message.text.trim(), chat)
  const [first, last] = [all[0], all.at(-1)]
  const headline = message.kind === 'reply' && first ? headlineOf(first.text) : undefined
  if (first && headline) first.entities = [{ type: 'bold', ...headline }]
  if (last && buttons.length > 0) last.reply_markup = { inline_keyboard: buttons.map((button) => [button]) }
  return all
}

/** Without marks and buttons: choices are numbered lines, and a number is as good as a button. */
function plainTexts(message: OutgoingMessage, chat: string): Text[] {
  const lines = [message.text.trim(), ...message.choices.map(({ label }, position) => `${position + 1}. ${label}`)]
  return textsOf(message, lines.join('\n'), chat)
}

function textsOf({ place, answers }: OutgoingMessage, text: string, chat: string): Text[] {
  const quoted = place.kind === 'group' ? Number(answers?.message) : Number.NaN
  return inPieces(text, LONGEST_TEXT).map((piece, position) => ({
    chat_id: chatOf(chat),
    text: piece,
    link_preview_options: { is_disabled: true },
    ...(position === 0 && Number.isSafeInteger(quoted) ? { reply_parameters: { message_id: quoted, allow_sending_without_reply: true } } : {}),
  }))
}

/** Chats have numbers; a name (`@channel`) stays one. */
const chatOf = (chat: string): number | string => (/^-?\d{1,15}$/.test(chat) ? Number(chat) : chat)

/** The place of the first line that says something, when others follow it. */
function headlineOf(text: string): { offset: number; length: number } | undefined {
  const offset = text.startsWith(`${repeatedNotice.text}\n`) ? repeatedNotice.text.length + 1 : 0
  const end = text.indexOf('\n', offset)
  return end > offset ? { offset, length: end - offset } : undefined
}

/** Cut at the last end of a line that fits, else of a sentence, else anywhere but within a character. */
export function inPieces(text: string, limit: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > limit) {
    const end = borderIn(rest, limit)
    pieces.push(rest.slice(0, end).trimEnd())
    rest = rest.slice(end).trimStart()
  }
  return rest === '' && pieces.length > 0 ? pieces : [...pieces, rest]
}

const SENTENCE_ENDS = ['。', '！', '？', '；', '!', '?', ';']

function borderIn(text: string, limit: number): number {
  const head = text.slice(0, limit)
  const line = text[limit] === '\n' ? limit : head.lastIndexOf('\n')
  if (line > 0 && head.slice(0, line).trim() !== '') return line
  const sentence = Math.max(...SENTENCE_ENDS.map((end) => head.lastIndexOf(end)))
  if (sentence >= 0) return sentence + 1
  return isLowHalf(text, limit) ? limit - 1 : limit
}

const isLowHalf = (text: string, at: number): boolean => /[\uDC00-\uDFFF]/.test(text[at] ?? '')

/** At most so many characters, whole ones. */
const cut = (label: string): string => {
  const characters = [...label]
  return characters.length <= LONGEST_LABEL ? label : `${characters.slice(0, LONGEST_LABEL - 1).join('')}…`
}
