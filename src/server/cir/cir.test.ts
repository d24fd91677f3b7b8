import { afterEach, describe, expect, it } from 'vitest';
import { primitive } from '../../protocol/messages/envelope.ts';
import { TestClient } from '../../testing/server/client.ts';
import { type DatagramListener, listenForDatagrams } from '../../transport/cir/datagrams.ts';
import type { CirShortMessage } from '../../transport/cir/short-message.ts';
import { openTcpChannel, type TcpChannel } from '../../transport/cir/tcp-channel.ts';
import { VirtualClock } from '../clock.ts';
import { createServer } from '../server.ts';
import type { CirEvent, CirOptions } from './options.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** Until `look` is true; the test runner bounds it. */
async function until(look: () => boolean): Promise<void> {
  while (!look()) await new Promise((resolve) => setTimeout(resolve, 2));
}

async function setUp(options: CirOptions = {}, methods: readonly string[] = ['STCP'], port?: number) {
  const events: CirEvent[] = [];
  const clock = new VirtualClock();
  const server = createServer({
    clock,
    accounts: [
      { user: 'alice', password: 'secret', publicData: { mobileNumber: '+358401' } },
      { user: 'bob', password: 'secret' },
    ],
    cir: options,
    onCir: (event) => void events.push(event),
    onFault: (error) => {
      throw error;
    },
  });
  const { url } = await server.start();
  stops.push(() => server.stop());
  const client = new TestClient(server, { version: '1.3' });
  client.login();
  const { capabilities } = client.negotiate(undefined, {
    SupportedCIRMethod: methods,
    ...(port !== undefined && { UDPPort: port }),
  });
  const agreed = (capabilities.value as { AgreedCapabilityList: Record<string, unknown> }).AgreedCapabilityList;
  const connect = async (): Promise<TcpChannel> => {
    const channel = await openTcpChannel({ host: '127.0.0.1', port: Number(agreed.TCPPort) }, 2_000);
    stops.push(() => channel.close());
    return channel;
  };
  const bind = async () => {
    const channel = await connect();
    channel.send(`HELO ${client.sessionId}\r\n`);
    await until(() => channel.lines.length > 0);
    return channel;
  };
  /** Something begins to wait for the client. */
  const begin = () => {
    const session = server.access.session(client.sessionId ?? '');
    if (session === undefined) throw new Error('there is no session');
    server.access.send(session, primitive('Disconnect', { Result: { Code: 601 } }) as never);
  };
  const kinds = () => events.map(({ kind }) => kind);
  return { server, clock, client, agreed, url, events, kinds, connect, bind, begin };
}

describe('calls', () => {
  it('go out once for what begins to wait, once more after a while, and then no more', async () => {
    const { clock, kinds, bind, begin } = await setUp();
    const channel = await bind();
    begin();
    begin();
    await until(() => channel.lines.length === 2);
    expect(channel.lines).toEqual(['OK\r\n', 'WVCI 1.3 cookie\r\n']);
    clock.advance(10_000);
    await until(() => channel.lines.length === 3);
    clock.advance(360_000);
    channel.send('PING\r\n');
    await until(() => channel.lines.length === 4);
    expect(channel.lines.at(-1)).toBe('OK\r\n');
    expect(kinds()).toEqual(['bound', 'called', 'called']);
  });

  it('go out again for what begins to wait after the client was heard', async () => {
    const { client, kinds, bind, begin } = await setUp();
    const channel = await bind();
    begin();
    await until(() => channel.lines.length === 2);
    client.poll();
    begin();
    await until(() => channel.lines.length === 3);
    expect(kinds()).toEqual(['bound', 'called', 'called']);
  });

  it('go to an address and a port over UDP, and nowhere else', async () => {
    const listener: DatagramListener = await listenForDatagrams('127.0.0.1', 0);
    stops.push(() => listener.close());
    const { begin } = await setUp({}, ['SUDP'], listener.port);
    begin();
    await until(() => listener.datagrams.length > 0);
    expect(Buffer.from(listener.datagrams[0]?.octets ?? []).toString()).toBe('WVCI 1.3 cookie');
  });

  it('go to a telephone number through the carrier that was given', async () => {
    const sent: CirShortMessage[] = [];
    const { begin, agreed } = await setUp({ carrier: { send: (message) => void sent.push(message) } }, [
      'SSMS',
      'WAPSMS',
    ]);
    expect(agreed.SupportedCIRMethod).toEqual(['SSMS', 'WAPSMS']);
    begin();
    await until(() => sent.length > 0);
    expect(sent.map(({ to, destinationPort, coding }) => [to, destinationPort, coding])).toEqual([
      ['+358401', 3716, 'septets'],
    ]);
  });

  it('are answers of a URL over HTTP, and do not keep the session alive', async () => {
    const { clock, client, agreed, url, begin } = await setUp({}, ['SHTTP']);
    const at = (agreed.CIRHTTPAddress as { URL: string }).URL;
    expect(at.startsWith(url)).toBe(true);
    const status = async (where: string) => (await fetch(where)).status;
    expect(await status(at)).toBe(204);
    begin();
    expect([await status(at), await status(`${at}0`), await status(url)]).toEqual([200, 405, 405]);
    clock.advance(890_000);
    expect(await status(at)).toBe(200);
    clock.advance(20_000);
    expect(await status(at)).toBe(204);
    expect(client.sessionId).toBeDefined();
  });
});

describe('connections', () => {
  it.each([
    ['a HELO for no session', 'HELO nobody\r\n', 'HELO for no live session'],
    ['another first line', 'PING\r\n', 'the first line is no HELO'],
    ['a line without an end', 'HELO '.padEnd(2_000, 'x'), 'more than 1024 octets'],
    ['nothing but line ends', '\r\n\r\n', 'the first line is no HELO'],
  ])('are closed after %s, and the reason is told', async (_what, octets, reason) => {
    const { events, connect, bind } = await setUp();
    const channel = await connect();
    channel.send(octets);
    await until(() => channel.ended);
    expect(channel.lines).toEqual([]);
    expect(events.map(({ kind, detail }) => `${kind} ${detail}`)).toEqual([expect.stringContaining(reason)]);
    expect((await bind()).lines).toEqual(['OK\r\n']);
  });

  it('wait for the end of half a line, as long as a HELO may take', async () => {
    const { clock, events, client, connect } = await setUp();
    const channel = await connect();
    channel.send('HELO ');
    await until(() => true);
    clock.advance(299_000);
    channel.send(`${client.sessionId}\r\n`);
    await until(() => channel.lines.length > 0);
    const silent = await connect();
    await until(() => events.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    clock.advance(301_000);
    await until(() => silent.ended);
    expect(events.at(-1)?.detail).toContain('no HELO within 300 s');
    expect(channel.ended).toBe(false);
  });

  it('bear some lines a second, not a thousand HELOs', async () => {
    const { events, client, bind } = await setUp();
    const channel = await bind();
    channel.send(`HELO ${client.sessionId}\r\n`.repeat(1_000));
    await until(() => channel.ended);
    expect(channel.lines.length).toBeLessThan(50);
    expect(events.map(({ kind, detail }) => `${kind} ${detail}`)).toContain(
      'refused 127.0.0.1: more than 20 lines a second',
    );
    expect((await bind()).lines).toEqual(['OK\r\n']);
  });

  it('belong to one session: a HELO for another one ends them', async () => {
    const { server, events, bind } = await setUp();
    const other = new TestClient(server, { version: '1.3', user: 'wv:bob@example.com' });
    other.login();
    const channel = await bind();
    channel.send(`HELO ${other.sessionId}\r\n`);
    await until(() => channel.ended);
    expect(events.map(({ detail }) => detail)).toContain('127.0.0.1: HELO for another session');
  });

  it('make room for a new one of the same session, and end with it', async () => {
    const { client, kinds, bind } = await setUp();
    const first = await bind();
    const second = await bind();
    await until(() => first.ended);
    expect([second.ended, kinds()]).toEqual([false, ['bound', 'bound']]);
    client.send(primitive('Logout-Request', {}) as never);
    await until(() => second.ended);
  });

  it('that nobody binds are bounded: the oldest makes room', async () => {
    const { events, connect, bind } = await setUp({ limits: { unbound: 3 } });
    const all = [await connect(), await connect(), await connect(), await connect()];
    await until(() => all[0]?.ended === true);
    expect(all.slice(1).map(({ ended }) => ended)).toEqual([false, false, false]);
    expect(events.map(({ detail }) => detail)).toEqual(['127.0.0.1: no HELO, and others wait']);
    expect((await bind()).lines).toEqual(['OK\r\n']);
  });

  it('that are lost show in the CIR flag until another one is bound', async () => {
    const { server, client, kinds, bind } = await setUp();
    const flag = () =>
      client.post([{ mode: 'Request', id: client.nextId(), primitive: primitive('KeepAlive-Request', {}) as never }])
        .envelope?.cir;
    const channel = await bind();
    expect(flag()).toBeUndefined();
    channel.close();
    await until(() => kinds().includes('lost'));
    expect([flag(), server.sessionCount]).toEqual([false, 1]);
    await bind();
    expect(flag()).toBe(true);
  });
});
