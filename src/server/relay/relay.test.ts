import { afterEach, describe, expect, it } from 'vitest';
import { forUser } from '../../peer/meta.ts';
import type { Peer } from '../../peer/peer.ts';
import type { Dialect, Fact } from '../../protocol/ssp/dialect.ts';
import { isStep, type SspPrimitive, sspPrimitive, sspStep } from '../../protocol/ssp/envelope.ts';
import type { SspValue } from '../../protocol/ssp/types.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { createPeers, until } from '../../testing/peer/peers.ts';
import { codeOf, type TestClient } from '../../testing/server/client.ts';
import { createDomains } from '../../testing/server/domains.ts';
import { polled, reportsTo, send, sent, texts } from '../../testing/server/messaging.ts';
import { detailsOf } from '../../testing/server/stage.ts';
import { defaultDialect } from '../../transport/ssp/dialects.ts';

const ALPHA = 'alpha.example';
const BETA = 'beta.example';
const to = (...users: readonly string[]) => ({ recipient: { User: users.map((UserID) => ({ UserID })) } });

const LOW = <const T>(value: T): Fact<T> => ({ value, confidence: 'low' });

const domains = createDomains();
const peers = createPeers();
afterEach(async () => {
  await peers.stop();
  await domains.stop();
  expect(domains.faults.splice(0)).toEqual([]);
});

/** Polls until something has come to a client. */
async function arrived(client: TestClient): Promise<readonly (string | undefined)[]> {
  const all: (string | undefined)[] = [];
  await until(() => all.push(...texts(client)) > 0);
  return all;
}

/** The content of the first poll that brings anything; it stays unanswered. */
async function brought(client: TestClient): Promise<ReturnType<typeof polled>> {
  const all: ReturnType<typeof polled>[number][] = [];
  await until(() => all.push(...polled(client)) > 0);
  return all;
}

async function reported(client: TestClient): Promise<ReturnType<typeof reportsTo>> {
  const all: ReturnType<typeof reportsTo>[number][] = [];
  await until(() => all.push(...reportsTo(client)) > 0);
  return all;
}

describe('two reference servers', () => {
  it.each(VERSIONS.flatMap((one) => VERSIONS.map((two) => [one, two] as const)))(
    'carry a message of %s to a client of %s, and the report back',
    async (one, two) => {
      const alpha = await domains.start(ALPHA);
      const beta = await domains.start(BETA);
      const ann = alpha.client('ann', one);
      const bo = beta.client('bo', two);
      const id = sent(ann, 'Grüße <nach> Beta & zurück', { ...to('wv:bo@beta.example'), report: true });
      const came = await brought(bo);
      expect(came[0]).toMatchObject({
        data: 'Grüße <nach> Beta & zurück',
        info: {
          MessageID: id,
          ContentType: 'text/plain',
          Sender: { User: { UserID: 'wv:ann@alpha.example' } },
          Recipient: { User: [{ UserID: 'wv:bo@beta.example' }] },
        },
      });
      bo.drain();
      expect(await reported(ann)).toEqual([{ code: 200, id }]);
      expect(alpha.server.relay?.links).toEqual([{ domain: BETA, open: true, queued: 0, unanswered: 0 }]);
    },
  );

  it('serve local recipients at once and send each domain its own, each once', async () => {
    const alpha = await domains.start(ALPHA);
    const beta = await domains.start(BETA);
    const gamma = await domains.start('gamma.example');
    const [ann, al] = [alpha.client('ann'), alpha.client('bo')];
    const [bo, gil] = [beta.client('bo'), gamma.client('ann')];
    const all = ['wv:bo@alpha.example', 'wv:bo@beta.example', 'wv:ann@gamma.example', 'wv:bo@beta.example'];
    sent(ann, 'to all', to(...all));
    expect(texts(al)).toEqual(['to all']);
    expect(await arrived(bo)).toEqual(['to all']);
    const came = await brought(gil);
    expect(came[0]?.info.Recipient).toEqual({ User: [{ UserID: 'wv:ann@gamma.example' }] });
  });

  it('answer 516 for a domain that no way leads to, and report 531 for a user that the other has not', async () => {
    const alpha = await domains.start(ALPHA);
    await domains.start(BETA);
    const ann = alpha.client('ann');
    const answer = send(ann, 'lost', to('wv:x@nowhere.example'));
    expect(codeOf(answer)).toBe(516);
    const mixed = send(ann, 'partly', { ...to('wv:x@nowhere.example', 'wv:nobody@beta.example'), report: true });
    expect([codeOf(mixed), detailsOf(mixed)]).toEqual([201, [{ Code: 516, UserID: ['wv:x@nowhere.example'] }]]);
    expect((await reported(ann)).map(({ code }) => code)).toEqual([531]);
  });

  it('find each other again after one of them was started anew', async () => {
    const alpha = await domains.start(ALPHA);
    const beta = await domains.start(BETA);
    const ann = alpha.client('ann');
    sent(ann, 'before', to('wv:bo@beta.example'));
    expect(await arrived(beta.client('bo'))).toEqual(['before']);
    beta.server.reset();
    sent(ann, 'after', to('wv:bo@beta.example'));
    expect(await arrived(beta.client('bo'))).toEqual(['after']);
  });
});

describe('a reference server and a peer', () => {
  const PAT = 'wv:pat@peer.example';

  async function meet(options: Parameters<typeof domains.start>[1] = {}) {
    const alpha = await domains.start(ALPHA, options);
    const peer = await peers.start('peer.example', { users: [{ id: PAT }], addresses: { [ALPHA]: alpha.url } });
    domains.route('peer.example', peer.url);
    return { alpha, peer, ann: alpha.client('ann') };
  }

  const message = (from = PAT, recipients = ['wv:ann@alpha.example']): SspValue<'SendMessageRequest', '1.3'> => ({
    deliveryReport: true,
    MetaInfo: forUser(from),
    MessageInfo: {
      messageID: 'p-1@peer.example',
      contentType: 'text/plain',
      Recipient: recipients.map((userID) => ({ User: { userID } })),
      Sender: { User: { userID: from } },
      DateTime: { value: '2007-01-23T10:15:00Z' },
    },
    ContentData: { encoding: 'base64', value: 'SGVsbG8=' },
  });

  async function codeFor(peer: Peer, value: object): Promise<number | undefined> {
    return (await peer.request(ALPHA, 'SendMessageRequest', value as never)).code;
  }

  it('exchange messages that bear no finding, whoever opened the session', async () => {
    const { peer, ann } = await meet();
    sent(ann, 'hello', to(PAT));
    const { value, arrival } = await peer.waitFor('SendMessageRequest');
    expect(arrival.read.findings).toEqual([]);
    expect(value).toMatchObject({
      deliveryReport: false,
      MetaInfo: { clientOriginated: true, Requestor: { serviceID: 'wv:@alpha.example' } },
      ContentData: { value: 'hello', contentType: 'text/plain' },
    });
    const answer = await peer.request(ALPHA, 'SendMessageRequest', message());
    expect(answer.arrival.read.findings).toEqual([]);
    expect(answer.as('SendMessageResponse')).toMatchObject({ messageID: 'p-1@peer.example', Status: { code: 200 } });
    const came = await brought(ann);
    expect(came[0]).toMatchObject({ data: 'SGVsbG8=', info: { ContentEncoding: 'BASE64', ContentSize: 5 } });
    ann.drain();
    const report = await peer.waitFor('DeliveryStatusReport');
    expect(report.arrival.read.findings).toEqual([]);
    expect(report.value).toMatchObject({
      DeliveryResult: { Status: { code: 200 } },
      MessageInfo: { messageID: 'p-1@peer.example' },
    });
    expect(peer.sessions.length).toBe(1);
  });

  it('does not let a peer speak for others, nor relay for it', async () => {
    const { peer, ann } = await meet();
    const EVE = 'wv:eve@elsewhere.example';
    expect(await codeFor(peer, message(EVE))).toBe(901);
    expect(await codeFor(peer, { ...message(EVE), MetaInfo: forUser(PAT) })).toBe(901);
    expect(await codeFor(peer, message('wv:ann@alpha.example'))).toBe(901);
    expect(await codeFor(peer, message(PAT, ['wv:x@third.example']))).toBe(516);
    expect(await codeFor(peer, message(PAT, ['wv:nobody@alpha.example']))).toBe(531);
    expect(await codeFor(peer, message(PAT, ['wv:ann@alpha.example', 'wv:nobody@alpha.example']))).toBe(201);
    expect(texts(ann).length).toBe(1);
  });

  it('refuses what it does not know or carry out, and goes on', async () => {
    const { peer } = await meet();
    const unknown = { name: 'FrobnicateRequest', value: {} } as unknown as SspPrimitive;
    await peer.open(ALPHA);
    await peer.send(ALPHA, [{ mode: 'Request', id: 'x1', primitive: unknown }]);
    await until(() => peer.strays.length > 0);
    expect(peer.strays[0]?.transaction.primitive?.value).toEqual({ code: 405 });
    expect((await peer.request(ALPHA, 'SearchRequest', { MetaInfo: forUser(PAT) })).code).toBe(501);
    expect((await peer.postRaw(ALPHA, 'no XML')).response?.status).toBe(400);
    expect((await peer.keepAlive(ALPHA, 60)).as('KeepAliveResponse')).toEqual({
      timeToLive: 60,
      Status: { code: 200 },
    });
    expect((await peer.logout(ALPHA)).code).toBe(200);
    expect(await codeFor(peer, message())).toBe(200);
  });

  it('carries a repeated request out once', async () => {
    const { peer, ann } = await meet();
    await peer.open(ALPHA);
    const primitive = sspPrimitive('SendMessageRequest', message());
    for (let i = 0; i < 2; i++) {
      await peer.send(ALPHA, [{ mode: 'Request', id: 'same', primitive }]);
      await until(() => peer.strays.length > i);
    }
    expect(texts(ann)).toEqual(['SGVsbG8=']);
    expect(peer.strays[1]?.transaction).toEqual(peer.strays[0]?.transaction);
  });

  it('takes a report only about its own messages, from the domain of the recipient', async () => {
    const { peer, ann } = await meet();
    const id = sent(ann, 'hello', { ...to(PAT), report: true });
    const { value } = await peer.waitFor('SendMessageRequest');
    const report = (MessageInfo: object) =>
      peer.request(ALPHA, 'DeliveryStatusReport', {
        MetaInfo: forUser(PAT),
        DeliveryResult: { Status: { code: 200 } },
        MessageInfo: { ...value.MessageInfo, ...MessageInfo },
      });
    expect((await report({ messageID: 'other' })).code).toBe(426);
    expect((await report({ Recipient: [{ User: { userID: 'wv:ann@alpha.example' } }] })).code).toBe(901);
    expect((await report({})).code).toBe(200);
    expect(reportsTo(ann)).toEqual([{ code: 200, id }]);
  });

  it('reports 503 for a message that never could be handed over, 504 for one without an answer', async () => {
    const { alpha, peer, ann } = await meet();
    peer.respond('SendMessageRequest', () => null);
    sent(ann, 'unanswered', { ...to(PAT), report: true, info: { Validity: 60 } });
    await peer.waitFor('SendMessageRequest');
    await until(() => alpha.server.relay?.links[0]?.unanswered === 1);
    alpha.clock.advance(61_000);
    expect((await reported(ann)).map(({ code }) => code)).toEqual([504]);
    await peer.stop();
    alpha.server.reset();
    domains.route('peer.example', 'http://127.0.0.1:9/');
    const again = alpha.client('ann');
    sent(again, 'unreachable', { ...to(PAT), report: true, info: { Validity: 60 } });
    alpha.clock.advance(61_000);
    expect((await reported(again)).map(({ code }) => code)).toEqual([503]);
  });

  it('hands a message over again until it is answered, under the same identifier', async () => {
    const { alpha, peer, ann } = await meet();
    let count = 0;
    peer.respond('SendMessageRequest', () => (++count === 1 ? null : undefined));
    sent(ann, 'once more', to(PAT));
    await peer.waitFor('SendMessageRequest');
    await until(() => alpha.server.relay?.links[0]?.unanswered === 1);
    alpha.clock.advance(31_000);
    await until(() => peer.received.length > 1);
    expect(peer.received.map((r) => [r.transaction.id, r.repeated])).toEqual([
      [peer.received[0]?.transaction.id, false],
      [peer.received[0]?.transaction.id, true],
    ]);
  });

  it('refuses with 503 what finds no room in the queue', async () => {
    const { peer, ann } = await meet({ relay: { limits: { queued: 2 } } });
    peer.respond('SendMessageRequest', () => null);
    expect([1, 2, 3].map((n) => codeOf(send(ann, `number ${n}`, to(PAT))))).toEqual([200, 200, 503]);
  });

  it('opens a session after others began set-ups in the name of the same domain', async () => {
    const { alpha, peer } = await meet();
    const mallory = await peers.start('mallory.example', { addresses: { [ALPHA]: alpha.url } });
    const token = {
      serviceID: 'wv:@peer.example',
      protocol: 'WV-SSP',
      protocolVersion: '1.3',
      SecretToken: { value: 'x' },
    };
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        mallory.post(ALPHA, {
          kind: 'setup',
          version: '1.3',
          mode: 'Request',
          id: `m${i}`,
          step: sspStep('SendSecretToken', token),
        }),
      ),
    );
    // each secret went to the domain itself, which had asked for none
    await until(() => peer.arrivals.filter((arrival) => arrival.refused !== undefined).length === 20);
    expect(await codeFor(peer, message())).toBe(200);
    expect(mallory.arrivals).toEqual([]);
  });

  it.each([
    [
      'answers come in the HTTP response',
      (d: Dialect): Dialect => ({ ...d, answers: { carriedBy: LOW('http-response'), acceptBoth: false } }),
    ],
    ['the half of the receiver is written', (d: Dialect): Dialect => ({ ...d, sessionHalf: LOW('receiver') })],
    [
      'the provider proves in a request',
      (d: Dialect): Dialect => ({
        ...d,
        setup: { ...d.setup, providerLogin: LOW('Request'), providerTransaction: LOW('echo'), digest: LOW('SHA') },
      }),
    ],
  ])('understand each other in a dialect in which %s', async (_, change) => {
    const dialect = change(defaultDialect());
    const alpha = await domains.start(ALPHA, { relay: { dialect } });
    const peer = await peers.start('peer.example', {
      dialect,
      users: [{ id: PAT }],
      addresses: { [ALPHA]: alpha.url },
    });
    domains.route('peer.example', peer.url);
    expect(await codeFor(peer, message())).toBe(200);
    peer.forget(ALPHA);
    sent(alpha.client('ann'), 'hello', to(PAT));
    await peer.waitFor('SendMessageRequest');
    await until(() => alpha.server.relay?.links[0]?.queued === 0);
  });

  it('refuses a wrong digest by silence, HTTP 400 or a Status, as the dialect has it', async () => {
    for (const [value, fault] of [
      ['close', { fault: 'transport' }],
      ['http', { fault: 'transport', message: /HTTP 400/ }],
      ['status', { fault: 'setup', code: 401 }],
    ] as const) {
      const own = defaultDialect();
      const dialect: Dialect = { ...own, setup: { ...own.setup, refusal: LOW(value) } };
      const alpha = await domains.start(ALPHA, { relay: { dialect } });
      const peer = await peers.start('peer.example', { dialect, addresses: { [ALPHA]: alpha.url } });
      domains.route('peer.example', peer.url);
      peer.changeSteps((envelope) => {
        if (!isStep(envelope.step, 'LoginRequest')) return envelope;
        const PasswordDigest = { encoding: 'base64', value: 'AAAA' } as const;
        return { ...envelope, step: sspStep('LoginRequest', { ...envelope.step.value, PasswordDigest }) };
      });
      await expect(peer.open(ALPHA)).rejects.toMatchObject(fault);
      expect(alpha.server.relay?.links[0]?.open).toBe(false);
      await peers.stop();
      await domains.stop();
    }
  });
});
