import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rowOf, type Tried, tableOf } from './figures.ts';
import { judgements, readJudgements } from './judged.ts';
import { draw } from './sample.ts';
import type { Fate } from './trial.ts';

function tried(key: string, fate: Fate): Tried {
  const mutant = { key, operator: 'NUM', file: 'access/login', line: 1, what: 'a slip' } as const;
  return { mutant, outcome: { number: 0, fate, by: [], ran: 0, reached: 0, faults: false } };
}

const some = [tried('a', 'killed'), tried('b', 'survived'), tried('c', 'unreached'), tried('d 1', 'open')];

describe('the figures', () => {
  it('leave out of the observable ones what is judged, unless it was killed', () => {
    const judged = judgements([
      { key: 'a', class: 'E', because: 'it was thought so' },
      { key: 'd*', class: 'P', because: 'another profile' },
    ]);
    const row = rowOf('all', some, judged);
    expect(row.classes).toEqual({ E: 0, P: 1, U: 0, L: 0 });
    expect([row.killedOfAll, row.killedOfObservable]).toEqual([25, 33]);
    expect(tableOf([row]).split('\n')[1]).toMatch(
      /^all +4 +1 +\. +1 +\. +\. +1 +1 +\. +\. +1 +\. +\. +25 % +33 % +33 %$/,
    );
  });

  it('count what could be noticed and no requirement judges', () => {
    const row = rowOf('all', some, judgements([{ key: 'b', class: 'L', because: 'of low confidence' }]));
    expect([row.classes.L, row.killedOfObservable]).toEqual([1, 25]);
  });

  it('count what is noted as told, not as killed', () => {
    const row = rowOf('all', [...some, tried('e', 'noted')], judgements([]));
    expect([row.killedOfObservable, row.toldOfObservable]).toEqual([20, 40]);
  });

  it('leave out servers that cannot be created', () => {
    const row = rowOf('all', [...some, tried('e', 'unmade')], judgements([]));
    expect([row.killedOfAll, row.killedOfObservable]).toEqual([20, 25]);
  });

  it('take a star in a key for any text', () => {
    const key = '*: STR * in new Refusal(4*';
    const judged = judgements([{ key, class: 'U', because: 'a text for people' }]);
    const of = (text: string) => judged.of(tried(text, 'survived').mutant)?.class;
    expect(of("a/b c.d: STR 'no (x)' to '' in new Refusal(402, 'no (x)')")).toBe('U');
    expect(of('a/b c.d: NUM 402 to 402+1 in new Refusal(402)')).toBeUndefined();
  });

  it('name judgements that fit nothing any more', () => {
    const gone = { key: 'gone', class: 'U', because: 'a limit' } as const;
    expect(judgements([gone]).stale(some.map(({ mutant }) => mutant))).toEqual([gone]);
  });
});

describe('judged.json', () => {
  it('gives a class and a reason for every entry', () => {
    const file = join(dirname(fileURLToPath(import.meta.url)), 'judged.json');
    expect(
      readJudgements(file)
        .stale([])
        .map(({ because }) => because.length > 10),
    ).not.toContain(false);
  });
});

describe('a sample', () => {
  const all = Array.from({ length: 50 }, (_, n) => n);

  it('is the same for the same seed, another for another', () => {
    expect(draw(all, 10, 1)).toEqual(draw(all, 10, 1));
    expect(draw(all, 10, 2)).not.toEqual(draw(all, 10, 1));
  });

  it('draws each at most once', () => {
    expect([...draw(all, 80, 3)].sort((a, b) => a - b)).toEqual(all);
  });
});
