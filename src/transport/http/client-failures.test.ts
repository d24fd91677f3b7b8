import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onRequest, plainAnswer, type TestServer, testServer } from '../../testing/transport/http-server.ts';
import { createTap } from '../tap.ts';
import { type Exchange, type HttpRequestBytes, TransportError } from '../types.ts';
import { answerOf, createHttpClient, type HttpClient } from './client.ts';
import type { ExchangeOptions } from './exchange-options.ts';

const TYPE = ['Content-Type', 'application/vnd.wv.csp.xml'] as const;

function post(url: string, body = '<message/>'): HttpRequestBytes {
  return { method: 'POST', url, headers: [TYPE], body: Buffer.from(body) };
}

describe('HTTP client, when there is no answer', () => {
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

  describe('a failure', () => {
    it('of a port where nobody listens is "refused"', async () => {
      const gone = await testServer(() => {});
      await gone.close();
      const exchange = await http.exchange(post(gone.url), { party: 'alice' });
      expect(exchange.failure).toMatchObject({ cause: 'refused', wait: 'timers.connect' });
      expect(exchange.response).toBeUndefined();
      expect(() => answerOf(exchange)).toThrow(TransportError);
      expect(() => answerOf(exchange)).toThrow(/no connection to 127\.0\.0\.1:\d+: connection refused/);
    });

    it('of a name that does not resolve is "refused"', async () => {
      const exchange = await http.exchange(post('http://no-such-host.invalid/'), { party: 'alice' });
      expect(exchange.failure?.cause).toBe('refused');
    });

    it('of a server that accepts and is silent names timers.response and its bound', async () => {
      const exchange = await talkTo(() => {}, { timers: { response: 60 } });
      expect(exchange.failure).toMatchObject({ cause: 'timeout', wait: 'timers.response', bound: 60 });
    });

    it('of a body that does not come names timers.body and keeps what came', async () => {
      const exchange = await talkTo(
        (socket) => onRequest(socket, () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')),
        { timers: { body: 60 } },
      );
      expect(exchange.failure).toMatchObject({ cause: 'timeout', wait: 'timers.body', bound: 60 });
      expect(exchange.partial?.status).toBe(200);
      expect(Buffer.from(exchange.partial?.body ?? []).toString()).toBe('half');
    });

    it('of an answer that comes octet by octet is bounded by timers.response, where that bounds all of it', async () => {
      const answer = plainAnswer('x'.repeat(1_000));
      const exchange = await talkTo(
        (socket) =>
          onRequest(socket, () => {
            const head = answer.indexOf('\r\n\r\n') + 4;
            socket.write(answer.slice(0, head));
            let at = head;
            const drip = setInterval(() => socket.write(answer.charAt(at++)), 5);
            socket.on('close', () => clearInterval(drip));
          }),
        { timers: { response: 150, body: undefined } },
      );
      expect(exchange.failure).toMatchObject({ cause: 'timeout', wait: 'timers.response', bound: 150 });
      expect(exchange.failure?.message).toBe('the body of the answer was not whole within 150 ms (timers.response)');
      expect(exchange.partial?.status).toBe(200);
    });

    it('of an answer nobody waits for any more is no unhandled rejection', async () => {
      const unheeded: unknown[] = [];
      const listen = (error: unknown) => unheeded.push(error);
      process.on('unhandledRejection', listen);
      server = await testServer((socket) => onRequest(socket, () => socket.destroy()));
      const connection = await http.open(server.url);
      const answer = connection.receive('POST', { connect: 1, response: 5_000, body: undefined, continue: 1 });
      connection.write(Buffer.from('POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      process.off('unhandledRejection', listen);
      expect(unheeded).toEqual([]);
      await expect(answer).rejects.toMatchObject({ fault: 'closed' });
    });

    it.each([
      ['text', 'SSH-2.0-OpenSSH_9.6\r\n'],
      ['HTML without HTTP', '<html><body>It works!</body></html>'],
      ['binary', '\x16\x03\x01\x02\x00'],
      ['a status line of another protocol', 'HTTP/2 200 OK\r\n\r\n'],
      ['a status line without a status', 'HTTP/1.1 OK\r\n\r\n'],
      ['a header without a colon', 'HTTP/1.1 200 OK\r\nno header\r\n\r\n'],
      ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nab'],
      ['a length that is no number', 'HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nab'],
      ['length and chunked', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
      ['a chunk size that is none', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
      ['a chunk longer than its size', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n'],
      ['an unknown coding', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n'],
      ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
    ])('of an answer that is not HTTP (%s) is told at once', async (_, text) => {
      const exchange = await talkTo((socket) => onRequest(socket, () => socket.write(text, 'latin1')));
      expect(exchange.failure?.cause).toBe('not-http');
      expect(exchange.failure?.message).toMatch(/^the answer is not HTTP: ./);
    });

    it.each([
      ['identity beside a length', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nok', []],
      ['a folded header', 'HTTP/1.1 200 OK\r\nA: b\r\n\tc\r\nContent-Length: 2\r\n\r\nok', []],
      ['no reason phrase', 'HTTP/1.1 200\r\ncontent-length: 2\r\nX-Empty:\r\n\r\nok', []],
      ['HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length:2\r\n\r\nok', []],
      ['lines that end with LF', 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok', ['lines of the head end with LF alone']],
      [
        'a blank before the colon',
        'HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nok',
        [/between the header name Content-Length/],
      ],
      ['blanks in the status line', 'http/1.1  200  OK \r\nContent-Length: 2\r\n\r\nok', [/the status line is/]],
      [
        'the same length twice',
        'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok',
        [/more than once/],
      ],
      ['an empty line in front', '\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', [/empty lines/]],
      ['octets after the body', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokay', [/octets follow/]],
      ['an empty line after the body', 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok\r\n', []],
      [
        'chunks with LF, leading zeros and extensions',
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0000000001;a="b"\no\n1 \r\nk\r\n0\r\n\r\n',
        [/chunked coding/],
      ],
    ] as const)('untidy answers are read: %s', async (_, text, untidy) => {
      const exchange = await talkTo((socket) => onRequest(socket, () => socket.write(text, 'latin1')));
      expect(exchange.failure).toBeUndefined();
      expect(Buffer.from(exchange.response?.body ?? []).toString()).toBe('ok');
      const told = exchange.response?.untidy ?? [];
      expect(told).toHaveLength(untidy.length);
      for (const [i, wanted] of untidy.entries()) expect(told[i]).toMatch(wanted);
    });

    it('of an HTML page with status 404 is no failure of the transport', async () => {
      const exchange = await talkTo((socket) =>
        onRequest(socket, () => socket.end('HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<h1>404</h1>')),
      );
      expect(exchange.response).toMatchObject({ status: 404, reason: 'Not Found' });
    });

    it.each([
      ['before the answer', ''],
      ['inside the head', 'HTTP/1.1 200 OK\r\nContent-Le'],
      ['inside the body', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this'],
      ['inside a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nonly this'],
    ])('of a connection closed %s is "closed"', async (_, text) => {
      const exchange = await talkTo((socket) => onRequest(socket, () => socket.end(text)));
      expect(exchange.failure?.cause).toBe('closed');
    });

    it('of an announced flood is "too-large" before any of it comes', async () => {
      const exchange = await talkTo((socket) =>
        onRequest(socket, () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 104857600\r\n\r\n')),
      );
      expect(exchange.failure?.cause).toBe('too-large');
      expect(exchange.failure?.message).toContain('104857600');
    });

    it.each([
      [
        'chunked',
        'Transfer-Encoding: chunked\r\n',
        (block: Buffer) => Buffer.concat([Buffer.from('10000\r\n'), block, Buffer.from('\r\n')]),
      ],
      ['without a length', '', (block: Buffer) => block],
    ])('of a flood of 100 MB, %s, ends it soon and holds little of it', async (_, coding, wrap) => {
      const block = wrap(Buffer.alloc(0x10000, 97));
      let sent = 0;
      const before = process.memoryUsage().arrayBuffers;
      const exchange = await talkTo((socket) =>
        onRequest(socket, () => {
          socket.write(`HTTP/1.1 200 OK\r\n${coding}\r\n`);
          const pump = () => {
            while (sent < 1_600 && !socket.destroyed) {
              sent++;
              if (!socket.write(block)) {
                socket.once('drain', pump);
                return;
              }
            }
          };
          pump();
        }),
      );
      expect(exchange.failure?.cause).toBe('too-large');
      expect(exchange.partial?.body.length).toBeLessThanOrEqual(4_194_304);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
      expect(sent).toBeLessThan(800);
    });

    it('of a head without end is "too-large"', async () => {
      const exchange = await talkTo((socket) =>
        onRequest(socket, () => socket.write(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(100_000)}`)),
      );
      expect(exchange.failure?.cause).toBe('too-large');
    });

    it('of TLS with a server that speaks plain HTTP is "tls"', async () => {
      server = await testServer((socket) => socket.once('data', () => socket.end(plainAnswer('plain'))));
      const exchange = await http.exchange(post(server.url.replace('http:', 'https:')), { party: 'alice' });
      expect(exchange.failure?.cause).toBe('tls');
    });

    it('of the caller, an unusable URL, is an error that says what a good one is', async () => {
      await expect(http.exchange(post('imps.example/csp'), { party: 'alice' })).rejects.toThrow(
        '"imps.example/csp" is not an absolute http or https URL',
      );
    });

    it('takes its number in the transcript like a good exchange', async () => {
      const failed = await talkTo((socket) => socket.destroy());
      expect(http.tap.exchanges).toEqual([failed]);
      expect(failed.number).toBe(1);
    });
  });
});
