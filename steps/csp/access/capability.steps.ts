/** Client capabilities: offered by the client, agreed by the server, in force for the session. */

import { Given, Then, When } from '@cucumber/cucumber';
import type { Reply } from '../../../src/client/answers.ts';
import { defaultCapabilities } from '../../../src/client/capabilities.ts';
import { anyVersion } from '../../../src/protocol/messages/any-version.ts';
import { PtsError } from '../../../src/protocol/syntax/index.ts';
import { capabilityList, negotiateAs } from '../../support/capabilities.ts';
import { textOf } from '../../support/messages.ts';
import type { Party, World } from '../../support/world.ts';
import { arrivalOfText, isTheImage, pushedImages, receiveImage, sendImage } from './capability.ts';

/** The list of the last ClientCapability-Response, under whichever name. */
function agreedList(world: World): { readonly [name: string]: unknown } {
  const response: object = world.expect.primitive(world.answer, 'ClientCapability-Response');
  const lists = response as { readonly CapabilityList?: object; readonly AgreedCapabilityList?: object };
  const list = lists.AgreedCapabilityList ?? lists.CapabilityList;
  return world.expect.present('AgreedCapabilityList', list, world.place(world.answer)) as { [name: string]: unknown };
}

/** Values of an element that may stand several times, or hold several values in one (AMB-043). */
function valuesOf(list: { readonly [name: string]: unknown }, name: string): readonly string[] {
  return [list[name] ?? []]
    .flat()
    .flatMap((value) => String(value).split(/[\s,]+/))
    .filter((value) => value !== '');
}

Given('{party} can negotiate capabilities', async function (this: World, party: Party) {
  await this.prerequisite('CSP-CAP-001', async () => {
    this.expect.success((await party.client.negotiateCapabilities()).answer);
  });
});

Given('{party} negotiates capabilities anew, with {}', async function (this: World, party: Party, words: string) {
  await negotiateAs(this, party, words);
});

When('{party} sends its CapabilityList', async function (this: World, party: Party) {
  this.keepAnswer(party, (await party.client.negotiateCapabilities()).answer);
});

When('{party} sends its CapabilityList with {}', async function (this: World, party: Party, words: string) {
  this.keepAnswer(party, (await party.client.negotiateCapabilities(capabilityList(this, words))).answer);
});

When('{party} sends its CapabilityList without a session', async function (this: World, party: Party) {
  const list = defaultCapabilities(this.version, this.syntax);
  const outcome = await party.client.negotiateCapabilities(list, { sessionType: 'Outband', sessionId: null });
  this.keepAnswer(party, outcome.answer);
});

Then(
  'the answer holds CapabilityList on 1.1, AgreedCapabilityList from 1.2 on, and not the other one',
  function (this: World) {
    const response = this.expect.primitive(this.answer, 'ClientCapability-Response') as {
      readonly [k: string]: unknown;
    };
    const [wanted, other] =
      this.version === '1.1'
        ? (['CapabilityList', 'AgreedCapabilityList'] as const)
        : (['AgreedCapabilityList', 'CapabilityList'] as const);
    this.expect.present(wanted, response[wanted], this.place(this.answer));
    this.expect.absent(other, response[other], this.place(this.answer, other));
  },
);

Then('the answer names no other {word} than {word}', function (this: World, name: string, offered: string) {
  const list = agreedList(this);
  const place = this.place(this.answer, this.version === '1.1' ? 'CapabilityList' : 'AgreedCapabilityList');
  const strange = valuesOf(list, name).filter((value) => value !== offered);
  this.expect.equal(`${name} that was not offered`, strange, [], place);
});

Then('TCPAddress and TCPPort of the answer take a connection if STCP is agreed', async function (this: World) {
  const list = agreedList(this);
  if (!valuesOf(list, 'SupportedCIRMethod').includes('STCP')) return this.nothingToSee('STCP is not agreed');
  const address = this.expect.present('TCPAddress', list.TCPAddress, this.place(this.answer));
  const port = Number(this.expect.present('TCPPort', list.TCPPort, this.place(this.answer)));
  this.expect.that(port >= 1 && port <= 65_535, 'TCPPort from 1 to 65535', `TCPPort ${port}`, this.place(this.answer));
  const where = `http://${String(address)}:${port}/`;
  try {
    await this.reach(where);
  } catch (error) {
    this.fail(`a connection to ${String(address)}:${port}`, error instanceof Error ? error.message : String(error));
  }
});

Then('the answer holds TCPAddress and TCPPort where it agrees to STCP', function (this: World) {
  const list = agreedList(this);
  if (!valuesOf(list, 'SupportedCIRMethod').includes('STCP')) return this.note('STCP is not agreed');
  const place = this.place(this.answer);
  this.expect.present('TCPAddress', list.TCPAddress, place);
  const port = Number(this.expect.present('TCPPort', list.TCPPort, place));
  this.expect.that(port >= 1 && port <= 65_535, 'TCPPort from 1 to 65535', `TCPPort ${port}`, place);
});

When(
  '{party} offers the bearer HTTP and SUDP as CIR method, without a port',
  async function (this: World, party: Party) {
    const { UDPPort: _none, ...list } = capabilityList(this, 'CIR method SUDP');
    this.keepAnswer(party, (await party.client.negotiateCapabilities(list)).answer);
  },
);

Then('the answer holds the URL for it where it agrees to SHTTP', function (this: World) {
  const list = agreedList(this);
  if (!valuesOf(list, 'SupportedCIRMethod').includes('SHTTP')) return this.note('SHTTP is not agreed');
  const { CIRURL, CIRHTTPAddress } = list as Readonly<Record<string, { readonly URL?: string } | undefined>>;
  if (CIRHTTPAddress === undefined && this.syntax === 'pts') {
    throw new PtsError('CIRURL', 'the code of CIRURL in plain text is not known');
  }
  const url = this.expect.present('CIRURL or CIRHTTPAddress', (CIRURL ?? CIRHTTPAddress)?.URL, this.place(this.answer));
  this.expect.that(/^https?:\/\//i.test(url), 'a URL of HTTP', url, this.place(this.answer));
});

Then('the answer does not agree to SUDP', function (this: World) {
  const methods = valuesOf(agreedList(this), 'SupportedCIRMethod');
  this.expect.none('SupportedCIRMethod SUDP', methods, (method) => method === 'SUDP', this.place(this.answer));
});

Then('ServerPollMin of the answer is a whole number or absent', function (this: World) {
  const { ServerPollMin } = agreedList(this);
  const list = this.version === '1.1' ? 'CapabilityList' : 'AgreedCapabilityList';
  const place = this.place(this.answer, `${list}/ServerPollMin`);
  const whole = ServerPollMin === undefined || (Number.isInteger(ServerPollMin) && Number(ServerPollMin) >= 0);
  this.expect.that(whole, 'ServerPollMin in seconds, a whole number', `ServerPollMin ${String(ServerPollMin)}`, place);
});

When('{party} polls three times, each after the agreed ServerPollMin', async function (this: World, party: Party) {
  const polls = [];
  for (let count = 0; count < 3; count++) {
    await this.pass(party.client.session.pollMinimum / 1_000);
    polls.push(await party.client.poll());
  }
  this.keep('polls', polls);
});

Then('each of the three polls is served', function (this: World) {
  for (const { response, exchange, transactions } of this.kept<readonly Reply[]>('polls')) {
    const place = { exchange: exchange.number, side: 'response' } as const;
    this.expect.equal('HTTP status', response.status, 200, place);
    for (const { mode, primitive } of transactions) {
      const { Result } = anyVersion(primitive.value);
      const refusal = mode === 'Response' && Result !== undefined && Result.Code >= 300;
      this.expect.that(!refusal, 'an answered poll', this.notation(primitive), place);
    }
  }
});

Then('{party} is sent the text {string} by NewMessage', async function (this: World, party: Party, label: string) {
  const arrival = await arrivalOfText(this, party, this.party('A'), label);
  this.expect.equal('primitive', arrival.name, 'NewMessage', this.place(arrival));
});

Then(
  'it is observed whether {party} is notified of the text {string} instead of getting it',
  async function (this: World, party: Party, label: string) {
    const arrival = await arrivalOfText(this, party, this.party('A'), label);
    if (arrival.name !== 'MessageNotification') this.observe('MessageNotification', arrival.name);
  },
);

When('{party} sends an image of type image\\/png to {party}', async function (this: World, from: Party, to: Party) {
  const answer = await sendImage(this, from, to);
  if (!answer.success) this.note(`the image was refused: ${this.notation(answer.primitive)}`);
});

Then('{party} was sent no NewMessage with the image before it', function (this: World, party: Party) {
  const [pushed] = pushedImages(this, party);
  const place = pushed === undefined ? undefined : this.place(pushed, 'MessageInfo/ContentType');
  const type = pushed?.value.MessageInfo.ContentType ?? '';
  this.expect.that(pushed === undefined, 'no NewMessage with an image', `NewMessage with ${type}`, place);
});

Then('{party} gets the image with ContentEncoding BASE64, octet for octet', async function (this: World, party: Party) {
  await this.prerequisite('CSP-IMS-013', async () => this.expect.success(this.answer));
  const { info, data } = await receiveImage(this, party, this.party('A'));
  this.expect.equal('ContentEncoding', info.ContentEncoding, 'BASE64');
  const content = this.expect.present('ContentData', data);
  this.expect.that(isTheImage(content), 'the octets that were sent', `${content.length} characters of something else`);
});

Then(
  'it is observed which session of {party} gets the text {string}',
  async function (this: World, party: Party, label: string) {
    const text = textOf(this, label);
    const sessions = [party, this.party(`${party.key}2`)];
    for (const { client } of sessions) await client.drain();
    const got = sessions.filter(({ client }) =>
      client.inbox.all.some(({ value }) => JSON.stringify(value).includes(text)),
    );
    this.observe('the session with priority 5, or both', got.map(({ name }) => name).join(' and ') || 'neither');
  },
);

Then('it is observed whether the answer is a Service-Response', function (this: World) {
  const { name } = this.answer.primitive;
  if (name !== 'Service-Response') this.observe('Service-Response', this.notation(this.answer.primitive));
});
