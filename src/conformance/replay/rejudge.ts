/**
 * Judging a result again from its transcripts: the scenarios run once more, with their steps, expectations and monitors,
 * against what was recorded in place of an implementation (decision 0026). What the octets say decides, and no word of the
 * result that is judged.
 */

import type { CheckResult, RunResults, Transcript } from '../../results/results.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { SupportCode } from '../cucumber/cucumber.ts';
import type { FeatureIndex } from '../features/features.ts';
import { type Account, type IutDescription, type Ixit, PARTIES } from '../ics/types.ts';
import type { Capability, IutAdapter } from '../iut/adapter.ts';
import { CAPABILITIES } from '../iut/adapter.ts';
import type { Scheduled } from '../plan/scheduled.ts';
import type { Done } from '../run/measured.ts';
import type { Replay, RunOptions } from '../run/options.ts';
import { prepare } from '../run/prepare.ts';
import { type CarryOut, run } from '../run/run.ts';
import type { Target } from '../run/target.ts';
import { NO_SURVEY } from '../state/survey.ts';
import { exchangesOf } from '../transcripts/transcript.ts';
import { replayedOutside } from './outside.ts';

export interface RejudgeInput {
  readonly recorded: RunResults;
  /** The ICS/IXIT of the result, read; see `subject.iut`. */
  readonly description: Pick<IutDescription, 'ics' | 'ixit'>;
  readonly features: FeatureIndex;
  readonly support: SupportCode;
  readonly tool: RunResults['tool'];
  readonly catalogue?: Catalogue | undefined;
}

export interface Rejudged {
  readonly results: RunResults;
  /** Parts of a transcript that its scenario did not use, by the key of the transcript. */
  readonly faults: ReadonlyMap<string, readonly string[]>;
  /** Scenarios that rest on what cannot be served again (see `Outside.channel`): their verdicts are as the result has them. */
  readonly asRecorded: readonly Transcript[];
}

const numberOf = ({ key }: Pick<Transcript, 'key'>): number => Number(key.slice(1));

export async function rejudge(input: RejudgeInput): Promise<Rejudged> {
  const { recorded, description, features, support, tool, catalogue } = input;
  const faults = new Map<string, string[]>();
  const fault = (key: string, message: string) => faults.set(key, [...(faults.get(key) ?? []), message]);
  const beside = new Map<string, Transcript>();
  const replay = replayOf(input, fault, beside);
  const { run: was, configurations, expectation } = recorded;
  const options: RunOptions = {
    adapter: recordedAdapter(recorded, description),
    features,
    support,
    seed: was.seed,
    matrix: was.matrix?.selection,
    select: was.selection,
    versions: [...new Set(configurations.map(({ version }) => version))],
    syntaxes: [...new Set(configurations.map(({ syntax }) => syntax))],
    certification: was.kind === 'certification',
    tool,
    command: was.command,
    waivers: recorded.waivers,
    remarks: recorded.laboratoryRemarks,
    catalogue,
    replay,
  };
  const results = await run(options, groupByGroup(input, replay, beside));
  return { results: { ...results, expectation }, faults, asRecorded: [...beside.values()] };
}

/** The implementation that is not there. */
function recordedAdapter(
  { target, subject, run: { command = [] } }: RunResults,
  description: RejudgeInput['description'],
): IutAdapter {
  const known = (one: string): one is Capability => CAPABILITIES.some((capability) => capability === one);
  const nothing = async () => {};
  return {
    kind: target.kind,
    name: target.name,
    capabilities: new Set((subject?.capabilities ?? []).filter(known)),
    waits: command.includes('--real-time'),
    start: async () => description,
    stop: nothing,
    reset: nothing,
    advanceClock: nothing,
  };
}

/** Transcripts of one process and lane, which share what scenarios leave behind. */
function groupsOf(transcripts: readonly Transcript[]): readonly (readonly Transcript[])[] {
  const groups = new Map<string, Transcript[]>();
  for (const transcript of transcripts) {
    const { names = '', lane = 1 } = transcript.inputs ?? {};
    const key = `${names} ${lane}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [transcript]);
    else known.push(transcript);
  }
  return [...groups.values()];
}

/** The description as a process or lane had it. */
function descriptionOf(
  { ics, ixit }: RejudgeInput['description'],
  transcript: Transcript | undefined,
): RejudgeInput['description'] {
  if (transcript?.inputs === undefined) return { ics, ixit };
  const { accounts: users, address = ixit.address } = transcript.inputs;
  const known = [ixit.accounts, ...(ixit.lanes ?? [])].flatMap((four) => PARTIES.map((name) => four[name]));
  const account = (place: number): Account => {
    const [user = '', octets = 0] = users[place] ?? [];
    const found = known.find((one) => one.user === user);
    return found ?? { user, password: '*'.repeat(octets), msisdn: undefined, profile: {}, refused: [] };
  };
  const accounts: Ixit['accounts'] = { alice: account(0), bob: account(1), carol: account(2), dave: account(3) };
  return { ics, ixit: { ...ixit, address, accounts } };
}

function replayOf(
  { recorded, description }: RejudgeInput,
  fault: (key: string, message: string) => void,
  beside: Map<string, Transcript>,
): Replay {
  const byNumber = new Map(recorded.transcripts.map((one) => [numberOf(one), one]));
  const byScheduled = new Map<Scheduled, Transcript>();
  const adapter = recordedAdapter(recorded, description);
  return {
    names: '',
    startedAt: new Date(recorded.run.startedAt),
    schedule: (planned) => arranged(planned, byNumber, byScheduled),
    outside(scenario) {
      const transcript = byNumber.get(scenario.index);
      if (transcript === undefined) return undefined;
      const { ixit } = descriptionOf(description, transcript);
      const channel = () => void beside.set(transcript.key, transcript);
      const outside = replayedOutside(transcript, scenario, { ixit, adapter, channel });
      scenario.atEnd(() => {
        if (beside.has(transcript.key)) return;
        for (const message of outside.unfit()) fault(transcript.key, message);
      });
      return outside;
    },
    survey: {
      ...NO_SURVEY,
      leftovers: (recorded.run.leftovers ?? []).filter(({ configuration }) => configuration === ''),
      found: recorded.run.found ?? [],
    },
    target: recordedTarget(byScheduled, recorded.transcripts, beside),
  };
}

/** A scenario that cannot be judged again, as the result has it. */
function asRecorded({ requirements, run }: RunResults, transcript: Transcript): Done {
  const { key, scenario, configuration } = transcript;
  const own = (one: Pick<CheckResult, 'scenario' | 'configuration'>) =>
    one.scenario === scenario && one.configuration === configuration;
  const checks = requirements.flatMap(({ id, note, checks: all, notAssessable = [] }) => [
    ...all
      .filter((check) => check.transcript === key && own(check))
      .map((check) => ({ requirement: id, check, deviates: note })),
    ...notAssessable.filter(own).map(({ why }) => ({
      requirement: id,
      check: notAssessed(transcript, why),
      deviates: note,
    })),
  ]);
  const messages = transcript.entries.reduce((n, { response }) => n + (response === undefined ? 1 : 2), 0);
  const leftovers = (run.leftovers ?? []).filter(own);
  return { index: numberOf(transcript), transcript, checks, messages, leftovers };
}

function notAssessed({ key, scenario, configuration }: Transcript, message: string): CheckResult {
  return {
    scenario,
    configuration,
    verdict: 'inconclusive',
    cause: { kind: 'not-assessable', missing: '', message },
    expected: undefined,
    observed: undefined,
    place: undefined,
    durationMs: 0,
    transcript: key,
    notes: [],
  };
}

/** Performs the scenarios that are recorded, group by group. */
function groupByGroup(
  { recorded, description }: RejudgeInput,
  replay: Replay,
  beside: ReadonlyMap<string, Transcript>,
): CarryOut {
  return async ({ measured, plan }, options, listener) => {
    for (const group of groupsOf(recorded.transcripts)) {
      const [first] = group;
      const own = await prepare(
        {
          ...options,
          adapter: { ...options.adapter, start: async () => descriptionOf(description, first) },
          replay: { ...replay, names: first?.inputs?.names ?? '' },
        },
        replay.startedAt,
      );
      const numbers = group.map(numberOf).filter((number) => plan.schedule[number - 1] !== undefined);
      await own.perform(numbers, listener);
      for (const done of own.measured.done) {
        const was = beside.get(done.transcript.key);
        measured.take(was === undefined ? done : asRecorded(recorded, was));
      }
      measured.takeCounted(own.measured.counted);
      for (const one of own.measured.faults) measured.fault(one);
    }
    return recorded.run.aborted;
  };
}

/** The planned scenarios at the numbers under which they were recorded. A number without one stays empty. */
function arranged(
  planned: readonly Scheduled[],
  byNumber: ReadonlyMap<number, Transcript>,
  byScheduled: Map<Scheduled, Transcript>,
): readonly Scheduled[] {
  const places: Scheduled[] = [];
  const named = new Map(planned.map((one) => [`${one.source.id} ${one.configuration.id}`, one]));
  for (const [number, transcript] of byNumber) {
    const found = named.get(`${transcript.scenario} ${transcript.configuration}`) ?? moved(planned, transcript);
    if (found === undefined) continue;
    places[number - 1] = found;
    byScheduled.set(found, transcript);
  }
  return places;
}

/** The scenario of that name in the same feature file, where lines have moved since. */
function moved(planned: readonly Scheduled[], transcript: Transcript): Scheduled | undefined {
  const bare = (id: string) => id.replace(/:\d+(?= )/, '');
  const wanted = bare(transcript.scenario);
  const steps = transcript.steps.map(({ text }) => text).join('\n');
  return planned.find(
    ({ source, configuration }) =>
      configuration.id === transcript.configuration &&
      bare(source.id) === wanted &&
      source.pickle.steps.map(({ text }) => text).join('\n') === steps,
  );
}

/** Absences of the implementation as they were recorded. */
function recordedTarget(
  byScheduled: ReadonlyMap<Scheduled, Transcript>,
  all: readonly Transcript[],
  beside: ReadonlyMap<string, Transcript>,
): Target {
  return {
    met: () => {},
    settle: async () => {},
    wentAway: () => false,
    outcome(given) {
      const transcript = byScheduled.get(given.scheduled);
      // Its steps cannot be judged again; monitors look at the octets that it exchanged.
      if (transcript !== undefined && beside.has(transcript.key)) return { ...given, ...exchangesOf(transcript) };
      const away = transcript?.inputs?.away;
      if (away === undefined) return given;
      const cause = { kind: 'transport-lost', message: away.message } as const;
      const place = { exchange: away.exchange, side: 'request' } as const;
      return {
        ...given,
        away,
        signal: { verdict: 'inconclusive', cause, place, expected: undefined, observed: undefined },
      };
    },
    verdict: () => undefined,
    remark: () => {},
    unjudged: false,
    remarks: all.flatMap(({ inputs }) => {
      const message = inputs?.away?.message;
      return message === undefined ? [] : [`${message.charAt(0).toUpperCase()}${message.slice(1)}.`];
    }),
  };
}
