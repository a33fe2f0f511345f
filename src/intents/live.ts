/** A mind that learns while it answers: what staff add is understood word for word at once, and learned in the background. */
import { Worker } from 'node:worker_threads'
import { decodeLearned, type Learned, loadLearned } from './cache.ts'
import { labelOf } from './labels.ts'
import type { Wordings } from './lexicon.ts'
import { keyOf, type Opened, openedWith, openRecogniser, type RecogniserOptions } from './recognise.ts'
import type { TrainingTask } from './school-worker.ts'
import { type Mind, makeMind } from './understand.ts'

/** A question that must keep its meaning, whatever is learned. */
export interface Check {
  readonly text: string
  readonly label: string
}

/** What staff taught. */
export interface Lessons {
  /** Learned before, and to be learned now. */
  readonly wordings: readonly Wordings[]
  /** Understood word for word only. */
  readonly verbatim: readonly Wordings[]
  readonly checks: readonly Check[]
}

export interface LiveOptions extends RecogniserOptions {
  /** Opened already by another mind of this process, which it stays apart from. */
  readonly opened?: Opened
  /** The program of the training thread; the built one beside this file unless told otherwise. */
  readonly school?: URL
  /** The process lives until a training ends: for commands, which have nothing else to do. */
  readonly waits?: boolean
}

export class LiveMind implements Mind {
  readonly #options: Omit<LiveOptions, 'opened'>
  #opened: Opened
  #mind: Mind
  #learning: Promise<unknown> = Promise.resolve()

  /** @throws StartError naming file and line when a wordings or lexicon file is wrong. */
  constructor({ opened, ...options }: LiveOptions = {}) {
    this.#options = options
    this.#opened = opened ?? openRecogniser(options)
    this.#mind = makeMind(this.#opened)
  }

  understand: Mind['understand'] = (message, after) => this.#mind.understand(message, after)
  means: Mind['means'] = (meaning) => this.#mind.means(meaning)
  explain: Mind['explain'] = (message, after) => this.#mind.explain(message, after)
  fold: Mind['fold'] = (message) => this.#mind.fold(message)
  meanings: Mind['meanings'] = () => this.#mind.meanings()
  knows: Mind['knows'] = (label) => this.#mind.knows(label)

  /**
   * Takes over what staff taught. Resolves with the questions that the new recogniser would get wrong and the
   * present one gets right; with any of them the present one stays.
   * @throws when training itself fails; what was understood before is still understood
   */
  learn(lessons: Lessons): Promise<readonly Check[]> {
    const turn = this.#learning.then(() => this.#learn(lessons))
    this.#learning = turn.catch(() => undefined)
    return turn
  }

  /** The mind as it would be with these lessons; the present one stays. */
  async rehearse({ wordings, verbatim }: Pick<Lessons, 'wordings' | 'verbatim'>): Promise<Mind> {
    return makeMind(openedWith(await this.#learnedWith(wordings), this.#options), [...wordings, ...verbatim])
  }

  async #learn({ wordings, verbatim, checks }: Lessons): Promise<readonly Check[]> {
    const all = [...wordings, ...verbatim]
    const wrongBefore = new Set(failing(this.#mind, checks))
    this.#mind = makeMind(this.#opened, all)
    const opened = openedWith(await this.#learnedWith(wordings), this.#options)
    const next = makeMind(opened, all)
    const broken = failing(next, checks).filter((check) => !wrongBefore.has(check))
    if (broken.length === 0) {
      this.#opened = opened
      this.#mind = next
    }
    return broken
  }

  async #learnedWith(more: readonly Wordings[]): Promise<Learned> {
    const { school = new URL('./school-worker.js', import.meta.url), waits = false, ...rest } = this.#options
    const options = { ...rest, more }
    const key = keyOf(options)
    const cached = options.cacheFolder === undefined ? undefined : loadLearned(options.cacheFolder, key)
    if (cached) return cached
    const trained = decodeLearned(await trainApart(school, { key, options }, waits), key)
    if (!trained) throw new Error('the training thread handed over something that is no recogniser')
    return trained
  }
}

/** The checks whose meaning is not understood as it should be. */
function failing(mind: Mind, checks: readonly Check[]): Check[] {
  return checks.filter(({ text, label }) => {
    const [top] = mind.understand(text).readings
    return !top || labelOf(top) !== label
  })
}

function trainApart(school: URL, task: TrainingTask, waits: boolean): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(school, { workerData: task })
    worker.once('message', ({ buffer, byteOffset, byteLength }: Uint8Array) => resolve(Buffer.from(buffer, byteOffset, byteLength)))
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the training thread ended with ${code}`)))
    // A process that ends need not wait for it, unless it is there for it.
    if (!waits) worker.unref()
  })
}
