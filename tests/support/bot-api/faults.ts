/** What can go wrong on the way, by script or by seeded chance. */
import { seeded } from '../../../src/lib/random.ts'
import type { Params } from './types.ts'

/** `carriedOut`: the method is done first (a message is delivered), and only its answer is lost or spoilt. */
export type Fault =
  | { kind: 'error'; code: 500 | 502 | 503 | 504 /** An HTML page as a proxy sends it, not JSON. */; html?: boolean; carriedOut?: boolean }
  | { kind: 'flood' /** Seconds. */; retryAfter: number }
  | { kind: 'reset'; carriedOut?: boolean }
  | { kind: 'silence'; carriedOut?: boolean }
  | { kind: 'garbage'; carriedOut?: boolean }

interface Scripted {
  method: string
  fault: Fault
  left: number
  when: ((params: Params) => boolean) | undefined
}

export interface Chance {
  /** One method in any case of letters; all methods when absent. */
  method?: string
  /** From 0 to 1, for each call. */
  probability: number
  /** One of these is drawn. */
  faults: readonly Fault[]
  seed: number
}

export const ANY = '*'

export class Faults {
  #scripted: Scripted[] = []
  #chances: { chance: Chance; random: () => number }[] = []

  /** The next `count` calls of `method` ('*': of any; 'file': downloads) that satisfy `when` meet `fault`. Scripts run in the order they were given. */
  next(method: string, fault: Fault, options: { count?: number; when?: (params: Params) => boolean } = {}): void {
    this.#scripted.push({ method: method.toLowerCase(), fault, left: options.count ?? 1, when: options.when })
  }

  /** From now on calls meet faults by chance, the same ones for the same seed and order of calls. */
  chance(chance: Chance): void {
    this.#chances.push({ chance: { ...chance, ...(chance.method === undefined ? {} : { method: chance.method.toLowerCase() }) }, random: seeded(chance.seed) })
  }

  clear(): void {
    this.#scripted = []
    this.#chances = []
  }

  /** How many scripted faults still wait for their call. */
  get waiting(): number {
    return this.#scripted.reduce((sum, { left }) => sum + left, 0)
  }

  /** The fault this call meets, used up by it. `method` is in lower case. */
  take(method: string, params: Params): Fault | undefined {
    if (this.#scripted.length === 0 && this.#chances.length === 0) return undefined
    const index = this.#scripted.findIndex((one) => (one.method === ANY || one.method === method) && (!one.when || one.when(params)))
    const scripted = this.#scripted[index]
    if (scripted) {
      scripted.left -= 1
      if (scripted.left <= 0) this.#scripted.splice(index, 1)
      return scripted.fault
    }
    for (const { chance, random } of this.#chances) {
      if (chance.method !== undefined && chance.method !== method) continue
      if (random() < chance.probability) return chance.faults[Math.floor(random() * chance.faults.length)]
    }
    return undefined
  }
}

export const carriedOut = (fault: Fault): boolean => fault.kind !== 'flood' && fault.carriedOut === true

/** The page a proxy in front of the server sends when the server does not answer. */
export const proxyPage = (code: number): string => {
  const title = `${code} ${PROXY_REASONS[code] ?? 'Error'}`
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n`
}

const PROXY_REASONS: Record<number, string> = {
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
}

/** The server's own words for its failures. */
export const FAILURES: Record<number, string> = { 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout' }
