/** Steps about the transport between servers. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Arrival, PeerAnswer } from '../../src/peer/types.ts';
import { nameOfArrival } from '../support/peers.ts';
import type { Party, World } from '../support/world.ts';
import { flawedBody, messageOctets, postedExchange, postOctets, sentByPeer } from './transport.ts';

Given('clients and servers reach the server at one port', function (this: World) {
  const { ssp, address } = this.ixit;
  if (ssp === undefined || new URL(ssp.address).host !== new URL(address).host) {
    this.untestable('ixit.ssp.address', 'clients and servers have ports of their own');
  }
});

When(
  'the peer sends {party} the text {string} at the port for clients',
  async function (this: World, to: Party, label: string) {
    const peer = await this.peer();
    await postOctets(this, peer, await messageOctets(this, peer, to, label), this.ixit.address);
  },
);

Then('the HTTP answer holds no message for clients', function (this: World) {
  const { response, number } = postedExchange(this);
  const holds = Buffer.from(response?.body ?? []).includes('WV-CSP-Message');
  this.expect.that(!holds, 'no WV-CSP-Message', 'WV-CSP-Message', { exchange: number, side: 'response' });
});

Then('every document of the peer was acknowledged with HTTP 2xx', async function (this: World) {
  await (await this.peer()).settle();
  const all = sentByPeer(this);
  this.expect.that(all.length > 2, 'documents of the peer', `${all.length}`);
  for (const { number, response, failure } of all) {
    const { status } = response ?? { status: undefined };
    const fits = status !== undefined && status >= 200 && status < 300;
    const observed = status === undefined ? (failure?.message ?? 'no answer') : `HTTP ${status}`;
    this.expect.that(fits, 'HTTP 2xx', observed, { exchange: number, side: 'response' });
    if ((response?.body.length ?? 0) > 0) this.note('HTTP answers hold documents; none need be there');
  }
});

Then('it is observed whether the answer came in a POST', function (this: World) {
  const { arrival } = this.kept<PeerAnswer>('peer:answer');
  if (arrival.carriedBy !== 'post') this.observe('a POST of the server', 'the HTTP answer to the request');
});

When(
  /^the peer posts (no XML|XML that is cut off|a document with the document element Foo|a document without set-up and session)$/,
  async function (this: World, what: string) {
    const peer = await this.peer();
    await postOctets(this, peer, await flawedBody(this, peer, what));
  },
);

Then('the POST is refused with HTTP 400, and no document comes for it', async function (this: World) {
  const peer = await this.peer();
  await peer.settle();
  const { number, response } = postedExchange(this);
  const place = { exchange: number, side: 'response' } as const;
  const status = response?.status;
  const refused = status === undefined || (status >= 400 && status < 500);
  this.expect.that(refused, 'HTTP 400, or a closed connection', `HTTP ${status}`, place);
  if (status !== 400) this.note(`answered with ${status === undefined ? 'a closed connection' : `HTTP ${status}`}`);
  const [came] = peer.peer.arrivals.slice(this.kept<number>('transport:arrivals'));
  const observed = came === undefined ? 'nothing' : nameOfArrival(came);
  this.expect.that(came === undefined, 'no document', observed, came && peer.place(came));
});

When('the peer answers the next message with HTTP 500', async function (this: World) {
  const { peer } = await this.peer();
  peer.refuseDocuments((arrival) => {
    if (arrival.envelope?.kind !== 'session') return undefined;
    if (!arrival.envelope.transactions.some(({ primitive }) => primitive?.name === 'SendMessageRequest'))
      return undefined;
    peer.refuseDocuments(undefined);
    return { status: 500 };
  });
});

const transactionOf = ({ envelope }: Arrival) => (envelope?.kind === 'session' ? envelope.transactions[0] : undefined);

Then('the same transaction comes to the peer again', async function (this: World) {
  const peer = await this.peer();
  const { retry } = peer.ssp.timers;
  const refused = () => peer.peer.arrivals.find(({ refused: why }) => why?.includes('500') === true);
  await peer.arrival(() => refused() !== undefined);
  const first = refused() ?? this.fail('a message at the peer', 'none');
  const id = transactionOf(first)?.id;
  const again = await peer.arrival((one) => one.number > first.number && transactionOf(one)?.id === id, retry);
  this.expect.that(
    again !== undefined,
    `the transaction ${id} again`,
    `nothing within ${retry / 1000} s (IXIT ssp.timers.retry)`,
  );
  await peer.settle();
});

When('the peer closes all its connections', async function (this: World) {
  const peer = await this.peer();
  peer.peer.transport.close();
  this.keep('transport:arrivals', peer.peer.arrivals.length);
});

Then('no set-up was needed for it', async function (this: World) {
  const peer = await this.peer();
  const came = peer.peer.arrivals.slice(this.kept<number>('transport:arrivals'));
  const setup = came.find(({ envelope }) => envelope?.kind === 'setup');
  this.expect.that(setup === undefined, 'no set-up', setup === undefined ? '' : nameOfArrival(setup));
});
