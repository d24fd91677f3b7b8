/** A run in parts says what a run in one piece says: in shards that are merged, in lanes side by side. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../results/differences.ts';
import type { RunResults } from '../results/results.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'impsc-parts-'));

/** Runs all in one process, which is begun once: the whole and its shards with a defect, then one lane and four. */
const PROGRAM = `
  import { writeFileSync } from 'node:fs';
  import { impsc } from './dist/src/cli/main.js';
  import { describeServed, embeddedServerOptions } from './dist/src/embedded/iut.js';
  import { createServer } from './dist/src/server/server.js';
  import { writeIut } from './dist/src/conformance/ics/write.js';
  const folder = process.argv[1];
  const codes = {};
  const impscTo = async (name, command, ...args) => {
    codes[name] = await impsc([command, ...args, '--out', folder + '/' + name, '--format', 'csv']);
  };
  const what = ['--select', 'CSP-KA or CSP-LOG or CSP-SES-001', '--version', '1.2', '--syntax', 'xml', '--seed', '1', '--quiet'];
  const wrong = [...what, '--defect', 'keep-alive-202', '--jobs', '1'];
  await impscTo('whole', 'run', ...wrong);
  for (const i of [1, 2, 3]) await impscTo('shard' + i, 'run', ...wrong, '--shard', i + '/3');
  const shards = [3, 1, 2].map((i) => folder + '/shard' + i);
  await impscTo('merged', 'merge', ...shards);
  await impscTo('lacking', 'merge', ...shards.slice(0, 2));
  codes.other = await impsc(['merge', folder + '/whole']);
  codes.twice = await impsc(['merge', ...shards, shards[0]]);
  const { profile, accounts } = embeddedServerOptions(4);
  const server = createServer({ profile, accounts });
  const { url } = await server.start({ delay: 1 });
  const { ics, ixit } = describeServed(url + '/', {}, 4);
  writeFileSync(folder + '/served.yaml', writeIut(ics, ixit, ''));
  const there = ['--iut', folder + '/served.yaml', ...what];
  await impscTo('one', 'run', ...there, '--lanes', '1');
  await impscTo('four', 'run', ...there);
  await server.stop();
  writeFileSync(folder + '/codes.json', JSON.stringify(codes));
  process.exitCode = 0;
`;

const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
const resultsOf = (name: string) => read<RunResults>(`${name}/results.json`);
let codes: Readonly<Record<string, number>>;
let said = '';

beforeAll(() => {
  said = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, folder], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  codes = read('codes.json');
}, 180_000);

/** All that a run says of itself, without times, keys of the run, and the parts it came from. */
function comparable({ run, transcripts, ...rest }: RunResults): unknown {
  const { startedAt: _, durationMs: __, shards: ___, ...told } = run;
  const bare = JSON.parse(
    JSON.stringify({
      told,
      ...rest,
      transcripts: transcripts.map(({ key, scenario, verdict }) => [key, scenario, verdict]),
    }),
    (key, value: unknown) =>
      key === 'durationMs' ? undefined : typeof value === 'string' ? value.replace(/127\.0\.0\.1:\d+/g, 'here') : value,
  ) as unknown;
  return bare;
}

describe('three shards', () => {
  it('merged equal one run, in everything but times', () => {
    const [whole, merged] = [resultsOf('whole'), resultsOf('merged')];
    expect(differences(whole, merged)).toEqual([]);
    expect(comparable(merged)).toEqual(comparable(whole));
    expect(whole.requirements.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toContain('CSP-KA-001');
    expect([codes.whole, codes.merged]).toEqual([1, 1]);
    expect(merged.run.shards?.map(({ index }) => index)).toEqual([1, 2, 3]);
  });

  it('each run a part, and say so', () => {
    const scenarios = [1, 2, 3].map((i) => resultsOf(`shard${i}`).totals.scenarios.run);
    const whole = resultsOf('whole').totals.scenarios.run;
    expect(scenarios.reduce((sum, n) => sum + n)).toBe(whole);
    expect(Math.max(...scenarios) - Math.min(...scenarios)).toBeLessThanOrEqual(1);
    const one = resultsOf('shard1');
    expect(one.run.shard).toEqual({ index: 1, of: 3 });
    expect(one.requirements.some(({ because }) => because === 'shard 1 of 3 leaves it to the others')).toBe(true);
    expect(said).toContain('shard 1 of 3');
  });

  it('of which one is missing are an incomplete run', () => {
    expect(codes.lacking).toBe(3);
    expect(resultsOf('lacking').run.aborted).toBe('shard 2 of 3 is missing');
  });

  it('are refused where there is none, or one twice', () => {
    expect([codes.other, codes.twice]).toEqual([2, 2]);
  });
});

describe('four lanes', () => {
  it('equal one lane', () => {
    const [one, four] = [resultsOf('one'), resultsOf('four')];
    expect(differences(one, four)).toEqual([]);
    expect(one.totals.requirements).toEqual(four.totals.requirements);
    expect(one.run.faults).toEqual([]);
    expect(four.run.faults).toEqual([]);
    expect([codes.one, codes.four]).toEqual([0, 0]);
    const users = new Set(
      four.transcripts.flatMap(({ entries }) =>
        entries.flatMap(({ request }) => atob(request.body).match(/alice\d?@/g) ?? []),
      ),
    );
    expect(users.size).toBeGreaterThan(1);
    expect(readFileSync(join(folder, 'four/results.json'), 'utf8')).not.toContain('alice2-password');
  });
});
