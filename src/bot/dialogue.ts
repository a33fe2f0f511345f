/** Asking for what is missing: a pure state machine over the fields of a form. */
import type { Understanding } from '../intents/understanding.ts'
import type { Act, Choice, Part } from './message.ts'
import { asksElsewhere, leavesTelling } from './side-question.ts'

/** The values a form collected, by field name. */
export type Filled = Readonly<Record<string, string>>

/** One thing a form needs to know. */
export interface Field {
  readonly name: string
  /** What people call it when they correct it: 电话, 号码. */
  readonly called: readonly string[]
  /** The question, given what is known already. */
  ask(filled: Filled): Part
  /** A shorter question, after something else was talked about in between. */
  readonly again?: Part<'public'>
  /** Said when an answer could not be read: what would do, with an example. */
  readonly explain: Part<'public'>
  /**
   * Reads the value out of a message; undefined when it holds none. `direct` is true when this very
   * field was asked for, so that a bare word may be taken as its value.
   */
  read(heard: Understanding, direct: boolean): string | undefined
  /** The value that is meant when this topic was talked about just before and the words name none. */
  from?(topicInMind: string): string | undefined
  choices?(filled: Filled): readonly Choice[]
  /**
   * Any words are an answer. `told`: what happened, in one's own words; a clear question or command in between is
   * taken for that. `dictated`: words for others, which may say anything.
   */
  readonly free?: 'told' | 'dictated'
  /** This answer ends the form: nothing more is asked. */
  ends?(value: string): boolean
}

export interface Form {
  /** Raised when fields change their meaning; a dialogue begun under another version starts afresh. */
  readonly version: number
  readonly fields: readonly Field[]
  /** What the filled fields mean to programs (`slots` of the JSON chat), while something is still asked. */
  slots?(filled: Filled): Readonly<Record<string, unknown>>
  /** Do the filled fields hold words that are nobody's business? Then the log of messages does not keep this message's. */
  discreet?(filled: Filled): boolean
  /** A wish of its own, although values can be read out of it: 理发改到四点, while a lawyer's time is asked for. */
  leaves?(heard: Understanding, filled: Filled): boolean
  /** It is about cancelling: 取消 is an answer in it. */
  readonly cancels?: true
  /** What is being done, for "we were at …": 给工作人员留言. */
  readonly doing: Part<'public'>
}

/** A dialogue as the conversation keeps it. */
export interface OpenDialogue {
  intent: string
  topic?: string
  version: number
  filled: Record<string, string>
  /** Fields in the order they were filled, for 返回. */
  order: string[]
  asking: string
  /** Answers to the present question that could not be read. */
  misses: number
  at: number
  /** How often in a row another answer ended with "back to this". */
  recalled?: number
}

/** What a message did to a dialogue. */
export type Move =
  | { is: 'asks'; dialogue: OpenDialogue }
  | { is: 'missed'; dialogue: OpenDialogue }
  | { is: 'done'; filled: Filled }
  | { is: 'stopped' }
  /** The form changed since: it was begun anew. */
  | { is: 'renewed'; dialogue: OpenDialogue }
  /** The message is about something else. */
  | { is: 'aside' }

/** How the message reads apart from the dialogue: steering words, or a clear meaning of its own. */
export interface Steer {
  word?: 'cancel' | 'back' | 'yes' | 'no'
  /** The message alone clearly means something outside this dialogue. */
  elsewhere: boolean
  /** A pressed, numbered or named choice. */
  act?: Act
}

/** The field that gathers pictures sent with any message of the dialogue: names of files, divided by spaces. */
export const PHOTOS = 'photos'

/** What is filled, together with these pictures where the form gathers them. */
export function pictured(form: Form, filled: Filled, files: readonly string[]): Record<string, string> {
  if (files.length === 0 || !form.fields.some((field) => field.name === PHOTOS)) return { ...filled }
  return { ...filled, [PHOTOS]: [...(filled[PHOTOS] ?? '').split(' '), ...files].filter((file) => file.length > 1).join(' ') }
}

/** What a dialogue is about: the topic that it serves, and the one talked about just before. */
export interface About {
  readonly topic?: string | undefined
  readonly inMind?: string | undefined
}

/** Opens a dialogue with what the first message already said. */
export function begin(form: Form, intent: string, heard: Understanding, known: Filled, now: Date, { topic, inMind }: About = {}): Move {
  const filled: Record<string, string> = { ...known }
  for (const field of form.fields) {
    const value = filled[field.name] ?? field.read(heard, false) ?? (inMind === undefined ? undefined : field.from?.(inMind))
    if (value !== undefined) filled[field.name] = value
  }
  return proceed(form, { intent, ...(topic ? { topic } : {}), version: form.version, filled, order: [], asking: '', misses: 0, at: now.getTime() })
}

/** The same wish once more: what it says beyond the first time is kept. */
export function saidAgain(form: Form, dialogue: OpenDialogue, heard: Understanding, now: Date): OpenDialogue {
  const filled = { ...dialogue.filled }
  for (const field of form.fields) {
    const value = field.name === dialogue.asking ? undefined : field.read(heard, false)
    if (value !== undefined) filled[field.name] = value
  }
  return { ...dialogue, filled, at: now.getTime() }
}

/** Takes one more message. */
export function advance(form: Form, dialogue: OpenDialogue, heard: Understanding, steer: Steer, now: Date): Move {
  const open: OpenDialogue = { ...dialogue, filled: { ...dialogue.filled }, order: [...dialogue.order], at: now.getTime() }
  const asked = form.fields.find((field) => field.name === open.asking)
  const answers = form.cancels === true && CANCELS.test(heard.text) && asked?.read(heard, true) !== undefined
  if ((steer.word === 'cancel' && !answers) || callsOff(open.intent, heard)) return { is: 'stopped' }
  if (open.version !== form.version) {
    const anew = begin(form, open.intent, { ...heard, text: '', raw: '' }, {}, now, { topic: open.topic })
    return anew.is === 'asks' ? { is: 'renewed', dialogue: anew.dialogue } : anew
  }
  if (steer.word === 'back') return proceed(form, stepBack(open))
  if (steer.act?.do === 'fill') return proceed(form, fill(open, steer.act.field, steer.act.value))
  if (!asked || (asked.free !== 'dictated' && GO_ON.test(heard.text))) return proceed(form, open)
  if (!asked.free) {
    const corrected = correct(form, open, heard) ?? correctUnnamed(form, open, asked, heard)
    if (corrected) return proceed(form, corrected)
  }
  if (
    steer.elsewhere &&
    (asked.free
      ? asked.free === 'told' && leavesTelling(heard)
      : asked.read(heard, false) === undefined || asksElsewhere(heard, open.intent) || form.leaves?.(heard, open.filled))
  )
    return { is: 'aside' }
  const next = readAll(form, open, asked, heard)
  if (next) return proceed(form, next)
  if (DROPS.test(heard.text)) return { is: 'stopped' }
  return { is: 'missed', dialogue: { ...open, misses: open.misses + 1 } }
}

/** The direct answer first; then whatever else the message says. Nothing read: undefined. */
function readAll(form: Form, open: OpenDialogue, asked: Field, heard: Understanding): OpenDialogue | undefined {
  let next = open
  let found = false
  const direct = asked.read(heard, true)
  if (direct !== undefined) {
    next = fill(next, asked.name, direct)
    found = true
  }
  if (asked.free) return found ? next : undefined
  for (const field of form.fields) {
    if (field === asked || field.free || next.filled[field.name] !== undefined) continue
    const value = field.read(heard, false)
    if (value === undefined) continue
    next = fill(next, field.name, value)
    found = true
  }
  return found ? next : undefined
}

/** "那不改了": no answer, and no wish to give one. */
const DROPS = /^(?:那|我|俺|就|先|算了)*[,，\s]*不(?:改|约|办|弄|报|登|登记|搞|要|找|填|说|去)了?(?:吧|算了|[呗啊呀嘞])?$/
const CANCELS = /取消|不要|退掉/

/** Back to the open question, without an answer to it. */
const GO_ON = /^(?:那|好|行|来)?(?:咱们?|我们?)?(?:继续|接着|往下|回到刚才|刚才(?:那个|的)(?:事|接着|继续))(?:办|说|来|弄|填|约|登记|刚才的?)?(?:吧|呗|啊|呀)?$/

/** "取消预约", said while it is only being made: a wish to cancel that names no other one. */
function callsOff(intent: string, { text, readings: [top], slots }: Understanding): boolean {
  return (
    intent.endsWith('.create') &&
    top?.intent === intent.replace('.create', '.cancel') &&
    Array.from(text).length <= LONGEST_CALL_OFF &&
    slots.codes.length === 0 &&
    !/\d|[今明后]|周|刚才|那个|都|全/.test(text)
  )
}
const LONGEST_CALL_OFF = 6

const WRONG = /(错了?|不对|不是|不[中行]|改成|改为|改一?下|换成|重填|我?说的是|应该是|是说)/

/** "电话写错了" asks again; "电话改成138…" takes the new value. */
function correct(form: Form, open: OpenDialogue, heard: Understanding): OpenDialogue | undefined {
  if (!WRONG.test(heard.text)) return undefined
  const field = form.fields.find((each) => open.filled[each.name] !== undefined && each.called.some((word) => heard.text.includes(word)))
  if (!field) return undefined
  const value = field.read(heard, false)
  if (value !== undefined && value !== open.filled[field.name]) return fill(open, field.name, value)
  const { [field.name]: _, ...filled } = open.filled
  return { ...open, filled, order: open.order.filter((name) => name !== field.name), misses: 0 }
}

/** "不对，我说的是后天": no answer to what is asked, and another value for the one field that can hold it. */
function correctUnnamed(form: Form, open: OpenDialogue, asked: Field, heard: Understanding): OpenDialogue | undefined {
  if (!WRONG.test(heard.text) || asked.read(heard, true) !== undefined) return undefined
  const others = form.fields.flatMap((field) => {
    const value = open.order.includes(field.name) || open.filled[field.name] !== undefined ? field.read(heard, false) : undefined
    return value === undefined || field.called.length === 0 || value === open.filled[field.name] ? [] : [{ name: field.name, value }]
  })
  const [only] = others
  return only && others.length === 1 ? fill(open, only.name, only.value) : undefined
}

function stepBack(open: OpenDialogue): OpenDialogue {
  const last = open.order.at(-1)
  if (last === undefined) return open
  const { [last]: _, ...filled } = open.filled
  return { ...open, filled, order: open.order.slice(0, -1), misses: 0 }
}

function fill(open: OpenDialogue, name: string, value: string): OpenDialogue {
  return { ...open, filled: { ...open.filled, [name]: value }, order: [...open.order.filter((each) => each !== name), name], misses: 0 }
}

/** To what is missing next, or to the end. */
export function proceed(form: Form, open: OpenDialogue): Move {
  const missing = form.fields.find((field) => open.filled[field.name] === undefined)
  const ended = form.fields.some((field) => open.filled[field.name] !== undefined && field.ends?.(open.filled[field.name] ?? ''))
  if (!missing || ended) return { is: 'done', filled: open.filled }
  return { is: 'asks', dialogue: { ...open, asking: missing.name } }
}
