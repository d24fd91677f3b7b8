/**
 * The journal of a run: the results so far, line by line, in case the process is killed. The first line is the plan, as
 * results without checks; each further line is a scenario with its checks and its transcript, redacted like every
 * report. A line that was cut off is left out.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { type CheckResult, RESULTS_SCHEMA, type RunResults, type Transcript } from '../../results/results.ts';
import type { RunListener, ScenarioDone } from '../events.ts';
import { exitOf } from '../verdicts/exit.ts';
import { verdictOfChecks, verdictOfItem } from '../verdicts/judge.ts';
import { noCounts } from '../verdicts/words.ts';

export const JOURNAL = 'journal.jsonl';

/** Bounds of unwritten lines: characters, and milliseconds since the last write. */
const MOST_WAITING = 256 * 1024;
const LONGEST_WAIT_MS = 1_000;

/** Keeps a journal in a file. Never throws: if it cannot be written, the run goes on without it. */
export function journalIn(file: string, now: () => number = () => performance.now()): RunListener {
  let to: number | undefined;
  let waiting = '';
  let writtenAt = 0;
  const flush = () => {
    if (to === undefined || waiting === '') return;
    try {
      writeSync(to, waiting);
    } catch {
      end();
    }
    waiting = '';
    writtenAt = now();
  };
  const end = () => {
    if (to !== undefined) closeSync(to);
    to = undefined;
  };
  return {
    runStarted(_plan, outline) {
      try {
        to = openSync(file, 'w');
      } catch {
        return;
      }
      waiting = `${JSON.stringify(outline())}\n`;
      flush();
    },
    scenarioFinished({ index, transcript, checks }) {
      if (to === undefined) return;
      waiting += `${JSON.stringify({ index, transcript, checks })}\n`;
      if (waiting.length > MOST_WAITING || now() - writtenAt > LONGEST_WAIT_MS) flush();
    },
    runFinished() {
      flush();
      end();
    },
  };
}

/**
 * The results in a journal, those of a run that ended early. Undefined if its first line, the plan, is not whole; other
 * lines that cannot be read are left out.
 */
export function readJournal(file: string): RunResults | undefined {
  const [first = '', ...rest] = readFileSync(file, 'utf8').split('\n');
  const outline = parsed(first) as RunResults | undefined;
  if (outline?.schema !== RESULTS_SCHEMA) return undefined;
  const done = new Map<number, ScenarioDone>();
  for (const line of rest) {
    const one = parsed(line) as ScenarioDone | undefined;
    if (one?.transcript === undefined || !Array.isArray(one.checks) || done.has(one.index)) continue;
    done.set(one.index, one);
  }
  return resultsSoFar(
    outline,
    [...done.values()].sort((a, b) => a.index - b.index),
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The results of a run that is not over: those of its outline, with what is done. */
export function resultsSoFar(outline: RunResults, done: readonly ScenarioDone[]): RunResults {
  const checks = new Map<string, CheckResult[]>();
  for (const { requirement, check } of done.flatMap((one) => one.checks)) {
    checks.set(requirement, [...(checks.get(requirement) ?? []), check]);
  }
  const requirements = outline.requirements.map((r) => {
    const own = checks.get(r.id);
    if (own === undefined) return r;
    return { ...r, checks: own, verdict: verdictOfChecks(own), because: undefined };
  });
  const byId = new Map(requirements.map((r) => [r.id, r]));
  const items = outline.items.map((item) => {
    if (!item.claimed) return item;
    const [verdict, because] = verdictOfItem(item.requirements.flatMap((id) => byId.get(id) ?? []));
    return { ...item, verdict, because };
  });
  const { aborted, kind } = outline.run;
  const exit = exitOf({ requirements, kind, aborted, faults: 0, expectation: undefined });
  const counted = { requirements: noCounts(), items: noCounts() };
  for (const r of requirements) counted.requirements[r.verdict]++;
  for (const i of items) counted.items[i.verdict]++;
  const transcripts = done.map((one) => one.transcript);
  return {
    ...outline,
    run: { ...outline.run, exitCode: exit.code, because: exit.because },
    totals: {
      ...counted,
      scenarios: scenariosOf(transcripts),
      checks: requirements.reduce((n, r) => n + r.checks.length, 0),
      messages: transcripts.reduce((n, t) => n + messagesOf(t), 0),
    },
    requirements,
    items,
    transcripts,
  };
}

function scenariosOf(transcripts: readonly Transcript[]) {
  const scenarios = { run: transcripts.length, pass: 0, fail: 0, inconclusive: 0, error: 0 };
  for (const { verdict } of transcripts) scenarios[verdict]++;
  return scenarios;
}

function messagesOf({ entries }: Transcript): number {
  return entries.reduce((n, { response }) => n + 1 + (response === undefined ? 0 : 1), 0);
}
