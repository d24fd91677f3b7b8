/** Broken and hostile documents of a peer: each is refused, and the session of honest traffic lives on. */
import { afterEach, expect, it } from 'vitest';
import { forUser } from '../../peer/meta.ts';
import { createPeers, until } from '../../testing/peer/peers.ts';
import { createDomains } from '../../testing/server/domains.ts';

const ALPHA = 'alpha.example';
const PAT = 'wv:pat@peer.example';
const NAMESPACE = 'http://www.openmobilealliance.org/DTD/WV-SSP1.3';

const domains = createDomains();
const peers = createPeers();
afterEach(async () => {
  await peers.stop();
  await domains.stop();
  expect(domains.faults.splice(0)).toEqual([]);
});

async function connected() {
  const alpha = await domains.start(ALPHA);
  const peer = await peers.start('peer.example', { users: [{ id: PAT }], addresses: { [ALPHA]: alpha.url } });
  domains.route('peer.example', peer.url);
  const session = await peer.open(ALPHA);
  const post = (inner: string, half = session.ownHalf) =>
    peer.postRaw(
      ALPHA,
      `<WV-SSP-Message xmlns="${NAMESPACE}"><Session sessionID="${half}">${inner}</Session></WV-SSP-Message>`,
    );
  const alive = async () => expect((await peer.keepAlive(ALPHA)).code).toBe(200);
  const codeOf = async (id: string) => {
    const found = () => peer.strays.find(({ transaction }) => transaction.id === id)?.transaction.primitive;
    await until(() => found() !== undefined);
    return found()?.value;
  };
  return { peer, session, post, alive, codeOf };
}

const transaction = (id: string, content: string) =>
  `<Transaction mode="Request" transactionID="${id}">${content}</Transaction>`;

it('an unknown primitive is answered 405, a known one that is not carried out 501', async () => {
  const { post, alive, codeOf } = await connected();
  const meta = `<MetaInfo clientOriginated="Yes"><Requestor serviceID="wv:@peer.example"><User userID="${PAT}"/></Requestor></MetaInfo>`;
  await post(transaction('x', '<TeleportRequest/>') + transaction('y', `<SearchRequest>${meta}</SearchRequest>`));
  expect(await codeOf('x')).toMatchObject({ code: 405 });
  expect(await codeOf('y')).toMatchObject({ code: 501 });
  await alive();
});

it('a request in the name of another domain is refused 901', async () => {
  const { peer, alive } = await connected();
  const MetaInfo = forUser(PAT, 'other.example');
  const answer = await peer.request(ALPHA, 'SubscribeRequest', {
    MetaInfo,
    UserID: [{ userID: 'wv:ann@alpha.example' }],
  });
  expect(answer.code).toBe(901);
  await alive();
});

it('the own half sent back and a doubled attribute are not served', async () => {
  const { peer, session, post, alive } = await connected();
  const keep = transaction('z', '<KeepAliveRequest/>');
  const reflected = await post(keep, session.peerHalf);
  expect(reflected.response?.status ?? 'closed').toBe('closed');
  const doubled = await post(
    '<Transaction mode="Request" mode="Request" transactionID="z"><KeepAliveRequest/></Transaction>',
  );
  expect(doubled.response?.status).toBe(400);
  await alive();
  expect(peer.strays).toEqual([]);
});
