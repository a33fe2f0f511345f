/** Changes of what the centre says, before they are stored: what they change, what would stand there, and what is wrong with them. Pure. */
import { INTENTS } from '../../../bot/vocabulary.ts'
import { ASPECTS, type Edit, type Entries, EVERYWHERE, type Kind, type Mistake, type Problem, references } from '../knowledge/rules.ts'

/** Edits that change something, each with what stands there now. */
export interface Difference {
  readonly edit: Edit
  readonly before: Edit['value']
}

export function differences(entries: Entries, edits: readonly Edit[]): Difference[] {
  return edits.flatMap((edit) => {
    const before = entries[edit.kind].get(edit.key)
    return sameEntry(before, edit.value) ? [] : [{ edit, before }]
  })
}

/** Key order is no difference: a database may keep its own. */
export const sameEntry = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)

function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}

/** The entries as they would be. */
export function withEdits(entries: Entries, edits: readonly Edit[]): Entries {
  const next: Record<Kind, Map<string, unknown>> = {
    fact: new Map(entries.fact),
    topic: new Map(entries.topic),
    aspect: new Map(entries.aspect),
    place: new Map(entries.place),
    special: new Map(entries.special),
    closure: new Map(entries.closure),
    holiday: new Map(entries.holiday),
  }
  for (const { kind, key, value } of edits) {
    if (value === undefined) next[kind].delete(key)
    else next[kind].set(key, value)
  }
  return next as unknown as Entries
}

/** What is wrong with these edits, or with what they leave behind. Pure. */
export function mistakesOf(after: Entries, edits: readonly Edit[]): Mistake[] {
  const mistakes = edits.flatMap((edit) => (edit.value === undefined ? [] : mistakesIn(edit, after)))
  const gone = new Set(edits.filter(({ value }) => value === undefined).map(({ kind, key }) => `${kind} ${key}`))
  if (gone.size === 0) return mistakes
  const left = [...after.aspect].map(([key, value]) => ({ kind: 'aspect' as const, key, value }))
  const users = [...left, ...[...after.topic].map(([key, value]) => ({ kind: 'topic' as const, key, value }))]
  const orphaned = users.flatMap((user) => mistakesIn(user, after)).filter(({ problem }) => ['reference', 'no-topic', 'no-place', 'no-what'].includes(problem))
  return [...mistakes, ...orphaned.map((mistake): Mistake => ({ ...mistake, problem: mistake.problem === 'no-what' ? 'no-what' : 'in-use' }))]
}

const NAME = /^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/
const LONGEST = { value: 300, template: 800, title: 20, reason: 40 } as const

function mistakesIn({ kind, key, value }: Edit, after: Entries): Mistake[] {
  const found: Mistake[] = []
  const say = (problem: Problem, detail: string) => found.push({ kind, key, problem, detail })
  const text = (words: string, most: number) => {
    if (words.trim() === '') say('empty', '')
    if (Array.from(words).length > most) say('too-long', String(most))
  }
  if (value === undefined) return found
  if ('validUntil' in value && value.validUntil !== null && !isDay(value.validUntil)) say('day', value.validUntil)
  switch (kind) {
    case 'fact':
      if (!NAME.test(key)) say('name', key)
      text(value.value, LONGEST.value)
      break
    case 'topic':
      if (!NAME.test(key)) say('name', key)
      if (INTENTS.some((intent) => intent === key)) say('taken', key)
      text(value.title, LONGEST.title)
      if ([...after.topic].some(([name, { title }]) => name !== key && title === value.title)) say('taken', value.title)
      if (value.place !== null && !after.place.has(value.place)) say('no-place', value.place)
      if (!after.aspect.has(`${key}/what`)) say('no-what', key)
      break
    case 'aspect': {
      const [topic = '', aspect = ''] = key.split('/')
      if (!after.topic.has(topic)) say('no-topic', topic)
      if (!ASPECTS.some((each) => each === aspect)) say('no-such-aspect', aspect)
      text(value.template, LONGEST.template)
      if (/[{}]/.test(value.template.replace(/\{[^{}]+\}/g, ''))) say('braces', value.template)
      for (const reference of references(value.template)) if (!isThere(reference, after)) say('reference', reference)
      break
    }
    case 'place':
      if (!NAME.test(key)) say('name', key)
      text(value.title, LONGEST.title)
      if (value.weekly.length !== 7) say('hours', String(value.weekly.length))
      break
    case 'special':
    case 'closure': {
      const [place = '', day = ''] = kind === 'special' ? key.split('/') : [value.place]
      if (place !== EVERYWHERE && !after.place.has(place)) say('no-place', place)
      if (kind === 'special' && !isDay(day)) say('day', day)
      if (kind === 'closure' && value.until !== null && value.until <= value.from) say('order', value.until)
      text(value.reason, LONGEST.reason)
      break
    }
    case 'holiday':
      if (!isDay(key)) say('day', key)
      text(value.name, LONGEST.title)
  }
  return found
}

function isThere(reference: string, after: Entries): boolean {
  const [kind = '', place] = reference.split(':')
  return place === undefined ? after.fact.has(reference) : (kind === 'open' || kind === 'hours') && after.place.has(place)
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text
