/** The outside of a scenario as a transcript has it: its exchanges, its clock, the answers of the operator. */
import type { ClientClock } from '../../client/clock.ts';
import type { Patience } from '../../client/patience.ts';
import type { OutsideCall, Transcript } from '../../results/results.ts';
import type { Ixit } from '../ics/types.ts';
import type { IutAdapter } from '../iut/adapter.ts';
import { AdapterError } from '../iut/adapter.ts';
import type { Outside } from '../scenario/outside.ts';
import type { ScenarioRun } from '../scenario/scenario.ts';
import { exchangesOf } from '../transcripts/transcript.ts';
import { ReplayError, replayTransport } from './transport.ts';

/** A step of a clock that was read more often than it was recorded, milliseconds: every wait ends. */
const BEYOND = 60_000;

export interface ReplayedOutside extends Outside {
  /** Parts of the recording that the scenario did not use, and parts that it lacks, in words. */
  unfit(): readonly string[];
}

export function replayedOutside(
  transcript: Transcript,
  scenario: ScenarioRun,
  given: {
    readonly ixit: Ixit;
    readonly adapter: IutAdapter;
    /** Called where the scenario uses a channel beside HTTP. */
    readonly channel: () => void;
  },
): ReplayedOutside {
  const { exchanges } = exchangesOf(transcript);
  const transport = replayTransport(exchanges, scenario.tap, given.ixit);
  const { calls: recorded = [], readings = {} } = transcript.inputs ?? {};
  const { calls } = scenario;
  const lacking: string[] = [];

  /** The next call, which has to be this one. */
  function call(what: string): OutsideCall {
    const next = recorded[calls.length];
    if (next?.what !== what) {
      lacking.push(what);
      throw new ReplayError(`the scenario calls "${what}" where the recording holds ${next?.what ?? 'nothing'}`);
    }
    calls.push(next);
    return next;
  }
  async function operated(what: string): Promise<void> {
    const { failed } = call(what);
    if (failed !== undefined) throw new AdapterError(failed);
  }
  return {
    virtual: given.adapter.kind === 'embedded' && given.adapter.advanceClock !== undefined,
    transport: {
      tap: scenario.tap,
      exchange: transport.exchange,
      open: () => Promise.reject(new ReplayError('octets of a connection of its own are not recorded')),
      close: () => {},
    },
    clock: (party) => recordedClock(readings[party] ?? [], scenario, party),
    patience: recorded.some(({ what }) => what.startsWith('wait for ')) ? recordedPatience(call, scenario) : undefined,
    adapter: operatedBy(given.adapter, operated),
    async reach() {
      const { failed } = call('connect');
      if (failed !== undefined) throw new Error(failed);
    },
    date: () => new Date(call('date').value ?? 0),
    channel(what) {
      given.channel();
      throw new ReplayError(`what comes over ${what} is not recorded`);
    },
    unfit: () => [
      ...transport.lacking.map((party) => `${party} sends a request that the recording does not hold`),
      ...lacking.map((what) => `the scenario calls "${what}", and the recording does not hold that`),
      ...transport.unused.map((number) => `exchange ${number} is in the recording, and the scenario does not send it`),
      ...recorded
        .slice(calls.length)
        .map(({ what }) => `the call "${what}" is in the recording, and the scenario does not make it`),
    ],
  };
}

function recordedClock(differences: readonly number[], scenario: ScenarioRun, party: string): ClientClock {
  const own: number[] = scenario.readings.get(party) ?? [];
  scenario.readings.set(party, own);
  let now = 0;
  return {
    now() {
      now += differences[own.length] ?? BEYOND * 1000;
      own.push(now);
      return now / 1000;
    },
    wait: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

function recordedPatience(call: (what: string) => OutsideCall, scenario: ScenarioRun): Patience {
  return {
    bound: (what) => Number(call(`wait for ${what}`).value),
    ended(what, { came, bound, full }) {
      if (!came && bound < full) scenario.notes.push(shortened(what, bound, full));
    },
    arrived: () => {},
    answered: () => {},
  };
}

/** The note on a wait that was cut short and ran out. */
function shortened(what: string, bound: number, full: number): string {
  return `waited ${Math.round(bound)} of ${full} ms for ${what}: such waits had run out before`;
}

function operatedBy(adapter: IutAdapter, operated: (what: string) => Promise<void>): IutAdapter {
  return {
    ...adapter,
    async createAccount({ user, password, msisdn, profile }) {
      await operated('createAccount');
      return { user, password, msisdn, profile: profile ?? {}, refused: [] };
    },
    advanceClock: () => operated('advanceClock'),
    disconnect: () => operated('disconnect'),
    systemMessage: () => operated('systemMessage'),
    loginMessage: () => operated('loginMessage'),
  };
}
