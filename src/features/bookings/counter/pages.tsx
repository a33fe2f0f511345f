/** The counter's page: a walk-in takes a number with the own telephone, or at a screen in the hall. */
import { type Context, Hono } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import type { Child } from 'hono/jsx'
import type { Desk, Page } from '../../../bot/capability.ts'
import { qrSvg } from '../../../lib/qr.ts'
import { isForeign, Newcomers } from '../../../web/chat/visitor.ts'
import { page, Sign } from '../../../web/layout.tsx'
import type { Caller } from '../../../web/server.ts'
import { bookable, leaveLine, nextOpening, opensNow, pageWords, placeOf, standing, takeNumber, waitNow } from './operations.ts'

type Env = { Bindings: Caller }
const PATH = '/counter'
const COOKIE = 'number'
const DAY_IN_SECONDS = 24 * 3_600
const UUID = /^[0-9a-f-]{36}$/

const looksOf = (desk: Desk) => ({ tx: desk.read, now: desk.now(), calendar: desk.calendar })

const shown = (body: Child): string =>
  page({
    title: pageWords.title,
    styles: ['chat.css'],
    body: (
      <>
        <Sign />
        <main class="leaving">{body}</main>
      </>
    ),
  })

async function choose(desk: Desk): Promise<string> {
  const looks = looksOf(desk)
  const services: { key: string; title: string; words: string; open: boolean }[] = []
  for (const service of await bookable(desk.read)) {
    const opening = await opensNow(looks, service)
    const words = opening.open ? pageWords.waiting(await waitNow(looks, service)) : pageWords.closed(await nextOpening(looks, service))
    services.push({ key: service.key, title: service.title, words, open: opening.open })
  }
  return shown(
    <>
      <h2>{pageWords.title}</h2>
      <p>{pageWords.lead}</p>
      {services.map(({ key, title, words, open }) => (
        <form class="stack" method="post" action={`${PATH}/take`}>
          <p>
            {title}：{words}
          </p>
          <button type="submit" name="service" value={key} class="primary" disabled={!open}>
            {pageWords.take(title)}
          </button>
        </form>
      ))}
    </>,
  )
}

async function mine(c: Context<Env>, desk: Desk, id: string): Promise<string | undefined> {
  const found = await standing(looksOf(desk), id)
  if (!found) return undefined
  const { ticket, service, wait } = found
  const { words: where } = await placeOf(looksOf(desk), service)
  const waiting = ticket.state === 'waiting'
  if (waiting || ticket.state === 'called') c.header('refresh', '20')
  return shown(
    <>
      <h2>{pageWords.mine(service.title, ticket.number)}</h2>
      <p role="status">{waiting ? pageWords.waiting(wait) : ticket.state === 'called' ? pageWords.called : pageWords.over}</p>
      {(waiting || ticket.state === 'called') && where !== '' && <p>{pageWords.go(where)}</p>}
      {waiting && (
        <form class="stack" method="post" action={`${PATH}/leave`}>
          <button type="submit">{pageWords.leave}</button>
        </form>
      )}
      {waiting ? (
        <p>
          {pageWords.refresh}
          {pageWords.keep}
        </p>
      ) : (
        <a class="button" href={`${PATH}?new`}>
          {pageWords.another}
        </a>
      )}
    </>,
  )
}

const refuse = (c: Context<Env>, words: string, status: 400 | 403 | 409 | 429) => c.html(shown(<p role="alert">{words}</p>), status)

async function take(c: Context<Env>, desk: Desk, newcomers: Newcomers): Promise<Response> {
  const form = await c.req.parseBody().catch(() => ({}))
  const key = 'service' in form ? String(form.service) : ''
  const service = (await bookable(desk.read)).find((each) => each.key === key)
  if (!service) return c.redirect(PATH, 303)
  const held = await heldBy(c, desk)
  const before = held && (await standing(looksOf(desk), held))
  if (before && before.ticket.service === key && ['waiting', 'called'].includes(before.ticket.state)) return c.redirect(PATH, 303)
  if (!newcomers.admit(c.env.ip)) return refuse(c, pageWords.tooMany, 429)
  const taken = await desk.act((acts) => takeNumber(acts, service, null))
  if (!taken.ok) return refuse(c, taken.reason === 'full' ? pageWords.full : pageWords.closed(await nextOpening(looksOf(desk), service)), 409)
  const secure = (c.req.header('x-forwarded-proto') ?? new URL(c.req.url).protocol).startsWith('https')
  await setSignedCookie(c, COOKIE, taken.value.ticket.id, desk.secret, { httpOnly: true, sameSite: 'Lax', path: PATH, secure, maxAge: DAY_IN_SECONDS })
  return c.redirect(PATH, 303)
}

async function heldBy(c: Context<Env>, desk: Desk): Promise<string | undefined> {
  const held = await getSignedCookie(c, desk.secret, COOKIE)
  return held && UUID.test(held) ? held : undefined
}

/** The pages with one desk behind them. */
function site(desk: Desk): Hono<Env> {
  const newcomers = new Newcomers({ now: () => desk.now() })
  const app = new Hono<Env>().basePath(PATH)
  app.use(async (c, next) => (c.req.method === 'POST' && isForeign(c) ? refuse(c, pageWords.foreign, 403) : next()))
  app.get('/', async (c) => {
    const held = c.req.query('new') === undefined ? await heldBy(c, desk) : undefined
    return c.html((held && (await mine(c, desk, held))) ?? (await choose(desk)))
  })
  app.post('/take', (c) => take(c, desk, newcomers))
  app.post('/leave', async (c) => {
    const held = await heldBy(c, desk)
    if (held) await desk.act((acts) => leaveLine(acts, held))
    return c.redirect(PATH, 303)
  })
  // For the wall: printed once, or shown on a screen.
  app.get('/qr.svg', async (c) => c.body(await qrSvg(`${desk.baseUrl}${PATH}`), 200, { 'content-type': 'image/svg+xml' }))
  app.get('/qr', (c) =>
    c.html(
      shown(
        <>
          <h2>{pageWords.scan}</h2>
          <img src={`${PATH}/qr.svg`} alt={`${desk.baseUrl}${PATH}`} width="320" height="320" />
        </>,
      ),
    ),
  )
  app.notFound(() => new Response(null, { status: 404 }))
  app.onError((error) => {
    throw error
  })
  return app
}

const sites = new WeakMap<Desk, Hono<Env>>()

async function serve(request: Request, desk: Desk, caller: { ip: string }): Promise<Response> {
  const known = sites.get(desk) ?? site(desk)
  sites.set(desk, known)
  return known.fetch(request, caller)
}

export const counterPages: readonly Page[] = [{ path: PATH, fetch: serve }]
