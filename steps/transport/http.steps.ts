/** The HTTP binding. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Answer } from '../../src/client/answers.ts';
import { header, mediaType, transferCodings } from '../../src/transport/http/headers.ts';
import { type Fate, keepAliveOctets, post, refusedByTransport } from '../support/octets.ts';
import { pollUntilNothing } from '../support/polling.ts';
import { wholeSession } from '../support/sessions.ts';
import type { Party, World } from '../support/world.ts';

When('{party} polls until nothing comes', async function (this: World, party: Party) {
  this.keepReply(party, await pollUntilNothing(this, party));
});

Then('the answer is HTTP 200 with no octet and Content-Length 0', async function (this: World) {
  const { response, exchange, transactions } = this.reply;
  const place = { exchange: exchange.number, side: 'response' } as const;
  this.expect.equal('HTTP status', response.status, 200, place);
  if (transactions[0]?.primitive.name === 'Status') {
    this.note('a poll with nothing waiting was answered by a Status instead of an empty body');
    return;
  }
  this.expect.equal('octets', response.body.length, 0, place);
  const header = (name: string) => response.headers.find(([key]) => key.toLowerCase() === name)?.[1];
  await this.about(['TRN-HTTP-012'], () => {
    this.expect.equal('Content-Length', header('content-length'), '0', place);
    this.expect.absent('Transfer-Encoding', transferCodings(response.headers)[0], place);
  });
});

Then('the Poll flag of the answer is not T, or the next poll brings something', async function (this: World) {
  const { envelope } = this.answer.reply;
  if (envelope?.poll !== true) return this.expect.met();
  const reply = await this.party('A').client.poll();
  this.expect.that(
    reply.initiated.length > 0,
    'Poll F, or something at the next poll',
    'Poll T and nothing waiting',
    this.place(this.answer),
  );
});

Then('the answer came with HTTP 200 and a CSP message', function (this: World) {
  const { response, exchange, transactions } = this.reply;
  const place = { exchange: exchange.number, side: 'response' } as const;
  this.expect.equal('HTTP status', response.status, 200, place);
  const observed = response.body.length === 0 ? 'no octet' : 'a body that is no CSP message';
  this.expect.that(transactions.length > 0, 'a CSP message', observed, place);
});

Then('the CSP message reports a failure', function (this: World) {
  const { answer } = this;
  this.expect.that(!answer.success, 'a failure code', this.notation(answer.primitive), this.place(answer));
});

Then('the media type of the answer is that of the request', function (this: World) {
  const { exchange, response } = this.reply;
  const place = { exchange: exchange.number, side: 'response' } as const;
  const [own, asked] = [mediaType(response.headers), mediaType(exchange.request.headers)];
  this.expect.equal('Content-Type', own, asked, place);
});

Then(
  '{party} answered a NewMessage, and a PresenceNotification-Request where one came',
  function (this: World, party: Party) {
    const { inbox } = party.client;
    const came = [...inbox.of('NewMessage'), ...inbox.of('MessageNotification')];
    const first = this.expect.some('NewMessage or MessageNotification', came, () => true);
    for (const { answered, name } of [first, ...inbox.of('PresenceNotification-Request')]) {
      this.expect.present(`answer to ${name}`, answered);
    }
  },
);

/** The replies to what a party answered the server. */
function repliesTo(party: Party) {
  return party.client.inbox.all.flatMap(({ answered }) => (answered === undefined ? [] : [answered]));
}

Then(
  'each of these answers got HTTP 200 with nothing or a further request, after MessageDelivered perhaps a Status',
  function (this: World) {
    for (const { primitive, reply } of repliesTo(this.party('B'))) {
      const place = { exchange: reply.exchange.number, side: 'response' } as const;
      this.expect.equal('HTTP status', reply.response.status, 200, place);
      for (const transaction of reply.transactions) {
        const { name } = transaction.primitive;
        const fits = transaction.mode === 'Request' || (primitive.name === 'MessageDelivered' && name === 'Status');
        this.expect.that(fits, `nothing or a request, after ${primitive.name}`, name, place);
      }
      if (reply.transactions.length === 0) this.expect.equal('octets', reply.response.body.length, 0, place);
    }
  },
);

Then(
  'each empty answer to {party} had Content-Length 0 and no Transfer-Encoding',
  function (this: World, party: Party) {
    const answered = party.client.tap.exchanges.filter((exchange) => exchange.party === party.name);
    const empty = answered.filter(({ response }) => response?.status === 200 && response.body.length === 0);
    if (empty.length === 0) return this.nothingToSee('no answer was empty');
    for (const { number, response } of empty) {
      const place = { exchange: number, side: 'response' } as const;
      const headers = response?.headers ?? [];
      this.expect.equal('Content-Length', header(headers, 'Content-Length'), '0', place);
      this.expect.absent('Transfer-Encoding', transferCodings(headers)[0], place);
    }
  },
);

Given(
  '{party} and {party} are logged in without negotiation, over one connection',
  async function (this: World, one: Party, other: Party) {
    const send = { http: { connection: 'shared' } };
    for (const party of [one, other]) await party.open({ capabilityList: false, services: false, send });
  },
);

interface Exchanged {
  readonly party: Party;
  readonly answer: Answer;
}

async function aliveOver(turns: readonly (readonly [party: Party, connection: string])[]): Promise<Exchanged[]> {
  const answers: Exchanged[] = [];
  for (const [party, connection] of turns) {
    answers.push({ party, answer: await party.client.keepAlive(undefined, { http: { connection } }) });
  }
  return answers;
}

When(
  '{party} and {party} send KeepAlive-Requests in turn, over that connection',
  async function (this: World, one: Party, other: Party) {
    const answers = await aliveOver([one, other, one, other].map((party) => [party, 'shared'] as const));
    if (new Set(answers.map(({ answer }) => answer.exchange.connection)).size > 1) {
      this.note('the server closes connections after its answers: each was opened anew');
    }
    this.keep('alive', answers);
  },
);

When('{party} sends KeepAlive-Requests over two connections', async function (this: World, party: Party) {
  this.keep('alive', await aliveOver(['first', 'second', 'first'].map((connection) => [party, connection] as const)));
});

Then('each was answered in its own session', function (this: World) {
  for (const { party, answer } of this.kept<readonly Exchanged[]>('alive')) {
    this.expect.success(answer);
    const { sessionId } = party.client.session;
    this.expect.equal('SessionID', answer.reply.envelope?.sessionId, sessionId, this.place(answer));
  }
});

When(
  '{party} logs in, is kept alive, polls and logs out, without ever sending a Cookie header',
  async function (this: World, party: Party) {
    this.keep('whole session', await wholeSession(party, {}));
  },
);

When('{party} posts the first half of that message', async function (this: World, party: Party) {
  const octets = keepAliveOctets(this, party);
  this.keep('fate', await post(party, octets.subarray(0, octets.length >> 1)));
});

When('{party} posts that message without Content-Type', async function (this: World, party: Party) {
  this.keep('fate', await post(party, keepAliveOctets(this, party), { contentType: null }));
});

Then('it is refused by HTTP 4xx, a closed connection or Status 400', function (this: World) {
  refusedByTransport(this, this.kept<Fate>('fate'));
});

When('{party} sends a KeepAlive-Request with Expect: 100-continue', async function (this: World, party: Party) {
  await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { http: { expectContinue: true } });
});
