/** The ways into the console: signing in, the set-up link, a member's link; and the way out. */
import { record } from '../../bot/store/staff.ts'
import type { Db, Tx } from '../../db/db.ts'
import type { Clock } from '../../lib/clock.ts'
import * as access from './access.ts'
import type { Auth } from './auth.ts'
import { type Fault, gonePage, linkPage, setupPage, signInPage } from './forms.tsx'
import { fieldsOf, goTo, htmlPage, isSecure } from './guard.ts'
import * as replies from './replies.ts'
import type { Throttle } from './throttle.ts'

export interface DoorParts {
  db: Db
  clock: Clock
  baseUrl: string
  auth: Auth
  throttle: Throttle
}

const HOME = '/console'
export const SIGN_IN = '/console/sign-in'
/** The answer to a form that must be filled in again. */
const UNFIT = 422
/** What the audit calls somebody whose name is nobody's. */
const NOBODY = '-'

export async function showSignIn({ db }: DoorParts, request: Request): Promise<Response> {
  const notice = new URL(request.url).searchParams.has('left') ? replies.signedOut : undefined
  return htmlPage(signInPage({ notice, anybody: await access.hasAccounts(db.read) }))
}

export async function signIn(parts: DoorParts, request: Request, ip: string): Promise<Response> {
  const { db, auth, clock, throttle } = parts
  const fields = await fieldsOf(request, ['name', 'password'])
  const name = fields?.name.trim() ?? ''
  const again = async (fault: Fault, status: number, headers = {}) =>
    htmlPage(signInPage({ fault, name, anybody: await access.hasAccounts(db.read) }), status, headers)
  if (!fields) return again({ words: replies.broken }, 400)
  if (name === '') return again({ field: 'name', words: replies.faults['no-name'] }, UNFIT)
  if (fields.password === '') return again({ field: 'password', words: replies.faults['no-password'] }, UNFIT)
  const wait = throttle.begin(name, ip)
  if (wait > 0) return again({ words: replies.wait(wait) }, 429, { 'retry-after': String(Math.ceil(wait / 1_000)) })
  const id = await access.staffIdOf(db.read, name)
  const cookies = fields.password.length <= access.LONGEST_PASSWORD ? await auth.signIn(id, fields.password) : undefined
  if (!cookies || id === undefined) {
    await db.tx((tx) => note(tx, 'console.refused', id ?? NOBODY, id === undefined ? NOBODY : name, clock))
    return again({ words: replies.wrong }, 401)
  }
  throttle.succeeded(name, ip)
  await db.tx(async (tx) => {
    await access.dropExpired(tx, clock.now())
    await note(tx, 'console.signed-in', id, name, clock)
  })
  return enter(parts, request, cookies)
}

/** Ends the session, if there is one. */
export async function signOut(parts: DoorParts, request: Request): Promise<Response> {
  const { db, auth, clock } = parts
  const cookie = request.headers.get('cookie') ?? ''
  const id = await auth.signedIn(cookie)
  const member = id && (await access.memberWith(db.read, id))
  const cookies = await auth.signOut(cookie)
  if (member) await db.tx((tx) => note(tx, 'console.signed-out', member.id, member.name, clock))
  return goTo(`${SIGN_IN}?left`, cookies)
}

export async function showSetup({ db, clock }: DoorParts, request: Request): Promise<Response> {
  const key = keyOf(request)
  return (await access.isSetupKey(db.read, key, clock.now())) ? htmlPage(setupPage({ key })) : htmlPage(gonePage('setup'), 410)
}

/** Makes the first account. Of many at the same moment one gets it; the others see that the link is used. */
export async function setUp(parts: DoorParts, request: Request): Promise<Response> {
  const { db, auth, clock } = parts
  const fields = await fieldsOf(request, ['key', 'name', 'password', 'again'])
  const key = fields?.key ?? keyOf(request)
  const name = fields?.name.trim() ?? ''
  if (!(await access.isSetupKey(db.read, key, clock.now()))) return htmlPage(gonePage('setup'), 410)
  const fault = fields ? (nameFault(name) ?? passwordFault(fields)) : { words: replies.broken }
  if (!fields || fault) return htmlPage(setupPage({ key, name, fault }), fields ? UNFIT : 400)
  const hash = await auth.hash(fields.password)
  const made = await db.tx((tx) => firstMember(tx, key, name, hash, clock))
  if (made.is === 'gone') return htmlPage(gonePage('setup'), 410)
  if (made.is === 'taken') return htmlPage(setupPage({ key, name, fault: { field: 'name', words: replies.taken(name) } }), UNFIT)
  return enterWith(parts, request, made.id, fields.password)
}

type Made = { is: 'made'; id: string } | { is: 'gone' } | { is: 'taken' }

async function firstMember(tx: Tx, key: string, name: string, hash: string, clock: Clock): Promise<Made> {
  const now = clock.now()
  if ((await access.staffIdOf(tx, name)) !== undefined) return { is: 'taken' }
  if (!(await access.takeKey(tx, key, now)) || (await access.hasAccounts(tx))) return { is: 'gone' }
  const id = await access.addMember(tx, name, 'admin', now)
  if (id === undefined) throw new Error('the name was taken at the same moment')
  await access.setPassword(tx, id, hash, now)
  await note(tx, 'console.set-up', id, name, clock)
  return { is: 'made', id }
}

export async function showLink({ db, clock }: DoorParts, request: Request): Promise<Response> {
  const key = keyOf(request)
  const member = await access.memberOfKey(db.read, key, clock.now())
  return member ? htmlPage(linkPage({ key, member: member.name })) : htmlPage(gonePage('link'), 410)
}

/** Sets the password of the member whose link it is, and signs in. */
export async function useLink(parts: DoorParts, request: Request): Promise<Response> {
  const { db, auth, clock } = parts
  const fields = await fieldsOf(request, ['key', 'password', 'again'])
  const key = fields?.key ?? keyOf(request)
  const member = await access.memberOfKey(db.read, key, clock.now())
  if (!member) return htmlPage(gonePage('link'), 410)
  const fault = fields ? passwordFault(fields) : { words: replies.broken }
  if (!fields || fault) return htmlPage(linkPage({ key, member: member.name, fault }), fields ? UNFIT : 400)
  const hash = await auth.hash(fields.password)
  const done = await db.tx(async (tx) => {
    if (!(await access.takeKey(tx, key, clock.now()))) return false
    await access.setPassword(tx, member.id, hash, clock.now())
    await note(tx, 'console.link-used', member.id, member.name, clock)
    return true
  })
  return done ? enterWith(parts, request, member.id, fields.password) : htmlPage(gonePage('link'), 410)
}

const keyOf = (request: Request): string => new URL(request.url).searchParams.get('key') ?? ''

function nameFault(name: string): Fault | undefined {
  if (name === '') return { field: 'name', words: replies.faults['no-name'] }
  if (Array.from(name).length > access.LONGEST_NAME) return { field: 'name', words: replies.faults['long-name'] }
  return undefined
}

function passwordFault({ password, again }: { password: string; again: string }): Fault | undefined {
  if (password === '') return { field: 'password', words: replies.faults['no-password'] }
  if (password.length < access.SHORTEST_PASSWORD) return { field: 'password', words: replies.faults['short-password'] }
  if (password.length > access.LONGEST_PASSWORD) return { field: 'password', words: replies.faults['long-password'] }
  return password === again ? undefined : { field: 'again', words: replies.faults.differ }
}

/** Signs in with the password that was just set. */
async function enterWith(parts: DoorParts, request: Request, id: string, password: string): Promise<Response> {
  const cookies = await parts.auth.signIn(id, password)
  if (!cookies) return goTo(SIGN_IN) // the password was changed once more meanwhile
  const member = await access.memberWith(parts.db.read, id)
  if (member) await parts.db.tx((tx) => note(tx, 'console.signed-in', id, member.name, parts.clock))
  return enter(parts, request, cookies)
}

function enter({ baseUrl }: DoorParts, request: Request, cookies: readonly string[]): Response {
  return goTo(HOME, isSecure(request, baseUrl) ? cookies.map((cookie) => `${cookie}; Secure`) : cookies)
}

async function note(tx: Tx, action: string, actor: string, subject: string, clock: Clock): Promise<void> {
  await record(tx, { actor, action, subject }, clock.now())
}
