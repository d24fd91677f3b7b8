/**
 * Results that were altered by somebody who writes hashes and seals anew: judging again names each. The seed is fixed; two
 * hundred alterations are tried, many of them in one judgement, each in a transcript of its own.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBundle } from '../bundle/open.ts';
import { writeBundle } from '../bundle/write.ts';
import { obstaclesTo } from '../results/certification.ts';
import type { RunResults, Transcript, TranscriptEntry } from '../results/results.ts';
import { faultIn } from './schemas.ts';

/** Modules as they were built, since steps are loaded beside them. */
function built<M>(file: string): Promise<M> {
  return import(/* @vite-ignore */ pathToFileURL(join(process.cwd(), 'dist/src', file)).href) as Promise<M>;
}
const { runConformance } = await built<typeof import('./library.ts')>('cli/library.js');
const { differencesOf } = await built<typeof import('../conformance/replay/differences.ts')>(
  'conformance/replay/differences.js',
);
const { judgeAgain } = await built<typeof import('./judge-again.ts')>('cli/judge-again.js');

const SELECTED = { select: 'CSP-KA or CSP-LOG-00*', versions: ['1.2'], syntaxes: ['xml'] } as const;

type Open<T> = T extends object ? { -readonly [K in keyof T]: Open<T[K]> } : T;
type Results = Open<RunResults>;
type OpenTranscript = Results['transcripts'][number];

const asWritten = (results: RunResults): Results => JSON.parse(JSON.stringify(results)) as Results;

let run: Results;
let other: Results;
beforeAll(async () => {
  run = asWritten((await runConformance({ ...SELECTED, defect: 'keep-alive-202' })).results);
  other = asWritten((await runConformance({ ...SELECTED, defect: 'keep-alive-202', seed: 2 })).results);
});

/** Numbers below a bound, always the same ones. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface At {
  readonly results: Results;
  readonly transcript: OpenTranscript;
  readonly next: (below: number) => number;
}

function renumber({ entries }: OpenTranscript): void {
  for (const [i, entry] of entries.entries()) entry.number = i + 1;
}

/** The same exchange of the same scenario in the other run. */
function elsewhere({ scenario }: OpenTranscript, place: number): Open<TranscriptEntry> | undefined {
  return other.transcripts.find((one) => one.scenario === scenario)?.entries[place];
}

/** Alterations of a transcript; false where there is nothing to alter in that way. */
const ALTERATIONS: Readonly<Record<string, (at: At) => boolean>> = {
  'an exchange left out': ({ transcript, next }) => {
    transcript.entries.splice(next(transcript.entries.length), 1);
    renumber(transcript);
    return true;
  },
  'the last exchange left out': ({ transcript }) => transcript.entries.pop() !== undefined,
  'an exchange moved': ({ transcript, next }) => {
    const { entries } = transcript;
    const from = next(entries.length - 1);
    const [moved] = entries.splice(from, 1);
    if (moved === undefined) return false;
    entries.splice(from + 1 + next(entries.length - from), 0, moved);
    renumber(transcript);
    return true;
  },
  'an exchange twice': ({ transcript, next }) => {
    const place = next(transcript.entries.length);
    transcript.entries.splice(place, 0, structuredClone(transcript.entries[place] as Open<TranscriptEntry>));
    renumber(transcript);
    return true;
  },
  'an exchange of another run': ({ transcript, next }) => {
    const place = next(transcript.entries.length);
    const [own, foreign] = [transcript.entries[place], elsewhere(transcript, place)];
    if (own === undefined || foreign === undefined || own.request.body === foreign.request.body) return false;
    transcript.entries[place] = { ...structuredClone(foreign), number: own.number };
    return true;
  },
  'an octet of a request': ({ transcript, next }) => {
    const entry = transcript.entries[next(transcript.entries.length)];
    const octets = Buffer.from(entry?.request.body ?? '', 'base64');
    if (entry === undefined || octets.length === 0) return false;
    const place = next(octets.length);
    octets[place] = (octets[place] ?? 0) ^ (1 << next(8));
    entry.request.body = octets.toString('base64');
    return true;
  },
  'another code in an answer': ({ transcript }) => {
    for (const { response } of transcript.entries) {
      const text = Buffer.from(response?.body ?? '', 'base64').toString('latin1');
      const code = /<Code>(\d+)<\/Code>/.exec(text)?.[1];
      // The nonce of a challenge is judged, its code is not.
      if (response === undefined || code !== '200' || text.includes('<Nonce>')) continue;
      response.body = Buffer.from(text.replace('<Code>200', '<Code>604'), 'latin1').toString('base64');
      return true;
    }
    return false;
  },
  'a verdict made better': ({ results, transcript }) => {
    if (transcript.verdict === 'pass') return false;
    transcript.verdict = 'pass';
    for (const step of transcript.steps) step.verdict = 'pass';
    for (const requirement of results.requirements) {
      const own = requirement.checks.filter((check) => check.transcript === transcript.key);
      for (const check of own) Object.assign(check, { verdict: 'pass', expected: undefined, observed: undefined });
      if (own.length > 0) requirement.verdict = 'pass';
    }
    return true;
  },
  'a step left out': ({ transcript, next }) => {
    transcript.steps.splice(next(transcript.steps.length), 1);
    return true;
  },
  'the octets of one answer in place of another': ({ transcript, next }) => {
    const answers = transcript.entries.flatMap(({ response }) => (response === undefined ? [] : [response]));
    const [one, two] = [answers[next(answers.length)], answers[next(answers.length)]];
    if (one === undefined || two === undefined || one.body === two.body) return false;
    one.body = two.body;
    return true;
  },
};

/** Each transcript altered in one way; what was done, by key. */
function alterEach(results: Results, next: At['next']): ReadonlyMap<string, string> {
  const kinds = Object.entries(ALTERATIONS);
  const done = new Map<string, string>();
  for (const transcript of results.transcripts) {
    for (let tries = 0; tries < 20 && !done.has(transcript.key); tries++) {
      const chosen = transcript.verdict === 'pass' ? undefined : kinds.find(([name]) => name.endsWith('made better'));
      const [name, alter] = chosen ?? kinds[next(kinds.length)] ?? ['', () => false];
      if (alter({ results, transcript, next })) done.set(transcript.key, name);
    }
  }
  return done;
}

describe('a result that was altered, hashes and all', () => {
  it('is judged again as it was while nobody alters it', async () => {
    expect(run.requirements.some(({ verdict }) => verdict === 'fail')).toBe(true);
    expect((await judgeAgain(run as RunResults)).differences).toEqual([]);
  });

  it('is found out in each of 184 transcripts', async () => {
    const next = numbers(20_070_123);
    const missed: string[] = [];
    const kinds = new Map<string, number>();
    let tried = 0;
    while (tried < 184) {
      const forged = structuredClone(run);
      const done = alterEach(forged, next);
      const { differences } = await judgeAgain(forged as RunResults);
      for (const [key, kind] of done) {
        tried++;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        const { scenario } = forged.transcripts.find((one) => one.key === key) as Transcript;
        const named = differences.some(
          ({ where, message }) => where.startsWith(`${key},`) || message.includes(scenario),
        );
        if (!named) missed.push(`${kind} in ${key}, ${scenario}`);
      }
    }
    expect(missed).toEqual([]);
    expect([...kinds.keys()].sort()).toEqual(Object.keys(ALTERATIONS).sort());
  });

  it('is found out where the words of the result were altered', async () => {
    const judged = await judgeAgain(run as RunResults);
    for (const [name, alter] of Object.entries(WORDS)) {
      const forged = structuredClone(run);
      alter(forged);
      expect(
        differencesOf(forged as RunResults, { ...judged, faults: new Map(), asRecorded: [] }).length,
        name,
      ).toBeGreaterThan(0);
    }
  });

  it('is found out though hashes and seals are right', async () => {
    const forged = structuredClone(run);
    failing(forged).verdict = 'pass';
    const { octets } = await writeBundle({
      results: forged as RunResults,
      obstacles: obstaclesTo(forged as RunResults),
      tool: { ...run.tool, sha256: 'aa' },
      catalogue: { sha256: 'bb' },
      pages: async () => [],
      attachments: [],
      writtenAt: new Date('2026-11-24T12:00:00Z'),
    });
    const { results, findings } = openBundle(octets, { fault: faultIn });
    expect(findings).toEqual([]);
    const { differences } = await judgeAgain(results as RunResults);
    const { id } = failing(run);
    expect(differences).toContainEqual({ where: id, message: 'the result says pass; judged again it is fail' });
  });
});

/** Alterations of what a result says besides its transcripts. */
const WORDS: Readonly<Record<string, (results: Results) => void>> = {
  'a failing requirement passes': (r) => void Object.assign(failing(r), { verdict: 'pass' }),
  'a failing check is left out': (r) => void failing(r).checks.splice(0),
  'a failing requirement is left out': (r) => void r.requirements.splice(r.requirements.indexOf(failing(r)), 1),
  'a failing requirement does not apply': (r) => void Object.assign(failing(r), { applicability: 'not-applicable' }),
  'a requirement weighs less': (r) => void Object.assign(failing(r), { weight: 'informative' }),
  'the exit code': (r) => void Object.assign(r.run, { exitCode: 0 }),
  'the sentence on the exit code': (r) => void Object.assign(r.run, { because: 'conformant' }),
  'the totals': (r) => void Object.assign(r.totals.requirements, { fail: 0 }),
  'the messages': (r) => void Object.assign(r.totals, { messages: 1 }),
  'an item': (r) => void Object.assign(r.items[0] as object, { verdict: 'pass', claimed: true }),
  'the groups of failures': (r) => void Object.assign(r, { groups: [] }),
  'the claims': (r) => void Object.assign(r.claim as object, { versions: ['1.2'] }),
  'the readings of open points': (r) => void Object.assign(r.run, { readings: [] }),
  'what was left behind': (r) => void Object.assign(r.run, { aborted: 'interrupted' }),
  'a row of a release': (r) => void Object.assign(r.expressions[0] as object, { value: 'true' }),
  'the scenarios that ran': (r) => void Object.assign(r.totals.scenarios, { fail: 0 }),
};

function failing({ requirements }: Results): Results['requirements'][number] {
  return requirements.find(({ verdict }) => verdict === 'fail') as Results['requirements'][number];
}
