import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createTap } from '../tap.ts';
import { createHttpClient } from './client.ts';
import { type HttpServer, type ListenOptions, listen, type ServerRequest } from './server.ts';

const OK = 'HTTP/1.1 200 OK\r\n';

describe('HTTP server', () => {
  let server: HttpServer | undefined;
  const sockets: Socket[] = [];

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await server?.close(100);
    server = undefined;
  });

  async function start(options: Partial<ListenOptions> = {}): Promise<HttpServer> {
    server = await listen({ handle: (request) => ({ status: 200, body: request.body }), ...options });
    return server;
  }

  /** A plain connection and what came over it so far. */
  async function dial(): Promise<{ socket: Socket; text: () => string; closed: Promise<string> }> {
    const socket = connect({ host: '127.0.0.1', port: server?.port ?? 0, allowHalfOpen: true });
    sockets.push(socket);
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    const closed = new Promise<string>((resolve) => {
      socket.on('end', () => {
        socket.end();
        resolve(text);
      });
      socket.on('close', () => resolve(text));
    });
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    return { socket, text: () => text, closed };
  }

  /** Sends octets, half-closes, and returns everything that comes back until the server closes. */
  async function say(octets: string | Uint8Array): Promise<string> {
    const { socket, closed } = await dial();
    socket.end(typeof octets === 'string' ? Buffer.from(octets, 'latin1') : octets);
    return closed;
  }

  const post = (body: string, headers = '') =>
    `POST /csp HTTP/1.1\r\nHost: x\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`;

  describe('answers', () => {
    it('in parts where it is told to, one after the other, and takes the next request behind them', async () => {
      const parts = ['HTTP/1.1 200 OK\r\nContent-', '', 'Length: 2\r\n\r\n', 'o', 'k'].map((part) => Buffer.from(part));
      await start({ handle: () => ({ status: 200, parts }) });
      const one = `${OK}Content-Length: 2\r\n\r\nok`;
      expect(await say(post('a') + post('b'))).toBe(one + one);
      expect(await say(post('a', 'Connection: close\r\n'))).toBe(one);
    });

    it('with Content-Length and without a transfer coding', async () => {
      await start({ handle: () => ({ status: 200, headers: [['Content-Type', 'a/b']], body: Buffer.from('hello') }) });
      expect(await say(post(''))).toBe(`${OK}Content-Type: a/b\r\nContent-Length: 5\r\n\r\nhello`);
    });

    it('empty with Content-Length: 0', async () => {
      await start({ handle: () => ({ status: 200 }) });
      expect(await say(post('x'))).toBe(`${OK}Content-Length: 0\r\n\r\n`);
    });

    it('what the handler makes of method, path, headers and body', async () => {
      let seen: ServerRequest | undefined;
      await start({
        methods: ['POST', 'PUT'],
        handle: (request) => {
          seen = request;
          return { status: 204 };
        },
      });
      const text = await say(
        'PUT http://proxy.example/a?b=c HTTP/1.1\r\nHost: x\r\nX-Y:  z \r\nContent-Length: 2\r\n\r\nhi',
      );
      expect(text).toBe('HTTP/1.1 204 No Content\r\n\r\n');
      expect(seen).toMatchObject({ method: 'PUT', path: '/a?b=c', remoteAddress: '127.0.0.1' });
      expect(seen?.headers).toContainEqual(['X-Y', 'z']);
      expect(Buffer.from(seen?.body ?? []).toString()).toBe('hi');
    });

    it('pipelined requests one by one, in order, also from a handler that takes its time', async () => {
      await start({
        handle: async (request) => {
          await new Promise((resolve) => setTimeout(resolve, request.body.toString().startsWith('slow') ? 20 : 0));
          return { status: 200, body: request.body };
        },
      });
      const text = await say(post('slow') + post('quick') + post('last'));
      expect(text.match(/slow|quick|last/g)).toEqual(['slow', 'quick', 'last']);
    });

    it('a request with a chunked body, cut anywhere', async () => {
      await start();
      const { socket, text, closed } = await dial();
      const request =
        'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n';
      for (const octet of request) {
        socket.write(octet);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await expect.poll(text).toBe(`${OK}Content-Length: 5\r\n\r\nabcde`);
      socket.end();
      await closed;
    });

    it('Expect: 100-continue with 100 and then with the answer', async () => {
      await start();
      const { socket, text } = await dial();
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n');
      await expect.poll(text).toBe('HTTP/1.1 100 Continue\r\n\r\n');
      socket.write('body');
      await expect.poll(text).toContain(`${OK}Content-Length: 4\r\n\r\nbody`);
    });

    it('an HTTP/1.0 client, and closes unless it asks to be kept', async () => {
      await start();
      const text = await say('POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\nx');
      expect(text).toBe(`${OK}Content-Length: 1\r\nConnection: close\r\n\r\nx`);
      const { socket, text: came } = await dial();
      socket.write('POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx');
      await expect.poll(came).toContain('Connection: keep-alive');
      socket.write(post('again'));
      await expect.poll(came).toContain('again');
    });

    it('500 when the handler throws, tells why, and serves the next client', async () => {
      const errors: unknown[] = [];
      await start({
        handle: (request) => {
          if (request.path === '/bad') throw new Error('handler fault');
          if (request.path === '/late') return Promise.reject(new Error('late fault'));
          return { status: 200 };
        },
        onError: (error) => errors.push(error),
      });
      expect(await say(post('').replace('/csp', '/bad'))).toMatch(/^HTTP\/1\.1 500 /);
      expect(await say(post('').replace('/csp', '/late'))).toMatch(/^HTTP\/1\.1 500 /);
      expect(await say(post(''))).toMatch(/^HTTP\/1\.1 200 /);
      expect(errors.map(String)).toEqual(['Error: handler fault', 'Error: late fault']);
    });

    it('whatever octets it is told to, for tests of clients', async () => {
      await start({ handle: () => ({ status: 200, raw: Buffer.from('not http'), close: true }) });
      expect(await say(post(''))).toBe('not http');
    });
  });

  describe('refuses', () => {
    it.each([
      [405, 'another method', 'GET /csp HTTP/1.1\r\nHost: x\r\n\r\n'],
      [411, 'a POST without a length', 'POST / HTTP/1.1\r\nHost: x\r\n\r\n'],
      [413, 'a body over the bound', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n'],
      [
        413,
        'chunks over the bound',
        `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n${'a'.repeat(2000)}\r\n`,
      ],
      [431, 'a head over the bound', `POST / HTTP/1.1\r\nX: ${'a'.repeat(2000)}\r\n\r\n`],
      [431, 'a head over the bound that does not end', `POST / HTTP/1.1\r\nX: ${'a'.repeat(2000)}`],
      [400, 'a request line that is none', 'POST /\r\n\r\n'],
      [400, 'a missing Host', 'POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n'],
      [400, 'binary octets', '\x16\x03\x01\x00\x01'],
      [
        400,
        'both length and chunks',
        'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
      ],
      [400, 'a header that is none', 'POST / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n'],
      [417, 'an unknown expectation', 'POST / HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\nContent-Length: 1\r\n\r\n'],
      [501, 'an unknown transfer coding', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n'],
      [505, 'another version', 'POST / HTTP/2.0\r\nHost: x\r\n\r\n'],
      [415, 'a media type', post('x', 'Content-Type: text/html; charset=x\r\n')],
      [415, 'a missing media type', post('x')],
      [
        415,
        'a media type before its body is sent',
        'POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n',
      ],
    ])('with %i: %s', async (status, _, request) => {
      await start({ limits: { head: 1_000, body: 1_000 }, accepts: (type) => type === 'application/vnd.wv.csp.xml' });
      const text = await say(request);
      expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(text).toContain('Content-Type: text/plain; charset=utf-8\r\n');
      expect(text).toMatch(/\r\n\r\n[^\r\n]+\n$/);
      if (status === 405) expect(text).toContain('Allow: POST\r\n');
      expect(text.match(/HTTP\/1\.1/g)?.length).toBe(1);
    });

    it('takes the media type in any letter case and with parameters', async () => {
      await start({ accepts: (type) => type === 'application/vnd.wv.csp.xml' });
      expect(await say(post('x', 'content-type: Application/VND.WV.CSP.XML;charset=utf-8\r\n'))).toMatch(
        /^HTTP\/1\.1 200/,
      );
    });

    it('a media type without losing the connection', async () => {
      await start({ accepts: (type) => type === 'a/b' });
      const text = await say(post('x', 'Content-Type: no/thing\r\n') + post('y', 'Content-Type: a/b\r\n'));
      expect(text.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 415', 'HTTP/1.1 200']);
    });

    it('a client that sends on after a refusal gets the refusal, not a reset', async () => {
      await start({ limits: { body: 1_000 } });
      const { socket, text } = await dial();
      const errors: Error[] = [];
      socket.on('error', (error) => errors.push(error));
      socket.removeAllListeners('end');
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n');
      for (let i = 0; i < 20; i++) {
        socket.write(Buffer.alloc(10_000, 97));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      expect(text()).toMatch(/^HTTP\/1\.1 413 /);
      expect(errors).toEqual([]);
    });
  });

  describe('stands up to', () => {
    it('any octets, and serves on', async () => {
      await start({ limits: { head: 500, body: 500 }, timers: { head: 500, body: 500, linger: 50 } });
      const piece = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom(
          'POST / HTTP/1.1\r\n',
          'Host: x\r\n',
          'Content-Length: 5\r\n',
          'Transfer-Encoding: chunked\r\n',
          '\r\n',
          '5\r\nabcde\r\n',
          '0\r\n\r\n',
          'Expect: 100-continue\r\n',
        ),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
          const text = await say(Buffer.from(pieces.join(''), 'utf8'));
          expect(text === '' || text.startsWith('HTTP/1.1 ')).toBe(true);
        }),
        { numRuns: 150 },
      );
      expect(await say(post('alive'))).toContain('alive');
    });

    it('a sender who never ends the head: 408', async () => {
      await start({ timers: { head: 80 } });
      const { socket, closed } = await dial();
      socket.write('POST / HTTP/1.1\r\n');
      const drip = setInterval(() => socket.writable && socket.write('X: y\r\n'), 10);
      expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
      clearInterval(drip);
    });

    it('a sender who never ends the body: 408', async () => {
      await start({ timers: { body: 80 } });
      const { socket, closed } = await dial();
      socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n');
      const drip = setInterval(() => socket.writable && socket.write('x'), 10);
      expect(await closed).toMatch(/^HTTP\/1\.1 408 /);
      clearInterval(drip);
    });

    it('a client that says nothing: closed without a word', async () => {
      await start({ timers: { idle: 60 } });
      expect(await (await dial()).closed).toBe('');
    });

    it('a client that pipelines and never reads: it stops reading, too, and closes in the end', async () => {
      let handled = 0;
      await start({
        timers: { body: 300 },
        handle: () => {
          handled++;
          return { status: 200, body: Buffer.alloc(100_000) };
        },
      });
      const socket = connect({ host: '127.0.0.1', port: server?.port ?? 0 });
      sockets.push(socket);
      socket.on('error', () => {});
      socket.pause();
      const requests = Buffer.from(post('').repeat(1_000));
      socket.write(requests);
      await expect.poll(() => handled).toBeGreaterThan(0);
      await expect.poll(() => server?.connections, { timeout: 60_000 }).toBe(0);
      expect(handled).toBeLessThan(500);
    });

    it('more connections than it may have', async () => {
      await start({ maxConnections: 2 });
      const first = await dial();
      await dial();
      const third = await dial();
      expect(await third.closed).toBe('');
      first.socket.write(post('still served'));
      await expect.poll(first.text).toContain('still served');
    });
  });

  describe('closes', () => {
    it('at once when connections are idle', async () => {
      const started = await start();
      const http = createHttpClient({ tap: createTap() });
      await http.exchange(
        { method: 'POST', url: `${started.url}/`, headers: [], body: new Uint8Array() },
        { party: 'alice' },
      );
      expect(started.connections).toBe(1);
      await started.close();
      await expect.poll(() => started.connections).toBe(0);
      http.close();
    });

    it('after the request in hand is answered', async () => {
      let answer = () => {};
      const started = await start({
        handle: () =>
          new Promise((resolve) => {
            answer = () => resolve({ status: 200, body: Buffer.from('in time') });
          }),
      });
      const { socket, closed } = await dial();
      socket.write(post(''));
      await new Promise((resolve) => setTimeout(resolve, 20));
      const closing = started.close(1_000);
      answer();
      expect(await closed).toBe(`${OK}Content-Length: 7\r\nConnection: close\r\n\r\nin time`);
      await closing;
    });

    it('by force when the grace is over', async () => {
      const started = await start({ handle: () => new Promise(() => {}) });
      const { socket, closed } = await dial();
      socket.write(post(''));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await started.close(50);
      expect(await closed).toBe('');
    });
  });

  it('rejects when the port is taken', async () => {
    const started = await start();
    await expect(listen({ port: started.port, handle: () => ({ status: 200 }) })).rejects.toThrow('EADDRINUSE');
  });
});
