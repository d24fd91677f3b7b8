/** Verdicts that are not the same in several runs of the same scenarios against the same implementation. */
import type { CheckResult, RunResults } from './results.ts';

export interface Wavering {
  readonly requirement: string;
  /** Scenario (or monitor) and configuration; undefined where the verdict of the requirement as a whole wavers. */
  readonly check: string | undefined;
  /** Each verdict with the seeds of the runs that came to it, in the order of the runs. */
  readonly said: readonly { readonly verdict: string; readonly seeds: readonly number[] }[];
  /** True if it is about a requirement that counts. */
  readonly counts: boolean;
}

/** Requirements and checks that waver, in the order of the catalogue. */
export function waveringIn(runs: readonly RunResults[]): readonly Wavering[] {
  const found = new Map<string, { counts: boolean; verdicts: Map<string, number[]> }>();
  const say = (key: string, verdict: string, seed: number, counts: boolean) => {
    const entry = found.get(key) ?? { counts, verdicts: new Map<string, number[]>() };
    found.set(key, entry);
    entry.verdicts.set(verdict, [...(entry.verdicts.get(verdict) ?? []), seed]);
  };
  for (const { requirements, run } of runs) {
    for (const { id, verdict, weight, checks } of requirements) {
      const counts = weight === 'mandatory' || weight === 'optional';
      say(JSON.stringify([id]), verdict, run.seed, counts);
      for (const [name, word] of wordsOf(checks)) say(JSON.stringify([id, name]), word, run.seed, counts);
    }
  }
  return [...found].flatMap(([key, { counts, verdicts }]) => {
    const [requirement = '', check] = JSON.parse(key) as string[];
    const known = [...verdicts.values()].flat();
    const absent = runs.map(({ run }) => run.seed).filter((seed) => !known.includes(seed));
    const said = [...verdicts].map(([verdict, seeds]) => ({ verdict, seeds }));
    const all = absent.length > 0 ? [...said, { verdict: 'not checked', seeds: absent }] : said;
    return all.length < 2 ? [] : [{ requirement, check, said: all, counts }];
  });
}

/** Verdict and kind of cause of each check; of several with one name, all in a fixed order. */
function wordsOf(checks: readonly CheckResult[]): ReadonlyMap<string, string> {
  const words = new Map<string, string[]>();
  for (const { scenario, configuration, verdict, cause } of checks) {
    const name = `${scenario} [${configuration}]`;
    const word = cause === undefined ? verdict : `${verdict}, ${cause.kind}`;
    words.set(name, [...(words.get(name) ?? []), word].sort());
  }
  return new Map([...words].map(([name, all]) => [name, all.join(' and ')]));
}
