import { Room } from './descent.ts'

/** Knuth's multiplier: neighbouring numbers lie apart. */
const SPREAD = 0x9e3779b1

/** Numbers (of features, of grams) counted through from 0 as they are met, so that what is known about each fits into arrays. */
export class Vocabulary {
  /** By place. */
  #numbers = new Int32Array(1_024)
  #size = 0
  /** An open hash table of places, each one higher than it is; 0 for a free slot. A map takes three times as long. */
  #slots = new Int32Array(4 * 1_024)
  readonly #room = new Room()

  placesOf(numbers: ArrayLike<number>): Int32Array {
    const places = this.#room.take(numbers.length)
    for (let at = 0; at < numbers.length; at += 1) places[at] = this.#placeOf((numbers[at] ?? 0) | 0)
    return places
  }

  #placeOf(number: number): number {
    const slot = this.#slotOf(number)
    const known = this.#slots[slot] ?? 0
    if (known > 0) return known - 1
    if (this.#size === this.#numbers.length) {
      this.#grow()
      return this.#placeOf(number)
    }
    this.#numbers[this.#size] = number
    this.#size += 1
    this.#slots[slot] = this.#size
    return this.#size - 1
  }

  /** Where the number is, or would be. */
  #slotOf(number: number): number {
    const mask = this.#slots.length - 1
    let slot = Math.imul(number, SPREAD) & mask
    while (this.#isOther(this.#slots[slot] ?? 0, number)) slot = (slot + 1) & mask
    return slot
  }

  #isOther(taken: number, number: number): boolean {
    return taken > 0 && this.#numbers[taken - 1] !== number
  }

  #grow(): void {
    const before = this.#numbers
    this.#numbers = new Int32Array(2 * before.length)
    this.#numbers.set(before)
    this.#slots = new Int32Array(2 * this.#slots.length)
    for (let place = 0; place < this.#size; place += 1) this.#slots[this.#slotOf(before[place] ?? 0)] = place + 1
  }

  /** By place. */
  numbers(): Int32Array {
    return this.#numbers.subarray(0, this.#size)
  }
}
