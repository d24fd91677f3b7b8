/** The count of a run: answers, times, and what went wrong with the first message that showed it. */
import type { Category, Channel, Problem, RobustnessCount } from '../results/robustness.ts';
import type { Message } from './generate.ts';
import type { Shown } from './judge.ts';

/** Something that went wrong, with its first message. */
export interface Found {
  readonly problem: Problem;
  readonly message: Message;
  readonly answer: string;
  readonly ms: number;
  times: number;
}

/** Of a flaw that makes the server hang or die so many messages are sent; each of them takes a wait. */
const ENOUGH = 3;

interface Row {
  readonly channel: Channel;
  readonly category: Category;
  readonly answers: Map<string, number>;
  readonly times: number[];
  survived: number;
}

export interface Tally {
  readonly found: readonly Found[];
  /** The first message of every flaw. */
  readonly kinds: ReadonlyMap<string, number>;
  add(message: Message, shown: Shown): void;
  note(problem: Problem, message: Message, answer: string, ms: number): void;
  /** The flaw of a message is known to cost a wait each time. */
  isEnough(message: Message): boolean;
  counts(): readonly RobustnessCount[];
}

const kindOf = ({ channel, category, flaw }: Message) => `${channel} ${category} ${flaw}`;

export function createTally(): Tally {
  const rows = new Map<string, Row>();
  const found = new Map<string, Found>();
  const kinds = new Map<string, number>();
  const costly = new Map<string, number>();

  function note(problem: Problem, message: Message, answer: string, ms: number): void {
    const key = `${problem} ${kindOf(message)}`;
    const known = found.get(key);
    if (known === undefined) found.set(key, { problem, message, answer, ms, times: 1 });
    else known.times += 1;
    if (problem !== 'hang' && problem !== 'death') return;
    costly.set(kindOf(message), (costly.get(kindOf(message)) ?? 0) + 1);
  }

  return {
    get found() {
      return [...found.values()];
    },
    kinds,
    note,
    add(message, { problem, answer, ms, survived }) {
      const { channel, category } = message;
      const key = `${channel} ${category}`;
      const row: Row = rows.get(key) ?? { channel, category, answers: new Map(), times: [], survived: 0 };
      rows.set(key, row);
      row.answers.set(answer, (row.answers.get(answer) ?? 0) + 1);
      row.times.push(ms);
      if (survived) row.survived += 1;
      if (!kinds.has(kindOf(message))) kinds.set(kindOf(message), message.number);
      if (problem !== undefined) note(problem, message, answer, ms);
    },
    isEnough: (message) => (costly.get(kindOf(message)) ?? 0) >= ENOUGH,
    counts: () =>
      [...rows.values()]
        .map(({ channel, category, answers, times, survived }): RobustnessCount => {
          const sorted = times.toSorted((a, b) => a - b);
          return {
            channel,
            category,
            sent: times.length,
            answers: Object.fromEntries([...answers].sort(([, a], [, b]) => b - a)),
            survived,
            median: sorted[Math.floor(sorted.length / 2)] ?? 0,
            longest: sorted.at(-1) ?? 0,
          };
        })
        .sort((a, b) => `${a.channel} ${a.category}`.localeCompare(`${b.channel} ${b.category}`)),
  };
}
