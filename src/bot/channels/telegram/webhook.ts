/** Updates that Telegram brings itself. Who does not know the secret is not listened to. */
import { digest } from '../../../lib/ids.ts'
import type { Log } from '../../../lib/log.ts'
import { firstReason, type Intake } from './intake.ts'

/** No update is near this size (bytes). */
const LARGEST = 1_000_000

export interface WebhookParts {
  secret: string
  /** Undefined while we do not take anything in: Telegram brings it again. */
  intake(): Intake | undefined
  log: Log
}

export class Webhook {
  readonly #parts: WebhookParts
  readonly #secret: string
  /** Requests without the right secret. They are counted and leave no other trace: a stranger must not fill the log. */
  refused = 0

  constructor(parts: WebhookParts) {
    this.#parts = parts
    this.#secret = digest(parts.secret)
  }

  /** Answers 200 only after the commit. */
  async fetch(request: Request): Promise<Response> {
    if (request.method !== 'POST') return said(405)
    // Digests are compared, so the time it takes tells nothing about the secret.
    if (digest(request.headers.get('x-telegram-bot-api-secret-token') ?? '') !== this.#secret) {
      this.refused += 1
      return said(401)
    }
    const intake = this.#parts.intake()
    if (!intake) return said(503)
    const body = await read(request)
    if (typeof body === 'number') return said(body)
    const update = parse(body)
    if (update === undefined) return said(400)
    const { refused } = await intake.hand([update])
    if (refused.length === 0) return said(200)
    this.#parts.log.warn({ error: firstReason(refused) }, 'Telegram: a message could not be stored and will be brought again')
    return said(500)
  }
}

const said = (status: number): Response => new Response(null, { status })

/** The body, or the status that refuses it. */
async function read(request: Request): Promise<Buffer | 400 | 413> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST) return 413
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.length
      if (size > LARGEST) return 413
      chunks.push(chunk)
    }
  } catch {
    return 400 // the caller went away in the middle
  }
  return Buffer.concat(chunks)
}

/** Something with an update's number; undefined for anything else. */
function parse(body: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(body.toString())
    return typeof value === 'object' && value !== null && 'update_id' in value && Number.isSafeInteger(value.update_id) ? value : undefined
  } catch {
    return undefined
  }
}
