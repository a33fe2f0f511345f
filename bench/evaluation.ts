/** Judging sentences as the product would act on them: the same routing, with an empty or a given conversation. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ConversationState } from '../src/bot/conversation.ts'
import { type Product, productOf } from '../src/bot/product.ts'
import { type Route, route } from '../src/bot/route.ts'
import { catalog } from '../src/catalog.ts'
import { decide } from '../src/intents/decide.ts'
import { labelOf } from '../src/intents/labels.ts'
import type { Mind } from '../src/intents/understand.ts'
import type { Meaning, Understanding } from '../src/intents/understanding.ts'
import { systemClock } from '../src/lib/clock.ts'
import { contentPath } from '../src/lib/content.ts'

export interface Sentence {
  /** Best first; any of them is right. `none`: not ours. */
  readonly labels: readonly string[]
  readonly style: string
  readonly text: string
  /** What the same person had said just before. */
  readonly before?: string
}

/**
 * right: acted on as meant, or left alone as it should be; asked: offered as a choice among the nearest;
 * wrong: acted on as something else; missed: turned away, or asked about something else.
 */
export type Verdict = 'right' | 'asked' | 'wrong' | 'missed'

export interface Judged {
  readonly sentence: Sentence
  readonly verdict: Verdict
  readonly top: string
  readonly confidence: number
  /** The likeliest meaning is one of those meant, whatever was done about it. */
  readonly topRight: boolean
}

/** What will change data, also where its capability is still to come. */
const CHANGES = /\.(create|cancel|reschedule|report|redeem|enrol|withdraw|checkin|set|remove|flow-in|flow-out|bind|erase|export|object|settings)$/

const folder = (): string => join(dirname(contentPath()), 'tests', 'evaluation')

/** The rows of every file `name-*.tsv` of `tests/evaluation`, without their heads. */
export function readRows(name: RegExp): string[][] {
  return readdirSync(folder())
    .filter((file) => name.test(file))
    .sort()
    .flatMap((file) => linesOf(file).slice(file.endsWith('.tsv') ? 1 : 0))
    .map((line) => line.split('\t'))
}

const linesOf = (file: string): string[] =>
  readFileSync(join(folder(), file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')

/** Sentences by themselves; `set` names one file's letter. */
export const readSentences = (set = '[a-z]'): Sentence[] =>
  readRows(new RegExp(`^sentences-${set}\\.tsv$`)).map(([labels = '', style = '', text = '']) => ({ labels: labels.split('|'), style, text }))

/** Follow-ups, each with the message before it. */
export const readFollowUps = (): Sentence[] =>
  readRows(/^context-[a-z]\.tsv$/).map(([before = '', labels = '', text = '']) => ({ labels: labels.split('|'), style: 'follow-up', text, before }))

/** Messages with two wishes: both meanings. */
export const readWishes = (): { text: string; wishes: string[][] }[] =>
  readRows(/^wishes-[a-z]\.tsv$/).map(([first = '', second = '', text = '']) => ({ text, wishes: [first.split('|'), second.split('|')] }))

/** Lines of groups in which nobody spoke to the bot. */
export const readChatter = (): string[] => readRows(/^group-[a-z]\.txt$/).map(([line = '']) => line)

export class Judge {
  readonly #product: Product
  /** What does not exist for a driver. */
  readonly #ofStaff: ReadonlySet<string>

  constructor(mind: Mind) {
    this.#product = productOf(catalog, mind)
    this.#ofStaff = new Set([...this.#product.intents.values()].flatMap(({ name, roles }) => (roles ? [name] : [])))
  }

  /** Where a message goes in private, after what was said before. */
  route(text: string, before?: string, staff = false): { heard: Understanding; way: Route } {
    const state = before === undefined ? {} : this.#stateAfter(before)
    const heard = staff ? this.#product.understand(text, state.before?.label) : this.#forDriver(text, state.before?.label)
    return { heard, way: this.#route(heard, state) }
  }

  #route(heard: Understanding, state: ConversationState): Route {
    const changes = (intent: string): boolean => CHANGES.test(intent) || (this.#product.intents.get(intent)?.changes ?? false)
    return route({ state, heard, pressed: undefined, group: false, now: systemClock.now(), changes, understand: this.#product.understand })
  }

  /** As the bot reads words of somebody who is not of the staff. */
  #forDriver(text: string, after?: string): Understanding {
    const heard = this.#product.understand(text, after, this.#ofStaff)
    return { ...heard, readings: heard.readings.filter(({ intent }) => !this.#ofStaff.has(intent)) }
  }

  #stateAfter(before: string): ConversationState {
    const heard = this.#product.understand(before)
    const [top] = heard.readings
    if (!top || top.intent === 'none') return {}
    const at = systemClock.now().getTime()
    return { before: { label: labelOf(top), text: before, others: [], at }, ...(top.topic ? { topic: { name: top.topic, at } } : {}) }
  }

  judge(sentence: Sentence): Judged {
    const staff = sentence.labels.some((label) => label.startsWith('staff.'))
    const { heard, way } = this.route(sentence.text, sentence.before, staff)
    const [best] = heard.readings
    const acted = actedOn(way)
    const top = acted[0] ?? (best ? labelOf(best) : 'none')
    const meant = (label: string): boolean => sentence.labels.includes(label)
    const confidence = way.to === 'meaning' ? way.confidence : (best?.confidence ?? 1)
    return { sentence, verdict: verdictOf(way, acted, meant), top, confidence, topRight: meant(top) }
  }

  /** Would the bot answer this line of a group although nobody asked it, where the group allows such answers? */
  answersUnasked(line: string): boolean {
    const { readings } = this.#product.understand(line)
    return readings[0]?.intent === 'answer' && decide(readings, { group: true, addressed: false, changes: () => false }) === 'sure'
  }
}

/** The meanings that a route acts on. */
export function actedOn(way: Route): string[] {
  if (way.to === 'meaning') return [labelOf(way.meaning)]
  if (way.to === 'wishes') return way.wishes.flatMap(({ readings: [top] }) => (top ? [labelOf(top)] : []))
  if (way.to === 'nothing-open') return [way.word]
  return way.to === 'none' ? ['none'] : []
}

const offered = (way: Route): readonly Meaning[] => (way.to === 'offer' || way.to === 'correction' ? way.meanings : [])

function verdictOf(way: Route, acted: readonly string[], meant: (label: string) => boolean): Verdict {
  if (acted.some(meant)) return 'right'
  if (offered(way).some((meaning) => meant(labelOf(meaning)))) return 'asked'
  return way.to === 'none' || way.to === 'offer' || way.to === 'correction' ? 'missed' : 'wrong'
}

export const share = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole)

/** The share of judgements that came out one of these ways, in percent. */
export const shareOf = (judged: readonly Judged[], ...verdicts: readonly Verdict[]): number =>
  share(judged.filter(({ verdict }) => verdicts.includes(verdict)).length, judged.length)

/** How far confidence and truth lie apart, over ten bins. */
export function calibrationError(judged: readonly Pick<Judged, 'confidence' | 'topRight'>[]): number {
  const bins = groupBy(judged, ({ confidence }) => Math.min(9, Math.floor(confidence * 10)))
  let error = 0
  for (const bin of bins.values()) {
    const said = bin.reduce((sum, { confidence }) => sum + confidence, 0) / bin.length
    const right = bin.filter(({ topRight }) => topRight).length / bin.length
    error += (Math.abs(said - right) * bin.length) / judged.length
  }
  return error
}

export function groupBy<Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

export const quantile = (values: readonly number[], at: number): number => [...values].sort((a, b) => a - b)[Math.floor(at * (values.length - 1))] ?? 0
