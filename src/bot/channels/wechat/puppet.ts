/**
 * The one home of wechaty, loaded when WeChat is on. Of wechaty we use what it is best at: finding the
 * puppet that its settings name, and one interface for all puppets. Its own service around the puppet
 * waits 58 seconds before it connects again and gives up when the gateway is absent at the start.
 */
import type { EventEmitter } from 'node:events'
import type { payloads, Wechaty } from 'wechaty'
import type { Log } from '../../../lib/log.ts'

export type Puppet = Wechaty['puppet']
export type MessagePayload = payloads.Message
export type ContactPayload = payloads.Contact
export type FriendshipPayload = payloads.Friendship
export type File = Awaited<ReturnType<Puppet['messageFile']>>

/** What a message is, by wechaty's names. */
export type Kind =
  | 'Unknown'
  | 'Attachment'
  | 'Audio'
  | 'Contact'
  | 'ChatHistory'
  | 'Emoticon'
  | 'Image'
  | 'Text'
  | 'Location'
  | 'MiniProgram'
  | 'GroupNote'
  | 'Transfer'
  | 'RedEnvelope'
  | 'Recalled'
  | 'Url'
  | 'Video'
  | 'Post'

/** A puppet that is not connected yet, and what is needed to read what it tells. */
export interface Built {
  puppet: Puppet
  kindOf(message: MessagePayload): Kind
  isOfficial(contact: ContactPayload): boolean
  /** A request from somebody to become a friend, or the news that somebody now is one. */
  friendshipOf(friendship: FriendshipPayload): 'request' | 'friend' | 'other'
  /** A file as wechaty carries it. */
  fileOf(name: string, base64: string): File
  /** The code is to be scanned, was scanned and waits for a tap on the telephone, or neither. */
  scanOf(status: number): 'wanted' | 'scanned' | 'other'
}

/** wechaty's listeners would fetch everything a second time. */
const OURS = ['message', 'friendship', 'room-invite', 'room-join', 'room-leave', 'room-topic', 'post', 'dirty', 'login', 'logout', 'scan'] as const

/**
 * Finds the puppet that wechaty's settings name; `memory` is the file (without its ending) in which a
 * puppet without a gateway keeps its sign-in. Throws when the settings are wrong.
 */
export async function buildPuppet(log: Log, memory: string | undefined): Promise<Built> {
  const { WechatyBuilder, types, log: chatter } = await import('wechaty')
  // wechaty's own kind of file, which it does not hand on.
  const { FileBox } = await import('file-box')
  // What wechaty prints can hold names and texts, and standard output is the product's.
  chatter.enableLogging((level: string) => log.trace({ level }, 'wechaty'))
  const wechaty = WechatyBuilder.build(memory === undefined ? {} : { name: memory })
  // Without a listener an error would end the process.
  wechaty.on('error', () => undefined)
  await wechaty.init()
  const { puppet } = wechaty
  for (const event of OURS) emitterOf(puppet).removeAllListeners(event)
  return {
    puppet,
    kindOf: ({ type }) => types.Message[type ?? types.Message.Unknown] as Kind,
    fileOf: (name, base64) => FileBox.fromBase64(base64, name),
    isOfficial: ({ type }) => type === types.Contact.Official,
    friendshipOf: ({ type }) => (type === types.Friendship.Receive ? 'request' : type === types.Friendship.Confirm ? 'friend' : 'other'),
    scanOf: (status) =>
      status === types.ScanStatus.Waiting || status === types.ScanStatus.Timeout ? 'wanted' : status === types.ScanStatus.Scanned ? 'scanned' : 'other',
  }
}

export const emitterOf = (puppet: Puppet): EventEmitter => puppet as unknown as EventEmitter

/** The wire to a gateway, for the puppets that live in another process. */
export interface Wire {
  readonly endpoint: string
  readonly client: { close(): void }
  readonly eventStream?: EventEmitter & { cancel(): void; readonly destroyed: boolean; readonly readableEnded: boolean }
}

/** The puppet's wire, from its start to its stop. */
export function wireOf(puppet: Puppet): Wire | undefined {
  try {
    return 'grpcManager' in puppet ? (puppet.grpcManager as Wire) : undefined
  } catch {
    return undefined
  }
}

/** Calls `lost` when the gateway's stream of events ends, however it ends; wechaty itself does not notice a polite end. */
export function watchStream(wire: Wire | undefined, lost: (atOnce: boolean) => void): void {
  const stream = wire?.eventStream
  if (!stream) return
  for (const event of ['end', 'close', 'error']) stream.on(event, () => lost(false))
  if (stream.destroyed || stream.readableEnded) lost(true)
}

/**
 * Cuts the wire without asking the gateway to stop: a request to stop that waits in the wire would reach
 * a gateway that has come back meanwhile, and stop the account behind its next connection.
 */
export function cut(wire: Wire | undefined): void {
  try {
    // Closing alone leaves the stream open, and a gateway serves only one.
    wire?.eventStream?.cancel()
    wire?.client.close()
  } catch {
    // It was never opened, or is closed already.
  }
}

/** The numbers of a place. Throws when the puppet does not tell. */
export async function placeOf(puppet: Puppet, message: string): Promise<{ lat: number; lon: number } | undefined> {
  const told = await puppet.messageLocation(message)
  // wechaty-puppet-service leaves them in protobuf's own list, under a minified name: accuracy, address, latitude, longitude, name.
  const list: unknown[] = Object.values(told).find((value) => Array.isArray(value)) ?? []
  const [lat, lon] = [told.latitude || Number(list[2] ?? 0), told.longitude || Number(list[3] ?? 0)]
  return lat === 0 && lon === 0 ? undefined : { lat, lon }
}
