import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { systemClock } from './clock.ts'
import { bytes, readableKey } from './random.ts'

/** A time-ordered id (UUIDv7), made by the application so that it is known before the insert. */
export function newId(): string {
  const raw = bytes(16)
  raw.writeUIntBE(systemClock.now().getTime(), 0, 6)
  raw[6] = (raw.readUInt8(6) & 0x0f) | 0x70
  raw[8] = (raw.readUInt8(8) & 0x3f) | 0x80
  const hex = raw.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A short id that a person can read out over the telephone, for faults. */
export const faultId = (): string => `E-${readableKey(6)}`

/** SHA-256 of the text, in hexadecimal: for keys and for codes that must not be stored as they are. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The same of many pieces one after the other, such as files. */
export function digestOfAll(pieces: Iterable<string | Uint8Array>): string {
  const hash = createHash('sha256')
  for (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

/** HMAC-SHA-256 in hexadecimal: the same text gives the same digest, but without the key nobody can try texts out. */
export const keyedDigest = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex')

/** Are the two texts the same? Takes as long for a near miss as for a far one, so that a secret cannot be guessed bit by bit. */
export const sameDigest = (one: string, other: string): boolean => timingSafeEqual(hashOf(one), hashOf(other))

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
