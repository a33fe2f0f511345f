/** What is not written becomes words before the transaction: voice is transcribed, pictures are looked at. */
import { describe } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { type Files, LARGEST_PICTURE } from './files.ts'
import type { Attachment, Inbound, Picture, Reply } from './message.ts'
import * as replies from './replies.ts'

/** The largest voice message that is listened to (bytes): about half an hour. */
const LARGEST_VOICE = 20_000_000

/** Turns speech into text; undefined when nothing could be made out. Throws when the service fails. */
export type Transcribe = (voice: Uint8Array) => Promise<string | undefined>

export interface Ears {
  files: Files
  /** Absent: voice without a transcript of its own gets a menu. */
  transcribe?: Transcribe | undefined
  log: Log
}

/** A message after listening. */
export interface Listened {
  message: Inbound
  pictures: readonly Picture[]
  /** The words were spoken. */
  spoken: boolean
  /** What is said when no dialogue waits for words: there are none to understand. */
  instead?: { reply: Reply<'public'>; inDialogue: Reply<'public'> }
}

export async function listen(message: Inbound, ears: Ears): Promise<Listened> {
  const attached = message.attachments ?? []
  const voice = attached.find((each) => each.kind === 'voice')
  const images = attached.filter((each) => each.kind === 'image')
  const words = message.text.trim() !== '' || message.choice !== undefined
  if (voice && !words) {
    const text = await hear(voice, ears)
    if (text === undefined) return { message, pictures: [], spoken: false, instead: { reply: replies.voiceMenu, inDialogue: replies.voiceInDialogue } }
    return { message: { ...message, text }, pictures: [], spoken: true }
  }
  const pictures: Picture[] = []
  for (const image of images) {
    const looked = await look(image, ears)
    if (typeof looked === 'object') pictures.push(looked)
    else return { message, pictures, spoken: false, instead: { reply: replies.pictureRefused[looked], inDialogue: replies.pictureRefused[looked] } }
  }
  const instead = pictures.length > 0 ? replies.pictureMenu(pictures.map(({ file }) => file)) : message.location ? replies.placeMenu : undefined
  if (!instead || words) return { message, pictures, spoken: false }
  return { message, pictures, spoken: false, instead: { reply: instead, inDialogue: replies.wordsPlease } }
}

/** A service that fails is as good as none: the menu helps in both cases. */
async function hear(voice: Attachment, { transcribe, log }: Ears): Promise<string | undefined> {
  if (voice.transcript?.trim()) return voice.transcript.trim()
  if (!transcribe) return undefined
  try {
    const bytes = await voice.load(LARGEST_VOICE)
    const text = typeof bytes === 'string' ? undefined : await transcribe(bytes)
    return text?.trim() || undefined
  } catch (error) {
    log.warn({ error: describe(error) }, 'a voice message could not be transcribed')
    return undefined
  }
}

async function look(image: Attachment, { files, log }: Ears): Promise<Picture | keyof typeof replies.pictureRefused> {
  let bytes: Awaited<ReturnType<Attachment['load']>>
  try {
    bytes = await image.load(LARGEST_PICTURE)
  } catch (error) {
    log.warn({ error: describe(error) }, 'a picture could not be fetched')
    return 'gone'
  }
  if (typeof bytes === 'string') return bytes
  return (await files.keep(bytes)) ?? 'none'
}
