/** What every request to the console passes, and what its answers have in common. */

/** What is longer is no name and no password (characters). */
const LONGEST_FIELD = 1_000

/**
 * Was this sent by a page of ours? Browsers tell, and scripts cannot make them lie. An answer of another
 * site's page, or of none, is refused.
 */
export function fromOurPage(request: Request, baseUrl: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = request.headers.get('origin')
  if (origin === null || !URL.canParse(origin)) return false
  return origin === new URL(baseUrl).origin || new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host)
}

/** Was the page asked for over https, here or at the proxy before us? Whoever pretends it only locks out himself. */
export function isSecure(request: Request, baseUrl: string): boolean {
  const told = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim()
  return told === 'https' || [request.url, baseUrl].some((url) => url.startsWith('https:'))
}

/** The named fields, as text; undefined when the form did not come whole. */
export async function fieldsOf<const Name extends string>(request: Request, names: readonly Name[]): Promise<Record<Name, string> | undefined> {
  try {
    const form = await request.formData()
    const entries = names.map((name) => {
      const value = form.get(name)
      return [name, typeof value === 'string' ? value.slice(0, LONGEST_FIELD) : ''] as const
    })
    return Object.fromEntries(entries) as Record<Name, string>
  } catch {
    return undefined
  }
}

export function htmlPage(html: string, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers } })
}

/** Goes on to a page of ours, with a fresh GET. */
export function goTo(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location: path, 'cache-control': 'no-store' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}
