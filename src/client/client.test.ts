import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { is, type PrimitiveName } from '../protocol/messages/envelope.ts';
import { resultCode } from '../protocol/messages/result-code.ts';
import { read } from '../protocol/syntax/index.ts';
import { VERSIONS } from '../protocol/version.ts';
import { type FakeServer, fakeServer, newMessage } from '../testing/client/fake-server.ts';
import { header } from '../transport/http/headers.ts';
import { TransportError } from '../transport/types.ts';
import { createClient } from './client.ts';
import { AnswerError, HarnessError } from './errors.ts';
import { answerRead, requestRead } from './read-messages.ts';
import type { Client, ClientOptions } from './types.ts';

describe('client', () => {
  let server: FakeServer;
  const clients: Client[] = [];

  beforeEach(async () => {
    server = await fakeServer();
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
    await server.close();
  });

  function make(options: Partial<ClientOptions> = {}): Client {
    const client = createClient({
      url: server.url,
      version: '1.2',
      syntax: 'xml',
      userId: 'wv:alice',
      password: 'open sesame',
      party: 'alice',
      ...options,
    });
    clients.push(client);
    return client;
  }

  async function inSession(options: Partial<ClientOptions> = {}): Promise<Client> {
    const client = make(options);
    await client.login();
    return client;
  }

  const presence = { User: [{ UserID: 'wv:bob' }] };

  describe('a request', () => {
    it('goes in a transaction of the session with a fresh TransactionID', async () => {
      const client = await inSession();
      await client.request('GetPresence-Request', presence);
      await client.request('GetPresence-Request', presence);
      const [, first, second] = server.messages;
      expect(first?.envelope).toMatchObject({ version: '1.2', sessionType: 'Inband', sessionId: 's-1' });
      expect(first?.envelope.transactions[0]).toMatchObject({ mode: 'Request', primitive: { value: presence } });
      expect(first?.envelope.transactions[0]?.id).not.toBe(second?.envelope.transactions[0]?.id);
      expect(header(first?.request.headers ?? [], 'Content-Type')).toBe('application/vnd.wv.csp.xml');
      expect(first?.request).toMatchObject({ method: 'POST', path: '/csp' });
    });

    it.each(
      VERSIONS.flatMap((version) => [{ version, syntax: 'xml' } as const, { version, syntax: 'wbxml' } as const]),
    )('says of $version in $syntax what its octets say', async ({ version, syntax }) => {
      const client = await inSession({ version, syntax });
      await client.negotiateCapabilities();
      await client.request('KeepAlive-Request', {});
      await client.request('KeepAlive-Request', {}, { writing: { childOrder: (names) => [...names].reverse() } });
      expect(client.tap.exchanges).toHaveLength(4);
      for (const exchange of client.tap.exchanges) {
        const { body } = exchange.request;
        expect(JSON.parse(JSON.stringify(requestRead(exchange)))).toEqual(
          JSON.parse(JSON.stringify(read(body, syntax))),
        );
      }
    });

    it('resolves with the answer, its code and its exchange, whatever the code', async () => {
      const client = await inSession();
      server.on('GetPresence-Request', () => ({
        name: 'Status',
        value: { Result: { Code: 531, Description: 'who?' } },
      }));
      const answer = await client.request('GetPresence-Request', presence);
      expect(answer).toMatchObject({ code: 531, success: false, result: { Description: 'who?' } });
      expect(answer.primitive.name).toBe('Status');
      expect(answer.exchange).toBe(client.tap.exchanges[1]);
      expect(answer.reply.read?.valid).toBe(true);
      expect(answerRead(answer.exchange)).toBe(answer.reply.read);
      expect(requestRead(answer.exchange)?.document?.root).toBe('WV-CSP-Message');
      expect(() => answer.orThrow()).toThrow('GetPresence-Request was answered by Status 531');
    });

    it('gives the typed value of the primitive that was expected, or says what came instead', async () => {
      const client = await inSession();
      server.on('Search-Request', () => ({
        name: 'Search-Response',
        value: { SearchID: '7', SearchFindings: 0, CompletionFlag: true, SearchIndex: 0 },
      }));
      const search = { SearchPairList: [{ SearchElement: 'USER_ID', SearchString: 'bob' }], SearchLimit: 5 } as const;
      const answer = await client.request('Search-Request', { ...search, SearchPairList: [...search.SearchPairList] });
      expect(answer.as('Search-Response').CompletionFlag).toBe(true);
      expect(answer).toMatchObject({ code: undefined, success: true });
      expect(() => answer.as('Status')).toThrow('Search-Request was answered by Search-Response instead of Status');
    });

    it('is matched by TransactionID, not by position, and also when the answer is labelled Request', async () => {
      const client = await inSession();
      server.on('GetWatcherList-Request', (t) => ({
        transactions: [
          { mode: 'Response', id: 'somebody-else', primitive: { name: 'GetList-Response', value: {} } },
          { mode: 'Request', id: t.id, primitive: { name: 'GetWatcherList-Response', value: {} } },
        ],
      }));
      const answer = await client.request('GetWatcherList-Request', {});
      expect(answer.primitive.name).toBe('GetWatcherList-Response');
      expect(client.inbox.all.map((r) => [r.name, r.expected])).toEqual([['GetList-Response', false]]);
    });

    it('is not taken for answered by a transaction the server began under the same ID', async () => {
      const client = await inSession();
      server.on('KeepAlive-Request', (t) => ({
        transactions: [
          { mode: 'Request', id: t.id, primitive: newMessage('m1', 'hi') },
          { mode: 'Response', id: t.id, primitive: { name: 'KeepAlive-Response', value: { Result: { Code: 200 } } } },
        ],
      }));
      const answer = await client.keepAlive();
      expect(answer.primitive.name).toBe('KeepAlive-Response');
      expect(client.inbox.of('NewMessage').length).toBe(1);
      expect(server.names().at(-1)).toBe('MessageDelivered');
    });

    it('is not taken for answered by such a transaction labelled Response, either', async () => {
      const client = await inSession();
      server.on('KeepAlive-Request', (t) => ({
        transactions: [{ mode: 'Response', id: t.id, primitive: newMessage('m1', 'hi') }],
      }));
      await expect(client.keepAlive()).rejects.toMatchObject({ fault: 'no-transaction' });
      expect(client.inbox.of('NewMessage').map((r) => r.expected)).toEqual([true]);
    });

    it('waits on after a provisional answer and takes the final one from a poll', async () => {
      const client = await inSession();
      let id: string | undefined;
      server.on('GetPresence-Request', (t) => {
        id = t.id;
        return {
          transactions: [{ mode: 'Response', id, primitive: { name: 'Status', value: { Result: { Code: 100 } } } }],
        };
      });
      server.on('Polling-Request', () => ({
        transactions: [
          { mode: 'Response', id, primitive: { name: 'GetPresence-Response', value: { Result: { Code: 200 } } } },
        ],
      }));
      const answer = await client.request('GetPresence-Request', presence);
      expect(answer).toMatchObject({ code: 200, primitive: { name: 'GetPresence-Response' } });
    });

    it('can travel with others in one message', async () => {
      const client = await inSession();
      server.on('GetWatcherList-Request', () => ({ name: 'GetWatcherList-Response', value: {} }));
      const answers = await client.requests([
        ['GetWatcherList-Request', {}],
        ['KeepAlive-Request', { TimeToLive: 60 }],
      ]);
      expect(answers.map((a) => a.primitive.name)).toEqual(['GetWatcherList-Response', 'Status']);
      expect(server.messages.at(-1)?.envelope.transactions.length).toBe(2);
      expect(answers[0]?.exchange).toBe(answers[1]?.exchange);
    });

    it('can be sent in another session, version or syntax, with other IDs', async () => {
      const client = await inSession();
      await client.request(
        'KeepAlive-Request',
        {},
        { sessionId: 'other', transactionIds: ['a#b@c-d.e'], version: '1.3' },
      );
      const last = server.messages.at(-1);
      expect(last?.envelope).toMatchObject({ version: '1.3', sessionId: 'other' });
      expect(last?.envelope.transactions[0]?.id).toBe('a#b@c-d.e');
      await client.request('KeepAlive-Request', {}, { sessionId: null, contentType: 'application/vnd.wv.csp+xml' });
      expect(server.messages.at(-1)?.envelope.sessionId).toBeUndefined();
      expect(header(server.messages.at(-1)?.request.headers ?? [], 'Content-Type')).toBe('application/vnd.wv.csp+xml');
    });

    it('is not sent when it is not valid: that is a fault of the suite', async () => {
      const client = await inSession();
      const bad = client.request('SendMessage-Request', { DeliveryReport: false } as never);
      await expect(bad).rejects.toThrow(HarnessError);
      await expect(bad).rejects.toThrow(/not valid 1\.2: .*MessageInfo/);
      expect(server.messages.length).toBe(1);
      const sent = await client.request('SendMessage-Request', { DeliveryReport: false } as never, { unchecked: true });
      expect(sent.code).toBe(200);
    });

    it('without a session is a fault of the suite', async () => {
      await expect(make().request('KeepAlive-Request', {})).rejects.toThrow(
        'KeepAlive-Request cannot be sent: alice has no open session. Log in first',
      );
    });

    it('waits for the open one when MultiTrans is used up, unless told not to', async () => {
      const client = await inSession();
      let open = 0;
      let most = 0;
      let release: (() => void)[] = [];
      let together = 1;
      // Holds answers back until so many requests are open.
      server.raw = async (request) => {
        most = Math.max(most, ++open);
        await new Promise<void>((resolve) => {
          release.push(resolve);
          if (release.length < together) return;
          for (const letGo of release) letGo();
          release = [];
        });
        open--;
        const body = Buffer.from(request.body)
          .toString()
          .replace('<TransactionMode>Request', '<TransactionMode>Response')
          .replace('<KeepAlive-Request/>', '<Status><Result><Code>200</Code></Result></Status>');
        return {
          status: 200,
          headers: [['Content-Type', 'application/vnd.wv.csp.xml']],
          body: Buffer.from(body),
        };
      };
      await Promise.all([1, 2, 3].map(() => client.request('KeepAlive-Request', {})));
      expect(most).toBe(1);
      together = 3;
      await Promise.all([1, 2, 3].map(() => client.request('KeepAlive-Request', {}, { unqueued: true })));
      expect(most).toBe(3);
    });
  });

  describe('a request that is not answered', () => {
    it.each([
      ['http-status', { status: 503 }, 'HTTP 503 Service Unavailable'],
      ['empty', { status: 200 }, 'HTTP 200 with an empty body'],
      ['unreadable', { status: 200, body: Buffer.from('<html><body>') }, 'cannot be read as a CSP message'],
    ] as const)('fails with "%s"', async (fault, http, message) => {
      const client = await inSession();
      server.on('KeepAlive-Request', () => ({ http }));
      const error = await client.keepAlive().then(
        () => undefined,
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(AnswerError);
      expect(error).toMatchObject({ fault, exchange: client.tap.exchanges.at(-1) });
      expect(String(error)).toContain(message);
      expect(client.session.sessionId).toBe('s-1');
    });

    it('fails with "no-transaction" when the TransactionID is another, and tells which came', async () => {
      const client = await inSession();
      server.on('KeepAlive-Request', (t) => ({
        transactions: [
          { mode: 'Response', id: `${t.id}x`, primitive: { name: 'Status', value: { Result: { Code: 200 } } } },
        ],
      }));
      await expect(client.keepAlive()).rejects.toThrow(/holds only Status 200 .*\(TransactionID "alice-2x"\)/);
    });

    it.each([
      ['in other letters', 'ALICE-2', 'Response'],
      ['missing, in mode Request', undefined, 'Request'],
      ['empty, in mode Response', '', 'Response'],
    ] as const)('is answered all the same when the TransactionID is %s', async (_what, id, mode) => {
      const client = await inSession();
      server.on('KeepAlive-Request', () => ({
        transactions: [{ mode, id, primitive: { name: 'Status', value: { Result: { Code: 402 } } } }],
      }));
      expect((await client.keepAlive()).code).toBe(402);
      expect(client.inbox.all).toEqual([]);
    });

    it('fails with the transport error when the connection is lost', async () => {
      const client = await inSession();
      server.on('KeepAlive-Request', () => ({
        http: { status: 200, raw: Buffer.from('HTTP/1.1 200 OK\r\nContent-'), close: true },
      }));
      await expect(client.keepAlive()).rejects.toThrow(TransportError);
      expect(client.tap.exchanges.at(-1)?.failure?.cause).toBe('closed');
    });

    it('leaves nothing behind: the next request works', async () => {
      const client = await inSession();
      server.on('KeepAlive-Request', () => ({ http: { status: 500 } }));
      await expect(client.keepAlive()).rejects.toThrow(AnswerError);
      expect((await client.request('GetPresence-Request', presence)).code).toBe(200);
    });
  });

  describe('what the server begins', () => {
    const cases: readonly [PrimitiveName, object, PrimitiveName][] = [
      ['NewMessage', newMessage('m1', 'hi').value, 'MessageDelivered'],
      [
        'MessageNotification',
        { MessageInfo: (newMessage('m1', 'hi').value as { MessageInfo: object }).MessageInfo },
        'Status',
      ],
      ['PresenceNotification-Request', { Presence: [{ UserID: 'wv:bob', PresenceSubList: {} }] }, 'Status'],
      ['GroupChangeNotice', { GroupID: 'wv:/g' }, 'Status'],
      ['LeaveGroup-Response', { GroupID: 'wv:/g', Result: { Code: 809 } }, 'Status'],
    ];
    it.each(cases)('%s is answered as the standard says', async (name, value, expected) => {
      const client = await inSession();
      server.queue.push({ name, value } as never);
      const reply = await client.poll();
      expect(reply.initiated.map((r) => r.name)).toEqual([name]);
      expect(server.names()).toEqual(['Login-Request', 'Polling-Request', expected]);
      const answer = server.messages.at(-1)?.envelope.transactions[0];
      expect(answer).toMatchObject({ mode: 'Response', id: 'srv-1' });
      if (expected === 'Status') expect(resultCode(answer?.primitive)).toBe(200);
      if (is(answer?.primitive, 'MessageDelivered')) expect(answer.primitive.value.MessageID).toBe('m1');
      const entry = client.inbox.all[0];
      expect(entry).toMatchObject({ name, exchange: { number: 2 }, answered: { reply: { exchange: { number: 3 } } } });
      expect(entry?.read).toBe(reply.read);
    });

    it('is answered by Status 501 when it is nothing a server may begin', async () => {
      const client = await inSession();
      server.queue.push({ name: 'Logout-Request', value: {} });
      await client.poll();
      expect(resultCode(server.messages.at(-1)?.envelope.transactions[0]?.primitive)).toBe(501);
    });

    it('can be answered otherwise, or not at all, or left alone', async () => {
      const client = await inSession();
      client.respond('NewMessage', (received) =>
        received.transaction.id === 'srv-1' ? { name: 'Status', value: { Result: { Code: 500 } } } : null,
      );
      server.queue.push(newMessage('m1', 'a'), newMessage('m2', 'b'), newMessage('m3', 'c'));
      await client.poll();
      expect(resultCode(server.messages.at(-1)?.envelope.transactions[0]?.primitive)).toBe(500);
      await client.poll();
      expect(server.names().at(-1)).toBe('Polling-Request');
      client.respond('NewMessage');
      await client.poll({ respond: false });
      expect(server.names().at(-1)).toBe('Polling-Request');
      expect(client.inbox.of('NewMessage').map((r) => r.answered?.primitive.name)).toEqual([
        'Status',
        undefined,
        undefined,
      ]);
    });

    it('is answered when it comes in the answer to an answer', async () => {
      const client = await inSession();
      server.chain = true;
      server.queue.push(newMessage('m1', 'a'), newMessage('m2', 'b'), newMessage('m3', 'c'));
      await client.poll();
      expect(server.names().slice(1)).toEqual([
        'Polling-Request',
        'MessageDelivered',
        'MessageDelivered',
        'MessageDelivered',
      ]);
    });

    it('without end is an error', async () => {
      const client = await inSession();
      server.chain = true;
      server.queue.push(...Array.from({ length: 300 }, (_, i) => newMessage(`m${i}`, 'again')));
      await expect(client.poll()).rejects.toMatchObject({ fault: 'endless' });
    });

    it('ends the session when it is Disconnect, and is not answered', async () => {
      const client = await inSession();
      server.queue.push({ name: 'Disconnect', value: { Result: { Code: 601 } } });
      await client.poll();
      expect(server.names().at(-1)).toBe('Polling-Request');
      expect(client.session).toMatchObject({
        sessionId: undefined,
        lastSessionId: 's-1',
        ended: { code: 601, by: 'Disconnect' },
      });
      await expect(client.keepAlive()).rejects.toMatchObject({
        fault: 'session-ended',
        message: expect.stringContaining('the server ended the session of alice by Disconnect 601'),
      });
      await client.login();
      expect(client.session).toMatchObject({ sessionId: 's-2', ended: undefined });
    });

    it.each([600, 601, 604])('ends the session when it is refused with %i', async (code) => {
      const client = await inSession();
      server.on('KeepAlive-Request', () => ({ name: 'Status', value: { Result: { Code: code } } }));
      expect((await client.keepAlive()).code).toBe(code);
      expect(client.session.ended?.code).toBe(code);
    });

    it('does not end the session when another SessionID was refused', async () => {
      const client = await inSession();
      server.on('KeepAlive-Request', () => ({ name: 'Status', value: { Result: { Code: 604 } } }));
      expect((await client.keepAlive(undefined, { sessionId: 'never issued' })).code).toBe(604);
      expect(client.session.sessionId).toBe('s-1');
    });
  });

  describe('raw sending', () => {
    it('sends octets with any headers and reads what comes back', async () => {
      const client = await inSession();
      const reply = await client.sendRaw('<not><well-formed>', { contentType: null, headers: [['X-A', 'b']] });
      expect(reply.response.status).toBe(400);
      expect(reply.read).toBeUndefined();
      expect(header(reply.exchange.request.headers, 'Content-Type')).toBeUndefined();
      expect((await client.keepAlive()).code).toBe(200);
    });

    it('sends a whole HTTP request made by hand', async () => {
      const reply = await make().sendRaw('', { request: Buffer.from('GET /csp HTTP/1.1\r\nHost: x\r\n\r\n') });
      expect(reply.response.status).toBe(405);
    });

    it('sends a document with its own session and reads the answer', async () => {
      const client = await inSession();
      const message = server.messages[0]?.document;
      if (message === undefined) throw new Error('the login was not seen');
      const reply = await client.sendDocument(message, { http: { fresh: true } });
      expect(reply.transactions.map((t) => t.primitive.name)).toEqual(['Login-Response']);
      expect(client.session.sessionId).toBe('s-1');
    });
  });

  it.each(VERSIONS)('speaks WBXML in %s just as XML', async (version) => {
    const client = make({ version, syntax: 'wbxml' });
    await client.open({ method: 'four-way' });
    server.queue.push(newMessage('m1', 'häagen'));
    const received = await client.waitFor('NewMessage');
    expect(received.value.ContentData).toBe('häagen');
    expect(received.read).toMatchObject({ syntax: 'wbxml', valid: true });
    expect((await client.logout()).code).toBe(200);
    for (const { request } of server.messages) {
      expect(request.body[0]).toBeLessThan(4);
      expect(header(request.headers, 'Content-Type')).toMatch(/^application\/vnd\.wv\.csp[.+]wbxml$/);
    }
  });

  it.each(VERSIONS)('reads the Poll flag where %s has it', async (version) => {
    const client = await inSession({ version });
    server.queue.push(newMessage('m1', 'waiting'));
    const answer = await client.keepAlive();
    expect(client.session.pollFlag).toBe(true);
    expect(answer.transaction.poll).toBe(version === '1.1' ? true : undefined);
    await client.poll();
    expect(client.session.pollFlag).toBe(false);
  });

  it('reads the CIR flag', async () => {
    const client = await inSession();
    server.on('Polling-Request', () => ({ transactions: [], poll: true, cir: false }));
    await client.send([{ mode: 'Request', id: '', primitive: { name: 'Polling-Request', value: {} } }]);
    expect(client.session.cir).toBe(false);
  });
});
