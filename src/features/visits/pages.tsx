/** The screen at the door or on the counter: the changing code and its QR. A link from staff makes a device the screen. */
import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Desk, Page } from '../../bot/capability.ts'
import { qrSvg } from '../../lib/qr.ts'
import { page, Sign } from '../../web/layout.tsx'
import { bindScreen, doorScreen, pageWords } from './operations.ts'

const PATH = '/daodian'
const COOKIE = 'door'
/** How long a device stays the screen (seconds). */
const LASTS = 180 * 24 * 60 * 60
/** The screen asks again so often (seconds): a new code is there soon enough. */
const REFRESH = '5'

interface Env {
  Bindings: { desk: Desk }
}

const shown = (body: Child): string =>
  page({
    title: pageWords.title,
    styles: ['study.css'],
    body: (
      <>
        <Sign />
        <main class="checkin">{body}</main>
      </>
    ),
  })

/** Nothing of it is kept by a browser or told to another site. */
function guarded(c: Context<Env>): void {
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
}

const app = new Hono<Env>()

app.get(PATH, async (c) => {
  guarded(c)
  const { desk } = c.env
  const door = await desk.act((acts) => doorScreen(acts, getCookie(c, COOKIE)))
  if (!door) return c.html(shown(<p>{pageWords.unbound}</p>), 403)
  c.header('refresh', REFRESH)
  const picture = await qrSvg(`${desk.baseUrl}${PATH}/c/${door.code}`)
  const body = (
    <>
      <h1>{pageWords.title}</h1>
      <p class="code" role="status">
        {door.code}
      </p>
      <p>
        {pageWords.how}，{pageWords.turns}
      </p>
      <div class="qr">{raw(picture)}</div>
      <p>{pageWords.visitors(door.visitors)}</p>
    </>
  )
  return c.html(shown(body))
})

app.get(`${PATH}/in/:word`, async (c) => {
  guarded(c)
  const { desk } = c.env
  const cookie = await desk.act((acts) => bindScreen(acts, c.req.param('word')))
  if (cookie === undefined) return c.html(shown(<p>{pageWords.linkOver}</p>), 403)
  setCookie(c, COOKIE, cookie, { path: PATH, httpOnly: true, sameSite: 'Lax', maxAge: LASTS, secure: desk.baseUrl.startsWith('https:') })
  return c.redirect(PATH, 303)
})

app.get(`${PATH}/c/:code{[0-9]{4}}`, (c) => {
  guarded(c)
  const body = (
    <>
      <h1>{pageWords.scanned}</h1>
      <p class="code">{pageWords.send(c.req.param('code'))}</p>
      <p>{pageWords.sendHow}</p>
      <p>
        <a href="/">{pageWords.chat}</a>
      </p>
    </>
  )
  return c.html(shown(body))
})

app.notFound((c) => c.html(shown(<p>{pageWords.linkOver}</p>), 404))

export const doorPage: Page = { path: PATH, fetch: async (request, desk) => app.fetch(request, { desk }) }
