/** From an `OutgoingMessage` to WeChat: in pieces that fit, to the person it answers, and only where it can arrive. */
import { SECOND } from '../../../lib/clock.ts'
import type { OutgoingMessage, Sent } from '../../channel.ts'
import { addMe } from './replies.ts'
import { ANSWER, type Session } from './session.ts'
import { codeOf, messageOf } from './trouble.ts'
import { within } from './waiting.ts'

/** WeChat cuts off what is longer (characters). */
const LONGEST = 2_000
/** How long the gateway may take to send (milliseconds). */
const SENDING = 20 * SECOND
/** How long it may take to send a file (milliseconds). */
const SENDING_FILE = 60 * SECOND
/** Contacts that are looked at to learn whether this puppet tells friends from others at all. */
const SAMPLE = 20

const notConnected: Sent = { is: 'later', ms: 3 * SECOND, why: 'WeChat is not connected' }

/** The pieces of a message, cut at line borders, and within a line only where it is longer than a piece. */
export function piecesOf(text: string, longest = LONGEST): string[] {
  const pieces: string[] = []
  let piece = ''
  const lines = text
    .split('\n')
    .flatMap((line) => (line.length <= longest ? [line] : (line.match(new RegExp(`[\\s\\S]{1,${longest - 1}}(?![\\uDC00-\\uDFFF])`, 'g')) ?? [])))
  for (const line of lines) {
    if (piece !== '' && piece.length + 1 + line.length > longest) {
      pieces.push(piece)
      piece = line
    } else piece = piece === '' ? line : `${piece}\n${line}`
  }
  return [...pieces, piece].filter((each) => each.trim() !== '')
}

/** What is written to the room or the person. */
export async function wordsFor(session: Session, message: OutgoingMessage): Promise<{ pieces: string[]; mention: string[] }> {
  const text = message.toPrivate ? `${message.text}\n${addMe}` : message.text
  const asker = message.place.kind === 'group' ? message.answers?.from : undefined
  if (asker === undefined) return { pieces: piecesOf(text), mention: [] }
  const name = await nameIn(session, message.to, asker)
  return { pieces: piecesOf(name === undefined ? text : `@${name}\u2005${text}`), mention: [asker] }
}

async function nameIn(session: Session, room: string, person: string): Promise<string | undefined> {
  const ask = <T>(answer: Promise<T>) => within(ANSWER, answer, 'no answer').catch(() => undefined)
  const member = await ask(session.puppet.roomMemberPayload(room, person))
  return member?.roomAlias || member?.name || (await ask(session.puppet.contactPayload(person)))?.name || undefined
}

/** A stranger cannot be written to; undefined when nothing speaks against it. */
export async function refusal(session: Session, message: OutgoingMessage): Promise<Sent | undefined> {
  if (message.place.kind === 'group') return undefined
  try {
    if (await isFriend(session, message.to)) return undefined
    // What is remembered may be older than the friendship.
    await within(ANSWER, session.puppet.contactPayloadDirty(message.to), 'no answer')
    if ((await isFriend(session, message.to)) || !(await tellsFriends(session))) return undefined
    return { is: 'gone', why: 'no friend of the bot on WeChat: cannot be written to' }
  } catch {
    return session.self ? undefined : notConnected
  }
}

const isFriend = async (session: Session, id: string): Promise<boolean> =>
  (await within(ANSWER, session.puppet.contactPayload(id), 'no answer')).friend !== false

/** Some puppets call nobody a friend. */
async function tellsFriends(session: Session): Promise<boolean> {
  const ids = await within(ANSWER, session.puppet.contactList(), 'no answer')
  for (const id of ids.slice(0, SAMPLE)) if (id !== session.self?.id && (await isFriend(session, id).catch(() => false))) return true
  return false
}

/** Writes one piece. Throws when it may or may not have gone out. */
export const write = (session: Session | undefined, to: string, piece: string, mention: string[]): Promise<Sent> =>
  put(session, SENDING, ({ puppet }) => puppet.messageSendText(to, piece, mention))

/** Sends one file. Throws when it may or may not have gone out; `failed` also where the puppet knows no files. */
export const putFile = (session: Session | undefined, to: string, { name, base64 }: NonNullable<OutgoingMessage['files']>[number]): Promise<Sent> =>
  put(session, SENDING_FILE, ({ puppet, built }) => puppet.messageSendFile(to, built.fileOf(name, base64)))

async function put(session: Session | undefined, patience: number, work: (session: Session) => Promise<unknown>): Promise<Sent> {
  if (!session?.self) return notConnected
  try {
    await within(patience, work(session), 'the gateway did not say whether it was sent')
    return { is: 'sent' }
  } catch (error) {
    const said = messageOf(error)
    if (/not logged in|No connection established|ECONNREFUSED|NO CLIENT|no grpc manager/i.test(said)) return notConnected
    // The gateway itself answers with 2 or 13; a broken wire or a time limit leaves open what happened.
    const answered = [2, 3, 5, 7, 9, 12, 13].includes(codeOf(error) ?? -1) && !/RST_STREAM|time-?out|timed out|deadline/i.test(said)
    // The gateway's words may name people; its number is enough.
    if (answered) return { is: 'failed', why: `the WeChat gateway refused it (code ${codeOf(error)})` }
    throw new Error(`WeChat: not known whether it was sent (code ${codeOf(error) ?? 'none'})`)
  }
}
