/** What is told at the end: figures, what held and what broke. */
import { didYouMean, repeatedNotice } from '../src/bot/replies.ts'
import { toTraditional } from '../src/lib/script.ts'
import { check, type Entry, type Evidence } from './checks.ts'
import type { Plan } from './city.ts'
import type { Machine } from './machine.ts'
import type { Network } from './network.ts'

export interface Finding {
  promise: string
  /** What broke it; empty: it held. */
  broken: readonly string[]
}

export interface Report {
  plan: Plan
  figures: Readonly<Record<string, string | number>>
  findings: readonly Finding[]
}

/** Examples of a breach that are shown. */
const SHOWN = 3

/** Keeps what every look at the evidence found. */
export class Notebook {
  readonly #broken = new Map<string, Set<string>>()
  readonly #pushes = new Map<string, string>()

  notes(evidence: Evidence): void {
    for (const row of evidence.outgoing) if (row.kind === 'push') this.#pushes.set(row.id, row.state)
    for (const [promise, broken] of check(evidence)) this.#broken.set(promise, new Set([...(this.#broken.get(promise) ?? []), ...broken]))
  }

  report({ plan, machine, network, entries }: { plan: Plan; machine: Machine; network: Network; entries: readonly Entry[] }): Report {
    const handled = entries.filter(({ receipts }) => receipts[0]?.handled)
    const answers = network.arrived.filter((message) => message.kind === 'reply')
    const question = didYouMean([], '')
      .parts.map((part) => part.text)
      .join('\n')
    const said = (words: string) => answers.filter(({ text }) => text.includes(words)).length
    const asked = said(question) + (toTraditional(question) === question ? 0 : said(toTraditional(question)))
    return {
      plan,
      figures: {
        messages: entries.length,
        'left alone': entries.length - handled.length,
        'delivered again': entries.reduce((sum, { receipts }) => sum + receipts.length - 1, 0),
        'answers arrived': answers.length,
        'marked as repeated': said(repeatedNotice.text),
        'asked back': asked,
        none: handled.filter(({ receipts }) => receipts[0]?.intent === 'none').length,
        pushes: listed(counted([...this.#pushes.values()])),
        network: listed(network.fates),
        kills: machine.deaths,
        'clock steps': machine.clockSteps,
      },
      findings: [...this.#broken].map(([promise, broken]) => ({ promise, broken: [...broken] })),
    }
  }
}

/** The report as it is printed. */
export function printed({ plan, figures, findings }: Report): string {
  const width = Math.max(...Object.keys(figures).map((name) => name.length))
  const numbers = Object.entries(figures).map(([name, figure]) => `  ${name.padEnd(width)}  ${figure}`)
  const held = findings.filter(({ broken }) => broken.length === 0).map(({ promise }) => `  ✓ ${promise}`)
  const broke = findings
    .filter(({ broken }) => broken.length > 0)
    .flatMap(({ promise, broken }) => [`  ✗ ${promise}: ${broken.length}`, ...broken.slice(0, SHOWN).map((line) => `      ${line}`)])
  const title = `${plan.days} days, ${plan.drivers} drivers, seed ${plan.seed}`
  const lines = [title, '', ...numbers, '', 'what held', ...held, ...(broke.length > 0 ? ['', 'what broke', ...broke] : ['', 'nothing broke'])]
  return `${lines.join('\n')}\n`
}

function counted(all: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const one of all) counts[one] = (counts[one] ?? 0) + 1
  return counts
}

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || '0'
