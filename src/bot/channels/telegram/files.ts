/** Files that go along with a message: under a short text they are one message with it, otherwise they follow. */
import type { InputFile, RawApi } from 'grammy'
import type { OutgoingMessage } from '../../channel.ts'

export type Text = Parameters<RawApi['sendMessage']>[0]
export type File = NonNullable<OutgoingMessage['files']>[number]
/** A text, a file under a text of its own (`text`), or a bare file. */
export type Piece = { text: Text } | { file: File; text?: Text; to: Text['chat_id'] }

/** Telegram's limits: characters (UTF-16) of the text of a file, bytes of a photo. */
const LONGEST_CAPTION = 1_024
const LARGEST_PHOTO = 10_000_000
const PHOTOS = new Set(['image/jpeg', 'image/png', 'image/webp'])

/** One file and one short text are one message, so that both arrive or neither does. */
export function piecesOf(texts: readonly Text[], files: readonly File[], apart = false): Piece[] {
  const [first] = texts
  const to = first?.chat_id ?? ''
  const [only] = files
  if (!apart && first && only && texts.length === 1 && files.length === 1 && first.text.length <= LONGEST_CAPTION) return [{ file: only, text: first, to }]
  return [...texts.map((text) => ({ text })), ...files.map((file) => ({ file, to }))]
}

export type FileApi = Pick<RawApi, 'sendPhoto' | 'sendDocument'>

/** @param apart as a document, whatever it is: what Telegram does not take as a photo it still takes as a file */
export async function sendFile(
  api: FileApi,
  { file, text, to }: Extract<Piece, { file: File }>,
  upload: (file: File) => InputFile,
  apart: boolean,
): Promise<void> {
  const body = upload(file)
  const common = text
    ? {
        caption: text.text,
        ...(text.entities ? { caption_entities: text.entities } : {}),
        ...(text.reply_markup ? { reply_markup: text.reply_markup } : {}),
        ...(text.reply_parameters ? { reply_parameters: text.reply_parameters } : {}),
      }
    : {}
  const photo = !apart && PHOTOS.has(file.type) && (file.base64.length * 3) / 4 <= LARGEST_PHOTO
  if (photo) await api.sendPhoto({ chat_id: to, photo: body, ...common })
  else await api.sendDocument({ chat_id: to, document: body, ...common })
}
