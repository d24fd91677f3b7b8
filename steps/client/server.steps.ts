/** Words for what the server of the tester does, before the client is set up or while it is on. */
import { Given, When } from '@cucumber/cucumber';
import { benchOf, type Interference } from '../../src/conformance/scenario/client-bench.ts';
import type { Envelope, PrimitiveName } from '../../src/protocol/messages/envelope.ts';
import { primitive } from '../../src/protocol/messages/envelope.ts';
import type { World } from '../support/world.ts';
import { ALWAYS, chunked, edited, instead, refusing, status, unheardOf, unheardOfPresence } from './interference.ts';
import { sampleOf } from './samples.ts';

async function interfere(world: World, with_: Interference): Promise<void> {
  const bench = benchOf(world);
  await bench.setUp();
  bench.meeting.interfere(with_);
}

Given('the server lets sessions live for {int} seconds', function (this: World, seconds: number) {
  benchOf(this).set({ keepAlive: seconds });
});

Given('the server wants {int} seconds between polls', function (this: World, seconds: number) {
  benchOf(this).set({ pollMinimum: seconds });
});

Given('the server hands things out at polls alone', function (this: World) {
  benchOf(this).set({ atPolls: true });
});

Given('the server asks for capabilities', function (this: World) {
  benchOf(this).set({ capabilityRequest: true });
});

Given('the server does not agree to {word}', function (this: World, code: string) {
  benchOf(this).set({ withheld: [code as never] });
});

Given('the server challenges with {word} and code {int}', function (this: World, schema: string, code: number) {
  benchOf(this).set({ digestSchemas: [schema as never], challengeCode: code as never });
});

Given(
  'the server refuses a/an {primitive} with code {int}',
  async function (this: World, name: PrimitiveName, code: number) {
    await interfere(this, { on: name, instead: refusing(code) });
  },
);

Given('the server leaves the list of functions out', async function (this: World) {
  await interfere(
    this,
    edited('Service-Request', ({ Functions: _, ...value }) => value),
  );
});

Given('the server grants {int} seconds at a keep-alive', async function (this: World, seconds: number) {
  await interfere(
    this,
    edited('KeepAlive-Request', (value) => ({ ...value, KeepAliveTime: seconds }), ALWAYS),
  );
});

Given('the server leaves a/an {primitive} open', async function (this: World, name: PrimitiveName) {
  await interfere(this, { on: name, instead: refusing(102) });
});

Given('the server answers a/an {primitive} provisionally first', async function (this: World, name: PrimitiveName) {
  let id: string | undefined;
  await interfere(this, {
    on: name,
    instead(request) {
      id = request.transactions.find((one) => one.primitive.name === name)?.id;
      return refusing(102)(request);
    },
  });
  await interfere(this, {
    on: 'Polling-Request',
    instead: ({ version, sessionType, sessionId }): Envelope => ({
      version,
      sessionType,
      sessionId,
      transactions: [{ mode: 'Response', id, primitive: status(200) }],
    }),
  });
});

Given(
  'the server answers a/an {primitive} with code {int}',
  async function (this: World, name: PrimitiveName, code: number) {
    await interfere(
      this,
      edited(name, (value) => ({ ...value, Result: { Code: code } })),
    );
  },
);

Given('the server tells only the name of the provider', async function (this: World) {
  await interfere(
    this,
    edited('GetSPInfo-Request', ({ Logo: _, Text: __, Description: ___, URL: ____, ...value }) => value),
  );
});

Given('the next answer holds an element nobody knows', async function (this: World) {
  await interfere(this, unheardOf);
});

Given('the next answers hold attributes nobody knows', async function (this: World) {
  await interfere(this, unheardOfPresence);
});

Given('the server answers in chunks', async function (this: World) {
  await interfere(this, chunked);
});

Given(
  'HTTP answers a/an {primitive} with status {int}',
  async function (this: World, name: PrimitiveName, code: number) {
    await interfere(this, { on: name, instead: () => ({ status: code }) });
  },
);

Given('the connection breaks at a/an {primitive}', async function (this: World, name: PrimitiveName) {
  await interfere(this, { on: name, instead: () => 'close' });
});

Given(
  'the answer to a/an {primitive} comes after something the server begins',
  async function (this: World, name: PrimitiveName) {
    const begun = this.fromXml(sampleOf('NewMessage', this.version) ?? '');
    await interfere(this, {
      on: name,
      message: (answer) => ({
        ...answer,
        transactions: [{ mode: 'Request', id: 'first-of-two', primitive: begun }, ...answer.transactions],
      }),
    });
  },
);

Given('a message waits in the server', async function (this: World) {
  const id = this.name('m');
  const message = {
    MessageID: id,
    ContentType: 'text/plain',
    ContentSize: 5,
    Recipient: { User: [{ UserID: this.party('A').user }] },
    Sender: { User: { UserID: this.party('B').user } },
    DateTime: '20070123T120000Z',
  };
  const answer = primitive('GetMessage-Response', { MessageInfo: message, ContentData: 'Hello' });
  await interfere(this, { on: 'GetMessage-Request', instead: instead(answer) });
});

When('two things wait for the client', async function (this: World) {
  const bench = benchOf(this);
  for (const label of ['one', 'other']) {
    const xml = (sampleOf('NewMessage', this.version) ?? '').replace('{name:m}', `{name:${label}}`);
    if (!bench.meeting.begin(this.fromXml(xml))) this.nothingToSee('the client did not agree to getting messages');
  }
  await bench.until(180, () => bench.told('NewMessage')[0]);
});

When('the server ends the session', async function (this: World) {
  const bench = benchOf(this);
  if (!bench.meeting.disconnect()) this.nothingToSee('the client has no session');
  const told = await bench.until(180, () => bench.told('Disconnect')[0] ?? bench.answers('Disconnect')[0]);
  if (told === undefined) this.nothingToSee('the client did not come for the Disconnect');
});
