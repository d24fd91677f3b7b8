/**
 * Measuring on a machine that does other things as well: what is to be compared runs in turns, every turn gives a pair,
 * and the ratio is the median over the pairs. Absolute figures are medians over all turns.
 */

/** Length and number of measurements. */
export interface Effort {
  /** Length of one turn of one contestant, milliseconds. */
  readonly turnMs: number;
  /** Turns of every contestant. */
  readonly rounds: number;
  readonly quick: boolean;
}

export const THOROUGH: Effort = { turnMs: 400, rounds: 7, quick: false };
export const QUICK: Effort = { turnMs: 150, rounds: 3, quick: true };

/** Time enough for the engine to have compiled what matters, milliseconds. */
const WARM_UP_MS = 500;

/** Measures one turn of about that many milliseconds and tells how many a second. */
export type Contestant = (turnMs: number) => number | Promise<number>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new Error('there is no median of nothing');
  const lower = sorted[middle - 1];
  return sorted.length % 2 === 1 || lower === undefined ? upper : (lower + upper) / 2;
}

/** The turns of several contestants, round by round. */
export interface Turns<Name extends string> {
  /** Median a second. */
  rate(name: Name): number;
  /** Median over the rounds of one contestant's figure divided by the other's of the same round. */
  ratio(name: Name, to: Name): number;
}

/**
 * Lets the contestants run in turns. Each warms up first; the order turns round with every round, so that whatever
 * slows the machine down meanwhile falls on all alike.
 */
export async function compare<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  { turnMs, rounds }: Effort,
): Promise<Turns<Name>> {
  const names = Object.keys(contestants) as Name[];
  for (const name of names) await contestants[name](Math.max(turnMs, WARM_UP_MS));
  const figures: Record<string, number>[] = [];
  for (let round = 0; round < rounds; round++) {
    const figuresOfRound: Record<string, number> = {};
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      figuresOfRound[name] = await contestants[name](turnMs);
    }
    figures.push(figuresOfRound);
  }
  const of = (round: Record<string, number>, name: Name) => round[name] ?? Number.NaN;
  return {
    rate: (name) => median(figures.map((round) => of(round, name))),
    ratio: (name, to) => median(figures.map((round) => of(round, name) / of(round, to))),
  };
}

/** CPU time this process has used, milliseconds. */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * A contestant that does `work`, `things` at a time, again and again in this thread. A second is one of CPU time: what
 * other programs take meanwhile does not count.
 */
export function repeated(things: number, work: () => void): Contestant {
  return (turnMs) => {
    const began = cpuTime();
    let done = 0;
    let took = 0;
    do {
      work();
      done += things;
      took = cpuTime() - began;
    } while (took < turnMs);
    return (done * 1000) / took;
  };
}
