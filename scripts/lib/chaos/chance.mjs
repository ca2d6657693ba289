// Chance that can be had again: the same seed makes the same choices.
export class Chance {
  #state;

  constructor(seed) { this.#state = seed >>> 0; }

  /** From 0 up to and without 1 (mulberry32). */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  between(low, high) { return low + this.next() * (high - low); }

  /** Once in so many times. */
  onceIn(times) { return this.next() * times < 1; }

  oneOf(list) { return list[Math.floor(this.next() * list.length)]; }
}
