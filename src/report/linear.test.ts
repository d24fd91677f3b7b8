/** Reports of a run ten times as long look at ten times as much, and no text of theirs grows with the run. Work is counted. */
import { describe, expect, it } from 'vitest';
import type { RunResults } from '../results/results.ts';
import { sampleResults } from '../testing/report/sample.ts';
import { allure } from './allure/allure.ts';
import { consoleLines } from './console/console.ts';
import { csv } from './csv.ts';
import { cucumberMessages } from './cucumber-messages.ts';
import { earl } from './earl.ts';
import { annotations } from './github.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { pullRequest } from './pull-request.ts';

const sample = sampleResults({ configurations: ['1.2-xml'] });

/** The sample so many times over, under other names. */
function times(n: number): RunResults {
  const copies = Array.from({ length: n }, (_, i) => (i === 0 ? '' : `-${i}`));
  return {
    ...sample,
    items: sample.items.map((item) => ({
      ...item,
      requirements: copies.flatMap((end) => item.requirements.map((id) => `${id}${end}`)),
    })),
    requirements: copies.flatMap((end) =>
      sample.requirements.map((r) => ({
        ...r,
        id: `${r.id}${end}`,
        checks: r.checks.map((c) => ({
          ...c,
          transcript: c.transcript === undefined ? undefined : `${c.transcript}${end}`,
        })),
      })),
    ),
    transcripts: copies.flatMap((end) => sample.transcripts.map((t) => ({ ...t, key: `${t.key}${end}` }))),
  };
}

/** A list that counts how often one of its entries is looked at. */
function counted<T>(entries: readonly T[], look: () => void): readonly T[] {
  return new Proxy(entries, {
    get(list, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) look();
      return Reflect.get(list, key, receiver) as unknown;
    },
  });
}

function looksOf(write: (results: RunResults) => unknown, results: RunResults): number {
  let looks = 0;
  const look = () => {
    looks += 1;
  };
  write({
    ...results,
    requirements: counted(results.requirements, look),
    transcripts: counted(results.transcripts, look),
  });
  return looks;
}

const features = { scenarios: [], problems: [] };
const cucumber = (results: RunResults) => [...cucumberMessages({ results, features, text: () => '' })];
const WRITERS: Readonly<Record<string, (results: RunResults) => unknown>> = {
  console: (results) => consoleLines(results, { color: false, columns: 100 }),
  junit,
  markdown,
  'pull-request': pullRequest,
  csv,
  github: annotations,
  allure: (results) => [...allure(results)].length,
  earl: (results) => [...earl(results)].length,
  cucumber: (results) => cucumber(results).length,
};

const [one, ten] = [times(1), times(10)];

describe('a report of ten times as much', () => {
  it.each(Object.entries(WRITERS))('as %s looks at each thing as often', (_, write) => {
    expect(looksOf(write, ten)).toBeLessThan(11 * looksOf(write, one));
  });

  it('is written in pieces that are no longer', () => {
    const longest = (pieces: Iterable<string>) => Math.max(...[...pieces].map(({ length }) => length));
    const slack = 50;
    expect(longest(earl(ten))).toBeLessThan(longest(earl(one)) + slack);
    expect(longest(cucumber(ten))).toBeLessThan(longest(cucumber(one)) + slack);
    const files = (results: RunResults) => [...allure(results)].map(({ content }) => content);
    expect(longest(files(ten))).toBeLessThan(longest(files(one)) + slack);
  });
});
