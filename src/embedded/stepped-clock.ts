/** Virtual time for a client and a server that talk over sockets: between two things that fall due, both come to rest. */
import type { Clock } from '../server/clock.ts';

interface Due {
  readonly at: number;
  readonly order: number;
  readonly call: () => void;
}

export class SteppedClock implements Clock {
  #now = Date.UTC(2007, 0, 23);
  #due: Due[] = [];
  #order = 0;

  now(): number {
    return this.#now;
  }

  after(ms: number, call: () => void): () => void {
    const entry = { at: this.#now + Math.max(0, ms), order: this.#order++, call };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((one) => one !== entry);
    };
  }

  /** Moves time forward by `ms`. Each thing that falls due runs at its time, and `settle` is awaited before the next. */
  async advance(ms: number, settle: () => Promise<void>): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.order - b.order);
      if (next === undefined) break;
      this.#due = this.#due.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.call();
      await settle();
    }
    this.#now = end;
  }

  /** Forgets everything that is to come. */
  clear(): void {
    this.#due = [];
  }
}
