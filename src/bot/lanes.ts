/** Work in hand, side by side: so many pieces at once, the more important ones first. */

export class Lanes<T> {
  readonly #width: number
  readonly #order: (a: T, b: T) => number
  readonly #work: (piece: T) => Promise<void>
  #waiting: T[] = []
  readonly #busy = new Set<T>()
  #done: (() => void)[] = []

  /** `work` must not reject. */
  constructor(width: number, order: (a: T, b: T) => number, work: (piece: T) => Promise<void>) {
    this.#width = width
    this.#order = order
    this.#work = work
  }

  /** Pieces of the same importance are begun in the order in which they came. */
  add(pieces: readonly T[]): void {
    this.#waiting = [...this.#waiting, ...pieces].sort(this.#order)
    this.#begin()
  }

  /** Pieces that are not begun. */
  get waiting(): number {
    return this.#waiting.length
  }

  get inHand(): readonly T[] {
    return [...this.#busy, ...this.#waiting]
  }

  /** Resolves when the next piece is done. */
  next(): Promise<void> {
    return this.#busy.size === 0 ? Promise.resolve() : new Promise((resolve) => this.#done.push(resolve))
  }

  /** Resolves when nothing is in hand. */
  async idle(): Promise<void> {
    while (this.#busy.size > 0) await this.next()
  }

  #begin(): void {
    while (this.#busy.size < this.#width) {
      const piece = this.#waiting.shift()
      if (piece === undefined) return
      this.#busy.add(piece)
      void this.#work(piece).finally(() => {
        this.#busy.delete(piece)
        this.#begin()
        for (const resolve of this.#done.splice(0)) resolve()
      })
    }
  }
}

/** One after the other for each key, in the order in which they were asked for. */
export class Turns {
  /** The last piece of work of each key that has some. */
  readonly #last = new Map<string, Promise<unknown>>()

  take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key)
    const turn = before ? before.then(work, work) : work()
    this.#last.set(key, turn)
    const leave = () => {
      if (this.#last.get(key) === turn) this.#last.delete(key)
    }
    turn.then(leave, leave)
    return turn
  }

  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values())
  }
}
