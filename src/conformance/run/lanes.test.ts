import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import type { LanesBegun, RunListener } from '../events.ts';
import { parseFeatures } from '../features/features.ts';
import { readIut } from '../ics/load.ts';
import { TEMPLATE } from '../ics/template.ts';
import type { IutAdapter, NewAccount } from '../iut/adapter.ts';
import { remoteIut } from '../iut/remote.ts';
import type { Scheduled } from '../plan/scheduled.ts';
import { type Lane, lanesOf, sortLanes, withoutReset } from './lanes.ts';
import type { RunOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import { shareOut } from './share.ts';

const { ixit, ics } = readIut(TEMPLATE, 'iut.yaml');
const remote = remoteIut({ ics, ixit });

/** A schedule of scenarios with these tags and steps. */
function schedule(...scenarios: readonly (readonly [tags: string, step: string])[]): Scheduled[] {
  const text = scenarios.map(([tags, step], i) => `  ${tags}\n  Scenario: ${i}\n    Given ${step}`).join('\n');
  const { scenarios: found } = parseFeatures([{ uri: 'features/a.feature', text: `Feature: a\n${text}` }]);
  const configuration = { id: '1.2-xml', version: '1.2', syntax: 'xml', bearer: 'http' } as const;
  return found.map((source) => ({ source, configuration, requirements: source.requirements }));
}

const KINDS = schedule(
  ['@CSP-LOG-001', 'A is logged in'],
  ['@CSP-KA-003', 'A is logged in'],
  ['@CSP-LOG-001 @needs:clock', 'A is logged in'],
  ['@CSP-LOG-001', 'barred logs in'],
  ['@CSP-GRP-010', 'A is logged in'],
  ['@CSP-LOG-001 @needs:groups.joinable', 'A is logged in'],
  ['@CSP-LOG-001 @alone', 'A is logged in'],
  ['@CSP-LOG-001', 'A sends "barred-wire" to B'],
);

describe('scenarios for lanes', () => {
  it('are all but those that touch what users of several lanes share', () => {
    expect(sortLanes(KINDS, catalogue, false)).toEqual({ beside: [1, 8], alone: [2, 3, 4, 5, 6, 7] });
  });

  it('may wait for time to pass, where nobody moves the clock: last', () => {
    expect(sortLanes(KINDS, catalogue, true)).toEqual({ beside: [1, 8, 2, 3], alone: [4, 5, 6, 7] });
  });
});

describe('users of lanes', () => {
  it('are those of the file', async () => {
    const second = { ...ixit.accounts, alice: { ...ixit.accounts.alice, user: 'wv:anna@example.com' } };
    const lanes = await lanesOf({ ...ixit, lanes: [second] }, 2, remote);
    expect(lanes.map((lane) => lane.ixit.accounts.alice.user)).toEqual(['wv:alice@example.com', 'wv:anna@example.com']);
  });

  it('are created where the adapter can do it, and their passwords are secrets', async () => {
    const made: NewAccount[] = [];
    const adapter: IutAdapter = {
      ...remote,
      capabilities: new Set(['create-account', 'reset']),
      createAccount: async (account) => {
        made.push(account);
        return { user: account.user, password: account.password, msisdn: undefined, profile: {}, refused: [] };
      },
    };
    const lanes = await lanesOf(ixit, 3, adapter);
    expect(made.map(({ user }) => user)).toContain('wv:carol-lane3@example.com');
    expect(made).toHaveLength(8);
    for (const { password } of made) expect(lanes[0]?.ixit.secrets).toContain(password);
    expect([...withoutReset(adapter).capabilities]).toEqual(['create-account']);
  });

  it('are missed', async () => {
    await expect(lanesOf(ixit, 2, remote)).rejects.toThrow('the IXIT has one set of accounts');
    await expect(lanesOf(ixit, 2, { ...remote, kind: 'embedded' })).rejects.toThrow('--jobs');
  });
});

/** A run in four lanes whose scenarios take one turn each; `ending` may end it. */
async function inFourLanes(scenarios: number, ending: (number: number) => string | undefined = () => undefined) {
  const ran: { readonly lane: number | undefined; readonly number: number }[] = [];
  const begun: LanesBegun[] = [];
  const remarks: string[] = [];
  const plan = schedule(
    ...Array.from({ length: scenarios }, (_, i) =>
      i % 10 === 9
        ? (['@CSP-LOG-001 @alone', 'A is logged in'] as const)
        : (['@CSP-LOG-001', 'A is logged in'] as const),
    ),
  );
  const lanes = [1, 2, 3, 4].map((number) => ({ number }) as Lane);
  const crashed = new Set([5]);
  const prepared = {
    plan: { schedule: plan },
    catalogue,
    lanes,
    target: { remark: (text: string) => void remarks.push(text) },
    async perform(numbers: readonly number[], _: unknown, lane?: Lane, beside?: (number: number) => void) {
      for (const number of numbers) {
        await new Promise((resolve) => setImmediate(resolve));
        ran.push({ lane: lane?.number, number });
        if (beside !== undefined && crashed.delete(number)) beside(number);
        const why = ending(number);
        if (why !== undefined) return why;
      }
      return undefined;
    },
  } as unknown as Prepared;
  const listener = { lanesBegun: (one: LanesBegun) => void begun.push(one) } as unknown as Required<RunListener>;
  const aborted = await shareOut(prepared, { adapter: remote } as RunOptions, listener);
  return { ran, begun, remarks, aborted };
}

describe('four lanes', () => {
  it('run each scenario, in the order of the run, and then one after the other what runs alone', async () => {
    const { ran, begun, remarks, aborted } = await inFourLanes(200);
    expect(aborted).toBeUndefined();
    expect(begun).toEqual([{ lanes: 4, beside: 180, alone: 20 }]);
    for (const lane of [1, 2, 3, 4]) {
      const own = ran.filter((one) => one.lane === lane).map(({ number }) => number);
      expect(own).toEqual([...own].sort((a, b) => a - b));
      expect(own.length).toBeLessThan(0.3 * 180);
    }
    expect(ran.slice(180).map(({ number }) => number)).toEqual([
      5,
      ...Array.from({ length: 20 }, (_, i) => 10 * i + 10),
    ]);
    expect(ran.slice(180).every(({ lane }) => lane === undefined)).toBe(true);
    expect(remarks).toEqual([
      '1 of the scenarios that were on when the implementation went away were run again, one after the other.',
    ]);
  });

  it('all end when one has to', async () => {
    const { ran, aborted } = await inFourLanes(200, (number) => (number === 3 ? 'nothing answers' : undefined));
    expect(aborted).toBe('nothing answers');
    expect(ran.length).toBeLessThan(40);
  });
});
