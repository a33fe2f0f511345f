/** The staff console: who may come in, and what is where. */

import type { Channel } from '../../bot/channel.ts'
import { CODE_LIFE, codeDigest, freshCode } from '../../bot/store/binding.ts'
import { record } from '../../bot/store/staff.ts'
import type { Db } from '../../db/db.ts'
import { type Calendar, openCalendar } from '../../lib/calendar.ts'
import { after, type Clock, MINUTE } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import type { Caller, Mount } from '../server.ts'
import { channelsOf } from '../store.ts'
import * as access from './access.ts'
import type { Auth } from './auth.ts'
import * as doors from './doors.ts'
import { refusedPage } from './forms.tsx'
import { fromOurPage, goTo, htmlPage } from './guard.ts'
import * as replies from './replies.ts'
import { report } from './report.ts'
import { codePage, statusPage } from './status.tsx'
import { Throttle } from './throttle.ts'

export interface ConsoleParts {
  db: Db
  clock: Clock
  /** The centre's time zone. */
  zone: string
  log: Log
  channels: readonly Channel[]
  /** The setting `ADMIN_PASSWORD`. */
  adminPassword: string | undefined
  /** Signs the cookies; the same in all processes on one database. */
  secret: string
  /** Where the pages are, as people open them. */
  baseUrl: string
  /** The program's own version. */
  version: string
}

type Handler = (inside: Inside, request: Request, caller: Caller) => Promise<Response>
type Inside = ConsoleParts & doors.DoorParts & { calendar: Calendar }

const ROUTES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  '/console': { GET: showStatus },
  '/console/sign-in': { GET: doors.showSignIn, POST: (inside, request, { ip }) => doors.signIn(inside, request, ip) },
  '/console/sign-out': { POST: doors.signOut },
  '/console/setup': { GET: doors.showSetup, POST: doors.setUp },
  '/console/link': { GET: doors.showLink, POST: doors.useLink },
  '/console/chat-code': { POST: giveChatCode },
}

/** The pages under `/console`. */
export function consolePages(parts: ConsoleParts): Mount {
  const common = { ...parts, calendar: openCalendar(parts.zone), throttle: new Throttle(parts.clock) }
  let opening: Promise<Auth> | undefined
  return {
    path: '/console',
    async fetch(request, caller) {
      const routes = ROUTES[new URL(request.url).pathname.replace(/\/$/, '')]
      if (!routes) return new Response(null, { status: 404 })
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const handler = routes[method]
      if (!handler) return method === 'GET' ? goTo('/console') : new Response(null, { status: 405, headers: { allow: Object.keys(routes).join(', ') } })
      if (method !== 'GET' && !fromOurPage(request, parts.baseUrl)) return htmlPage(refusedPage(replies.foreign), 403)
      opening ??= openConsole(parts).catch((error: unknown) => {
        opening = undefined // a database that was away for a moment must not close the console for good
        throw error
      })
      return handler({ ...common, auth: await opening }, request, caller)
    },
  }
}

/**
 * To be called before pages are served. While nobody can sign in, gives a one-time link that makes the
 * first account; each start gives a new one, and all are void once an account exists.
 */
export async function prepareConsole({
  db,
  clock,
  adminPassword,
  baseUrl,
}: Pick<ConsoleParts, 'db' | 'clock' | 'adminPassword' | 'baseUrl'>): Promise<{ setupLink?: string }> {
  if (adminPassword !== undefined || (await access.hasAccounts(db.read))) return {}
  const key = await db.tx((tx) => access.makeSetupLink(tx, clock.now()))
  return { setupLink: access.linkAt(baseUrl, 'setup', key) }
}

async function openConsole(parts: ConsoleParts): Promise<Auth> {
  const { openAuth } = await import('./auth.ts')
  const auth = openAuth(parts)
  if (parts.adminPassword !== undefined) await keepAdmin(parts, auth, parts.adminPassword)
  return auth
}

/** The setting is the truth about this one account: another password there replaces the stored one and ends its sessions. */
async function keepAdmin({ db, clock, log }: ConsoleParts, auth: Auth, password: string): Promise<void> {
  const id = await access.staffIdOf(db.read, access.ADMIN)
  const known = id && (await access.passwordOf(db.read, id))
  if (known && (await auth.matches(known, password))) return
  const hash = await auth.hash(password)
  await db.tx(async (tx) => {
    const now = clock.now()
    // Another process may be doing the same: then the row is there after all.
    await access.addMember(tx, access.ADMIN, 'admin', now)
    const admin = await access.staffIdOf(tx, access.ADMIN)
    if (admin === undefined) throw new Error('the account of ADMIN_PASSWORD was not stored')
    await access.giveRole(tx, admin, 'admin')
    await access.setPassword(tx, admin, hash, now)
    await record(tx, { actor: 'ADMIN_PASSWORD', action: 'console.password-set', subject: access.ADMIN }, now)
  })
  log.info('the console account of ADMIN_PASSWORD follows the setting')
}

async function visitor({ db, auth }: Inside, request: Request): Promise<access.Member | undefined> {
  const id = await auth.signedIn(request.headers.get('cookie') ?? '')
  return id === undefined ? undefined : access.memberWith(db.read, id)
}

async function showStatus(inside: Inside, request: Request): Promise<Response> {
  const member = await visitor(inside, request)
  if (!member) return goTo(doors.SIGN_IN)
  const seenOn = member.personId === undefined ? [] : await channelsOf(inside.db.read, member.personId)
  return htmlPage(statusPage({ ...inside, member, seenOn, report: await report(inside) }))
}

/** A code that ties the member's chat account to this identity; shown once, only its digest is kept. */
async function giveChatCode(inside: Inside, request: Request): Promise<Response> {
  const { db, clock } = inside
  const member = await visitor(inside, request)
  if (!member) return goTo(doors.SIGN_IN)
  const code = freshCode()
  const now = clock.now()
  await db.tx(async (tx) => {
    await access.storeChatCode(tx, member.id, codeDigest(code), after(now, CODE_LIFE))
    await record(tx, { actor: member.id, action: 'staff.code', subject: member.name }, now)
  })
  return htmlPage(codePage({ code, minutes: CODE_LIFE / MINUTE, member }))
}
