/** The optional transcription service: an OpenAI-compatible address that turns speech into text. */
import { z } from 'zod'
import { SECOND } from '../lib/clock.ts'
import type { Transcribe } from './listen.ts'

/** A driver waits for the answer: after this the menu is better than a late transcript. */
const PATIENCE = 15 * SECOND
const DEFAULT_MODEL = 'whisper-1'

const Answer = z.object({ text: z.string() })

export interface TranscribeService {
  url: string
  key: string | undefined
  model: string | undefined
}

/** `url` is the service's base (`https://host/v1`) or the whole address of its transcriptions. */
export function transcriber({ url, key, model }: TranscribeService): Transcribe {
  const address = url.includes('/audio/transcriptions') ? url : `${url.replace(/\/+$/, '')}/audio/transcriptions`
  return async (voice) => {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(voice)], { type: 'application/octet-stream' }), `voice.${endingOf(voice)}`)
    form.set('model', model ?? DEFAULT_MODEL)
    form.set('language', 'zh')
    const response = await fetch(address, {
      method: 'POST',
      body: form,
      headers: key ? { authorization: `Bearer ${key}` } : {},
      signal: AbortSignal.timeout(PATIENCE),
    })
    if (!response.ok) throw new Error(`the transcription service answered ${response.status}`)
    return Answer.parse(await response.json()).text
  }
}

/** Services tell the format from the name: Ogg from Telegram, SILK, AMR or MP3 from WeChat, WebM or MP4 from browsers. */
function endingOf(voice: Uint8Array): string {
  const head = Buffer.from(voice.subarray(0, 16)).toString('latin1')
  if (head.startsWith('OggS')) return 'ogg'
  if (head.startsWith('RIFF')) return 'wav'
  if (head.startsWith('#!AMR')) return 'amr'
  if (head.includes('SILK')) return 'silk'
  if (head.startsWith('\x1aE\xdf\xa3')) return 'webm'
  if (head.slice(4, 8) === 'ftyp') return 'm4a'
  return 'mp3'
}
