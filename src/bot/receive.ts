/** The pipeline: one message, one transaction. */
import type { Db, Tx } from '../db/db.ts'
import { decide } from '../intents/decide.ts'
import type { Understanding } from '../intents/understanding.ts'
import { whenIn } from '../intents/when.ts'
import type { Calendar } from '../lib/calendar.ts'
import { after, type Clock, DAY, SECOND, ticks } from '../lib/clock.ts'
import { describe, traceOf } from '../lib/errors.ts'
import { faultId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import { toTraditional } from '../lib/script.ts'
import { takeAllowance } from './allowance.ts'
import { asHeardFrom } from './as-heard-from.ts'
import type { Channel } from './channel.ts'
import { contextFor } from './context.ts'
import { type ConversationState, rememberScript, understoodBefore } from './conversation.ts'
import type { Delivery } from './deliver.ts'
import { asksSomething, isAddressed } from './gate.ts'
import { type Ears, type Listened, listen } from './listen.ts'
import type { Inbound, Reply } from './message.ts'
import type { Meter } from './meter.ts'
import { leaveReply } from './outbox.ts'
import { type Outcome, type Receipt, silent, type Taken, unanswered } from './outcome.ts'
import { resumeParked } from './parked.ts'
import type { Product } from './product.ts'
import { pushedOffer } from './pushed.ts'
import * as replies from './replies.ts'
import { answersOffer, openDialogue, route } from './route.ts'
import type { Said } from './said.ts'
import { type Advise, secondOpinion, worthAsking } from './second-opinion.ts'
import { answerOnce, groupSettings, takeAnswer } from './store/groups.ts'
import { claim, conversationId, groupId, keepConversation, lockConversation, peekConversation, type Speaker, seen, speaker } from './store/intake.ts'
import { type OutgoingRow, pushedChoice, type Worker } from './store/outgoing.ts'
import { grantLocally } from './store/staff.ts'
import { Talk } from './talk.ts'
import { ROLES } from './vocabulary.ts'

/** The longest message that is read; a longer one gets a request to be brief. */
export const LONGEST = 2_000

/** The buttons of a push are good for so long. */
const PUSHED_LIFE = 7 * DAY
const ECHO = 60 // characters of a voice message that are repeated

export interface ReceptionParts {
  db: Db
  product: Product
  calendar: Calendar
  clock: Clock
  log: Log
  worker: Worker
  delivery: Delivery
  channels: ReadonlyMap<string, Channel>
  ears: Ears
  meter: Meter
  /** A second opinion on what is in doubt; absent: there is none. */
  advise: Advise | undefined
}

/** The message could not be stored: the channel must not acknowledge it. `words` can be shown as they are. */
export class NotTaken extends Error {
  readonly words: string
  constructor(words: string, cause: unknown) {
    super('the message could not be stored', { cause })
    this.words = words
  }
}

interface Handled {
  outcome: Receipt
  rows: OutgoingRow[]
  /** Something was left to be said to others: it may be due now. */
  pushed?: boolean
}

export class Reception {
  readonly #parts: ReceptionParts
  /** The last message of each conversation that is being handled: the next one waits for it. */
  readonly #tails = new Map<string, Promise<unknown>>()

  constructor(parts: ReceptionParts) {
    this.#parts = parts
  }

  /** Handles one message; resolves after the commit and the sending of its answer. Throws `NotTaken`. */
  async receive(message: Inbound): Promise<Receipt> {
    const { receipt, sent } = await this.take(message)
    await sent
    return receipt
  }

  /** Handles one message after those before it in its conversation; resolves after the commit. Throws `NotTaken`. */
  take(message: Inbound): Promise<Taken> {
    const id = conversationId(message)
    const before = this.#tails.get(id)
    const turn = (before ? before.then(() => this.#take(message)) : this.#take(message)).catch((error: unknown) => this.#rescue(message, error))
    const tail = turn.catch(() => undefined)
    this.#tails.set(id, tail)
    void tail.then(() => {
      if (this.#tails.get(id) === tail) this.#tails.delete(id)
    })
    return turn
  }

  /** Something broke: the message is claimed all the same, and the person is told. When not even that can be stored, it must come again. */
  async #rescue(message: Inbound, error: unknown): Promise<Taken> {
    const { db, delivery, log } = this.#parts
    const fault = faultId()
    log.error({ fault, channel: message.channel, error: describe(error), at: traceOf(error) }, 'a message could not be handled')
    try {
      if (!isAddressed(message) && message.choice === undefined) {
        await db.ping()
        return silent({ intent: 'none', confidence: 0, handled: false })
      }
      const { outcome, rows } = await db.tx((tx) => this.#apologise(tx, message, fault))
      return { receipt: outcome, sent: delivery.send(rows) }
    } catch (second) {
      throw new NotTaken(replies.busy(fault), second)
    }
  }

  /** Resolves when every message taken in so far is handled. */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values())
  }

  async #take(inbound: Inbound): Promise<Taken> {
    const { product, db, delivery, log, ears, meter } = this.#parts
    if (inbound.automatic) return silent({ intent: 'none', confidence: 1, handled: false })
    const started = ticks()
    let listened: Listened = { message: inbound, pictures: [], spoken: false }
    if ((inbound.attachments || inbound.location) && isAddressed(inbound)) {
      // What was listened to once is not sent to a service again.
      const before = await seen(db.read, keyOf(inbound))
      if (before) return silent({ ...before, duplicate: true })
      listened = await listen(inbound, ears)
    }
    const { message } = listened
    const own = product.understand(message.text.slice(0, LONGEST))
    const opinion = isAddressed(message) && message.choice === undefined ? await this.#opinion(message, own) : undefined
    const heard = opinion ?? own
    if (!isAddressed(message) && !(await this.#mightAnswer(message, heard))) return silent(unanswered(heard))
    const { outcome, rows, pushed } = await db.tx((tx) => this.#handle(tx, listened, heard, opinion !== undefined))
    const { intent, topic, handled, duplicate } = outcome
    const sent = delivery.send(rows).then(() => {
      const about = { channel: message.channel, place: message.place.kind, intent, handled, duplicate: duplicate ?? false }
      meter.message(about, (ticks() - started) / SECOND)
      log.info({ ...about, topic, ms: Math.round(ticks() - started) }, 'message')
    })
    if (pushed) void delivery.pump().catch((error: unknown) => log.error({ error: describe(error) }, 'pushes could not be sent'))
    return { receipt: outcome, sent }
  }

  async #opinion(message: Inbound, own: Understanding): Promise<Understanding | undefined> {
    const { advise, product, db, clock } = this.#parts
    if (!advise || !worthAsking(product, own, message.place.kind === 'group')) return undefined
    // An open matter is nobody else's business.
    const state = await peekConversation(db.read, conversationId(message))
    return state && (openDialogue(state, clock.now()) || state.offer) ? undefined : secondOpinion(advise, product, own)
  }

  /** Group chatter costs no write: only an answer to our own choices or a clear public question goes on. */
  async #mightAnswer(message: Inbound, heard: Understanding): Promise<boolean> {
    const [top] = heard.readings
    const asks =
      top?.intent === 'answer' && asksSomething(heard.text) && decide(heard.readings, { group: true, addressed: false, changes: () => false }) === 'sure'
    if (asks && message.place.kind === 'group' && (await groupSettings(this.#parts.db.read, groupId(message.channel, message.place.id))).unasked) return true
    const state = await peekConversation(this.#parts.db.read, conversationId(message))
    return message.choice !== undefined || (state !== undefined && answersOffer(state, message.text, this.#parts.clock.now()))
  }

  async #handle(tx: Tx, listened: Listened, words: Understanding, advised: boolean): Promise<Handled> {
    const { message } = listened
    const opened = await this.#open(tx, message)
    if ('outcome' in opened) return opened
    const { state, who, now } = opened
    if (message.localRole) await this.#grant(tx, message, who.personId, now)
    let pushed = false
    const onPush = () => {
      pushed = true
    }
    const ctx = contextFor(tx, { message, who, now, calendar: this.#parts.calendar, onPush })
    const talk = new Talk(this.#parts.product, ctx, state, listened, keyOf(message))
    // In an open dialogue its own question is the context: an answer must not look like a new wish.
    const before = advised || openDialogue(state, now) ? undefined : understoodBefore(state, now)
    const heard = await asHeardFrom(ctx, this.#parts.product, before ? this.#parts.product.understand(message.text.slice(0, LONGEST), before.label) : words)
    rememberScript(state, heard)
    const said = await this.#said(tx, talk, listened, heard, who, now)
    if (!said) return { outcome: await this.#close(tx, message, who, now, heard, talk.state, unanswered(heard)), rows: [] }
    const resumed =
      message.place.kind === 'private' ? await resumeParked(this.#parts.product, tx, talk, who, now, said) : { said: [said], outcome: said.outcome }
    const rows: OutgoingRow[] = []
    const owner = talk.forgets ? { ...who, personId: '' } : who
    for (const { reply } of resumed.said) rows.push(...(await this.#leave(tx, message, owner, reply, talk.state, talk.state.traditional ?? false, now)))
    return { outcome: await this.#close(tx, message, owner, now, talk.discreet ? { ...heard, raw: '' } : heard, talk.state, resumed.outcome), rows, pushed }
  }

  /** The lock, the claim's look, the speaker. A message seen before ends here, with what it still waits for. */
  async #open(tx: Tx, message: Inbound): Promise<{ state: ConversationState; who: Speaker; now: Date } | Handled> {
    const now = this.#parts.clock.now()
    const state = await lockConversation(tx, conversationId(message), message.channel, now)
    const before = await seen(tx, keyOf(message))
    // Its answer is on its way or waits with the rows of a dead process, which the sweep takes over.
    if (before) return { outcome: { ...before, duplicate: true }, rows: [] }
    return { state, who: await speaker(tx, message, now), now }
  }

  /** What is said to the message; undefined for silence. */
  async #said(tx: Tx, talk: Talk, listened: Listened, heard: Understanding, { personId }: Speaker, now: Date): Promise<Said | undefined> {
    const { message, instead, spoken } = listened
    if (this.#parts.channels.get(message.channel)?.abilities.limited) {
      const flood = takeAllowance(talk.state, now)
      if (flood === 'silent' || (flood && message.place.kind === 'group')) return undefined
      if (flood) return { reply: replies.tooFast, outcome: { intent: 'none', confidence: 1, handled: true } }
    }
    if (message.text.length > LONGEST) return { reply: replies.tooLong, outcome: { intent: 'none', confidence: 1, handled: true } }
    const { product } = this.#parts
    const group = message.place.kind === 'group'
    const offer = message.choice === undefined && !group ? await pushedOffer(tx, talk.state, heard, personId, now) : undefined
    const way = route({
      state: offer ? { ...talk.state, offer } : talk.state,
      heard,
      pressed: message.choice,
      pushed: message.choice === undefined ? undefined : await pushedChoice(tx, message.choice, personId, after(now, -PUSHED_LIFE)),
      group,
      now,
      changes: (intent) => product.intents.get(intent)?.changes ?? false,
      undoneBy: (intent) => product.intents.get(intent)?.undoneBy,
      continued: (intent, heard) => product.intents.get(intent)?.continued?.(heard),
      understand: product.understand,
    })
    if (message.place.kind === 'group') {
      const id = groupId(message.channel, message.place.id)
      const ours = isAddressed(message) || way.to === 'act' || way.to === 'dialogue'
      if (!ours && !(way.to === 'meaning' && way.meaning.intent === 'answer' && (await groupSettings(tx, id)).unasked)) return undefined
      if (
        way.to === 'meaning' &&
        way.meaning.topic &&
        !(await answerOnce(
          tx,
          id,
          `${way.meaning.topic}/${way.aspect ?? ''}/${heard.slots.codes.join()}/${whenIn(heard.raw, now, this.#parts.calendar)?.said ?? ''}`,
          now,
        ))
      )
        return undefined
      if (!(await takeAnswer(tx, { id, channel: message.channel, chat: message.place.id }, now))) return undefined
    }
    if (instead) return (message.location ? await talk.located() : undefined) ?? talk.tell(instead)
    if (offer && way.to === 'act') talk.state.answeredPush = offer.key
    const said = await talk.follow(way, heard)
    if (!spoken || group || talk.discreet) return said
    return { ...said, reply: { ...said.reply, parts: [...said.reply.parts, replies.heardYou(message.text.slice(0, ECHO))] } }
  }

  #leave(tx: Tx, message: Inbound, who: Speaker, reply: Reply, state: ConversationState, traditional: boolean, now: Date): Promise<OutgoingRow[]> {
    const envelope = { update: keyOf(message), worker: this.#parts.worker.id, now, script: traditional ? toTraditional : (text: string) => text }
    const to = { channel: message.channel, personId: who.personId }
    const offer = reply.choices && reply.choices.length > 0 ? state.offer : undefined
    if (message.place.kind === 'private') return leaveReply(tx, { kind: 'private', external: message.from, ...to }, reply, offer, envelope)
    // A private intent never runs for a group; should one slip through, `leaveReply` refuses it.
    const answers = { from: message.from, ...(message.message ? { message: message.message } : {}) }
    return leaveReply(tx, { kind: 'group', chat: message.place.id, answers, ...to }, reply as Reply<'public'>, offer, envelope)
  }

  async #close(tx: Tx, message: Inbound, who: Speaker, now: Date, heard: Understanding, state: ConversationState, outcome: Outcome): Promise<Outcome> {
    const id = conversationId(message)
    await keepConversation(tx, id, state)
    await claim(tx, { key: keyOf(message), conversationId: id, personId: who.personId, at: now, text: outcome.handled ? heard.raw.slice(0, 500) : '', outcome })
    return outcome
  }

  /** The handler threw: the message is claimed all the same, and the person is told, with an id to read out. */
  async #apologise(tx: Tx, message: Inbound, fault: string): Promise<Handled> {
    const opened = await this.#open(tx, message)
    if ('outcome' in opened) return opened
    const { state, who, now } = opened
    const outcome: Outcome = { intent: 'none', confidence: 0, handled: true, data: { fault } }
    const rows = await this.#leave(tx, message, who, replies.apology(fault), state, false, now)
    await claim(tx, {
      key: keyOf(message),
      conversationId: conversationId(message),
      personId: who.personId,
      at: now,
      text: message.text.slice(0, 500),
      outcome,
    })
    return { outcome, rows }
  }

  async #grant(tx: Tx, message: Inbound, personId: string, now: Date): Promise<void> {
    const role = ROLES.find((each) => each === message.localRole)
    if (role) await grantLocally(tx, personId, `${message.channel}:${message.from}`, role, now)
  }
}

/** Names the update among all channels and for ever. */
const keyOf = (message: Inbound): string => `${message.channel}:${message.update}`
