/** Numbers that look random and are the same for the same seed, on every machine. */

export interface Random {
  /** A whole number from 0, below `limit`. */
  below(limit: number): number;
  /** True that often, as a part of 1. */
  chance(part: number): boolean;
  /** One of several; there has to be one. */
  of<T>(values: readonly T[]): T;
}

/** The numbers of one message of a run: message 7 is the same whether or not the six before it are made. */
export function randomOf(seed: number, message: number): Random {
  // The 32-bit generator known as mulberry32; the message number is spread over the state first.
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(message + 1, 0xc2b2ae35)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  next();
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    chance: (part) => next() < part,
    of<T>(values: readonly T[]): T {
      const value = values[below(values.length)];
      if (value === undefined) throw new RangeError('nothing to choose from');
      return value;
    },
  };
}
