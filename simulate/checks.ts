/** What must hold, told from the database, from what the city delivered and from what arrived. Pure. */
import type { OutgoingMessage } from '../src/bot/channel.ts'
import type { Receipt } from '../src/bot/outcome.ts'
import { repeatedNotice } from '../src/bot/replies.ts'
import type { OutgoingRow } from '../src/bot/store/outgoing.ts'
import { DAY } from '../src/lib/clock.ts'
import type { Draft } from './habits.ts'
import { CHANNEL } from './network.ts'

/** One message of the city, with every receipt the bot gave for it. */
export interface Entry {
  update: string
  draft: Draft
  receipts: Receipt[]
}

export interface Evidence {
  now: Date
  /** The run is over and the network calm: nothing that is due may still wait. */
  over: boolean
  entries: readonly Entry[]
  /** The entries since the last look: their rows have not been forgotten yet. */
  fresh: readonly Entry[]
  arrived: readonly OutgoingMessage[]
  updates: readonly { key: string }[]
  outgoing: readonly OutgoingRow[]
  requests: readonly { number: string; told: readonly string[]; createdAt: Date }[]
  jobs: readonly { name: string; dueAt: Date }[]
}

/** The evidence, sorted for looking things up. */
interface Sorted extends Evidence {
  claims: ReadonlyMap<string, readonly unknown[]>
  answers: ReadonlyMap<string, readonly OutgoingRow[]>
  arrivals: ReadonlyMap<string, readonly OutgoingMessage[]>
  replies: readonly OutgoingRow[]
  pushes: readonly OutgoingRow[]
}

/** Names what broke, one line each; the same in every run of the same seed, so no random id is told. */
type Check = (evidence: Sorted) => string[]

/** Shapes of what only its owner and staff may read; the city writes all its secrets so. */
const SECRETS = /师傅\d{3}|師傅\d{3}|[单單][号號]\d{4}|答[复覆復]\d{4}|[绑綁]定[码碼]：/
const FINAL = new Set(['sent', 'failed', 'expired', 'muted', 'cancelled', 'unknown'])
const NOT_SENT = new Set(['waiting', 'failed', 'expired', 'muted', 'cancelled'])
const REQUEST = /[编編][号號] (H-\d+)/g

const keyOf = (update: string): string => `${CHANNEL}:${update}`
const handled = ({ receipts }: Entry): boolean => receipts[0]?.handled === true
const pushed = (row: OutgoingRow): string => `${row.reason} to ${row.address} (${row.state})`

export const CHECKS: Readonly<Record<string, Check>> = {
  'every message is handled exactly once': handledOnce,
  'no handler failed': ({ fresh }) =>
    fresh.filter(({ receipts }) => receipts.some(({ data }) => data?.fault)).map(({ update, draft }) => `${update} ${draft.text}`),
  'every handled message is answered, or its answer’s fate is known': answered,
  'answers go where the question was written': answersGoBack,
  'an answer that arrives again says so': repetitionsMarked,
  'a push arrives at most once, and its state tells the truth': pushesOnce,
  'no push is left without an end, but those due later': ({ over, now, pushes }) =>
    pushes.filter((row) => !FINAL.has(row.state) && (row.state !== 'waiting' || (over && row.dueAt <= now))).map(pushed),
  'nothing personal reaches a group': groupsClean,
  'what is asked of staff is kept once, and told to each of them once': requestsOnce,
  'automatic senders get no word': automaticSilent,
  'jobs are not behind': ({ jobs, now }) => jobs.filter((job) => job.dueAt <= now).map((job) => job.name),
}

/** Every promise by name, with what broke it. */
export function check(evidence: Evidence): Map<string, string[]> {
  const replies = evidence.outgoing.filter((row) => row.kind === 'reply')
  const sorted: Sorted = {
    ...evidence,
    claims: grouped(evidence.updates, (row) => row.key),
    answers: grouped(replies, (row) => row.updateId ?? ''),
    arrivals: grouped(evidence.arrived, (message) => message.id),
    replies,
    pushes: evidence.outgoing.filter((row) => row.kind === 'push'),
  }
  return new Map(Object.entries(CHECKS).map(([what, broken]) => [what, broken(sorted)]))
}

function grouped<T>(all: readonly T[], keyOfOne: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(keyOfOne(one), [...(groups.get(keyOfOne(one)) ?? []), one])
  return groups
}

/** One claim, one receipt that is no repetition, and no two answers alike (erased ones are empty). */
function handledOnce({ fresh, entries, claims, answers }: Sorted): string[] {
  const known = new Set(entries.map(({ update }) => keyOf(update)))
  const invented = [...claims.keys()].filter((key) => !known.has(key)).map((key) => `${key} was never delivered`)
  const wrong = fresh.flatMap((entry) => {
    const { update, receipts } = entry
    const count = claims.get(keyOf(update))?.length ?? 0
    const texts = (answers.get(keyOf(update)) ?? []).map((row) => row.text).filter((text) => text !== '')
    if (receipts.length === 0) return [`${update} was not acknowledged`]
    if (count > 1 || (handled(entry) && count === 0)) return [`${update} was claimed ${count} times`]
    if (receipts.filter((receipt) => receipt.handled && !receipt.duplicate).length > 1) return [`${update} was handled again`]
    return new Set(texts).size < texts.length ? [`${update} left the same answer twice`] : []
  })
  return [...invented, ...wrong]
}

function answered({ fresh, answers, arrivals }: Sorted): string[] {
  return fresh.filter(handled).flatMap(({ update, draft }) => {
    const rows = answers.get(keyOf(update)) ?? []
    if (rows.length === 0) return [`${update} (${draft.text}) has no answer`]
    const unsure = rows.filter((row) => (row.state === 'sent' ? !arrivals.has(row.id) : row.state !== 'waiting' && !FINAL.has(row.state)))
    return unsure.map((row) => `the answer to ${update} is ${row.state}, but did not arrive`)
  })
}

function answersGoBack({ fresh, arrived }: Sorted): string[] {
  const asked = new Map(fresh.map(({ update, draft }) => [update, draft]))
  return arrived.flatMap((message) => {
    const draft = message.kind === 'reply' ? asked.get(message.update ?? '') : undefined
    if (!draft) return []
    const to = draft.place.kind === 'group' ? draft.place.id : draft.from
    return message.to === to && message.place.kind === draft.place.kind ? [] : [`the answer to ${message.update} went to ${message.to}`]
  })
}

function repetitionsMarked({ arrivals }: Sorted): string[] {
  return [...arrivals.values()].flatMap(([first, ...again]) =>
    first?.kind === 'reply' ? again.filter((message) => !message.text.includes(repeatedNotice.text)).map((message) => `the answer to ${message.update}`) : [],
  )
}

function pushesOnce({ pushes, arrivals, arrived }: Sorted): string[] {
  const wrong = pushes.filter((row) => {
    const times = arrivals.get(row.id)?.length ?? 0
    return times > 1 || (row.state === 'sent' && times === 0) || (NOT_SENT.has(row.state) && times > 0)
  })
  // The same words to the same person about a request are the same push, whatever its row is called.
  const news = arrived.filter((message) => message.reason === 'human.new').map((message) => `${message.to}: ${message.text.split('\n')[0]}`)
  return [...wrong.map(pushed), ...news.filter((text, position) => news.indexOf(text) < position)]
}

function groupsClean({ arrived, outgoing }: Sorted): string[] {
  const heard = arrived.filter(({ place, text, choices }) => place.kind === 'group' && SECRETS.test([text, ...choices.map(({ label }) => label)].join('\n')))
  const rows = outgoing.filter((row) => row.place === 'group' && row.audience !== 'public')
  return [...heard.map(({ to, text }) => `${to} heard: ${text}`), ...rows.map((row) => `a personal ${row.kind} was left for ${row.address}`)]
}

/** What the bot said it keeps is kept; nothing else is; each member of staff was told of each request. */
function requestsOnce({ now, entries, replies, arrived, requests, pushes }: Sorted): string[] {
  const words = [...replies, ...arrived.filter((message) => message.kind === 'reply')].flatMap(({ text }) =>
    [...text.matchAll(REQUEST)].map(([, number]) => number),
  )
  const named = entries.filter(({ draft }) => draft.localRole === undefined).flatMap(({ receipts }) => receipts.map(({ data }) => data?.message))
  const told = new Set([...words, ...named].filter((number) => number !== undefined))
  const kept = requests.map(({ number }) => number)
  const young = requests.filter(({ createdAt }) => now.getTime() - createdAt.getTime() < 14 * DAY) // older pushes are forgotten
  return [
    ...kept.filter((number, position) => kept.indexOf(number) < position).map((number) => `${number} is kept twice`),
    ...kept.filter((number) => !told.has(number)).map((number) => `${number} is kept, but nobody was told its number`),
    ...[...told].filter((number) => !kept.includes(String(number))).map((number) => `${number} was promised, but is not kept`),
    ...young.flatMap(({ number, told: staff }) => {
      const rows = pushes.filter((row) => row.key.startsWith(`human:${number}:`))
      return rows.length === staff.length ? [] : [`${number} was passed on ${rows.length} times to ${staff.length} members of staff`]
    }),
  ]
}

function automaticSilent({ fresh, arrived, claims, answers }: Sorted): string[] {
  const senders = fresh.filter(({ draft }) => draft.automatic)
  const updates = new Set(senders.map(({ update }) => update))
  const answeredTo = arrived.filter((message) => message.update !== undefined && updates.has(message.update)).map((message) => `${message.update} was answered`)
  const touched = senders.filter((entry) => handled(entry) || claims.has(keyOf(entry.update)) || answers.has(keyOf(entry.update)))
  return [...answeredTo, ...touched.map(({ update }) => `${update} was handled`)]
}
