/**
 * Passwords, sessions and their cookie: the only home of better-auth, beside its store. Loaded at the
 * first request to the console, so that neither the start nor a quiet process pays for it. Nothing of the
 * library is reachable from outside: pages call these functions.
 */
import { isAPIError } from 'better-auth/api'
import { hashPassword, verifyPassword } from 'better-auth/crypto'
import { betterAuth } from 'better-auth/minimal'
import type { Db } from '../../db/db.ts'
import { HOUR, SECOND } from '../../lib/clock.ts'
import { EMAIL_HOST, LONGEST_PASSWORD, SHORTEST_PASSWORD } from './access.ts'
import { authStore } from './auth-store.ts'

/** A session ends after a long working day, however busy (seconds, as the library counts). */
const SESSION_LIFE = (12 * HOUR) / SECOND
const COOKIE = 'yizhan_console'

export interface Auth {
  /** Opens a session. Takes as long for somebody unknown as for a wrong password. @returns its cookies; undefined when refused */
  signIn(userId: string | undefined, password: string): Promise<string[] | undefined>
  /** The id of the user whose valid cookie this is. */
  signedIn(cookie: string): Promise<string | undefined>
  /** Ends the session. @returns the cookies that clear it */
  signOut(cookie: string): Promise<string[]>
  hash(password: string): Promise<string>
  matches(hash: string, password: string): Promise<boolean>
}

export function openAuth({ db, secret, baseUrl }: { db: Db; secret: string; baseUrl: string }): Auth {
  const { api } = betterAuth({
    secret,
    baseURL: baseUrl,
    database: authStore(db),
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: SHORTEST_PASSWORD, maxPasswordLength: LONGEST_PASSWORD },
    session: { expiresIn: SESSION_LIFE, disableSessionRefresh: true },
    advanced: {
      // `Secure` is added by the page that answers: only it knows how it was called.
      useSecureCookies: false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/console' },
      cookies: { session_token: { name: COOKIE } },
      ipAddress: { disableIpTracking: true },
    },
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
  })

  return {
    async signIn(userId, password) {
      try {
        const email = `${userId ?? 'nobody'}${EMAIL_HOST}`
        const { headers } = await api.signInEmail({ body: { email, password }, returnHeaders: true })
        return sessionCookies(headers)
      } catch (error) {
        if (isAPIError(error) && error.body?.code === 'INVALID_EMAIL_OR_PASSWORD') return undefined
        throw error
      }
    },
    async signedIn(cookie) {
      if (!cookie.includes(`${COOKIE}=`)) return undefined
      const found = await api.getSession({ headers: new Headers({ cookie }) })
      return found?.user.id
    },
    async signOut(cookie) {
      const { headers } = await api.signOut({ headers: new Headers({ cookie }), returnHeaders: true })
      return sessionCookies(headers)
    },
    hash: hashPassword,
    matches: (hash, password) => verifyPassword({ hash, password }),
  }
}

const sessionCookies = (headers: Headers): string[] => headers.getSetCookie().filter((each) => each.startsWith(`${COOKIE}=`))
