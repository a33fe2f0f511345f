/** Who is at the other end: a signed cookie, and nothing else is kept in the browser. */
import type { Context } from 'hono'
import { deleteCookie, getCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { secretNamed } from '../../bot/store/secrets.ts'
import { standingOf } from '../../bot/store/webchat.ts'
import type { Db } from '../../db/db.ts'
import { type Clock, HOUR } from '../../lib/clock.ts'
import { digest } from '../../lib/ids.ts'
import { bytes } from '../../lib/random.ts'
import type { Caller } from '../server.ts'

const COOKIE = 'xiaoyi'
const YEAR_IN_SECONDS = 365 * 24 * 3_600
const VISITOR = /^[\w-]{22}$/

export type Env = { Bindings: Caller }

/** `new`: no cookie came, or 退出 was pressed; `broken`: one came that is not ours. Both get a fresh id; nothing is stored before they write. */
export interface Visitor {
  id: string
  is: 'known' | 'new' | 'broken'
  /** Has written before: is a person to the bot. */
  wrote: boolean
}

/** Reads and writes the cookie, signed with a secret that every process on the database shares. */
export class Visitors {
  readonly #db: Db
  #key: string | undefined

  constructor(db: Db) {
    this.#db = db
  }

  async of(c: Context<Env>): Promise<Visitor> {
    const held = await getSignedCookie(c, await this.#secret(), COOKIE)
    const standing = held && VISITOR.test(held) ? await standingOf(this.#db.read, held) : undefined
    if (held && standing && standing !== 'left') return { id: held, is: 'known', wrote: standing === 'known' }
    const broken = !standing && getCookie(c, COOKIE) !== undefined
    return { id: bytes(16).toString('base64url'), is: broken ? 'broken' : 'new', wrote: false }
  }

  /** Gives the browser its cookie, good for a year from now. */
  async remember(c: Context<Env>, visitor: Visitor): Promise<void> {
    await setSignedCookie(c, COOKIE, visitor.id, await this.#secret(), { ...options(c), maxAge: YEAR_IN_SECONDS })
  }

  forget(c: Context<Env>): void {
    deleteCookie(c, COOKIE, options(c))
  }

  async #secret(): Promise<string> {
    this.#key ??= await secretNamed(this.#db, 'web')
    return this.#key
  }
}

/** Names the visitor to the page without telling the id: when another one answers, the page begins afresh. */
export const shownId = (visitor: Visitor): string => digest(visitor.id).slice(0, 12)

const options = (c: Context<Env>) => ({ httpOnly: true, sameSite: 'Lax', path: '/', secure: isHttps(c) }) as const

const isHttps = (c: Context<Env>): boolean => (c.req.header('x-forwarded-proto') ?? new URL(c.req.url).protocol).startsWith('https')

/** Did another site make the browser send this? Browsers tell; of one that tells nothing, SameSite has kept the cookie back. */
export function isForeign(c: Context<Env>): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined) return site !== 'same-origin'
  const origin = c.req.header('origin')
  if (origin === undefined) return false
  const ours = [c.req.header('host'), c.req.header('x-forwarded-host')]
  return !URL.canParse(origin) || !ours.includes(new URL(origin).host)
}

/** New people from one address in an hour: the centre's own wireless network and a mobile network's gateway are one address for many. */
const NEWCOMERS_AN_HOUR = 60
/** Addresses remembered at once. */
const ADDRESSES = 10_000

/** Keeps one machine from making people by the thousand; kept in memory, so gently. */
export class Newcomers {
  readonly #clock: Clock
  readonly #seen = new Map<string, { from: number; count: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts a new person from this address; false when there were too many. */
  admit(ip: string): boolean {
    const now = this.#clock.now().getTime()
    const address = networkOf(ip)
    const known = this.#seen.get(address)
    const hour = known && now - known.from < HOUR ? known : { from: now, count: 0 }
    hour.count += 1
    this.#seen.delete(address)
    this.#seen.set(address, hour)
    const [oldest] = this.#seen.keys()
    if (this.#seen.size > ADDRESSES && oldest !== undefined) this.#seen.delete(oldest)
    return hour.count <= NEWCOMERS_AN_HOUR
  }
}

/** A home has a whole network of IPv6 addresses: its first half names it. */
const networkOf = (ip: string): string => (ip.includes(':') ? ip.split(':').slice(0, 4).join(':') : ip)
