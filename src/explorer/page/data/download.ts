/** The results of a run, put together again from the pieces of its page: the text of results.json. */
import type { BakedEntry, BodyRef } from '../../../report/html/baked.ts';
import type { RunResults, Transcript } from '../../../results/results.ts';
import type { Report } from './report.ts';

export async function resultsOf(report: Report): Promise<string> {
  const transcripts: Transcript[] = [];
  for (const { key } of report.heads) {
    const baked = await report.transcript(key);
    transcripts.push({ ...baked, entries: await Promise.all(baked.entries.map((entry) => entryOf(report, entry))) });
  }
  const results: RunResults = { ...report.run, transcripts };
  return `${JSON.stringify(results)}\n`;
}

async function entryOf(report: Report, entry: BakedEntry): Promise<Transcript['entries'][number]> {
  const { request, response } = entry;
  return {
    ...entry,
    request: { ...request, body: await base64Of(report, request.body) },
    response: response === undefined ? undefined : { ...response, body: await base64Of(report, response.body) },
  };
}

/** Octets given to one call at a time: more arguments than that is too many for some engines. */
const AT_ONCE = 8192;

async function base64Of(report: Report, ref: BodyRef | undefined): Promise<string> {
  const octets = await report.body(ref);
  const parts: string[] = [];
  for (let at = 0; at < octets.length; at += AT_ONCE) {
    parts.push(String.fromCharCode(...octets.subarray(at, at + AT_ONCE)));
  }
  return btoa(parts.join(''));
}
