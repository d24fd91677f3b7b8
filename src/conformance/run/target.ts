/**
 * Availability of the implementation during a run: never reachable, away for a time, gone for good, or without a usable
 * answer. A crash is found after the clean-up of a scenario, and the request that was open then is named.
 */
import type { Exchange } from '../../transport/types.ts';
import { withoutSecrets } from '../ics/url.ts';
import type { Scheduled } from '../plan/scheduled.ts';
import { nameOf, ofClients, unanswered } from '../verdicts/lost.ts';
import type { ScenarioOutcome } from '../verdicts/scenario-outcome.ts';
import { createRefusals } from './refusals.ts';

/** Scenarios in a row without a usable answer, after which the run ends. */
const DEAD_IN_A_ROW = 3;
/** Time between two attempts to connect to an implementation that is away, milliseconds. */
const LOOK_AGAIN = 250;

export interface TargetOptions {
  /** Scenarios of the run. */
  readonly scenarios: number;
  /** Longest absence of the implementation, milliseconds. */
  readonly restart: number;
  /** Tries to connect to the address of a configuration. Undefined if it succeeds, else the error in words. */
  readonly reach: (url: string) => Promise<string | undefined>;
  /** False for a server of this process, whose refusals are its own. */
  readonly foreign: boolean;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
}

/** The fields of an outcome that are looked at. */
export type Ended = Pick<ScenarioOutcome, 'exchanges' | 'scheduled' | 'stepOf'>;

export interface Target {
  /** The implementation answered before the first scenario: it is waited for if it goes away. */
  met(): void;
  /** After the clean-up: waits for an implementation that went away in this scenario. */
  settle(scenario: Ended): Promise<void>;
  /** True if the implementation went away in this scenario and came back. */
  wentAway(scenario: Ended): boolean;
  /** The outcome after `settle`: inconclusive if the implementation went away. */
  outcome(given: ScenarioOutcome): ScenarioOutcome;
  /** The reason to end the run after this scenario; else undefined. */
  verdict(outcome: ScenarioOutcome): string | undefined;
  /** True if the run ended before anything could be judged: the first answers were all the same refusal. */
  readonly unjudged: boolean;
  /** Sentences for the report. */
  readonly remarks: readonly string[];
  remark(sentence: string): void;
}

/** The request that was open when the implementation went away: the first of those at the end that got no answer. */
function openRequest(exchanges: readonly Exchange[]): Exchange | undefined {
  const last = exchanges.findLastIndex(({ response }) => response !== undefined);
  return exchanges.slice(last + 1).find(unanswered);
}

function inWords(exchange: Exchange, { stepOf, scheduled }: Ended): string {
  const step = stepOf.get(exchange.number);
  const text = step === undefined ? undefined : scheduled.source.pickle.steps[step - 1]?.text;
  const when = text === undefined ? 'in the clean-up' : `in the step "${text}"`;
  return `${nameOf(exchange)} of ${exchange.party} ${when} of ${placeOf(scheduled)}`;
}

function placeOf({ source, configuration, requirements }: Scheduled): string {
  return `${source.id} [${configuration.id}] (${requirements.join(', ')})`;
}

const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

export function createTarget(options: TargetOptions): Target {
  const now = options.now ?? (() => performance.now());
  const wait = options.wait ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const refusals = createRefusals(options.scenarios);
  const remarks: string[] = [];
  let answered = false;
  let deadInARow = 0;
  let unjudged = false;
  /** By scenario: several may be on, each in its lane. */
  const crashes = new WeakMap<Scheduled, { readonly message: string; readonly exchange: number }>();
  let gone: string | undefined;

  /** Milliseconds until connections are accepted again, or the error in words. */
  async function back(url: string): Promise<number | string> {
    const began = now();
    for (;;) {
      const why = await options.reach(url);
      const away = now() - began;
      if (why === undefined) return away;
      if (away >= options.restart) return why;
      await wait(LOOK_AGAIN);
    }
  }

  async function settle(scenario: Ended): Promise<void> {
    const exchanges = ofClients(scenario.exchanges);
    answered ||= exchanges.some(({ response, partial }) => response !== undefined || partial !== undefined);
    const open = openRequest(exchanges);
    if (open === undefined) return;
    const address = withoutSecrets(open.request.url);
    const first = await options.reach(open.request.url);
    const refusedSince = exchanges.some(({ number, failure }) => number >= open.number && failure?.cause === 'refused');
    if (first === undefined && !refusedSince) return;
    if (!answered) {
      gone = `nothing answers at ${address} (${first ?? open.failure?.message ?? ''}): is the server running, is ixit.address right?`;
      return;
    }
    const away = first === undefined ? 0 : await back(open.request.url);
    const request = inWords(open, scenario);
    const how = typeof away === 'string' ? 'and did not come back' : `and came back ${inSeconds(away)} later`;
    const message = `the implementation went away ${how}; the first request without an answer was ${request}`;
    crashes.set(scenario.scheduled, { message, exchange: open.number });
    remarks.push(`${message.charAt(0).toUpperCase()}${message.slice(1)}.`);
    if (typeof away === 'string') {
      gone = `${message}; ${address} takes no connection within ${inSeconds(options.restart)} (ixit.timers.restart): ${away}`;
    }
  }

  function dead(outcome: ScenarioOutcome): string | undefined {
    const exchanges = ofClients(outcome.exchanges);
    if (exchanges.length === 0) return undefined;
    deadInARow = exchanges.every((e) => e.response === undefined) ? deadInARow + 1 : 0;
    if (deadInARow < DEAD_IN_A_ROW) return undefined;
    const last = exchanges.at(-1);
    const address = withoutSecrets(last?.request.url ?? '');
    const why = last?.failure?.message ?? '';
    if (last?.failure?.cause === 'not-http' || last?.failure?.cause === 'too-large') {
      return `what ${address} answers is of no use: ${why}`;
    }
    return answered ? `nothing answers at ${address} any more: ${why}` : `nothing answers at ${address}: ${why}`;
  }

  return {
    met() {
      answered = true;
    },
    settle,
    wentAway: ({ scheduled }) => gone === undefined && crashes.delete(scheduled),
    outcome(given) {
      const crash = crashes.get(given.scheduled);
      if (crash === undefined) return given;
      const { message, exchange } = crash;
      crashes.delete(given.scheduled);
      const place = { exchange, side: 'request' } as const;
      const signal = { verdict: 'inconclusive', cause: { kind: 'transport-lost', message }, place } as const;
      return { ...given, away: { message, exchange }, signal: { ...signal, expected: undefined, observed: undefined } };
    },
    verdict(outcome) {
      if (gone !== undefined) return gone;
      const refused = options.foreign ? refusals.seen(outcome) : undefined;
      if (refused !== undefined) {
        unjudged = true;
        return refused;
      }
      return dead(outcome);
    },
    get unjudged() {
      return unjudged;
    },
    remarks,
    remark: (sentence) => void remarks.push(sentence),
  };
}
