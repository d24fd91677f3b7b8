/** Presence, groups and invitations between users of several domains. */
import { afterEach, describe, expect, it } from 'vitest';
import type { PrimitiveName } from '../../protocol/messages/envelope.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { until } from '../../testing/peer/peers.ts';
import { codeOf, type TestClient } from '../../testing/server/client.ts';
import { createDomains } from '../../testing/server/domains.ts';
import { createWires } from '../../testing/server/wires.ts';

const ALPHA = 'alpha.example';
const BETA = 'beta.example';
const ANN = 'wv:ann@alpha.example';
const BO = 'wv:bo@beta.example';

const domains = createDomains(createWires());
afterEach(async () => {
  await domains.stop();
  expect(domains.faults.splice(0)).toEqual([]);
});

async function two(versions: readonly ['1.1' | '1.2' | '1.3', '1.1' | '1.2' | '1.3'] = ['1.2', '1.2']) {
  const alpha = await domains.start(ALPHA);
  const beta = await domains.start(BETA);
  return { alpha, beta, ann: alpha.client('ann', versions[0]), bo: beta.client('bo', versions[1]) };
}

/** Everything that comes to a client until one of that name is there, as plain data. */
async function brings(client: TestClient, name: string): Promise<Record<string, unknown>> {
  let found: unknown;
  await until(() => {
    for (const one of client.drain()) if (one.name === name) found ??= one.value;
    return found !== undefined;
  });
  return found as Record<string, unknown>;
}

/** The final answer to a request: in time, as over HTTP. */
async function asks(client: TestClient, name: PrimitiveName, value: object) {
  return client.requestInTime(name, value as never);
}

const users = (version: string, ...ids: readonly string[]) =>
  version === '1.3' ? { UserIDList: { UserID: ids } } : { User: ids.map((UserID) => ({ UserID })) };

describe('presence across domains', () => {
  it.each(VERSIONS.flatMap((one) => VERSIONS.map((other) => [one, other] as const)))(
    'a watcher of %s follows a publisher of %s, reads, and follows no longer',
    async (one, other) => {
      const { ann, bo } = await two([one, other]);
      const attributes =
        other === '1.3'
          ? { StatusText: { Qualifier: true, PresenceValue: 'busy' } }
          : { StatusText: { Qualifier: true, PresenceValue: 'busy' } };
      bo.request('UpdatePresence-Request', { PresenceSubList: attributes } as never);
      const list =
        other === '1.3'
          ? { UserIDList: { UserID: [ANN] }, PresenceSubList: { StatusText: {} }, DefaultList: false }
          : { UserID: ANN, PresenceSubList: { StatusText: {} }, DefaultList: false };
      expect(codeOf(bo.request('CreateAttributeList-Request', list as never))).toBe(200);
      const wanted = { PresenceSubList: { StatusText: {} }, ...(one === '1.1' ? {} : { AutoSubscribe: false }) };
      expect(codeOf(await asks(ann, 'SubscribePresence-Request', { ...users(one, BO), ...wanted }))).toBe(200);
      const shown = (text: string) => [
        { UserID: BO, PresenceSubList: [{ StatusText: { Qualifier: true, PresenceValue: text } }] },
      ];
      expect((await brings(ann, 'PresenceNotification-Request')).Presence).toEqual(shown('busy'));
      bo.request('UpdatePresence-Request', {
        PresenceSubList: { StatusText: { Qualifier: true, PresenceValue: 'free' } },
      } as never);
      expect((await brings(ann, 'PresenceNotification-Request')).Presence).toEqual(shown('free'));
      const { PresenceSubList } = wanted;
      const read = await asks(ann, 'GetPresence-Request', { ...users(one, BO), PresenceSubList });
      expect([codeOf(read), (read.value as { Presence?: unknown }).Presence]).toEqual([200, shown('free')]);
      expect(codeOf(ann.request('UnsubscribePresence-Request', users(one, BO) as never))).toBe(200);
    },
  );

  it('a subscription to a user who does not exist is refused with 531, to a domain that is not reached with 516', async () => {
    const { ann } = await two();
    const ask = (user: string) =>
      asks(ann, 'SubscribePresence-Request', { ...users('1.2', user), AutoSubscribe: false });
    expect(codeOf(await ask('wv:nobody@beta.example'))).toBe(531);
    expect(codeOf(await ask('wv:x@nowhere.example'))).toBe(516);
  });
});

describe('groups across domains', () => {
  it.each(VERSIONS.flatMap((one) => VERSIONS.map((other) => [one, other] as const)))(
    'a user of %s joins, writes to, hears and leaves a group of one of %s',
    async (one, other) => {
      const { ann, bo } = await two([one, other]);
      const GroupID = 'wv:bo/club@beta.example';
      const name = (SName: string) => ({ SName, GroupID });
      const made = bo.request('CreateGroup-Request', {
        GroupID,
        GroupProperties: { Property: [{ Name: 'Name', Value: 'Club' }] },
        JoinGroup: true,
        ScreenName: name('Boss'),
        SubscribeNotification: true,
      } as never);
      expect(codeOf(made)).toBe(200);
      const joined = await asks(ann, 'JoinGroup-Request', {
        GroupID,
        ScreenName: name('Annie'),
        JoinedRequest: true,
        SubscribeNotification: true,
      });
      expect(joined.name).toBe('JoinGroup-Response');
      expect(JSON.stringify(joined.value)).toContain('Boss');
      expect(JSON.stringify(await brings(bo, 'GroupChangeNotice'))).toContain('Annie');
      const info = { ContentType: 'text/plain', ContentSize: 2, Recipient: { Group: [{ GroupID }] } };
      const sender = (s: string) => ({ Sender: { Group: { ScreenName: name(s) } } });
      const answer = await asks(ann, 'SendMessage-Request', {
        DeliveryReport: false,
        MessageInfo: { ...info, ...sender('Annie') },
        ContentData: 'Hi',
      });
      expect(codeOf(answer)).toBe(200);
      const heard = await brings(bo, 'NewMessage');
      expect(heard).toMatchObject({
        ContentData: 'Hi',
        MessageInfo: { Recipient: { Group: [{ GroupID }] }, Sender: { Group: { ScreenName: name('Annie') } } },
      });
      bo.request('SendMessage-Request', {
        DeliveryReport: false,
        MessageInfo: { ...info, ...sender('Boss') },
        ContentData: 'Yo',
      } as never);
      expect(await brings(ann, 'NewMessage')).toMatchObject({
        ContentData: 'Yo',
        MessageInfo: { Recipient: { Group: [{ GroupID }] }, Sender: { Group: { ScreenName: name('Boss') } } },
      });
      const left = await asks(ann, 'LeaveGroup-Request', { GroupID });
      expect([left.name, codeOf(left)]).toEqual(['LeaveGroup-Response', 200]);
      expect(JSON.stringify(await brings(bo, 'GroupChangeNotice'))).toContain('Left');
      expect(codeOf(await asks(ann, 'LeaveGroup-Request', { GroupID }))).toBe(808);
    },
  );
});

describe('invitations across domains', () => {
  it.each(VERSIONS.flatMap((one) => VERSIONS.map((other) => [one, other] as const)))(
    'a user of %s invites one of %s, who accepts, and takes the invitation back',
    async (one, other) => {
      const { ann, bo } = await two([one, other]);
      const invitation = {
        InviteID: 'i-1',
        InviteType: 'SC',
        Recipient: { User: [{ UserID: BO }] },
        URLList: { URL: ['http://alpha.example/picture'] },
        ...(one === '1.3' && { Sender: { User: { UserID: ANN } } }),
      };
      expect(codeOf(await asks(ann, 'Invite-Request', invitation))).toBe(200);
      expect(await brings(bo, 'InviteUser-Request')).toMatchObject({
        InviteID: 'i-1',
        InviteType: 'SC',
        Sender: { User: { UserID: ANN } },
        URLList: { URL: ['http://alpha.example/picture'] },
      });
      const accepted = {
        InviteID: 'i-1',
        Acceptance: true,
        ...(other === '1.3' && { Recipient: { User: [{ UserID: ANN }] } }),
      };
      expect(codeOf(bo.request('InviteUser-Response', accepted as never))).toBe(200);
      expect(await brings(ann, 'Invite-Response')).toMatchObject({
        InviteID: 'i-1',
        Acceptance: true,
        Sender: { User: { UserID: BO } },
      });
      const back = { InviteID: 'i-1', Recipient: { User: [{ UserID: BO }] } };
      expect(codeOf(ann.request('CancelInvite-Request', back as never))).toBe(200);
      expect(await brings(bo, 'CancelInviteUser-Request')).toMatchObject({ InviteID: 'i-1' });
    },
  );

  it('one of a user who does not exist is refused with 531', async () => {
    const { ann } = await two();
    const invitation = { InviteID: 'i', InviteType: 'IM', Recipient: { User: [{ UserID: 'wv:nobody@beta.example' }] } };
    expect(codeOf(await asks(ann, 'Invite-Request', invitation))).toBe(531);
  });
});

describe('three domains, one without groups and one that only relays', () => {
  const HUB = 'hub.example';

  /** Alpha has groups, beta has none and uses those of alpha; the hub knows both, and they know the hub alone. */
  async function three() {
    const quiet = { apart: true };
    const hub = await domains.start(HUB, {
      ...quiet,
      users: [],
      relay: { relays: true, providers: { [BETA]: { GroupFeat: ALPHA } } },
    });
    const alpha = await domains.start(ALPHA, {
      ...quiet,
      relay: { domains: { [HUB]: hub.url }, routes: { [BETA]: HUB }, serves: { GroupFeat: [BETA] } },
    });
    const beta = await domains.start(BETA, {
      ...quiet,
      without: ['groups'],
      relay: { domains: { [HUB]: hub.url }, routes: { [ALPHA]: HUB }, services: { GroupFeat: ALPHA } },
    });
    hub.server.relay?.route(ALPHA, alpha.url);
    hub.server.relay?.route(BETA, beta.url);
    return { hub, alpha, beta, ann: alpha.client('ann'), bo: beta.client('bo') };
  }

  it('carry messages with reports, presence and invitations over the hub', async () => {
    const { hub, ann, bo } = await three();
    const Sender = { User: { UserID: ANN } };
    const info = { ContentType: 'text/plain', ContentSize: 2, Recipient: { User: [{ UserID: BO }] }, Sender };
    const sent = await asks(ann, 'SendMessage-Request', { DeliveryReport: true, MessageInfo: info, ContentData: 'Hi' });
    expect(codeOf(sent)).toBe(200);
    expect(await brings(bo, 'NewMessage')).toMatchObject({ ContentData: 'Hi' });
    expect(await brings(ann, 'DeliveryReport-Request')).toMatchObject({ Result: { Code: 200 } });
    const invitation = { InviteID: 'i', InviteType: 'IM', Recipient: { User: [{ UserID: BO }] } };
    expect(codeOf(await asks(ann, 'Invite-Request', invitation))).toBe(200);
    await brings(bo, 'InviteUser-Request');
    bo.request('InviteUser-Response', { InviteID: 'i', Acceptance: false } as never);
    expect(await brings(ann, 'Invite-Response')).toMatchObject({ Acceptance: false });
    await until(() => hub.server.relay?.links.every(({ queued }) => queued === 0) === true);
  });

  it('a user of the domain without groups creates one, and others meet there', async () => {
    const { ann, bo } = await three();
    const GroupID = 'wv:bo/club@beta.example';
    const name = (SName: string) => ({ SName, GroupID });
    const made = await asks(bo, 'CreateGroup-Request', {
      GroupID,
      GroupProperties: { Property: [{ Name: 'Name', Value: 'Club' }] },
      JoinGroup: true,
      ScreenName: name('Boss'),
      SubscribeNotification: true,
    });
    expect(codeOf(made)).toBe(200);
    const joining = { GroupID, ScreenName: name('Annie'), JoinedRequest: true, SubscribeNotification: true };
    const joined = await asks(ann, 'JoinGroup-Request', joining);
    expect(joined.name).toBe('JoinGroup-Response');
    expect(JSON.stringify(await brings(bo, 'GroupChangeNotice'))).toContain('Annie');
    const say = (SName: string, ContentData: string) => ({
      DeliveryReport: false,
      MessageInfo: {
        ContentType: 'text/plain',
        ContentSize: 2,
        Recipient: { Group: [{ GroupID }] },
        Sender: { Group: { ScreenName: name(SName) } },
      },
      ContentData,
    });
    expect(codeOf(await asks(ann, 'SendMessage-Request', say('Annie', 'Hi')))).toBe(200);
    expect(await brings(bo, 'NewMessage')).toMatchObject({ ContentData: 'Hi' });
    expect(codeOf(await asks(bo, 'SendMessage-Request', say('Boss', 'Yo')))).toBe(200);
    expect(await brings(ann, 'NewMessage')).toMatchObject({ ContentData: 'Yo' });
    expect(codeOf(await asks(bo, 'DeleteGroup-Request', { GroupID }))).toBe(200);
    expect(await brings(ann, 'LeaveGroup-Response')).toMatchObject({ Result: { Code: 800 } });
  });
});
