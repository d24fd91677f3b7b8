/** Rights of a peer: whom it may speak for, where it is sent, and how the server finds others. */
import { afterEach, expect, it } from 'vitest';
import { forUser } from '../../peer/meta.ts';
import { isStep } from '../../protocol/ssp/envelope.ts';
import { createPeers, until } from '../../testing/peer/peers.ts';
import { createDomains } from '../../testing/server/domains.ts';
import { sent } from '../../testing/server/messaging.ts';
import { srvLookup } from './srv.ts';

const ALPHA = 'alpha.example';
const PAT = 'wv:pat@peer.example';

const domains = createDomains();
const peers = createPeers();
afterEach(async () => {
  await peers.stop();
  await domains.stop();
  expect(domains.faults.splice(0)).toEqual([]);
});

it('a peer is granted what the operator says, and nothing beyond: 506', async () => {
  const alpha = await domains.start(ALPHA, { relay: { grants: { 'peer.example': ['IMFeat'] } } });
  const peer = await peers.start('peer.example', { users: [{ id: PAT }], addresses: { [ALPHA]: alpha.url } });
  domains.route('peer.example', peer.url);
  const ask = () =>
    peer.request(ALPHA, 'SubscribeRequest', { MetaInfo: forUser(PAT), UserID: [{ userID: 'wv:ann@alpha.example' }] });
  expect((await ask()).code).toBe(506);
  expect(alpha.server.relay?.visitors).toBe(0);
});

it('a peer cannot tell of the presence and groups of others: 901', async () => {
  const alpha = await domains.start(ALPHA);
  const peer = await peers.start('peer.example', { users: [{ id: PAT }], addresses: { [ALPHA]: alpha.url } });
  domains.route('peer.example', peer.url);
  const MetaInfo = { clientOriginated: false, Requestor: { serviceID: 'wv:@peer.example' } };
  const User = [{ userID: 'wv:ann@alpha.example' }];
  const values = [{ userID: 'wv:eve@elsewhere.example', PresenceSubList: {} }];
  const told = await peer.request(ALPHA, 'PresenceNotification', { MetaInfo, User, PresenceValue: values });
  expect(told.code).toBe(901);
  const notice = await peer.request(ALPHA, 'GroupChangeNotice', { MetaInfo, User, groupID: 'wv:x/g@alpha.example' });
  expect(notice.code).toBe(901);
});

it('redirections are followed three times', async () => {
  const alpha = await domains.start(ALPHA);
  const peer = await peers.start('peer.example', {
    users: [{ id: PAT }],
    addresses: { [ALPHA]: alpha.url },
    redirectTo: ['http://127.0.0.1:1/'],
  });
  domains.route('peer.example', peer.url);
  peer.changeSteps((envelope) => {
    if (!isStep(envelope.step, 'LoginResponse')) return envelope;
    const RedirectList = { RedirectAddress: [{ url: peer.url }] };
    return { ...envelope, step: { ...envelope.step, value: { ...envelope.step.value, RedirectList } } };
  });
  sent(alpha.client('ann'), 'hello', { recipient: { User: [{ UserID: PAT }] } });
  const tokens = () =>
    peer.arrivals.filter(({ envelope }) => envelope?.kind === 'setup' && isStep(envelope.step, 'SendSecretToken'));
  await until(() => tokens().length === 4);
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(tokens()).toHaveLength(4);
  expect(new Set(tokens().map(({ envelope }) => JSON.stringify(envelope))).size).toBe(4);
});

it('the server of a domain is the first by priority and weight; none where the service is said not to be there', async () => {
  const asked: string[] = [];
  const lookup = (...records: Parameters<typeof srvLookup>[0] extends (n: string) => Promise<infer R> ? R[] : never) =>
    srvLookup(async (name) => {
      asked.push(name);
      return records.flat();
    });
  const record = (name: string, priority: number, weight: number) => ({ name, port: 9101, priority, weight });
  const found = await lookup([record('c.example', 2, 9), record('a.example', 1, 1), record('b.example', 1, 5)])(
    'x.example',
  );
  expect([found, asked]).toEqual(['http://b.example:9101/', ['_imps-server._tcp.x.example']]);
  expect(await lookup([record('.', 0, 0)])('x.example')).toBeUndefined();
});
