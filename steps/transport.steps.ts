/** The HTTP binding and what travels in it: the words of features/transport. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Answer } from '../src/client/answers.ts';
import { header, mediaType, transferCodings } from '../src/transport/http/headers.ts';
import { logIn } from './support/login.ts';
import { sendMessage, textMessage, textOf, toUser } from './support/messages.ts';
import {
  type Fate,
  keepAliveOctets,
  notCarriedOut,
  post,
  refusedByTransport,
  valueIn,
  wbxmlHead,
} from './support/octets.ts';
import { asUsual, type WholeSession, wholeSession } from './support/sessions.ts';
import { elementsIn } from './support/trees.ts';
import type { Party, World } from './support/world.ts';
import { publicId, writing } from './support/writing.ts';

Given('{party} can log in and log out', async function (this: World, party: Party) {
  await this.prerequisite('CSP-LOG-001', async () => {
    const { success, answer } = await party.client.login();
    this.expect.that(success, 'Login-Response 200', this.notation(answer.primitive));
    await party.client.logout();
  });
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

Then('the body of the answer is in the syntax of the request', function (this: World) {
  const { exchange, response } = this.reply;
  const place = { exchange: exchange.number, side: 'response' } as const;
  // An XML document begins with <, white space or a byte order mark; a WBXML document with its version.
  const [first = 0] = response.body;
  this.expect.equal('syntax', first >= 1 && first <= 3 ? 'wbxml' : 'xml', this.syntax, place);
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

// Connections ----------------------------------------------------------------------------------------------------------

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
  '{party} logs in, is kept alive, polls and logs out, each over a connection that is closed after the answer',
  async function (this: World, party: Party) {
    this.keep('whole session', await wholeSession(party, { http: { fresh: true } }));
  },
);

When(
  '{party} logs in, is kept alive, polls and logs out, without ever sending a Cookie header',
  async function (this: World, party: Party) {
    this.keep('whole session', await wholeSession(party, {}));
  },
);

Given('the service access point is reached over TLS', function (this: World) {
  if (this.client('A').url.startsWith('https:')) return;
  this.untestable('ixit.address', 'the address of the service access point is no https URL');
});

Then('all of these were answered as usual', function (this: World) {
  asUsual(this, this.kept<WholeSession>('whole session'));
});

// Requests out of the ordinary -----------------------------------------------------------------------------------------

Given('{party} sends a KeepAlive-Request by hand', async function (this: World, party: Party) {
  await this.prerequisite('CSP-KA-001', async () => {
    const reply = await party.client.sendRaw(keepAliveOctets(this, party));
    const name = reply.transactions[0]?.primitive.name ?? `HTTP ${reply.response.status}`;
    this.expect.equal('answer', name, 'KeepAlive-Response');
  });
});

When('{party} posts the first half of that message', async function (this: World, party: Party) {
  const octets = keepAliveOctets(this, party);
  this.keep('fate', await post(party, octets.subarray(0, octets.length >> 1)));
});

When('{party} posts that message without Content-Type', async function (this: World, party: Party) {
  this.keep('fate', await post(party, keepAliveOctets(this, party), { contentType: null }));
});

Then('it is not carried out, however that is said', function (this: World) {
  notCarriedOut(this, this.kept<Fate>('fate'));
});

Then('it is refused by HTTP 4xx, a closed connection or Status 400', function (this: World) {
  refusedByTransport(this, this.kept<Fate>('fate'));
});

When('{party} sends a KeepAlive-Request with Expect: 100-continue', async function (this: World, party: Party) {
  await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { http: { expectContinue: true } });
});

When(
  '{party} sends a KeepAlive-Request with the Content-Type {string}',
  async function (this: World, party: Party, contentType: string) {
    await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { contentType });
  },
);

When('{party} sends a KeepAlive-Request written {}', async function (this: World, party: Party, how: string) {
  await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { writing: writing(how) });
});

When(
  '{party} sends the text {string} to {party}, written {}',
  async function (this: World, from: Party, label: string, to: Party, how: string) {
    const value = textMessage(from, toUser(to.user), textOf(this, label));
    this.expect.success(await sendMessage(this, from, value, { writing: writing(how) }));
  },
);

// The WBXML head -------------------------------------------------------------------------------------------------------

When('{party} logs in with the character set 6A in the head', async function (this: World, party: Party) {
  await logIn(this, party, { send: { writing: { mibEnum: 0x6a } } });
});

When(
  '{party} sends a KeepAlive-Request with the public identifier {}',
  async function (this: World, party: Party, identifier: string) {
    const options = { writing: { publicId: publicId(this, identifier) } };
    await this.ask(party, { name: 'KeepAlive-Request', value: {} }, options);
  },
);

/** The heads of the last request and its answer. */
function heads(world: World) {
  const { exchange, response } = world.reply;
  const place = { exchange: exchange.number, side: 'response' } as const;
  const sent = world.expect.present('WBXML head', wbxmlHead(exchange.request.body));
  const came = world.expect.present('WBXML head', wbxmlHead(response.body), place);
  return { sent, came, place };
}

Then('the head of the answer has the public identifier and the character set of the request', function (this: World) {
  const { sent, came, place } = heads(this);
  this.expect.equal('public identifier', came.publicId, sent.publicId, place);
  this.expect.equal('charset', came.charset, sent.charset, place);
});

Then('the WBXML version of the answer is not above that of the request', function (this: World) {
  const { sent, came, place } = heads(this);
  this.expect.that(came.version <= sent.version, `WBXML ${sent.version} or below`, `WBXML ${came.version}`, place);
});

Then(
  'SupportedCIRMethod of the answer is {word}, by the value token {word} or as text, or absent',
  function (this: World, method: string, token: string) {
    const { body } = this.reply.response;
    const place = this.place(this.answer);
    const methods = elementsIn(this.reply.read?.tree, 'SupportedCIRMethod');
    if (methods.length === 0) return this.nothingToSee(`${method} is not agreed`);
    for (const { content } of methods) {
      const observed = valueIn(body.subarray(content.start, content.end));
      const fits = observed === method || observed === `token ${token}`;
      this.expect.that(fits, `${method} as token ${token} or text`, observed, place);
    }
  },
);
