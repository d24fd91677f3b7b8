import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SspPrimitive, sspPrimitive } from '../protocol/ssp/envelope.ts';
import type { SspValue } from '../protocol/ssp/types.ts';
import { createPeers, until } from '../testing/peer/peers.ts';
import { realClock } from './clock.ts';
import { forDomain, forUser } from './meta.ts';
import type { Peer } from './peer.ts';

const ALPHA = 'alpha.example';
const BETA = 'beta.example';
const ANN = 'wv:ann@alpha.example';
const PAT = 'wv:pat@beta.example';

function message(to: readonly string[], from = ANN): SspValue<'SendMessageRequest', '1.3'> {
  return {
    deliveryReport: true,
    MetaInfo: forUser(from),
    MessageInfo: {
      messageID: 'm-31@alpha.example',
      contentType: 'text/plain',
      Recipient: to.map((userID) => ({ User: { userID } })),
      Sender: { User: { userID: from } },
      DateTime: { value: '2007-01-23T10:15:00Z' },
    },
    ContentData: { encoding: 'base64', value: 'SGVsbG8gUGF0' },
  };
}

describe('two peers with a session', () => {
  const peers = createPeers();
  let alpha: Peer;
  let beta: Peer;

  beforeEach(async () => {
    alpha = await peers.start(ALPHA);
    beta = await peers.start(BETA, {
      users: [
        {
          id: PAT,
          presence: { OnlineStatus: [{ Qualifier: true, PresenceValue: 'T' }] },
          profile: { Terminal: 'phone' },
        },
      ],
    });
  });
  afterEach(() => peers.stop());

  it('exchange a message and its report: a first request opens the session', async () => {
    const sent = alpha.request(BETA, 'SendMessageRequest', message([PAT]));
    const { value, domain } = await beta.waitFor('SendMessageRequest');
    expect(domain).toBe(ALPHA);
    expect(value.ContentData).toEqual({ encoding: 'base64', value: 'SGVsbG8gUGF0' });
    expect((await sent).as('SendMessageResponse')).toEqual({ messageID: 'm-31@alpha.example', Status: { code: 200 } });
    const reported = await beta.request(ALPHA, 'DeliveryStatusReport', {
      MetaInfo: forUser(PAT),
      DeliveryResult: { Status: { code: 200 } },
      MessageInfo: value.MessageInfo,
    });
    expect(reported.code).toBe(200);
    expect((await alpha.waitFor('DeliveryStatusReport')).value.DeliveryResult.Status.code).toBe(200);
    expect(beta.sessions.length).toBe(1);
  });

  it.each([
    [[PAT, 'wv:nobody@beta.example'], 201],
    [['wv:nobody@beta.example'], 900],
    [['pat@Beta.Example'], 200],
  ])('answer by the users that exist: %j', async (to, code) => {
    const answer = await alpha.request(BETA, 'SendMessageRequest', message(to));
    expect(answer.code).toBe(code);
  });

  it('give the presence and the profile of their users', async () => {
    const MetaInfo = forUser(ANN);
    const got = await alpha.request(BETA, 'GetPresenceRequest', { MetaInfo, VerUserID: [{ userID: PAT }] });
    expect(got.as('GetPresenceResponse').PresenceValue).toEqual([
      { userID: PAT, PresenceSubList: { OnlineStatus: [{ Qualifier: true, PresenceValue: 'T' }] } },
    ]);
    await alpha.updateUserProfile(BETA, { id: PAT, profile: { Privacy: 'high' } });
    const profile = (await alpha.getUserProfile(BETA, [PAT])).as('GetUserProfileResponse').UserProfile;
    expect(profile).toEqual([
      {
        userID: PAT,
        Property: [
          { Name: 'Terminal', Value: 'phone' },
          { Name: 'Privacy', Value: 'high' },
        ],
      },
    ]);
  });

  it('discover what the other has, agree on some of it, and keep to that', async () => {
    expect(await alpha.discover(BETA)).toEqual(['FundamentalFeat', 'PresenceFeat', 'IMFeat', 'GroupFeat']);
    expect(await alpha.negotiate(BETA, ['PresenceFeat', 'TimeTravelFeat'])).toEqual(['PresenceFeat']);
    expect((await alpha.request(BETA, 'SendMessageRequest', message([PAT]))).code).toBe(506);
    const MetaInfo = forUser(ANN);
    expect((await alpha.request(BETA, 'SubscribeRequest', { MetaInfo, UserID: [{ userID: PAT }] })).code).toBe(200);
  });

  it.each([
    ['a user of another domain in Requestor', { ...message([PAT]), MetaInfo: forUser('wv:eve@gamma.example') }],
    ['another domain in Requestor', { ...message([PAT]), MetaInfo: forDomain('gamma.example') }],
    ['a sender of the receiving domain', { ...message([PAT], PAT), MetaInfo: forUser(ANN) }],
  ])('refuse %s with 901', async (_, value) => {
    const answer = await alpha.request(BETA, 'SendMessageRequest', value as never);
    expect([answer.primitive.name, answer.code]).toEqual(['Status', 901]);
  });

  it('answer 405 to what nobody knows and 501 to what they do not carry out', async () => {
    const unknown = { name: 'FrobnicateRequest', value: {} } as unknown as SspPrimitive;
    await alpha.open(BETA);
    await alpha.send(BETA, [{ mode: 'Request', id: 'x1', primitive: unknown }]);
    await until(() => alpha.strays.length > 0);
    expect(alpha.strays[0]?.transaction).toMatchObject({
      id: 'x1',
      primitive: { name: 'Status', value: { code: 405 } },
    });
    expect((await alpha.request(BETA, 'SearchRequest', { MetaInfo: forUser(ANN) })).code).toBe(501);
    expect(
      (await alpha.request(BETA, 'GetGroupPropsRequest', { MetaInfo: forUser(ANN), groupID: 'wv:/g@beta.example' }))
        .code,
    ).toBe(800);
  });

  it('answer as a script says: late, otherwise, or never', async () => {
    beta.respond('SendMessageRequest', async ({ value }) => {
      await new Promise((resolve) => setImmediate(resolve));
      return sspPrimitive('SendMessageResponse', {
        messageID: value.MessageInfo.messageID ?? '',
        Status: { code: 410 },
      });
    });
    expect((await alpha.request(BETA, 'SendMessageRequest', message([PAT]))).code).toBe(410);
    beta.respond('SendMessageRequest', () => null);
    const silent = alpha.request(BETA, 'SendMessageRequest', message([PAT]), { bound: 40 });
    await expect(silent).rejects.toMatchObject({ fault: 'timeout', message: /SendMessageRequest .* 40 ms/ });
    beta.respond('SendMessageRequest', undefined);
    expect((await alpha.request(BETA, 'SendMessageRequest', message([PAT]))).code).toBe(200);
  });

  it('match answers by their identifiers, in whatever order they come', async () => {
    await alpha.open(BETA);
    const answer = (code: number) => sspPrimitive('Status', { code });
    let first: (answer: SspPrimitive) => void = () => {};
    beta.respond('LogoutRequest', () => null);
    beta.respond('StopSearchRequest', ({ value }) =>
      value.SearchID.searchID === '1' ? new Promise((resolve) => (first = resolve)) : answer(424),
    );
    const stop = (searchID: string) =>
      alpha.request(BETA, 'StopSearchRequest', { MetaInfo: forUser(ANN), SearchID: { searchID } });
    const one = stop('1');
    await beta.waitFor('StopSearchRequest');
    const two = stop('2');
    expect((await two).code).toBe(424);
    first(answer(200));
    expect((await one).code).toBe(200);
  });

  it('carry a repeated request out once, and answer it twice', async () => {
    await alpha.open(BETA);
    let count = 0;
    beta.respond('SendMessageRequest', () => {
      count++;
      return undefined;
    });
    const primitive = sspPrimitive('SendMessageRequest', message([PAT]));
    for (let i = 0; i < 2; i++) {
      await alpha.send(BETA, [{ mode: 'Request', id: 'same', primitive }]);
      await until(() => alpha.strays.length > i);
    }
    expect(count).toBe(1);
    expect(beta.received.map((r) => r.repeated)).toEqual([false, true]);
    expect(alpha.strays[1]?.transaction).toEqual(alpha.strays[0]?.transaction);
  });

  it('serve several transactions of a document, and skip those without identifier or content', async () => {
    await alpha.open(BETA);
    const keep = sspPrimitive('KeepAliveRequest', {});
    await alpha.send(BETA, [
      { mode: 'Request', id: 'k1', primitive: keep },
      { mode: 'Request', id: undefined, primitive: keep },
      { mode: 'Request', id: 'k2', primitive: undefined },
      { mode: 'Response', id: 'nobody-asked', primitive: sspPrimitive('Status', { code: 200 }) },
      { mode: 'Request', id: 'k3', primitive: keep },
    ]);
    await until(() => alpha.strays.length === 2);
    expect(alpha.strays.map((stray) => stray.transaction.id)).toEqual(['k1', 'k3']);
    expect(beta.strays.length).toBe(1);
  });

  it('do not serve a half that is unknown, their own, or of another domain; the session of honest traffic lives on', async () => {
    const session = await alpha.open(BETA);
    const keep = [{ mode: 'Request', id: 'k', primitive: sspPrimitive('KeepAliveRequest', {}) }] as const;
    const wrong = [session.peerHalf, 'x@alpha.example', session.ownHalf.replace(ALPHA, 'gamma.example')];
    for (const sessionId of wrong) {
      await expect(alpha.send(BETA, keep, { sessionId })).rejects.toMatchObject({ fault: 'transport' });
    }
    expect(beta.received).toEqual([]);
    expect((await alpha.keepAlive(BETA)).code).toBe(200);
  });

  it('answer octets that are no SSP with HTTP 400 or 415, and go on', async () => {
    await alpha.open(BETA);
    const statusOf = async (body: string, options = {}) => (await alpha.postRaw(BETA, body, options)).response?.status;
    expect(await statusOf('no XML')).toBe(400);
    expect(await statusOf('<WV-CSP-Message/>')).toBe(400);
    expect(await statusOf('<WV-SSP-Message xmlns="urn:x"><a></WV-SSP-Message>')).toBe(400);
    expect(await statusOf('<x/>', { contentType: 'application/vnd.wv.csp.xml' })).toBe(415);
    expect(await statusOf(`<a>${'x'.repeat(2_000_000)}</a>`)).toBe(413);
    expect((await alpha.keepAlive(BETA)).code).toBe(200);
  });

  it('end a session by logout, by disconnect, or without a word', async () => {
    const first = await alpha.open(BETA);
    expect((await alpha.logout(BETA)).code).toBe(200);
    expect([alpha.sessions, beta.sessions]).toEqual([[], []]);
    const second = await alpha.open(BETA);
    expect(second.ownHalf).not.toBe(first.ownHalf);
    expect((await beta.disconnect(ALPHA)).code).toBe(200);
    expect((await alpha.waitFor('Disconnect')).value.Status.code).toBe(601);
    expect(alpha.sessions).toEqual([]);
    await alpha.open(BETA);
    beta.forget(ALPHA);
    await expect(alpha.keepAlive(BETA)).rejects.toMatchObject({ fault: 'transport' });
  });

  it('close what was idle too long, where they are told to', async () => {
    let now = 0;
    const clock = { now: () => now, after: realClock.after };
    const gamma = await peers.start('gamma.example', { expires: true, timeToLive: 60, clock });
    await gamma.open(ALPHA);
    now = 60_000;
    expect((await gamma.keepAlive(ALPHA, 30)).code).toBe(200);
    expect(gamma.sessions[0]?.timeToLive).toBe(30);
    now = 90_001;
    expect(gamma.sessions).toEqual([]);
  });

  it('share a port with CSP', async () => {
    const gamma = await peers.start('gamma.example');
    await gamma.stop();
    await gamma.start(() => ({ status: 200, body: new TextEncoder().encode('CSP') }));
    const csp = await alpha.postRaw(gamma.url, '<x/>', { contentType: 'application/vnd.wv.csp.xml' });
    expect(new TextDecoder().decode(csp.response?.body)).toBe('CSP');
    await alpha.open('gamma.example');
  });

  it('hold sessions with several domains at once', async () => {
    const gamma = await peers.start('gamma.example', { users: [{ id: 'wv:gil@gamma.example' }] });
    const answers = await Promise.all([
      alpha.request(BETA, 'SendMessageRequest', message([PAT])),
      alpha.request('gamma.example', 'SendMessageRequest', message(['wv:gil@gamma.example'])),
      gamma.request(BETA, 'SendMessageRequest', message([PAT], 'wv:gil@gamma.example')),
    ]);
    expect(answers.map((answer) => answer.code)).toEqual([200, 200, 200]);
    expect(beta.sessions.map((session) => session.domain).sort()).toEqual([ALPHA, 'gamma.example']);
  });
});
