/** From what WeChat tells to an `Inbound`: who meant whom, and what was said. */
import type { Attachment, Inbound, Location } from '../../message.ts'
import { type File, type MessagePayload, placeOf } from './puppet.ts'
import { system } from './replies.ts'
import { ANSWER, type Session } from './session.ts'
import { within } from './waiting.ts'

/** How long a file may take, and how long it may take to be found (milliseconds): a gateway that has lost it says nothing. */
const FILE = 30_000
const FOUND = 5_000

/** WeChat's own helpers, which some puppets show as ordinary people. */
const HELPERS = new Set(['weixin', 'filehelper', 'fmessage', 'medianote', 'floatbottle', 'newsapp', 'notifymessage', 'qmessage', 'tmessage', 'mphelper'])

/** What WeChat itself writes: notices, and messages that were taken back. */
const NOTICES = new Set(['Unknown', 'Recalled', 'GroupNote'])

/** WeChat puts this space behind a name that was chosen after @. */
const AFTER_NAME = '\u2005'

/** WeChat's way to quote: the quoted words, a dashed line, the answer. */
const QUOTE = /^「([^:：\n]+)[:：][\s\S]*?」\n[-—\s]+\n(?<answer>[\s\S]*)$/u

/** A message as the bot takes it in; undefined when nobody has said anything to it. */
export type Read = { is: 'message'; inbound: Inbound } | { is: 'no friend'; who: string } | undefined

/** Fetches a message and what belongs to it. Throws when the gateway does not tell. */
export async function read(session: Session, id: string): Promise<Read> {
  const { self } = session
  if (!self) throw new Error('not signed in')
  const payload = await within(ANSWER, session.puppet.messagePayload(id), 'no answer')
  const from = payload.talkerId || payload.fromId || ''
  const text = payload.text ?? ''
  if (!payload.roomId && system.noFriendAnyMore.test(text)) return { is: 'no friend', who: from === self.id ? (payload.listenerId ?? '') : from }
  if (from === '' || from === self.id || HELPERS.has(from) || from.startsWith('gh_')) return undefined
  const kind = session.built.kindOf(payload)
  if (NOTICES.has(kind) || (kind === 'Text' && system.nowFriends.test(text))) return undefined
  const contact = await within(ANSWER, session.puppet.contactPayload(from), 'no answer').catch(() => undefined)
  if (contact && session.built.isOfficial(contact)) return undefined
  const room = payload.roomId || undefined
  const said = kind === 'Text' ? await wordsOf(session, payload, room) : { addressed: room === undefined, text: '' }
  const attachment = attachmentOf(session, kind, id, text)
  const location = kind === 'Location' ? await locationOf(session, payload) : undefined
  const inbound: Inbound = {
    channel: 'wechat',
    update: id,
    message: id,
    from,
    ...(contact?.name ? { display: contact.name } : {}),
    place: room === undefined ? { kind: 'private' } : { kind: 'group', id: room },
    ...said,
    ...(attachment ? { attachments: [attachment] } : {}),
    ...(location ? { location } : {}),
  }
  return { is: 'message', inbound }
}

/** What was said, without the bot's name and the quoted words, and whether the bot was meant. */
async function wordsOf(session: Session, payload: MessagePayload, room: string | undefined): Promise<{ addressed: boolean; text: string }> {
  const quote = QUOTE.exec(payload.text ?? '')
  const text = quote?.groups?.answer ?? payload.text ?? ''
  if (room === undefined) return { addressed: true, text }
  const names = /[@「]/u.test(payload.text ?? '') ? await namesIn(session, room) : []
  const listed = ('mentionIdList' in payload && payload.mentionIdList) || []
  if (system.toEverybody.test(text)) return { addressed: false, text }
  const byList = listed.includes(session.self?.id ?? '')
  // A list that names others only is believed; many puppets give none at all.
  const byText = listed.length === 0 && names.some((name) => mentionOf(name).test(text))
  const byQuote = quote !== null && names.includes(quote[1] ?? '')
  const stripped = names.reduce((rest, name) => rest.replace(new RegExp(mentionOf(name), 'gu'), ' '), text)
  // The bot is listed under a name we do not know: what stands in front is that name.
  const words = byList && stripped === text ? text.replace(new RegExp(`^\\s*@[^${AFTER_NAME}\\s]+[${AFTER_NAME}\\s]+`, 'u'), '') : stripped
  return { addressed: byList || byText || byQuote, text: words.trim() }
}

/** The bot's name after @, whole: 小驿 is not meant by @小驿二号. */
const mentionOf = (name: string): RegExp =>
  new RegExp(`[@＠]${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?=$|[\\s${AFTER_NAME}\\p{P}])[\\s${AFTER_NAME}]*`, 'u')

/** The bot's names in this room. */
async function namesIn(session: Session, room: string): Promise<string[]> {
  const { self } = session
  if (!self) return []
  const member = await within(ANSWER, session.puppet.roomMemberPayload(room, self.id), 'no answer').catch(() => undefined)
  return [...new Set([member?.roomAlias, member?.name, self.name].filter((name) => name !== undefined && name !== ''))] as string[]
}

function attachmentOf(session: Session, kind: string, id: string, text: string): Attachment | undefined {
  if (kind !== 'Audio' && kind !== 'Image') return undefined
  // Beside a voice message stands what WeChat heard, or its own XML, a link or a word like [语音].
  const heard = kind === 'Audio' && /^(?![<[]|https?:).*\p{Script=Han}/su.test(text) ? { transcript: text } : {}
  return {
    kind: kind === 'Audio' ? 'voice' : 'image',
    ref: id,
    ...heard,
    load: (limit) => within(FILE, load(session, id, limit), 'the file did not come in time'),
  }
}

async function load(session: Session, id: string, limit: number): Promise<Uint8Array | 'too-big' | 'gone'> {
  let file: File
  try {
    file = await within(FOUND, session.puppet.messageFile(id), 'no answer')
  } catch (error) {
    if (session.self) return 'gone'
    throw error
  }
  if (file.size > limit) return 'too-big'
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of await file.toStream()) {
    chunks.push(chunk as Buffer)
    bytes += (chunk as Buffer).length
    if (bytes > limit) return 'too-big'
  }
  return Buffer.concat(chunks)
}

/** Some puppets only hand on WeChat's own XML. */
async function locationOf(session: Session, { id, text = '' }: MessagePayload): Promise<Location | undefined> {
  const told = await within(ANSWER, placeOf(session.puppet, id), 'no answer').catch(() => undefined)
  if (told) return told
  const [, x, y] = /<location\b[^>]*?\bx="([\d.-]+)"[^>]*?\by="([\d.-]+)"/.exec(text) ?? []
  return x === undefined || y === undefined ? undefined : { lat: Number(x), lon: Number(y) }
}
