import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunListener } from '../../conformance/events.ts';
import type { RunResults } from '../../results/results.ts';
import { sampleResults } from '../../testing/report/sample.ts';
import { type LiveIndex, type LiveState, type LiveTranscript, TOKEN_HEADER } from '../page/data/live.ts';
import { type Explorer, startExplorer } from './server.ts';

const PAGE = '<head><meta content="default-src \'none\'; img-src data:"><title>x</title></head>';

/** Results are told apart by their names alone. */
const resultsOf = (name: string) => ({ target: { name } }) as unknown as RunResults;

/** Results before the first scenario. */
const outline = (() => {
  const { transcripts: _, ...rest } = sampleResults();
  const requirements = rest.requirements.map((r) => ({ ...r, checks: [], verdict: 'not-selected' as const }));
  return { ...rest, requirements, transcripts: [] };
})();

interface Begun {
  readonly request: unknown;
  readonly listener: RunListener;
  readonly signal: AbortSignal;
  finish(results: RunResults): void;
  fail(error: Error): void;
}

describe('the server of a live page', () => {
  let explorer: Explorer | undefined;
  const begun: Begun[] = [];

  afterEach(async () => {
    for (const { finish } of begun.splice(0)) finish(resultsOf('left'));
    await explorer?.close();
    explorer = undefined;
  });

  async function start(): Promise<{ readonly url: string; readonly token: string }> {
    explorer = await startExplorer({
      host: '127.0.0.1',
      port: 0,
      choices: { target: 'a server', versions: ['1.2', '1.3'], syntaxes: ['xml'], seeded: false },
      first: resultsOf('nothing yet'),
      page: async ({ target }) => `${PAGE}<body>${target.name}</body>`,
      run: (request, listener, signal) =>
        new Promise((finish, fail) => begun.push({ request, listener, signal, finish, fail })),
    });
    const page = await (await fetch(explorer.address)).text();
    return { url: explorer.url, token: /name="impsc-live" content="(\w+) 0"/.exec(page)?.[1] ?? '' };
  }

  const post = (url: string, token: string, body: string) =>
    fetch(url, { method: 'POST', headers: { [TOKEN_HEADER]: token }, body });

  async function stateAt(url: string, token: string): Promise<LiveState> {
    return (await (await fetch(`${url}api/state`, { headers: { [TOKEN_HEADER]: token } })).json()) as LiveState;
  }

  const scenario = (verdict: string) => ({
    index: 1,
    checks: [],
    transcript: {
      verdict,
      scenario: `features/a.feature:1 ${verdict}`,
      configuration: '1.2-xml',
      requirements: ['CSP-KA-001'],
    },
  });

  it('serves a page that may ask its own server and nobody else', async () => {
    const { url, token } = await start();
    const page = await (await fetch(`${url}?token=${token}`)).text();
    expect(token).toHaveLength(32);
    expect(page).toContain("default-src 'none'; connect-src 'self'; img-src data:");
    expect(page).toContain('<body>nothing yet</body>');
  });

  it('runs what it is asked to, tells how far it is, and shows the results', async () => {
    const { url, token } = await start();
    const began = await post(
      `${url}api/run`,
      token,
      '{"select":"CSP-KA","versions":["1.2"],"syntaxes":[],"defect":""}',
    );
    expect(began.status).toBe(202);
    const [run] = begun;
    expect(run?.request).toEqual({ select: 'CSP-KA', versions: ['1.2'], syntaxes: undefined });
    run?.listener.runStarted?.({ scenarios: 3 } as never, () => outline);
    run?.listener.scenarioFinished?.(scenario('pass') as never);
    run?.listener.scenarioFinished?.(scenario('fail') as never);
    const state = await stateAt(url, token);
    expect(state).toMatchObject({ running: true, planned: 3, done: 2, failed: 1, results: 0 });
    expect(state.troubles).toEqual([
      {
        scenario: 'features/a.feature:1 fail',
        configuration: '1.2-xml',
        verdict: 'fail',
        requirements: ['CSP-KA-001'],
      },
    ]);
    expect((await post(`${url}api/run`, token, '{}')).status).toBe(409);
    run?.finish(resultsOf('measured'));
    await new Promise(setImmediate);
    expect(await stateAt(url, token)).toMatchObject({ running: false, results: 1 });
    const page = await (await fetch(`${url}?token=${token}`)).text();
    expect(page).toContain('<body>measured</body>');
    expect(page).toContain(`content="${token} 1"`);
  });

  it('hands out the results so far, and each transcript with its bodies', async () => {
    const { url, token } = await start();
    const get = (path: string) => fetch(`${url}${path}`, { headers: { [TOKEN_HEADER]: token } });
    await post(`${url}api/run`, token, '{}');
    const [run] = begun;
    const transcript = sampleResults().transcripts.find(({ requirements }) => requirements.includes('CSP-IMS-011'));
    if (transcript === undefined) throw new Error('the sample has no such transcript');
    run?.listener.runStarted?.({ scenarios: 2 } as never, () => outline);
    const check = {
      ...sampleResults().requirements.find(({ id }) => id === 'CSP-IMS-011')?.checks[0],
      verdict: 'fail',
    };
    run?.listener.scenarioFinished?.({
      index: 1,
      transcript,
      checks: [{ requirement: 'CSP-IMS-011', check }],
    } as never);
    const { of, index } = (await (await get('api/index')).json()) as LiveIndex;
    expect(index.results.requirements.find(({ id }) => id === 'CSP-IMS-011')?.verdict).toBe('fail');
    expect(index.transcripts.map(({ key, at }) => [key, at])).toEqual([[transcript.key, [0, 0]]]);
    const one = (await (await get(`api/transcript?of=${of}&n=0`)).json()) as LiveTranscript;
    const [block, offset, length] = one.transcript.entries[0]?.request.body ?? [9, 0, 0];
    expect(block).toBe(0);
    const bodies = Buffer.from(one.bodies, 'base64');
    expect(bodies.subarray(offset, offset + length).toString('base64')).toBe(transcript.entries[0]?.request.body);
    expect((await get('api/transcript?of=run-7&n=0')).status).toBe(409);
    expect((await get(`api/transcript?of=${of}&n=1`)).status).toBe(404);
  });

  it('stops a run, and says why one ended or could not begin', async () => {
    const { url, token } = await start();
    expect((await post(`${url}api/stop`, token, '')).status).toBe(409);
    await post(`${url}api/run`, token, '');
    expect((await post(`${url}api/stop`, token, '')).status).toBe(202);
    expect(begun[0]?.signal.reason).toBe('stopped in the page');
    begun[0]?.listener.runAborted?.('stopped in the page');
    begun[0]?.finish(resultsOf('half'));
    await new Promise(setImmediate);
    expect(await stateAt(url, token)).toMatchObject({ running: false, message: 'stopped in the page' });
    await post(`${url}api/run`, token, '{"select":"CSP-XX"}');
    expect((await stateAt(url, token)).message).toBeUndefined();
    begun[1]?.fail(new Error('--select "CSP-XX" is nothing'));
    await new Promise(setImmediate);
    expect(await stateAt(url, token)).toMatchObject({
      running: false,
      message: '--select "CSP-XX" is nothing',
      results: 1,
    });
  });

  it('tells each change to whoever follows', async () => {
    const { url, token } = await start();
    const events = await fetch(`${url}api/events?token=${token}`);
    const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    const next = async () => JSON.parse((await reader?.read())?.value?.replace(/^data: /, '') ?? 'null') as LiveState;
    expect(await next()).toMatchObject({ running: false });
    await post(`${url}api/run`, token, '{}');
    expect(await next()).toMatchObject({ running: true });
    await reader?.cancel();
  });

  it.each([
    ['no JSON', '{', 'the request is no JSON'],
    ['no object', '[]', 'an object is expected'],
    ['a version that does not exist', '{"versions":["1.4"]}', 'versions: "1.4" is none of 1.2, 1.3'],
    ['no list', '{"syntaxes":"xml"}', 'syntaxes: a list is expected'],
    ['no text', '{"select":7}', 'select: a text is expected'],
  ])('refuses a request with %s', async (_, body, message) => {
    const { url, token } = await start();
    const refused = await post(`${url}api/run`, token, body);
    expect([refused.status, await refused.json()]).toEqual([400, { message }]);
    expect(begun).toEqual([]);
  });

  it('begins nothing for another page, another name or a flood', async () => {
    const { url, token } = await start();
    expect((await post(`${url}api/run`, 'guessed', '{}')).status).toBe(403);
    expect((await post(`${url}api/run`, token, ' '.repeat(70_000))).status).toBe(413);
    expect((await fetch(`${url}elsewhere`)).status).toBe(404);
    expect((await fetch(`${url}../../etc/passwd?token=${token}`)).status).toBe(404);
    expect((await fetch(url)).status).toBe(403);
    const foreign = { [TOKEN_HEADER]: token, origin: 'http://elsewhere.example' };
    expect((await fetch(`${url}api/run`, { method: 'POST', headers: foreign, body: '{}' })).status).toBe(403);
    const status = await new Promise((resolve, reject) => {
      const asked = httpRequest(url, { headers: { host: 'rebound.example' } }, ({ statusCode }) => resolve(statusCode));
      asked.on('error', reject).end();
    });
    expect(status).toBe(421);
    expect(begun).toEqual([]);
  });
});
