/** Real time that an operator may advance: what falls due on the way happens at once. */
import type { Clock } from '../server/clock.ts';

/** Longest wait a timer of the system takes, milliseconds. */
const LONGEST = 2_147_483_647;

interface Due {
  readonly at: number;
  readonly call: () => void;
}

export class AdvancedClock implements Clock {
  readonly #real: () => number;
  #ahead = 0;
  #due: Due[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(real: () => number = Date.now) {
    this.#real = real;
  }

  /** Milliseconds it is ahead of real time. */
  get ahead(): number {
    return this.#ahead;
  }

  now(): number {
    return this.#real() + this.#ahead;
  }

  after(ms: number, call: () => void): () => void {
    const due = { at: this.now() + ms, call };
    this.#due.push(due);
    this.#wind();
    return () => {
      this.#due = this.#due.filter((one) => one !== due);
    };
  }

  advance(ms: number): void {
    this.#ahead += ms;
    this.#ring();
  }

  #ring(): void {
    for (;;) {
      const now = this.now();
      const next = this.#due.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#due = this.#due.filter((one) => one !== next);
      next.call();
    }
    this.#wind();
  }

  #wind(): void {
    clearTimeout(this.#timer);
    const earliest = this.#due.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
    if (earliest === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#ring(), Math.min(LONGEST, Math.max(0, earliest - this.now())));
    this.#timer.unref();
  }
}
