/** The web chat at `/`: the page, what visitors say, and the stream of what is new. */
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { WebChannel, Words } from '../../bot/channels/webchat.ts'
import { CLIENT_ID, pressedName, pressedOf } from '../../bot/channels/webchat-update.ts'
import type { Files } from '../../bot/files.ts'
import type { Attachment } from '../../bot/message.ts'
import { LONGEST, NotTaken } from '../../bot/receive.ts'
import { lastLines, toldFile, toldLine } from '../../bot/store/webchat.ts'
import type { Db } from '../../db/db.ts'
import { type Clock, MINUTE } from '../../lib/clock.ts'
import { digest, newId } from '../../lib/ids.ts'
import type { Log } from '../../lib/log.ts'
import { errorPage, wantsPage } from '../error-page.tsx'
import * as replies from '../replies.ts'
import type { Mount } from '../server.ts'
import { isShown, Line } from './lines.tsx'
import { chatPage, leavePage } from './page.tsx'
import { Streams } from './streams.ts'
import { type Env, isForeign, Newcomers, shownId, type Visitor, Visitors } from './visitor.ts'

/** Lines of history on the page. */
const HISTORY = 50

export interface ChatParts {
  db: Db
  channel: WebChannel
  clock: Clock
  /** The centre's time zone. */
  zone: string
  /** Sounds are understood: the page offers to record one. */
  hears: boolean
  /** Where pictures that go along with messages lie. */
  files: Pick<Files, 'read'>
  log: Log
}

type Parts = ChatParts & { visitors: Visitors }

const degrees = (most: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,20})?$/)
    .transform(Number)
    .pipe(z.number().min(-most).max(most))
    .optional()
    .catch(undefined)

const upload = z
  .instanceof(File)
  .refine((file) => file.size > 0)
  .optional()
  .catch(undefined)

/** What a page may send; anything else in the form is ignored. */
const Form = z.object({
  id: z.string().regex(CLIENT_ID).optional().catch(undefined),
  text: z.string().catch(''),
  choice: z.string().optional().catch(undefined),
  lat: degrees(90),
  lon: degrees(180),
  photo: upload,
  voice: upload,
})
type Form = z.infer<typeof Form>

type Refused = { status: 400 | 403 | 404 | 409 | 429 | 503; words: string }

export function openChat(given: ChatParts): Mount {
  const { channel, clock, db, zone, log } = given
  const parts: Parts = { ...given, visitors: new Visitors(db) }
  const showing = { zone, clock }
  // The page itself knows which buttons are still good.
  const render = (line: Parameters<typeof isShown>[0]) => (isShown(line) ? String(<Line line={line} buttons={{ live: true }} showing={showing} />) : '')
  const streams = new Streams({ db, clock, log, render })
  channel.onSent((visitor) => streams.wake(visitor))
  const newcomers = new Newcomers(clock)
  const site = new Hono<Env>()

  site.use(async (c, next) => (c.req.method === 'POST' && isForeign(c) ? refuse(c, { status: 403, words: replies.foreign }) : next()))
  site.get('/', (c) => showChat(c, parts))
  site.get('/chat', (c) => c.redirect('/#end', 303))
  site.post('/chat', (c) => hear(c, parts, newcomers))
  site.get('/chat/stream', (c) => stream(c, parts, streams))
  site.get('/chat/file/:row/:position', (c) => giveFile(c, parts, c.req.param('row'), Number(c.req.param('position'))))
  site.get('/leave', (c) => c.html(leavePage()))
  site.post('/leave', async (c) => {
    const visitor = await parts.visitors.of(c)
    parts.visitors.forget(c)
    if (visitor.is === 'known') {
      await channel.left(visitor.id)
      streams.dismiss(visitor.id)
    }
    return c.redirect('/?left', 303)
  })
  site.notFound(() => new Response(null, { status: 404 }))
  site.onError((error) => {
    throw error
  })
  return { path: '/', fetch: (request, caller) => site.fetch(request, caller), close: () => streams.stop() }
}

/** A refusal in words: as a page without a script, as text with one. */
function refuse(c: Context<Env>, { status, words }: Refused): Response {
  return wantsPage(c.req.raw) ? c.html(errorPage(words), status) : c.text(words, status)
}

async function showChat(c: Context<Env>, { db, clock, zone, visitors, hears }: Parts): Promise<Response> {
  const visitor = await visitors.of(c)
  await visitors.remember(c, visitor)
  const since = clock.now()
  const lines = visitor.wrote ? await lastLines(db.read, visitor.id, HISTORY) : []
  return c.html(chatPage({ lines, since, showing: { zone, clock }, notice: noticeFor(c, visitor), formId: newId(), visitor: shownId(visitor), hears }))
}

/** What is to be said about the browser itself. */
function noticeFor(c: Context<Env>, visitor: Visitor): string | undefined {
  if (visitor.is === 'broken') return replies.freshIdentity
  if (c.req.query('fresh') !== undefined) return visitor.is === 'new' ? replies.noCookies : replies.freshIdentity
  return c.req.query('left') !== undefined ? replies.left : undefined
}

/** Takes in what a visitor says. Without a good cookie it is said as somebody new, and nothing is lost. */
async function hear(c: Context<Env>, { db, channel, visitors }: Parts, newcomers: Newcomers): Promise<Response> {
  const form = Form.parse(await c.req.parseBody().catch(() => ({})))
  const visitor = await visitors.of(c)
  const words = await wordsOf(c, form, db, visitor)
  if ('status' in words) return refuse(c, words)
  if (!visitor.wrote && !newcomers.admit(c.env.ip)) return refuse(c, { status: 429, words: replies.tooManyNew })
  try {
    if (!(await channel.say(visitor.id, words))) return refuse(c, { status: 503, words: replies.stopping })
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error
    return refuse(c, { status: 503, words: error.words })
  }
  if (visitor.is !== 'known') await visitors.remember(c, visitor)
  if (!wantsPage(c.req.raw)) return c.json({ visitor: shownId(visitor) })
  return c.redirect(visitor.is === 'known' ? '/#end' : '/?fresh#end', 303)
}

async function wordsOf(c: Context<Env>, form: Form, db: Db, visitor: Visitor): Promise<Words | Refused> {
  const text = form.text.trim().slice(0, LONGEST + 1)
  if (form.choice !== undefined) {
    const pressed = pressedOf(form.choice)
    const line = pressed && (await toldLine(db.read, visitor.id, pressed.row))
    const choice = line?.choices[pressed?.position ?? -1]
    if (!pressed || !choice) return { status: 409, words: replies.choiceGone }
    // One press of each button, however often it is sent.
    return { id: pressedName(pressed).replace('.', '-'), choice: { ...pressed, id: choice.id } }
  }
  const { photo, voice, lat, lon } = form
  const attachments = photo ? [attached('image', photo)] : voice ? [attached('voice', voice)] : undefined
  const location = lat === undefined || lon === undefined ? undefined : { lat, lon }
  if (!text && !attachments && !location) return { status: 400, words: replies.nothingSaid }
  // A page without a script may be gone back to and say something else under the same name.
  const name = form.id ?? newId()
  const id = wantsPage(c.req.raw) ? `${name.slice(0, 36)}-${digest(`${text}|${(photo ?? voice)?.name}|${(photo ?? voice)?.size}`).slice(0, 12)}` : name
  return { id, ...(text ? { text } : {}), ...(attachments ? { attachments } : {}), ...(location ? { location } : {}) }
}

const attached = (kind: Attachment['kind'], file: File): Attachment => ({
  kind,
  ref: kind,
  load: async (limit) => (file.size > limit ? 'too-big' : new Uint8Array(await file.arrayBuffer())),
})

/** What is new, from where the page stands. A page whose cookie is gone stops asking (204). */
async function stream(c: Context<Env>, { clock, visitors }: Parts, streams: Streams): Promise<Response> {
  const visitor = await visitors.of(c)
  if (visitor.is !== 'known') return c.body(null, 204)
  const stands = Number(c.req.header('last-event-id') ?? c.req.query('since'))
  const since = Number.isSafeInteger(stands) && stands > 0 ? new Date(stands) : new Date(clock.now().getTime() - MINUTE)
  const body = streams.open(visitor.id, since)
  if (!body) return refuse(c, { status: 429, words: replies.tooManyStreams })
  // A proxy that collects the stream before handing it on would hold back every answer.
  return c.body(body, 200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
}

/** Pictures are shown; whatever else it is, it is kept on the disk and never opened as a page of ours. */
const SHOWN = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])

/** A file that was sent to this visitor. To anybody else it does not exist. */
async function giveFile(c: Context<Env>, { db, visitors, files }: Parts, row: string, position: number): Promise<Response> {
  const visitor = await visitors.of(c)
  const file = visitor.wrote && Number.isSafeInteger(position) ? await toldFile(db.read, visitor.id, row, position) : undefined
  const bytes = file && ('base64' in file ? new Uint8Array(Buffer.from(file.base64, 'base64')) : await files.read(file.picture))
  if (!file || !bytes) return refuse(c, { status: 404, words: replies.noSuchFile })
  const shown = SHOWN.has(file.type)
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': shown ? file.type : 'application/octet-stream',
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    'cache-control': 'private, max-age=3600',
    'x-content-type-options': 'nosniff',
  })
}
