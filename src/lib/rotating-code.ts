/** Short codes that change all the time: made from a secret and the time, so that nothing needs to be stored for each. */
import { createHmac } from 'node:crypto'
import { SECOND } from './clock.ts'

/** How long one code is shown (milliseconds). */
export const TURN = 30 * SECOND
const DIGITS = 4

const codeAt = (secret: string, turn: number): string => {
  const number = createHmac('sha256', secret).update(String(turn)).digest().readUInt32BE(0) % 10 ** DIGITS
  return String(number).padStart(DIGITS, '0')
}

/** The code shown now: four digits. */
export const rotatingCode = (secret: string, now: Date): string => codeAt(secret, Math.floor(now.getTime() / TURN))

/** Is this the code shown now, or one of the last `late` ones (somebody was typing)? */
export function isRotatingCode(secret: string, said: string, now: Date, late = 2): boolean {
  const turn = Math.floor(now.getTime() / TURN)
  return Array.from({ length: late + 1 }, (_, back) => codeAt(secret, turn - back)).includes(said)
}

/** A fixed word from a secret, for links that only who knows the secret can make. */
export const linkKey = (secret: string, what: string): string => createHmac('sha256', secret).update(`link:${what}`).digest('hex').slice(0, 20)
