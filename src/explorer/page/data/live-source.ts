/** The results that a server has now, as a source of the page: transcripts come one by one, when somebody looks at them. */
import { fromBase64 } from '../../../report/view/octets.ts';
import { type LiveIndex, type LiveTranscript, TOKEN_HEADER } from './live.ts';
import { type Report, reportOf } from './report.ts';
import type { Source } from './source.ts';

/** Asks the server of this page. Throws with what it says where it refuses. */
export async function ask(path: string, token: string, body?: object): Promise<unknown> {
  const response = await fetch(path, {
    headers: { [TOKEN_HEADER]: token },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as { readonly message?: string };
  if (!response.ok) throw new Error(answer.message ?? `the server answered ${response.status}`);
  return answer;
}

/** The report of the results of now. `baked` has the reference, which does not change. */
export async function liveReport(token: string, baked: Pick<Source, 'reference'>): Promise<Report> {
  const { of, index } = (await ask('/api/index', token)) as LiveIndex;
  const loaded = new Map<number, Promise<LiveTranscript>>();
  const at = (n: number): Promise<LiveTranscript> => {
    const known = loaded.get(n) ?? (ask(`/api/transcript?of=${of}&n=${n}`, token) as Promise<LiveTranscript>);
    loaded.set(n, known);
    known.catch(() => loaded.delete(n));
    return known;
  };
  return reportOf(index, {
    index: async () => index,
    reference: baked.reference,
    transcriptBlock: async (n) => [(await at(n)).transcript],
    bodyBlock: async (n) => fromBase64((await at(n)).bodies),
  });
}
