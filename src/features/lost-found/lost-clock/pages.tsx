/** The public notice: finds that nobody claimed yet, by kind and place only. */
import type { Page } from '../../../bot/capability.ts'
import { page, Sign } from '../../../web/layout.tsx'
import { noticed, pageWords } from './operations.ts'

const PATH = '/zhaoling'
const HEADERS = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=60' }

export const noticePage: Page = {
  path: PATH,
  async fetch(request, desk) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } })
    if (new URL(request.url).pathname !== PATH) return Response.redirect(`${desk.baseUrl}${PATH}`, 302)
    const finds = await noticed({ read: desk.read, now: desk.now(), calendar: desk.calendar })
    const body = (
      <>
        <Sign />
        <main class="leaving">
          <h2>{pageWords.title}</h2>
          <p>{pageWords.lead(finds.length)}</p>
          {finds.length > 0 && (
            <ul>
              {finds.map(({ what, since }) => (
                <li>
                  {what}，{since}
                </li>
              ))}
            </ul>
          )}
          <p>{pageWords.claim}</p>
          <p>
            <a href="/">{pageWords.chat}</a>
          </p>
        </main>
      </>
    )
    return new Response(page({ title: pageWords.title, styles: ['chat.css'], body }), { headers: HEADERS })
  },
}
