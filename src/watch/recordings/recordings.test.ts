import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createClient } from '../../client/client.ts';
import { createServer } from '../../server/server.ts';
import { createTap } from '../../transport/tap.ts';
import type { WireExchange } from '../wire/conversation.ts';
import { anonymiser } from './anonymise.ts';
import { exchangesOfHar, harOf } from './har.ts';
import { exchangesOfCapture } from './pcap.ts';
import { readRecording } from './read.ts';
import { watched } from './replay.ts';

/** A short session as it went over the wire. */
async function recorded(syntax: 'xml' | 'wbxml'): Promise<readonly WireExchange[]> {
  const server = createServer({ accounts: [{ user: 'wv:alice@example.com', password: 'sesame-word' }] });
  const { url } = await server.start({ host: '127.0.0.1', port: 0 });
  const tap = createTap();
  const client = createClient({
    url,
    version: '1.2',
    syntax,
    userId: 'wv:alice@example.com',
    password: 'sesame-word',
    tap,
  });
  await client.login();
  await client.negotiateServices();
  await client.request('UpdatePresence-Request', {
    PresenceSubList: { StatusText: { Qualifier: true, PresenceValue: 'Gone fishing, ünder way' } },
  });
  await client.request('SendMessage-Request', {
    DeliveryReport: false,
    MessageInfo: {
      ContentSize: 29,
      Sender: { User: { UserID: 'wv:alice@example.com' } },
      Recipient: { User: [{ UserID: 'wv:alice@example.com' }] },
      ContentType: 'text/plain',
    },
    ContentData: 'Meet me at noon & bring <tea>',
  });
  await client.logout();
  await client.close();
  await server.stop();
  return tap.exchanges;
}

const bodies = (exchanges: readonly WireExchange[]) =>
  exchanges.flatMap(({ request, response }) => [request.body, response?.body ?? new Uint8Array()]);
const found = (exchanges: readonly WireExchange[]) => {
  const watcher = watched({ pieces: [{ name: 'one', exchanges, deliberate: new Set() }], timed: true });
  return watcher.tallies.all.map(({ requirement, name, seen, violations }) => [requirement, name, seen, violations]);
};

describe('a recording', () => {
  for (const syntax of ['xml', 'wbxml'] as const) {
    it(`shows no names, texts and secrets once anonymised, and is judged alike (${syntax})`, async () => {
      const exchanges = await recorded(syntax);
      const { exchange } = anonymiser(new Uint8Array(32));
      const shown = exchanges.map(exchange);
      expect(bodies(shown).map((body) => body.length)).toEqual(bodies(exchanges).map((body) => body.length));
      const text = JSON.stringify(bodies(shown).map((body) => Buffer.from(body).toString('utf8')));
      for (const word of ['alice', 'sesame', 'fishing', 'noon', 'Meet']) expect(text).not.toContain(word);
      expect(found(shown)).toEqual(found(exchanges));
    });
  }

  it('comes back from HAR octet for octet', async () => {
    const exchanges = await recorded('wbxml');
    const back = exchangesOfHar(JSON.parse(JSON.stringify(harOf(exchanges, new Date(0), 'test 1'))));
    expect(bodies(back).map((body) => [...body])).toEqual(bodies(exchanges).map((body) => [...body]));
    expect(found(back)).toEqual(found(exchanges));
  });

  it('is refused with its name if it is of no known kind', () => {
    const folder = mkdtempSync(join(tmpdir(), 'recording-'));
    const file = join(folder, 'what.json');
    writeFileSync(file, '{"a": 1}');
    expect(() => readRecording(file)).toThrow(file);
    rmSync(folder, { recursive: true });
  });
});

/** A TCP segment over IPv4 over Ethernet, as a record of a pcap file. */
function record(from: number, to: number, sequence: number, flags: number, data: string): Buffer {
  const tcp = Buffer.alloc(20 + data.length);
  tcp.writeUInt16BE(from, 0);
  tcp.writeUInt16BE(to, 2);
  tcp.writeUInt32BE(sequence, 4);
  tcp[12] = 0x50;
  tcp[13] = flags;
  tcp.write(data, 20, 'latin1');
  const ip = Buffer.alloc(20);
  ip[0] = 0x45;
  ip.writeUInt16BE(20 + tcp.length, 2);
  ip[9] = 6;
  const packet = Buffer.concat([Buffer.alloc(12), Buffer.from([8, 0]), ip, tcp]);
  const head = Buffer.alloc(16);
  head.writeUInt32LE(packet.length, 8);
  head.writeUInt32LE(packet.length, 12);
  return Buffer.concat([head, packet]);
}

const PCAP_HEAD = Buffer.from('d4c3b2a1020004000000000000000000ffff000001000000', 'hex');
const REQUEST = 'POST /csp HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello';
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes';

describe('a capture of packets', () => {
  it('is put in order, without what was sent twice', () => {
    const [a, b] = [REQUEST.slice(0, 30), REQUEST.slice(30)];
    const capture = Buffer.concat([
      PCAP_HEAD,
      record(1000, 80, 0xfffffff0, 2, ''),
      record(80, 1000, 500, 18, ''),
      record(1000, 80, 0xfffffff1 + 30 - 0x100000000, 16, b),
      record(1000, 80, 0xfffffff1, 16, a),
      record(1000, 80, 0xfffffff1, 16, a),
      record(80, 1000, 501, 16, ANSWER),
    ]);
    const { exchanges } = exchangesOfCapture(capture);
    expect(
      exchanges.map(({ request, response }) => [
        String(Buffer.from(request.body)),
        String(Buffer.from(response?.body ?? [])),
      ]),
    ).toEqual([['hello', 'yes']]);
  });

  it('that begins in the middle of a connection is read from the next request on', () => {
    const capture = Buffer.concat([
      PCAP_HEAD,
      record(80, 1000, 400, 16, 'the rest of something'),
      record(1000, 80, 77, 16, REQUEST),
      record(80, 1000, 421, 16, ANSWER),
    ]);
    expect(exchangesOfCapture(capture).exchanges).toHaveLength(1);
  });
});
