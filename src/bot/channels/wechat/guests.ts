/** Who may come in: everybody who asks to be a friend, and every room the bot is invited to, at a person's pace. */
import { MINUTE, SECOND, ticks } from '../../../lib/clock.ts'
import type { Log } from '../../../lib/log.ts'
import type { Inbound } from '../../message.ts'
import type { Pacer } from './pace.ts'
import { firstWords } from './replies.ts'
import { ANSWER, type Session } from './session.ts'
import { codeOf } from './trouble.ts'
import { pause, within } from './waiting.ts'

/** What somebody reads before saying yes: makes the pause before it as long as a person's. */
const READING = '看一眼是谁，再点通过'.repeat(4)
/** A request accepted so recently is the cause of the news of a new friend. */
const RECENT = 10 * MINUTE
const TRIES = [1, 2, 4, 8, 15, 30].map((seconds) => seconds * SECOND)

export class Guests {
  readonly #pacer: Pacer
  readonly #log: Log
  readonly #session: () => Session | undefined
  readonly #greet: (inbound: Inbound) => void
  readonly #stopped: AbortSignal
  readonly #greeted = new Map<string, number>()

  constructor(parts: { pacer: Pacer; log: Log; session: () => Session | undefined; greet: (inbound: Inbound) => void; stopped: AbortSignal }) {
    this.#pacer = parts.pacer
    this.#log = parts.log
    this.#session = parts.session
    this.#greet = parts.greet
    this.#stopped = parts.stopped
  }

  /** Somebody asks to be a friend, or has become one. */
  friendship(id: string): Promise<void> {
    return this.#try({ friendship: id }, async (session) => {
      const payload = await within(ANSWER, session.puppet.friendshipPayload(id), 'no answer')
      const what = session.built.friendshipOf(payload)
      if (what === 'other') return
      if (what === 'request') {
        await this.#pacer.typed(READING)
        await within(ANSWER, session.puppet.friendshipAccept(id), 'no answer')
      }
      const contact = await within(ANSWER, session.puppet.contactPayload(payload.contactId), 'no answer').catch(() => undefined)
      this.#welcome(id, payload.contactId, contact?.name)
    })
  }

  /** Somebody invites the bot to a room. */
  invited(id: string): Promise<void> {
    return this.#try({ invitation: id }, async (session) => {
      await this.#pacer.typed(READING)
      await within(ANSWER, session.puppet.roomInvitationAccept(id), 'no answer')
    })
  }

  /** The request and the news of its success are two events with two ids; the person is greeted once. */
  #welcome(friendship: string, contact: string, name: string | undefined): void {
    const now = ticks()
    for (const [who, at] of this.#greeted) if (now - at > RECENT) this.#greeted.delete(who)
    if (this.#greeted.has(contact)) return
    this.#greeted.set(contact, now)
    const update = `friendship:${friendship}`
    const display = name ? { display: name } : {}
    this.#greet({ channel: 'wechat', update, from: contact, ...display, place: { kind: 'private' }, addressed: true, text: firstWords })
  }

  /** The gateway may be gone for a while; what came is kept meanwhile. */
  async #try(what: { friendship: string } | { invitation: string }, work: (session: Session) => Promise<void>): Promise<void> {
    let code: number | undefined
    for (const wait of [0, ...TRIES]) {
      await pause(wait, this.#stopped)
      if (this.#stopped.aborted) return
      const session = this.#session()
      if (!session) continue
      try {
        return await work(session)
      } catch (error) {
        code = codeOf(error)
      }
    }
    this.#log.error({ ...what, code }, 'wechat: a request could not be accepted; accept it on the telephone')
  }
}
