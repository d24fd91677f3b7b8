/** The journal of a monitor: what it has found so far, in the form of the journal of a run, in case it is killed. */
import { resolve } from 'node:path';
import { JOURNAL, journalIn } from '../conformance/transcripts/journal.ts';
import type { CheckResult, Transcript } from '../results/results.ts';
import { checkOf, type ResultsOptions, resultsOf, watchingPlan } from './results.ts';
import { type News, Watcher } from './watcher.ts';

const KILLED = 'the process of the monitor was killed; this is what its journal holds';

export interface MonitorJournal {
  add(news: readonly News[]): void;
  end(): void;
}

export function monitorJournal(folder: string, options: ResultsOptions): MonitorJournal {
  let clock = 0;
  // News are rare: each is written at once, however long nothing comes after it.
  const journal = journalIn(resolve(folder, JOURNAL), () => {
    clock += 60_000;
    return clock;
  });
  const { byId, plan } = watchingPlan([], options.name);
  const outline = () => resultsOf(new Watcher(), { ...options, aborted: KILLED });
  const planned = {
    target: { name: options.name, kind: 'remote' as const },
    seed: 0,
    selection: plan.selection,
    configurations: plan.configurations,
    scenarios: 0,
    requirements: plan.requirements.filter((r) => r.applicability === 'applicable').length,
  };
  journal.runStarted?.(planned, outline);
  let index = 0;
  const line = (transcript: Transcript, checks: { readonly requirement: string; readonly check: CheckResult }[]) => {
    index += 1;
    journal.scenarioFinished?.({ index, transcript, checks });
  };
  return {
    add(news) {
      const seen: { readonly requirement: string; readonly check: CheckResult }[] = [];
      for (const { tally, kept, transcript } of news) {
        const requirement = byId.get(tally.requirement);
        if (requirement?.configurations.includes(tally.configuration.id) !== true) continue;
        const { check } = checkOf(requirement, tally, kept);
        const entry = { requirement: tally.requirement, check };
        if (transcript === undefined) seen.push(entry);
        else line(transcript, [entry]);
      }
      if (seen.length > 0) line(nothingIn(`w${index + 1}`), seen);
    },
    end() {
      journal.runFinished?.(outline());
    },
  };
}

/** A transcript for what passed without a finding. */
function nothingIn(key: string): Transcript {
  return {
    key,
    scenario: 'traffic without a finding',
    feature: 'traffic',
    line: 0,
    configuration: '',
    requirements: [],
    verdict: 'pass',
    steps: [],
    entries: [],
    findings: [],
  };
}
