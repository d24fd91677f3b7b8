/** Remarks of a report about a run, beside its checks. */
import type { Leftover, RequirementResult, Transcript } from '../../results/results.ts';

/** Answers lost over kept connections after which none is kept: see `transport/keeping.ts`. */
const MANY_LOST = 3;

/** Number of requests without an answer because the connection was closed, except those wrong on purpose. */
export function lostAnswers(transcripts: readonly Transcript[]): number {
  return eachLost(transcripts).length;
}

function eachLost(transcripts: readonly Transcript[]) {
  return transcripts.flatMap((transcript) =>
    transcript.entries
      .filter(({ failure, deliberate, ssp }) => failure?.cause === 'closed' && deliberate !== true && ssp === undefined)
      .map((entry) => ({ transcript, entry })),
  );
}

/** Sentences on lost answers, if there were any. */
export function remarksOnLost(transcripts: readonly Transcript[]): string[] {
  const lost = eachLost(transcripts);
  const [first] = lost;
  if (first === undefined) return [];
  const kept = lost.filter(({ entry }) => entry.lost === true).length;
  const scenarios = new Set(lost.map(({ transcript }) => transcript.key)).size;
  const where = `first ${first.entry.sent.join(', ') || 'a request'} in ${first.transcript.scenario} [${first.transcript.configuration}]`;
  const all = transcripts.reduce((sum, { entries }) => sum + entries.length, 0);
  return [
    `${lost.length} of ${all} requests got no answer because the connection was closed, ` +
      `${kept} of them over a connection that had served before; ${where}. ` +
      `${kept >= MANY_LOST ? 'After three such losses every request got a connection of its own. ' : ''}` +
      `No request was sent a second time; nothing rests on the ${scenarios} scenario${scenarios === 1 ? '' : 's'} in question.`,
  ];
}

/** A sentence on requests the server put off, if there were any. */
export function remarksOnPace(transcripts: readonly Transcript[]): string[] {
  const entries = transcripts.flatMap((transcript) => transcript.entries);
  const putOff = entries.filter((entry) => entry.putOff === true).length;
  if (putOff === 0) return [];
  return [
    `The server put ${putOff} of ${entries.length} requests off (HTTP 429 or 503); they were sent again when ` +
      'the time was over. ixit.http.perSecond keeps to a rate from the beginning.',
  ];
}

/** Most leftovers named one by one. */
const MOST_NAMED = 10;

/** Sentences on state that could not be undone. */
export function remarksOnLeftovers(leftovers: readonly Leftover[]): string[] {
  const named = leftovers
    .slice(0, MOST_NAMED)
    .map(
      ({ what, why, scenario }) =>
        `Left behind by ${scenario}: ${what} (${why}). Checks that touch it are inconclusive.`,
    );
  const further = leftovers.length - named.length;
  return further > 0 ? [...named, `${further} more were left behind: see run.leftovers in results.json.`] : named;
}

const SHORTENED = /^waited \d+ of \d+ ms for (.+): such waits had run out before$/;

/** Sentences on waits that were not waited out in full, since earlier ones for the same thing had run out. */
export function remarksOnWaits(requirements: readonly Pick<RequirementResult, 'checks'>[]): string[] {
  const found = new Map<string, Set<string>>();
  for (const { transcript = '', notes } of requirements.flatMap(({ checks }) => checks)) {
    for (const note of notes) {
      const [, what] = SHORTENED.exec(note) ?? [];
      if (what !== undefined) found.set(what, (found.get(what) ?? new Set()).add(transcript));
    }
  }
  return [...found].map(
    ([what, scenarios]) =>
      `Waits for ${what} were shortened in ${scenarios.size} ${scenarios.size === 1 ? 'scenario' : 'scenarios'}, since earlier ones had run out in full.`,
  );
}
