/** The merchant's phone page at `/m`: a code and a bill in, what to take from the driver out. */

import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Desk, Page } from '../../../bot/capability.ts'
import { keyedDigest, newId, sameDigest } from '../../../lib/ids.ts'
import { page, Sign } from '../../../web/layout.tsx'
import { linkEdition, type Merchant, merchantById, openPage, saleWords, sell } from './operations.ts'
import { billIn, codeIn, words } from './rules.ts'

const PATH = '/m'
const COOKIE = 'merchant'
/** How long a phone stays signed in (seconds). */
const LASTS = 180 * 24 * 60 * 60

const signed = (desk: Desk, merchantId: string, edition: number): string => {
  const what = `${merchantId}.${edition}`
  return `${what}.${keyedDigest(desk.secret, `merchant:${what}`)}`
}

/** A link that opens the page for a merchant without a code: for the console to print. */
export async function merchantLink(desk: Desk, merchantId: string): Promise<string> {
  return `${desk.baseUrl}${PATH}/in/${signed(desk, merchantId, await linkEdition(desk.read, merchantId))}`
}

/** The merchant that a signed word stands for, while its edition is good. */
async function merchantFor(desk: Desk, word: string | undefined): Promise<Merchant | undefined> {
  const [merchantId = '', edition = '', ...rest] = (word ?? '').split('.')
  if (rest.length !== 1 || !/^\d+$/.test(edition) || !sameDigest(signed(desk, merchantId, Number(edition)), word ?? '')) return undefined
  if ((await linkEdition(desk.read, merchantId)) !== Number(edition)) return undefined
  return merchantById(desk.read, merchantId)
}

interface Env {
  Bindings: { desk: Desk; ip: string }
}

const Sale = z.object({ code: z.string().max(40), bill: z.string().max(40), id: z.string().regex(/^[0-9a-f-]{10,60}$/) })

function frame(title: string, children: unknown): string {
  return page({
    title,
    body: (
      <>
        <Sign />
        <main>{children}</main>
      </>
    ),
  })
}

function loginForm(trouble?: string) {
  return frame(
    words.title,
    <form method="post" action={`${PATH}/in`}>
      <h2>{words.title}</h2>
      {trouble === undefined ? null : <p role="alert">{trouble}</p>}
      <p>
        <label for="code">{words.bindingCode}</label>
        <input id="code" name="code" autocomplete="one-time-code" required />
      </p>
      <p>{words.whereFrom}</p>
      <button type="submit">{words.enter}</button>
    </form>,
  )
}

function saleForm(merchant: Merchant, result?: { good: boolean; lines: readonly string[] }) {
  return frame(
    words.title,
    <>
      <h2>{merchant.name}</h2>
      {result === undefined ? null : (
        <div role={result.good ? 'status' : 'alert'}>
          {result.lines.map((line, position) =>
            position === 0 ? (
              <p>
                <strong>{line}</strong>
              </p>
            ) : (
              <p>{line}</p>
            ),
          )}
        </div>
      )}
      <form method="post" action={`${PATH}/`}>
        <input type="hidden" name="id" value={newId()} />
        <p>
          <label for="code">{words.code}</label>
          <input id="code" name="code" inputmode="numeric" autocomplete="off" maxlength={9} required />
        </p>
        <p>
          <label for="bill">{words.bill}</label>
          <input id="bill" name="bill" inputmode="decimal" autocomplete="off" maxlength={12} required />
        </p>
        <button type="submit">{words.sell}</button>
      </form>
    </>,
  )
}

/** A page of another site must not sell in a merchant's name. */
function isForeign(c: Context<Env>): boolean {
  const origin = c.req.header('origin')
  return origin !== undefined && origin !== 'null' && new URL(origin).host !== (c.req.header('host') ?? new URL(c.req.url).host)
}

const signIn = (c: Context<Env>, word: string): void =>
  setCookie(c, COOKIE, word, { path: PATH, httpOnly: true, sameSite: 'Strict', maxAge: LASTS, secure: c.env.desk.baseUrl.startsWith('https:') })

function site(): Hono<Env> {
  const app = new Hono<Env>({ strict: false }).basePath(PATH)
  app.use(async (c, next) => (c.req.method === 'POST' && isForeign(c) ? c.html(loginForm(words.foreign), 403) : next()))
  app.get('/', async (c) => {
    const merchant = await merchantFor(c.env.desk, getCookie(c, COOKIE))
    return c.html(merchant ? saleForm(merchant) : loginForm())
  })
  app.get('/in/:word', async (c) => {
    const word = c.req.param('word')
    if (!(await merchantFor(c.env.desk, word))) return c.html(loginForm(words.oldLink), 403)
    signIn(c, word)
    return c.redirect(`${PATH}/`, 303)
  })
  app.post('/in', async (c) => {
    const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
    const opened = await openPage(c.env.desk, String(form.code ?? ''), c.env.ip)
    if (!opened.ok) return c.html(loginForm(words[opened.reason]), opened.reason === 'locked' ? 429 : 403)
    signIn(c, signed(c.env.desk, opened.value.id, await linkEdition(c.env.desk.read, opened.value.id)))
    return c.redirect(`${PATH}/`, 303)
  })
  app.post('/', async (c) => {
    const { desk } = c.env
    const merchant = await merchantFor(desk, getCookie(c, COOKIE))
    if (!merchant) return c.html(loginForm(words.oldLink), 403)
    const form = Sale.safeParse(await c.req.parseBody().catch(() => ({})))
    const code = form.success ? codeIn(form.data.code) : undefined
    const bill = form.success ? billIn(form.data.bill) : undefined
    if (!form.success || code === undefined || bill === undefined) return c.html(saleForm(merchant, { good: false, lines: [words.missing] }), 400)
    const sold = await desk.act((acts) => sell(acts, { merchantId: merchant.id, code, bill, actor: 'page', key: `page:${form.data.id}` }))
    return c.html(saleForm(merchant, { good: sold.is === 'sold', lines: saleWords(sold) }), sold.is === 'sold' ? 200 : 409)
  })
  app.notFound((c) => c.html(loginForm(), 404))
  return app
}

const app = site()

export const merchantPage: Page = { path: PATH, fetch: async (request, desk, { ip }) => app.fetch(request, { desk, ip }) }
