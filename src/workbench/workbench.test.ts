import { request as httpRequest } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { TOKEN_HEADER } from '../explorer/page/data/live.ts';
import type { LoggedExchange, WorkbenchNews } from '../explorer/page/data/workbench.ts';
import { primitive, seal } from '../protocol/messages/envelope.ts';
import { write } from '../protocol/syntax/index.ts';
import { serverProfile } from '../server/profile.ts';
import { AdvancedClock } from './clock.ts';
import { type Control, startControl } from './control.ts';
import { scriptSteps } from './script.ts';
import { type KeptState, startWorkbench, type Workbench } from './workbench.ts';

const ALICE = 'wv:alice@example.com';

describe('a workbench', () => {
  let workbench: Workbench;
  let control: Control;
  let kept: KeptState | undefined;

  afterEach(async () => {
    await control.close();
    await workbench.close();
  });

  async function start(now?: () => number): Promise<void> {
    workbench = await startWorkbench({
      ...(now && { now }),
      server: {
        profile: serverProfile({ homeDomains: ['example.com'] }),
        accounts: [{ user: ALICE, password: 'secret' }],
      },
      seeded: (id) => (id === 'no-change' ? (options) => options : undefined),
      host: '127.0.0.1',
      port: 0,
      onKept: (state) => {
        kept = state;
      },
    });
    control = await startControl({ workbench, port: 0, page: async () => '<title>x</title>', token: 'letmein' });
  }

  const ask = (path: string, body?: object) =>
    fetch(`${control.url}${path}`, {
      headers: { [TOKEN_HEADER]: 'letmein' },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
  const news = async (after = 0) => (await (await ask(`api/log?after=${after}`)).json()) as WorkbenchNews;

  function login(password = 'secret', type = 'application/vnd.wv.csp.xml'): Promise<Response> {
    const asked = primitive('Login-Request', {
      UserID: ALICE,
      ClientID: { URL: 'http://lantern.example/' },
      Password: password,
      TimeToLive: 600,
      SessionCookie: 'cookie',
    });
    const document = seal({
      version: '1.2',
      sessionType: 'Outband',
      sessionId: undefined,
      transactions: [{ mode: 'Request', id: 't1', primitive: asked }],
    });
    const body = Buffer.from(write(document, { syntax: 'xml' }));
    return fetch(workbench.url, { method: 'POST', headers: { 'content-type': type }, body });
  }

  it('logs each exchange in a line, with user, client, answer, and keeps its octets', async () => {
    await start();
    await login();
    const { state, lines } = await news();
    expect(lines[0]).toMatchObject({
      kind: 'exchange',
      user: ALICE,
      client: 'lantern.example/, 1.2',
      exchange: 'Login-Request → Login-Response',
      answer: '200 Successful',
    });
    expect(state.sessions).toMatchObject([{ user: ALICE, version: '1.2', waiting: 0 }]);
    const exchange = (await (await ask('api/exchange?n=1')).json()) as LoggedExchange;
    expect(Buffer.from(exchange.request.body, 'base64').toString()).toContain('<UserID>wv:alice@example.com</UserID>');
    expect((await ask('api/exchange?n=99')).status).toBe(404);
  });

  it('logs what is no message with its reason, and the same again in one line', async () => {
    await start();
    for (const _ of [1, 2, 3])
      await fetch(workbench.url, { method: 'POST', headers: { 'content-type': 'a/b' }, body: 'x' });
    const { lines } = await news();
    expect(lines.filter(({ kind }) => kind === 'refused').at(-1)).toMatchObject({ exchange: 'no CSP', times: 3 });
    expect(lines.at(-1)?.answer).toMatch(/^HTTP 415: the Content-Type is a\/b/);
  });

  it('says which requirements on clients a request does not meet', async () => {
    await start();
    await login('secret', 'text/plain');
    const { state } = await news();
    expect(state.deviations.map(({ requirement }) => requirement)).toContain('TRN-HTTP-004');
    expect(state.deviations[0]).toMatchObject({ times: 1, line: 1 });
  });

  it('switches reading, defects, the wire and the clock, and logs who did it', async () => {
    await start();
    await login();
    expect((await ask('api/switches', { errorEvery: 1, errorStatus: 503 })).status).toBe(200);
    expect((await login()).status).toBe(503);
    await ask('api/switches', { errorEvery: 0, leaveOut: 1 });
    expect(await (await login()).text()).toBe('');
    await ask('api/switches', { leaveOut: 0 });
    expect((await news()).state.sessions).toHaveLength(1);
    await ask('api/clock', { seconds: 3600 });
    expect((await news()).state.sessions).toHaveLength(0);
    await login();
    await ask('api/switches', { on: ['no-change'] });
    const { state, lines } = await news();
    expect(state.sessions).toHaveLength(0);
    expect(lines.filter(({ kind }) => kind === 'you').map(({ exchange }) => exchange)).toEqual([
      'switched: errorEvery 1, errorStatus 503',
      'switched: errorEvery 0, leaveOut 1',
      'switched: leaveOut 0',
      'clock advanced by 3600 s',
      'switched: on no-change; clients log in again',
    ]);
    expect(kept).toMatchObject({ accounts: [{ user: ALICE, password: 'secret' }], switches: { on: ['no-change'] } });
  });

  it('ends a session, adds an account, restores a snapshot', async () => {
    await start();
    await login();
    const [session] = (await news()).state.sessions;
    expect((await ask('api/disconnect', { session: session?.id })).status).toBe(200);
    await ask('api/snapshot', {});
    await ask('api/add-account', { user: 'wv:erin@example.com', password: 'e' });
    expect((await news()).state.users).toContain('wv:erin@example.com');
    await ask('api/restore', {});
    expect((await news()).state.users).toEqual([ALICE]);
  });

  it.each([
    ['switches', { on: ['nothing'] }, 'switches: there is no defect or variant nothing'],
    ['switches', { delay: -1 }, 'switches: delay is a whole number from 0 to 60000'],
    ['switches', { speed: 1 }, /^switches: there is no speed; known are reading/],
    ['disconnect', { session: 'none' }, 'there is no session none'],
    ['explode', {}, /^there is no explode; known are disconnect/],
    ['add-account', { user: 'wv:erin@elsewhere.example', password: 'e' }, /erin/],
  ])('refuses %s %j with a sentence', async (path, body, message) => {
    await start();
    const refused = await ask(`api/${path}`, body);
    expect(refused.status).toBe(400);
    expect(((await refused.json()) as { message: string }).message).toMatch(message);
  });

  it('answers nobody without the token, by another name, or from another page', async () => {
    await start();
    expect((await fetch(`${control.url}`)).status).toBe(403);
    expect((await fetch(`${control.url}api/state`)).status).toBe(403);
    expect((await fetch(`${control.url}api/../../etc/passwd`, { headers: { [TOKEN_HEADER]: 'letmein' } })).status).toBe(
      404,
    );
    const foreign = { [TOKEN_HEADER]: 'letmein', origin: 'http://elsewhere.example' };
    expect((await fetch(`${control.url}api/reset`, { method: 'POST', headers: foreign })).status).toBe(403);
    const status = await new Promise((resolve, reject) => {
      const asked = httpRequest(control.url, { headers: { host: 'rebound.example' } }, ({ statusCode }) =>
        resolve(statusCode),
      );
      asked.on('error', reject).end();
    });
    expect(status).toBe(421);
    expect(await (await fetch(control.address)).text()).toContain('content="letmein"');
  });

  it('holds a flood off and says so in one line', async () => {
    await start(() => 0);
    const statuses = await Promise.all(
      Array.from(
        { length: 210 },
        async () => (await fetch(workbench.url, { method: 'POST', headers: { 'content-type': 'a/b' } })).status,
      ),
    );
    expect(statuses.filter((status) => status === 503)).toHaveLength(10);
    expect((await news()).lines.length).toBeLessThan(6);
  });
});

describe('an advanced clock', () => {
  it('calls at once what falls due on the way, in order, and nothing that was taken back', () => {
    const clock = new AdvancedClock(() => 1_000);
    const called: string[] = [];
    clock.after(5_000, () => called.push('late'));
    clock.after(2_000, () => called.push('early'));
    clock.after(3_000, () => called.push('never'))();
    clock.advance(4_000);
    expect([clock.now(), called]).toEqual([5_000, ['early']]);
    clock.advance(1_000);
    expect(called).toEqual(['early', 'late']);
  });
});

describe('a script', () => {
  it('is a list of steps, each a switch or an action', () => {
    expect(scriptSteps('- {at: 5, switches: {delay: 100}}\n- {at: 9.5, do: clock, seconds: 60}')).toEqual([
      { at: 5, switches: { delay: 100 }, action: undefined, given: {} },
      { at: 9.5, switches: undefined, action: 'clock', given: { seconds: 60 } },
    ]);
    expect(() => scriptSteps('at: 1')).toThrow('a list of steps is expected');
    expect(() => scriptSteps('- {at: 1}')).toThrow('step 1: either "switches" or "do" is expected');
    expect(() => scriptSteps('- {do: reset}')).toThrow('step 1: "at" is the number of seconds');
  });
});
