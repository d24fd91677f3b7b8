/** The word of every rule on the messages of clients, exchange by exchange: what each client does not meet, and how often. */
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import type { Deviation } from '../explorer/page/data/workbench.ts';
import type { Tally } from '../watch/tally.ts';
import { Watcher } from '../watch/watcher.ts';
import type { WireExchange } from '../watch/wire/conversation.ts';

/** Client and version with the same deviation, that are told apart. */
const MOST_DEVIATIONS = 1_000;

export interface Judged {
  readonly deviations: readonly Deviation[];
  /** Those that this client had not shown before. */
  readonly first: readonly Deviation[];
}

export interface Judge {
  /** `line`: number of the line the exchange would begin. */
  take(exchange: WireExchange, client: string, line: number): Judged;
  readonly all: readonly Deviation[];
  /** Requirements on clients that were looked at. */
  readonly seen: number;
}

const isOfClients = ({ requirement }: Tally) => catalogue.requirement(requirement)?.actor === 'client';

export function createJudge(): Judge {
  const watcher = new Watcher();
  const before = new Map<Tally, number>();
  const known = new Map<string, Deviation>();
  return {
    take(exchange, client, line) {
      watcher.take(exchange);
      watcher.flush();
      const deviations: Deviation[] = [];
      const first: Deviation[] = [];
      for (const tally of watcher.tallies.all) {
        if (!isOfClients(tally)) continue;
        const times = tally.violations - (before.get(tally) ?? 0);
        if (times === 0) continue;
        before.set(tally, tally.violations);
        const key = `${tally.requirement} ${client}`;
        const old = known.get(key);
        const made = deviationOf(tally, client, (old?.times ?? 0) + times, old?.line ?? line);
        if (old !== undefined || known.size < MOST_DEVIATIONS) known.set(key, made);
        deviations.push(made);
        if (old === undefined) first.push(made);
      }
      return { deviations, first };
    },
    get all() {
      return [...known.values()];
    },
    get seen() {
      return new Set(
        watcher.tallies.all.filter((tally) => isOfClients(tally) && tally.seen > 0).map((t) => t.requirement),
      ).size;
    },
  };
}

function deviationOf(tally: Tally, client: string, times: number, line: number): Deviation {
  const requirement = catalogue.requirement(tally.requirement);
  const words = tally.kept.at(-1);
  return {
    requirement: tally.requirement,
    statement: requirement?.statement ?? tally.name,
    level: requirement?.level ?? 'MUST',
    expected: words?.expected ?? tally.name,
    observed: words?.observed ?? 'otherwise',
    client,
    times,
    line,
  };
}
