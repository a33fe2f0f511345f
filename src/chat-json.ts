/** `chat --json`: one JSON object per line in and out, on a virtual clock. For programs. */
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { App, type TerminalOptions } from './app.ts'
import type { OutgoingMessage } from './bot/channel.ts'
import { TerminalChannel } from './bot/channels/terminal.ts'
import { fileAt } from './bot/files.ts'
import type { Attachment, Inbound } from './bot/message.ts'
import type { Receipt } from './bot/outcome.ts'
import { NotTaken } from './bot/receive.ts'
import { ROLES } from './bot/vocabulary.ts'
import { systemClock, VirtualClock } from './lib/clock.ts'
import { digest } from './lib/ids.ts'
import { isoZoned } from './lib/zoned.ts'

const Line = z.object({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  from: z.string().min(1).optional(),
  staff: z.enum(ROLES).optional(),
  chat: z.union([z.literal('private'), z.string().regex(/^g:.+/)]).default('private'),
  mention: z.boolean().default(false),
  text: z.string().optional(),
  display: z.string().optional(),
  choice: z.string().optional(),
  image: z.string().optional(),
  voice: z.string().optional(),
  location: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
})
type Line = z.infer<typeof Line>

export interface JsonChatOptions extends TerminalOptions {
  input: NodeJS.ReadableStream
  /** Writes one line; resolves when it has left the process. */
  write(line: string): Promise<void>
}

/** Reads lines until the input ends; resolves when the last one is answered. */
export async function jsonChat(options: JsonChatOptions): Promise<void> {
  const session = new Session(options)
  for await (const text of createInterface({ input: options.input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (text.trim() !== '') await session.take(text)
  }
  await session.end()
}

class Session {
  readonly #options: JsonChatOptions
  #app: App | undefined
  #current = ''
  #out: Promise<void> = Promise.resolve()

  constructor(options: JsonChatOptions) {
    this.#options = options
  }

  /** One line: the clock moves, the message is handled, its turn ends. */
  async take(text: string): Promise<void> {
    const line = parse(text)
    if (typeof line === 'string') return this.#write({ ...idOf(text), kind: 'error', message: line })
    this.#current = line.id
    const app = await this.#opened(line)
    if (line.at) await app.advance(new Date(line.at))
    const message = messageOf(line, text)
    if (!message) return this.#write({ re: line.id, kind: 'end', intent: 'none', confidence: 1, handled: true })
    if (typeof message === 'string') return this.#write({ re: line.id, kind: 'error', message })
    try {
      const receipt = await app.reception.receive(message)
      await app.advance(app.clock.now())
      await this.#write(endOf(line.id, receipt))
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error
      await this.#write({ re: line.id, kind: 'error', message: error.words })
    }
  }

  async end(): Promise<void> {
    await this.#app?.stop()
    await this.#out
  }

  async #opened(first: Line): Promise<App> {
    if (this.#app) return this.#app
    const { input: _, write: __, ...options } = this.#options
    const clock = new VirtualClock(first.at ? new Date(first.at) : systemClock.now())
    const channel = new TerminalChannel((message) => this.#say(message))
    this.#app = await App.open({ ...options, clock, channels: [channel] })
    await this.#app.advance(clock.now())
    return this.#app
  }

  #say(message: OutgoingMessage): Promise<void> {
    const choices = message.choices.length > 0 ? { choices: message.choices } : {}
    const files = message.files ? { files: message.files.map(({ name, type }) => ({ name, type })) } : {}
    const common = { to: message.to, chat: message.place.kind === 'group' ? message.place.id : 'private', text: message.text, ...choices, ...files }
    const push = message.kind === 'push' ? { at: isoZoned(message.due ?? systemClock.now(), this.#options.zone), reason: message.reason } : {}
    // An answer names the line it belongs to, also when it is repeated in a later process.
    const re = message.update?.replace(/#[^#]*$/, '') ?? this.#current
    return this.#write({ re, kind: message.kind, ...common, ...push })
  }

  #write(line: Record<string, unknown>): Promise<void> {
    this.#out = this.#out.then(() => this.#options.write(`${JSON.stringify(line)}\n`))
    return this.#out
  }
}

/** The line, or what is wrong with it. */
function parse(text: string): Line | string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'this line is no JSON object; one JSON object per line is read, e.g. {"id":"1","from":"u1","chat":"private","text":"理发多少钱"}'
  }
  const line = Line.safeParse(value)
  if (line.success) return line.data
  return line.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`).join('; ')
}

/** The line's id, if it can be made out: an error is easier to place with it. */
function idOf(text: string): { re?: string } {
  const id = /"id"\s*:\s*"?([^",}]{1,64})/.exec(text)?.[1]
  return id ? { re: id } : {}
}

/** The message in the line; undefined when it only moves the clock; a string says what is missing. */
function messageOf(line: Line, raw: string): Inbound | string | undefined {
  const { text, image, voice, choice, location } = line
  const says = text !== undefined || image !== undefined || voice !== undefined || choice !== undefined || location !== undefined
  if (!says) return line.at === undefined ? 'text: a line needs a text (or image, voice, location, choice), or an "at" to move the clock' : undefined
  if (line.from === undefined) return 'from: a message needs a sender'
  const attachments: Attachment[] = [...(image ? [fileAt('image', image)] : []), ...(voice ? [fileAt('voice', voice)] : [])]
  return {
    channel: 'terminal',
    // The same line is the same update; another line that reuses a number is not.
    update: `${line.id}#${digest(raw.trim()).slice(0, 16)}`,
    from: line.from,
    place: line.chat === 'private' ? { kind: 'private' } : { kind: 'group', id: line.chat },
    addressed: line.mention,
    text: text ?? '',
    ...(line.display ? { display: line.display } : {}),
    ...(choice ? { choice } : {}),
    ...(location ? { location } : {}),
    ...(line.staff ? { localRole: line.staff } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}

function endOf(re: string, receipt: Receipt): Record<string, unknown> {
  const { intent, topic, confidence, handled, ...more } = receipt
  return { re, kind: 'end', intent, ...(topic ? { topic } : {}), confidence: Math.round(confidence * 1_000) / 1_000, handled, ...more }
}
