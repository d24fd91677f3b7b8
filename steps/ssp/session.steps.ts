/** Steps about sessions between servers. */
import { Then, When } from '@cucumber/cucumber';
import type { PeerAnswer, PeerSession } from '../../src/peer/types.ts';
import { issuerOf } from '../../src/protocol/ssp/addresses.ts';
import { changesStep, mark, nameOfArrival, sendLoosely, stepsAt, tries } from '../support/peers.ts';
import type { Party, World } from '../support/world.ts';
import { beginsAgain, sessionDocuments } from './session.ts';

const ENDED = 'session:ended';

When('the peer opens a session', async function (this: World) {
  await (await this.peer()).session();
});

When('the peer gets the secret of the server and answers with a wrong digest', async function (this: World) {
  const peer = await this.peer();
  changesStep(peer, 'LoginRequest', (value) => ({
    ...value,
    PasswordDigest: { encoding: 'base64' as const, value: 'wrong' },
  }));
  await tries(peer);
  peer.peer.changeSteps(undefined);
});

When(
  /^([YZ]) sends ([A-D]) the text "([^"]*)" under the half of (the peer with another domain|the server|the session that ended)$/,
  async function (this: World, letter: 'Y' | 'Z', to: Party['key'], label: string, which: string) {
    const peer = await this.peer();
    const { ownHalf, peerHalf } = which.endsWith('ended') ? this.kept<PeerSession>(ENDED) : await peer.session();
    const [local = ''] = ownHalf.split('@');
    const half =
      which === 'the server' ? peerHalf : which.endsWith('domain') ? `${local}@other-${peer.domain}` : ownHalf;
    await sendLoosely(this, peer, half, { label, from: peer.user(letter), to: [this.party(to).user] });
  },
);

When('the peer sends a keep-alive', async function (this: World) {
  const peer = await this.peer();
  await peer.session();
  this.keep('peer:answer', await peer.until(peer.peer.keepAlive(peer.home)));
});

When('the peer logs out', async function (this: World) {
  const peer = await this.peer();
  this.keep(ENDED, await peer.session());
  const { home } = peer;
  const answer = await peer.until(peer.peer.logout(home));
  this.keep('peer:answer', answer);
  if (!answer.success) peer.peer.forget(home);
  mark(this, peer);
});

Then('the half of the server has a local part and the domain of the server', async function (this: World) {
  const peer = await this.peer();
  const [step] = stepsAt(peer, 'LoginResponse', 'Response').slice(-1);
  const half = step?.step.value.sessionID ?? '';
  const fits = issuerOf(half) === this.ixit.domain.toLowerCase();
  this.expect.that(fits, `local part@${this.ixit.domain}`, `sessionID ${half}`, step && peer.place(step.arrival));
});

Then('a message comes to the peer', async function (this: World) {
  await (await this.peer()).receives('SendMessageRequest');
});

Then('every document of the server bears its own half', async function (this: World) {
  const peer = await this.peer();
  const { peerHalf, ownHalf } = await peer.session();
  const wanted = peer.ssp.dialect.sessionHalf.value === 'sender' ? peerHalf : ownHalf;
  const documents = sessionDocuments(peer);
  this.expect.that(documents.length > 1, 'a request and a response of the server', `${documents.length} documents`);
  for (const { sessionId, arrival } of documents) {
    this.expect.equal('sessionID', sessionId, wanted, peer.place(arrival));
  }
});

Then('it is observed that it is confirmed with a time-to-live', function (this: World) {
  const { primitive, code } = this.kept<PeerAnswer>('peer:answer');
  const granted = primitive.name === 'KeepAliveResponse' ? primitive.value : undefined;
  const shown = `${primitive.name} ${code ?? ''}`.trim();
  if (granted === undefined || code !== 200) this.observe('KeepAliveResponse 200', shown);
});

Then('it is observed that the logout is answered with 200', function (this: World) {
  const { primitive, code } = this.kept<PeerAnswer>('peer:answer');
  if (code !== 200) this.observe('Status 200', `${primitive.name} ${code ?? ''}`.trim());
});

Then('it is observed that the server begins a set-up with a new secret', async function (this: World) {
  const peer = await this.peer();
  const first = await beginsAgain(this, peer);
  const secrets = stepsAt(peer, 'SendSecretToken').map(({ step }) => step.value.SecretToken?.value);
  if (first === undefined) this.observe('a set-up', 'no document');
  else if (nameOfArrival(first) !== 'SendSecretToken (Request)')
    this.observe('SendSecretToken (Request)', nameOfArrival(first));
  else if (new Set(secrets).size < secrets.length) this.observe('a new secret', 'a secret used before');
});
