import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onRequest, plainAnswer, type TestServer, testServer } from '../../testing/transport/http-server.ts';
import { createTap } from '../tap.ts';
import type { Exchange, HttpRequestBytes } from '../types.ts';
import { answerOf, createHttpClient, type HttpClient } from './client.ts';
import type { ExchangeOptions } from './exchange-options.ts';
import { header } from './headers.ts';

const TYPE = ['Content-Type', 'application/vnd.wv.csp.xml'] as const;

function post(url: string, body = '<message/>'): HttpRequestBytes {
  return { method: 'POST', url, headers: [TYPE], body: Buffer.from(body) };
}

function bodyOf(exchange: Exchange): string {
  return Buffer.from(answerOf(exchange).body).toString('latin1');
}

describe('HTTP client', () => {
  let server: TestServer | undefined;
  let http: HttpClient;

  beforeEach(() => {
    http = createHttpClient({ tap: createTap(), timers: { connect: 10_000, response: 10_000, body: 10_000 } });
  });
  afterEach(async () => {
    http.close();
    await server?.close();
    server = undefined;
  });

  async function talkTo(
    talk: Parameters<typeof testServer>[0],
    options: Partial<ExchangeOptions> = {},
    request?: Partial<HttpRequestBytes>,
  ): Promise<Exchange> {
    server = await testServer(talk);
    return http.exchange({ ...post(server.url), ...request }, { party: 'alice', ...options });
  }

  describe('a good exchange', () => {
    it('sends the octets it records, and records the answer with times and connection', async () => {
      const exchange = await talkTo((socket) =>
        onRequest(socket, () => socket.write(plainAnswer('<answer/>', 'Content-Type: text/x\r\nX-A: 1\r\nx-a: 2\r\n'))),
      );
      expect(server?.received[0]).toBe(
        `POST /csp HTTP/1.1\r\nHost: 127.0.0.1:${server?.port}\r\nContent-Type: application/vnd.wv.csp.xml\r\n` +
          'Content-Length: 10\r\n\r\n<message/>',
      );
      expect(exchange.request.headers.map(([name]) => name)).toEqual(['Host', 'Content-Type', 'Content-Length']);
      expect(bodyOf(exchange)).toBe('<answer/>');
      expect(exchange.response?.headers).toEqual([
        ['Content-Type', 'text/x'],
        ['X-A', '1'],
        ['x-a', '2'],
        ['Content-Length', '9'],
      ]);
      expect(exchange).toMatchObject({ number: 1, party: 'alice', failure: undefined });
      expect(exchange.connection).toBe(String(server?.accepted[0]?.remotePort));
      expect(exchange.answeredAt).toBeGreaterThanOrEqual(exchange.sentAt);
      expect(http.tap.exchanges).toEqual([exchange]);
    });

    it('reads a chunked answer that comes octet by octet', async () => {
      const text =
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n3;x=y\r\nefg\r\n0\r\nTrailer: 1\r\n\r\n';
      const exchange = await talkTo((socket) =>
        onRequest(socket, async () => {
          for (const octet of text) {
            socket.write(octet);
            await new Promise((resolve) => setImmediate(resolve));
          }
        }),
      );
      expect(bodyOf(exchange)).toBe('abcdefg');
    });

    it('takes the close of the connection for the end of a body without a length', async () => {
      const exchange = await talkTo((socket) =>
        onRequest(socket, () => socket.end('HTTP/1.0 200 OK\r\nContent-Type: text/x\r\n\r\nuntil the end')),
      );
      expect(bodyOf(exchange)).toBe('until the end');
    });

    it('ends an empty answer on the headers alone', async () => {
      const exchange = await talkTo((socket) =>
        onRequest(socket, () => socket.write('HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n')),
      );
      expect(exchange.response).toMatchObject({ status: 200, reason: '' });
      expect(exchange.response?.body.length).toBe(0);
    });

    it('skips 1xx answers and reports them', async () => {
      const exchange = await talkTo((socket) =>
        onRequest(socket, () => socket.write(`HTTP/1.1 102 Processing\r\nA: b\r\n\r\n${plainAnswer('done')}`)),
      );
      expect(bodyOf(exchange)).toBe('done');
      expect(exchange.informational).toEqual([102]);
    });

    it('adds the extra headers of the IXIT unless the request has them', async () => {
      server = await testServer((socket) => onRequest(socket, () => socket.write(plainAnswer(''))));
      const extra = createHttpClient({
        tap: createTap(),
        headers: [
          ['X-Network-MSISDN', '+491'],
          ['content-type', 'none'],
        ],
      });
      await extra.exchange(post(server.url), { party: 'alice' });
      extra.close();
      expect(server.received[0]).toContain('X-Network-MSISDN: +491\r\n');
      expect(server.received[0]).not.toContain('none');
    });

    it('sends the absolute URL and credentials to a forward proxy', async () => {
      server = await testServer((socket) => onRequest(socket, () => socket.write(plainAnswer('via proxy'))));
      const proxied = createHttpClient({ tap: createTap(), proxy: `http://us%20er:pw@127.0.0.1:${server.port}` });
      const exchange = await proxied.exchange(post('http://imps.example:8080/csp?x=1'), { party: 'alice' });
      proxied.close();
      expect(bodyOf(exchange)).toBe('via proxy');
      expect(server.received[0]).toMatch(
        /^POST http:\/\/imps\.example:8080\/csp\?x=1 HTTP\/1\.1\r\nHost: imps\.example:8080\r\n/,
      );
      expect(header(exchange.request.headers, 'Proxy-Authorization')).toBe(`Basic ${btoa('us er:pw')}`);
    });
  });

  describe('connections', () => {
    const echo = (socket: Parameters<Parameters<typeof testServer>[0]>[0]) =>
      onRequest(socket, (text) => socket.write(plainAnswer(text.slice(text.indexOf('\r\n\r\n') + 4))));

    it('are reused by the same party and not shared with another', async () => {
      server = await testServer(echo);
      const ports = [];
      for (const party of ['alice', 'alice', 'bob']) {
        ports.push((await http.exchange(post(server.url), { party })).connection);
      }
      expect(ports[0]).toBe(ports[1]);
      expect(ports[2]).not.toBe(ports[0]);
    });

    it('are opened as needed for exchanges at the same time', async () => {
      server = await testServer(echo);
      const { url } = server;
      const all = await Promise.all(['a', 'b', 'c'].map((body) => http.exchange(post(url, body), { party: 'alice' })));
      expect(all.map(bodyOf)).toEqual(['a', 'b', 'c']);
      expect(new Set(all.map((e) => e.connection)).size).toBe(3);
    });

    it('of one name serve their exchanges one after the other', async () => {
      server = await testServer(echo);
      const { url } = server;
      const all = await Promise.all(
        ['a', 'b', 'c'].map((body) => http.exchange(post(url, body), { party: 'alice', connection: 'main' })),
      );
      expect(all.map(bodyOf)).toEqual(['a', 'b', 'c']);
      expect(new Set(all.map((e) => e.connection)).size).toBe(1);
      const other = await http.exchange(post(url), { party: 'alice', connection: 'second' });
      expect(other.connection).not.toBe(all[0]?.connection);
      const shared = await http.exchange(post(url), { party: 'bob', connection: 'main' });
      expect(shared.connection).toBe(all[0]?.connection);
    });

    it('can be fresh, and say so to the server', async () => {
      server = await testServer(echo);
      const kept = await http.exchange(post(server.url), { party: 'alice' });
      const fresh = await http.exchange(post(server.url), { party: 'alice', fresh: true });
      expect(fresh.connection).not.toBe(kept.connection);
      expect(header(fresh.request.headers, 'Connection')).toBe('close');
    });

    it('are not used again after Connection: close', async () => {
      server = await testServer((socket) =>
        onRequest(socket, () => socket.write(plainAnswer('', 'Connection: close\r\n'))),
      );
      const first = await http.exchange(post(server.url), { party: 'alice' });
      const second = await http.exchange(post(server.url), { party: 'alice' });
      expect(second.connection).not.toBe(first.connection);
    });

    it('with octets left over after an answer are not used again', async () => {
      server = await testServer((socket, index) =>
        onRequest(socket, () => socket.write(plainAnswer(`answer ${index}`) + (index === 0 ? 'left over' : ''))),
      );
      const first = await http.exchange(post(server.url), { party: 'alice' });
      const second = await http.exchange(post(server.url), { party: 'alice' });
      expect([bodyOf(first), bodyOf(second)]).toEqual(['answer 0', 'answer 1']);
    });

    it('that the server closed while idle are not used again, and nothing is lost', async () => {
      server = await testServer((socket, index) =>
        onRequest(socket, () => {
          socket.write(plainAnswer(`connection ${index}`));
          if (index === 0) socket.end();
        }),
      );
      const first = await http.exchange(post(server.url), { party: 'alice' });
      await new Promise((resolve) => setTimeout(resolve, 20));
      const second = await http.exchange(post(server.url), { party: 'alice' });
      expect([first, second].map(bodyOf)).toEqual(['connection 0', 'connection 1']);
      expect(http.tap.exchanges).toHaveLength(2);
    });

    it('that are closed instead of an answer lose it: the request is not sent again, and the exchange says so', async () => {
      server = await testServer((socket) =>
        onRequest(socket, (_, count) => {
          if (count === 2) socket.destroy();
          else socket.write(plainAnswer('once'));
        }),
      );
      await http.exchange(post(server.url), { party: 'alice' });
      const second = await http.exchange(post(server.url), { party: 'alice' });
      expect(second).toMatchObject({ number: 2, lost: true, failure: { cause: 'closed' }, response: undefined });
      expect(server.accepted.length).toBe(1);
    });

    it('are not kept any more after three losses', async () => {
      server = await testServer((socket) =>
        onRequest(socket, (_, count) => {
          if (count === 2) socket.destroy();
          else socket.write(plainAnswer('once'));
        }),
      );
      const came = [];
      for (let i = 0; i < 10; i++) came.push(await http.exchange(post(server.url), { party: 'alice' }));
      expect(came.map(({ lost }) => lost === true)).toEqual([0, 1, 0, 1, 0, 1, 0, 0, 0, 0].map((n) => n === 1));
      expect(header(came.at(-1)?.request.headers ?? [], 'Connection')).toBe('close');
    });

    it('that break off within an answer, or were new, lose nothing unseen', async () => {
      server = await testServer((socket) =>
        onRequest(socket, (text, count) => {
          if (text.includes('new')) socket.destroy();
          else if (count === 1) socket.write(plainAnswer('first'));
          else socket.end('HTTP/1.');
        }),
      );
      await http.exchange(post(server.url), { party: 'bob' });
      const partly = await http.exchange(post(server.url, 'partly'), { party: 'bob' });
      expect(partly.failure).toMatchObject({ cause: 'closed' });
      expect(partly.failure?.message).toContain('after 7 octets');
      expect(partly.lost).toBeUndefined();
      const fresh = await http.exchange(post(server.url, 'new'), { party: 'carol' });
      expect(fresh).toMatchObject({ failure: { cause: 'closed' } });
      expect(fresh.lost).toBeUndefined();
      expect(server.accepted.length).toBe(2);
    });

    it("of one's own allow pipelining", async () => {
      server = await testServer((socket) =>
        onRequest(socket, (_, count) => {
          if (count === 2) socket.write(plainAnswer('one') + plainAnswer('two'));
        }),
      );
      const connection = await http.open(server.url);
      const request = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n';
      connection.write(Buffer.from(request + request));
      const timers = { connect: 1, response: 2_000, body: 2_000, continue: 1 };
      const one = await connection.receive('POST', timers);
      const two = await connection.receive('POST', timers);
      connection.close();
      expect([one, two].map((r) => Buffer.from(r.response.body).toString())).toEqual(['one', 'two']);
    });
  });

  describe('an ill-formed exchange', () => {
    it('can be any octets', async () => {
      const raw = Buffer.from('GET  /\n\n');
      const exchange = await talkTo((socket) => socket.once('data', () => socket.end(plainAnswer('?'))), {}, { raw });
      expect(server?.received[0]).toBe('GET  /\n\n');
      expect(bodyOf(exchange)).toBe('?');
      expect(exchange.request.raw).toBe(raw);
    });

    it('can lack every header', async () => {
      const exchange = await talkTo(
        (socket) => socket.once('data', () => socket.end(plainAnswer(''))),
        { verbatim: true },
        { headers: [] },
      );
      expect(server?.received[0]).toBe('POST /csp HTTP/1.1\r\n\r\n<message/>');
      expect(exchange.response?.status).toBe(200);
    });

    it('can end in the middle of the body and still get an answer', async () => {
      const exchange = await talkTo(
        (socket) => socket.on('end', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
        {
          bodyOctets: 4,
          afterSending: 'half-close',
        },
      );
      expect(server?.received[0]).toMatch(/Content-Length: 10\r\n\r\n<mes$/);
      expect(exchange.response?.status).toBe(400);
    });

    it('can be broken off', async () => {
      const exchange = await talkTo(() => {}, { bodyOctets: 4, afterSending: 'close' });
      expect(exchange.failure?.cause).toBe('closed');
      await expect.poll(() => server?.received[0]).toMatch(/<mes$/);
    });

    it('keeps the body back until the server says 100', async () => {
      const seen: string[] = [];
      const exchange = await talkTo(
        (socket) => {
          socket.once('data', (head) => {
            seen.push(head.toString('latin1').endsWith('\r\n\r\n') ? 'head alone' : 'head and body');
            socket.once('data', (body) => {
              seen.push(body.toString());
              socket.write(plainAnswer('thanks'));
            });
            socket.write('HTTP/1.1 100 Continue\r\n\r\n');
          });
        },
        { expectContinue: true },
      );
      expect(seen).toEqual(['head alone', '<message/>']);
      expect(bodyOf(exchange)).toBe('thanks');
      expect(exchange.informational).toEqual([100]);
      expect(header(exchange.request.headers, 'Expect')).toBe('100-continue');
    });

    it('sends the body anyway when no 100 comes within the bound', async () => {
      const exchange = await talkTo((socket) => onRequest(socket, () => socket.write(plainAnswer('thanks'))), {
        expectContinue: true,
        timers: { continue: 30 },
      });
      expect(bodyOf(exchange)).toBe('thanks');
      expect(exchange.informational).toBeUndefined();
    });

    it('never sends the body after a refusal of the expectation, and drops the connection', async () => {
      server = await testServer((socket) => {
        socket.once('data', () => socket.write('HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n'));
      });
      const refused = await http.exchange(post(server.url), { party: 'alice', expectContinue: true });
      expect(refused.response?.status).toBe(417);
      expect(server.received[0]).not.toContain('<message/>');
      const next = await http.exchange(post(server.url), { party: 'alice' });
      expect(next.connection).not.toBe(refused.connection);
    });
  });
});
