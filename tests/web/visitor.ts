/** A browser without a script: keeps its cookie, sends forms, reads pages. */
import { Site } from './site.ts'

/** The smallest PNG there is: one point. */
export const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** A site, and somebody who has opened its page. */
export async function opened(): Promise<{ site: Site; visitor: PlainVisitor }> {
  const site = await Site.open()
  const visitor = new PlainVisitor(site)
  await visitor.get()
  return { site, visitor }
}

export class PlainVisitor {
  readonly #site: { readonly address: string }
  cookie: string | undefined

  constructor(site: { readonly address: string }) {
    this.#site = site
  }

  async get(path = '/', headers: Record<string, string> = {}): Promise<Response> {
    return this.#keep(await fetch(this.#site.address + path, { headers: { accept: 'text/html', ...this.#own(), ...headers }, redirect: 'manual' }))
  }

  /** Sends a form as a page without a script does. */
  async post(fields: Record<string, string | File>, headers: Record<string, string> = {}, path = '/chat'): Promise<Response> {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    return this.#keep(
      await fetch(this.#site.address + path, {
        method: 'POST',
        body,
        redirect: 'manual',
        headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...this.#own(), ...headers },
      }),
    )
  }

  /** Sends as the script does. */
  tell(fields: Record<string, string | File>, headers: Record<string, string> = {}): Promise<Response> {
    return this.post(fields, { accept: 'application/json', ...headers })
  }

  /** The page as somebody would read it: one line of text per line of the talk. */
  async lines(): Promise<string[]> {
    const [, html = ''] = (await (await this.get()).text()).split(/<ol|<\/ol>/)
    return [...html.matchAll(/<li class="line (bot|mine)"[^>]*>.*?<p class="words">(.*?)<\/p>/gs)].map(([, by, words = '']) => `${by}: ${plain(words)}`)
  }

  /** The id that the cookie holds. */
  get id(): string {
    return (
      decodeURIComponent(this.cookie ?? '')
        .replace(/^xiaoyi=/, '')
        .split('.')[0] ?? ''
    )
  }

  #own(): Record<string, string> {
    return this.cookie ? { cookie: this.cookie } : {}
  }

  #keep(response: Response): Response {
    const [set] = response.headers.getSetCookie()
    if (set) this.cookie = /Max-Age=0/.test(set) ? undefined : set.split(';')[0]
    return response
  }
}

const plain = (html: string): string =>
  html
    .replace(/<span class="unseen">.*?<\/span>/gs, '')
    .replace(/<[^>]+>/g, '')
    .trim()

/** What a stream sends, event by event. */
export class Listener {
  readonly events: { id: string; event: string; data: string }[] = []
  readonly #abort = new AbortController()
  #waiting: (() => void)[] = []
  ended: Promise<void>

  constructor(response: Response) {
    this.ended = this.#read(response)
  }

  static async open(visitor: PlainVisitor, headers: Record<string, string> = {}, query = ''): Promise<Listener> {
    return new Listener(await visitor.get(`/chat/stream${query}`, { accept: 'text/event-stream', ...headers }))
  }

  /** Resolves when so many lines came. */
  async lines(count: number): Promise<string[]> {
    const now = () =>
      this.events.filter(({ event }) => event === 'line').map(({ data }) => plain(String(JSON.parse(data)).replace(/<time.*?<\/time>|<form.*?<\/form>/gs, '')))
    while (now().length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return now()
  }

  /** Resolves when an event of this name came. */
  async comes(name: string): Promise<void> {
    while (!this.events.some(({ event }) => event === name)) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  close(): void {
    this.#abort.abort()
  }

  async #read(response: Response): Promise<void> {
    let text = ''
    const decoder = new TextDecoder()
    const reader = response.body?.getReader()
    this.#abort.signal.addEventListener('abort', () => void reader?.cancel())
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
      text += decoder.decode(chunk.value, { stream: true })
      const pieces = text.split('\n\n')
      text = pieces.pop() ?? ''
      for (const piece of pieces) this.#event(piece)
    }
    for (const go of this.#waiting.splice(0)) go()
  }

  #event(piece: string): void {
    const fields = Object.fromEntries(piece.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
    this.events.push({ id: fields.id ?? '', event: fields.event ?? '', data: fields.data ?? '' })
    for (const go of this.#waiting.splice(0)) go()
  }
}
