/** The screen in the classroom (code and QR), and where a scanned QR leads. Without scripts: the browser asks again by itself. */
import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Desk, Page } from '../../../bot/capability.ts'
import { qrSvg } from '../../../lib/qr.ts'
import { page, Sign } from '../../../web/layout.tsx'
import { pageWords, screenOf, seen } from './operations.ts'

const PATH = '/qiandao'
/** The screen asks again so often (seconds): a new code is there soon enough. */
const REFRESH = '5'
const HEADERS = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }

const shown = (body: Child): string =>
  page({
    title: pageWords.screen,
    styles: ['study.css'],
    body: (
      <>
        <Sign />
        <main class="checkin">{body}</main>
      </>
    ),
  })

async function screen(desk: Desk, number: string, key: string): Promise<Response> {
  const now = desk.now()
  const found = await screenOf({ read: desk.read, now }, number, key)
  if (!found) return new Response(shown(<p>{pageWords.gone}</p>), { status: 404, headers: HEADERS })
  const { session, code, present } = found
  const view = seen({ now, calendar: desk.calendar }, session)
  const picture = code === undefined ? '' : await qrSvg(`${desk.baseUrl}${PATH}/${number}/c/${code}`)
  const body = (
    <>
      <h1>{view.title}</h1>
      <p>
        {view.day}
        {view.time}—{view.end} {view.place}
      </p>
      {code === undefined ? (
        <p role="status">{pageWords.closed}</p>
      ) : (
        <>
          <p class="code" role="status">
            {code}
          </p>
          <p>
            {pageWords.how}，{pageWords.turns}
          </p>
          <div class="qr">{raw(picture)}</div>
        </>
      )}
      <p>{pageWords.present(present)}</p>
    </>
  )
  return new Response(shown(body), { headers: { ...HEADERS, refresh: REFRESH } })
}

function landing(code: string): Response {
  const body = (
    <>
      <h1>{pageWords.scanned}</h1>
      <p class="code">{pageWords.send(code)}</p>
      <p>{pageWords.sendHow}</p>
      <p>
        <a href="/">{pageWords.chat}</a>
      </p>
    </>
  )
  return new Response(shown(body), { headers: HEADERS })
}

const gone = (): Response => new Response(shown(<p>{pageWords.gone}</p>), { status: 404, headers: HEADERS })

export const screens: Page = {
  path: PATH,
  async fetch(request, desk) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
    const [, , number = '', second = '', third = '', more] = new URL(request.url).pathname.split('/')
    if (!/^S-\d{1,9}$/.test(number) || more !== undefined) return gone()
    if (second === 'c') return /^\d{4}$/.test(third) ? landing(third) : gone()
    return third === '' && /^[0-9a-f]{20}$/.test(second) ? screen(desk, number, second) : gone()
  },
}
