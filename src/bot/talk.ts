/** One message's way through the conversation, inside its transaction. */
import type { Meaning, Understanding } from '../intents/understanding.ts'
import { readableKey } from '../lib/random.ts'
import { notUnderstood, offerMeanings, offerOthers } from './asking-back.ts'
import type { Answer, Context, Intent, Turn } from './capability.ts'
import { consentForm } from './consent.ts'
import { type ConversationState, NAP, nameOfChoice, RECALLS, sameChoices, topicInMind, understoodBefore } from './conversation.ts'
import { advance, begin, type Filled, type Form, type Move, type OpenDialogue, pictured, proceed, saidAgain } from './dialogue.ts'
import type { Listened } from './listen.ts'
import { remembered } from './meanings.ts'
import type { Act, Inbound, Part, Picture } from './message.ts'
import { offerOf } from './outbox.ts'
import type { Outcome } from './outcome.ts'
import type { Product } from './product.ts'
import * as replies from './replies.ts'
import { openDialogue, type Route } from './route.ts'
import { type Said, together, withoutQuestion } from './said.ts'
import { slotsRead, withSlots } from './said-slots.ts'
import { inTurn } from './several-wishes.ts'
import { keepChosen } from './store/intake.ts'
import { consentOf, giveConsent, park } from './store/people.ts'

/** What is said back, and what becomes of the message. */
export class Talk {
  readonly state: ConversationState
  /** The speaker's file was erased: nothing of this message may be tied to it. */
  forgets = false
  /** The words of this message are kept by whoever they are for, and nowhere else. */
  discreet = false
  /** This answer already ends with the question of the dialogue that it interrupted. */
  #cameBack = false
  readonly #product: Product
  readonly #ctx: Context
  readonly #message: Inbound
  readonly #pictures: readonly Picture[]
  readonly #update: string

  constructor(product: Product, ctx: Context, state: ConversationState, { message, pictures }: Listened, update: string) {
    this.#product = product
    this.#ctx = ctx
    this.state = state
    this.#message = message
    this.#pictures = pictures
    this.#update = update
  }

  /** Says something that is no meaning of words (there were none): an open dialogue and its choices stay as they are. */
  async tell({ reply, inDialogue }: NonNullable<Listened['instead']>): Promise<Said> {
    const outcome: Outcome = { intent: 'none', confidence: 1, handled: true }
    const dialogue = openDialogue(this.state, this.#ctx.now)
    const alone = this.#ctx.place === 'private' && this.#pictures.length > 0
    for (const take of alone ? this.#product.pictures : []) {
      const answer = await take(this.#ctx, this.#pictures)
      if (answer)
        return { reply: answer.reply, outcome: { ...outcome, ...(dialogue ? { intent: dialogue.intent } : {}), ...(answer.data ? { data: answer.data } : {}) } }
    }
    if (dialogue) return { reply: inDialogue, outcome: { ...outcome, intent: dialogue.intent } }
    const offer = offerOf(reply.choices, readableKey(5), this.#ctx.now)
    if (offer) this.state.offer = offer
    return { reply, outcome }
  }

  /** A location without words, outside a dialogue: for the intent that looks around; undefined when there is none. */
  async located(): Promise<Said | undefined> {
    const intent = [...this.#product.intents.values()].find(({ locates }) => locates)
    if (!intent || openDialogue(this.state, this.#ctx.now)) return undefined
    const before = understoodBefore(this.state, this.#ctx.now)
    const heard = this.#product.understand(before?.label === intent.name ? before.text : '')
    return this.follow({ to: 'meaning', meaning: { intent: intent.name }, confidence: 1 }, heard)
  }

  /** Follows the route; the state's offer is replaced by what is offered now. */
  async follow(way: Route, heard: Understanding): Promise<Said> {
    const said = withSlots(await this.#go(way, heard), this.discreet ? {} : slotsRead(heard, this.#ctx))
    const offer = offerOf(said.reply.choices, readableKey(5), this.#ctx.now)
    if (offer) this.state.offer = offer
    else delete this.state.offer
    const { service } = said.outcome.slots ?? {}
    if (said.outcome.intent !== 'answer' && typeof service === 'string' && this.#product.meanings().has(service))
      this.state.topic = { name: service, at: this.#ctx.now.getTime() }
    // Only what was not clear is ever read again, so only that is kept.
    if (this.discreet) delete this.state.before
    if (way.to === 'offer' || way.to === 'none') this.state.last = { text: heard.raw.slice(0, 200), at: this.#ctx.now.getTime() }
    else delete this.state.last
    return said
  }

  async #go(way: Route, heard: Understanding): Promise<Said> {
    switch (way.to) {
      case 'dialogue':
        return this.#continue(heard, way.steer)
      case 'act':
        return this.#act(way.act, heard)
      case 'meaning':
        return this.#mean(way.meaning, way.confidence, heard, way.aspect)
      case 'wishes':
        return this.#wishes(way.wishes)
      case 'offer':
        return offerMeanings(this.#ctx, this.#product, way.meanings, heard)
      case 'correction':
        delete this.state.before
        return offerOthers(this.#ctx, this.#product, way, heard)
      case 'none':
        return notUnderstood(this.#ctx, way.confidence, heard)
      case 'stale-choice':
        return { reply: replies.staleChoice, outcome: { intent: 'none', confidence: 1, handled: true } }
      case 'no-such-choice':
        return { reply: { ...replies.noSuchChoice(way.count), ...sameChoices(this.state) }, outcome: { intent: 'none', confidence: 1, handled: true } }
      case 'nothing-open':
        return { reply: replies.nothingOpen, outcome: { intent: way.word, confidence: 1, handled: true } }
    }
  }

  /** One clear meaning: answered, or a dialogue opened for it. */
  async #mean(meaning: Meaning, confidence: number, heard: Understanding, aspect?: string, filled: Filled = {}): Promise<Said> {
    const intent = this.#product.intents.get(meaning.intent)
    const may = intent && (!intent.roles || (await this.#ctx.holds(...intent.roles)))
    if (!intent || !may) return notUnderstood(this.#ctx, 1 - confidence, heard)
    const outcome: Outcome = { intent: meaning.intent, ...(meaning.topic ? { topic: meaning.topic } : {}), confidence, handled: true }
    if (this.#ctx.place === 'group' && intent.audience === 'personal') {
      if (!intent.secret) await park(this.#ctx.tx, this.#ctx.person.id, heard.raw, this.#ctx.now)
      return { reply: replies.inPrivate, outcome }
    }
    const before = remembered(meaning, heard, this.#ctx.now)
    if (before) this.state.before = before
    const inMind = topicInMind(this.state, this.#ctx.now)
    if (meaning.topic) this.state.topic = { name: meaning.topic, at: this.#ctx.now.getTime() }
    else if (before) delete this.state.topic
    const form = await this.#formOf(intent)
    if (!form) return this.#run(intent, heard, filled, outcome, meaning.topic, aspect)
    return this.#moved(
      begin(form, intent.name, heard, pictured(form, filled, this.#files()), this.#ctx.now, { topic: meaning.topic, inMind }),
      intent,
      form,
      heard,
      outcome,
    )
  }

  /** Several wishes of one message: of the dialogues that they open only the last one asks, behind all answers. */
  async #wishes(wishes: readonly Understanding[]): Promise<Said> {
    const consented = await consentOf(this.#ctx.tx, this.#ctx.person.id)
    const told: Said[] = []
    let asks: Said | undefined
    for (const { heard, top } of inTurn(wishes, (intent) => !consented && (this.#product.intents.get(intent)?.consent ?? false))) {
      const said = await this.#mean(top, top.confidence, heard, heard.aspect)
      if (said.question === undefined) told.push(said)
      else {
        // What waits beneath another dialogue asks when its turn comes.
        if (asks) told.push(withoutQuestion(asks))
        asks = said
      }
    }
    return together(asks ? [...told, asks] : told, wishes)
  }

  async #continue(heard: Understanding, steer: Parameters<typeof advance>[3]): Promise<Said> {
    const dialogue = openDialogue(this.state, this.#ctx.now)
    const intent = dialogue && this.#product.intents.get(dialogue.intent)
    const form = intent && (await this.#formOf(intent))
    if (!dialogue || !intent || !form) {
      this.#close()
      return { reply: replies.nothingOpen, outcome: { intent: 'none', confidence: 1, handled: true } }
    }
    const outcome: Outcome = { intent: intent.name, confidence: 0.99, handled: true }
    const move = advance(form, { ...dialogue, filled: pictured(form, dialogue.filled, this.#files()) }, heard, steer, this.#ctx.now)
    const topic = move.is === 'missed' && heard.elliptic ? topicInMind(this.state, this.#ctx.now) : undefined
    if (topic) return this.#thenBack(await this.#mean({ intent: 'answer', topic }, 0.9, heard, heard.aspect), form, dialogue)
    const said = move.is === 'aside' ? await this.#aside(form, dialogue, heard) : await this.#moved(move, intent, form, heard, outcome)
    const rested = this.#ctx.now.getTime() - dialogue.at > NAP
    if (!rested || move.is === 'stopped' || move.is === 'aside') return said
    return { ...said, reply: { ...said.reply, parts: [replies.whereWeWere(form.doing), ...said.reply.parts] } }
  }

  /** A question in between: answered, then back to what was being done. */
  async #aside(form: Form, dialogue: OpenDialogue, heard: Understanding): Promise<Said> {
    const [top] = heard.readings
    // What is said while a confidence is being told stays out of the log, whatever it turns out to be.
    if (form.discreet?.(dialogue.filled)) this.discreet = true
    if (!top) return notUnderstood(this.#ctx, 1, heard)
    if (top.intent === dialogue.intent) return this.#askAgain(form, dialogue, heard, top.confidence)
    const said = await this.#mean(top, top.confidence, heard, heard.aspect)
    if (openDialogue(this.state, this.#ctx.now)?.intent !== dialogue.intent) return said // another dialogue was begun: this one waits beneath
    if (this.#cameBack) return said // the aside was a form of its own, and it is over
    return this.#thenBack(said, form, dialogue)
  }

  /** The question of an open dialogue after something else was said: shorter, where it has a short form. */
  #thenBack(said: Said, form: Form, dialogue: OpenDialogue): Said {
    const field = form.fields.find((each) => each.name === dialogue.asking)
    this.#cameBack = true
    const recalled = dialogue.recalled ?? 0
    if (!field || recalled >= RECALLS) return said
    this.#keep({ ...dialogue, recalled: recalled + 1 })
    const choices = field.choices?.(dialogue.filled)
    const question = field.again ?? field.ask(dialogue.filled)
    return { ...said, reply: { parts: [...said.reply.parts, replies.backTo(form.doing), question], ...(choices ? { choices } : {}) } }
  }

  /** The same wish once more: the open question is all there is to say. */
  #askAgain(form: Form, dialogue: OpenDialogue, heard: Understanding, confidence: number): Said {
    const outcome: Outcome = { intent: dialogue.intent, confidence, handled: true }
    return this.#ask({ is: 'asks', dialogue: saidAgain(form, dialogue, heard, this.#ctx.now) }, form, outcome)
  }

  async #moved(move: Move, intent: Intent, form: Form, heard: Understanding, outcome: Outcome): Promise<Said> {
    switch (move.is) {
      case 'stopped':
        this.#close()
        delete this.state.before
        return this.#resume({ reply: replies.stopped(form.doing), outcome: { ...outcome, intent: 'cancel' } }, heard)
      case 'done': {
        const { topic } = openDialogue(this.state, this.#ctx.now) ?? {}
        if (openDialogue(this.state, this.#ctx.now)?.intent === intent.name) this.#close()
        const { consent, ...filled } = move.filled
        if (consent === 'no') return this.#resume({ reply: replies.consentDeclined, outcome }, heard)
        if (consent === 'yes') await giveConsent(this.#ctx.tx, this.#ctx.person.id, replies.CONSENT_VERSION, this.#ctx.now)
        const before = openDialogue(this.state, this.#ctx.now)
        const said = await this.#run(intent, heard, filled, outcome, topic, heard.aspect)
        // A dialogue that the answer itself opened comes first; what waits beneath is resumed after it.
        return openDialogue(this.state, this.#ctx.now) === before ? this.#resume(said, heard) : said
      }
      case 'asks':
      case 'renewed':
      case 'missed':
        return this.#ask(move, form, outcome)
      case 'aside':
        throw new Error('an aside is handled by its caller')
    }
  }

  #ask(move: Extract<Move, { dialogue: OpenDialogue }>, form: Form, outcome: Outcome): Said {
    const { dialogue } = move
    this.#keep({ ...dialogue, recalled: 0 })
    const field = form.fields.find((each) => each.name === dialogue.asking)
    if (!field) throw new Error(`the form of ${dialogue.intent} has no field ${dialogue.asking}`)
    const question = field.ask(dialogue.filled)
    const choices = [...(field.choices?.(dialogue.filled) ?? []), ...(dialogue.misses >= 2 ? replies.wayOut(dialogue.intent) : [])]
    const parts: Part[] = move.is === 'missed' ? [field.explain] : move.is === 'renewed' ? [replies.formChanged, question] : [question]
    if (form.discreet?.(dialogue.filled)) this.discreet = true
    const slots = form.slots?.(dialogue.filled)
    return {
      reply: choices.length > 0 ? { parts, choices } : { parts },
      outcome: slots ? { ...outcome, slots: { ...slots, ...outcome.slots } } : outcome,
      question: parts.length,
    }
  }

  async #run(intent: Intent, heard: Understanding, filled: Filled, outcome: Outcome, topic?: string, aspect?: string): Promise<Said> {
    const turn: Turn = {
      understood: heard,
      topic,
      aspect,
      pictures: this.#pictures,
      location: this.#message.location,
      update: this.#update,
    }
    const alone = this.#ctx.place === 'private' && intent.audience === 'public' ? intent.privately : undefined
    const answer: Answer = await (alone ?? intent.run).call(intent, this.#ctx, turn, filled)
    const { slots, data, next } = answer
    if (answer.topic && this.state.topic) this.state.topic.name = answer.topic
    if (answer.forgets) {
      this.forgets = true
      // What was begun for the erased file ends with it.
      delete this.state.dialogues
    }
    if (answer.discreet) this.discreet = true
    const full: Outcome = { ...outcome, ...(answer.topic ? { topic: answer.topic } : {}), ...(slots ? { slots } : {}), ...(data ? { data } : {}) }
    if (!next) return { reply: answer.reply, outcome: full }
    const following = await this.#mean({ intent: next.intent }, 1, { ...heard, raw: '', text: '' }, undefined, next.filled)
    // An answer without words of its own only hands the message on.
    if (answer.reply.parts.length === 0) return following
    return { ...following, reply: { ...following.reply, parts: [...answer.reply.parts, ...following.reply.parts] }, outcome: full }
  }

  async #act(act: Act, heard: Understanding): Promise<Said> {
    if (act.do === 'ask') {
      if (act.question !== undefined) await keepChosen(this.#ctx.tx, act.question, act.topic ?? act.intent)
      if (act.intent === 'none') return { reply: replies.sayAgain, outcome: { intent: 'none', confidence: 1, handled: true } }
      // A number means nothing in the private chat that takes it up: there the choice's words do.
      const said = this.#ctx.place === 'group' ? { ...heard, raw: nameOfChoice(this.state, act) ?? heard.raw } : heard
      return this.#mean({ intent: act.intent, ...(act.topic ? { topic: act.topic } : {}) }, 1, said, act.aspect ?? heard.aspect, act.filled)
    }
    const words = this.#product.understand(act.do === 'say' ? act.text : act.value)
    const [top] = words.readings
    return top ? this.#mean(top, top.confidence, words, words.aspect) : notUnderstood(this.#ctx, 1, heard)
  }

  /** The intent's form, with the question of consent before it where that is still open. */
  async #formOf(intent: Intent): Promise<Form | undefined> {
    const form = typeof intent.form === 'function' ? await intent.form(this.#ctx) : intent.form
    if (!intent.consent) return form
    const given = await consentOf(this.#ctx.tx, this.#ctx.person.id)
    return given && given.version >= replies.CONSENT_VERSION ? form : consentForm(form)
  }

  /** Back to a dialogue that waits beneath the finished one. */
  async #resume(said: Said, heard: Understanding): Promise<Said> {
    const beneath = openDialogue(this.state, this.#ctx.now)
    const intent = beneath && this.#product.intents.get(beneath.intent)
    const form = intent && (await this.#formOf(intent))
    if (!beneath || !form) return said
    if (form.fields.some(({ name }) => name === beneath.asking)) return this.#thenBack(said, form, beneath)
    // It waited for the consent that was given meanwhile.
    const next = await this.#moved(proceed(form, beneath), intent, form, { ...heard, raw: '', text: '' }, { ...said.outcome })
    return { ...next, reply: { ...next.reply, parts: [...said.reply.parts, replies.backTo(form.doing), ...next.reply.parts] } }
  }

  #keep(dialogue: OpenDialogue): void {
    const others = (this.state.dialogues ?? []).filter((each) => each.intent !== dialogue.intent)
    this.state.dialogues = [...others.slice(-2), dialogue]
  }

  #files = (): string[] => this.#pictures.map(({ file }) => file)
  #close(): void {
    this.state.dialogues = (this.state.dialogues ?? []).slice(0, -1)
  }
}
