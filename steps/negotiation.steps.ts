/** Capability negotiation, service negotiation and provider information: the words of those features of csp/access. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Reply } from '../src/client/answers.ts';
import { defaultCapabilities } from '../src/client/capabilities.ts';
import type { ServiceOutcome } from '../src/client/session-types.ts';
import type { PrimitiveName } from '../src/protocol/envelope.ts';
import { isServiceLeaf, placeOf, type ServiceFeature, type ServiceLeaf } from '../src/protocol/facts/service-tree.ts';
import type { Value } from '../src/protocol/model/infer.ts';
import { capabilityList, negotiateAs } from './support/capabilities.ts';
import { arrivalOfText, isBase64, isTheImage, pushedImages, receiveImage, sendImage } from './support/delivery.ts';
import { groupOf, joinGroup } from './support/groups.ts';
import { sendText, textOf, toUser } from './support/messages.ts';
import { subscription } from './support/presence.ts';
import {
  type Alone,
  allBut,
  askEachAlone,
  askFor,
  codeNotAgreed,
  functionsNamed,
  groupsEmpty,
  leavesByClaim,
  namedInAnswer,
  probeOf,
  refusedWhole,
  strangeNames,
  type Use,
  useEach,
} from './support/services.ts';
import type { Party, World } from './support/world.ts';

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

// Capability negotiation -----------------------------------------------------------------------------------------------

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
  const list = defaultCapabilities(this.version);
  const outcome = await party.client.negotiateCapabilities(list, { sessionType: 'Outband', sessionId: null });
  this.keepAnswer(party, outcome.answer);
});

When(
  '{party} offers the bearer HTTP and {word} as CIR method',
  async function (this: World, party: Party, method: string) {
    const list = capabilityList(this, `CIR method ${method}`);
    this.keepAnswer(party, (await party.client.negotiateCapabilities(list)).answer);
  },
);

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
  if (!valuesOf(list, 'SupportedCIRMethod').includes('STCP')) return this.note('STCP is not agreed');
  const address = this.expect.present('TCPAddress', list.TCPAddress, this.place(this.answer));
  const port = Number(this.expect.present('TCPPort', list.TCPPort, this.place(this.answer)));
  this.expect.that(port >= 1 && port <= 65_535, 'TCPPort from 1 to 65535', `TCPPort ${port}`, this.place(this.answer));
  const where = `http://${String(address)}:${port}/`;
  try {
    (await this.party('A').client.transport.open(where)).close();
  } catch (error) {
    this.fail(`a connection to ${String(address)}:${port}`, error instanceof Error ? error.message : String(error));
  }
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
      const { Result } = primitive.value as { readonly Result?: { readonly Code: number } };
      const refusal = mode === 'Response' && Result !== undefined && Result.Code >= 300;
      this.expect.that(!refusal, 'an answered poll', this.notation(primitive), place);
    }
  }
});

Then(
  '{party} is notified of the text {string} and not sent it',
  async function (this: World, party: Party, label: string) {
    const arrival = await arrivalOfText(this, party, this.party('A'), label);
    this.expect.equal('primitive', arrival.name, 'MessageNotification', this.place(arrival));
    this.expect.present('MessageID', arrival.value.MessageInfo.MessageID, this.place(arrival, 'MessageInfo'));
  },
);

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

// Service negotiation --------------------------------------------------------------------------------------------------

/** Capabilities are negotiated: a server may demand that before anything else (CSP-CAP-014). */
Given('{party} is logged in without services', async function (this: World, party: Party) {
  await party.open({ services: false });
});

Given('{party} can negotiate services', async function (this: World, party: Party) {
  await this.prerequisite('CSP-SVC-001', async () => {
    this.expect.success((await party.client.negotiateServices()).answer);
  });
});

Given('{party} asks for every function by its code', async function (this: World, party: Party) {
  this.keep(`services of ${party.key}`, await askFor(this, party, { want: 'leaves' }));
});

When('the restricted user asks for every function by its code', async function (this: World) {
  const party = this.party('restricted');
  await party.open({ services: false });
  this.keep('services of restricted', await askFor(this, party, { want: 'leaves' }));
});

Given('{party} asks for the four features, each as an empty element', async function (this: World, party: Party) {
  await askFor(this, party, { want: 'all' });
});

Given('{party} asks for the function groups, each as an empty element', async function (this: World, party: Party) {
  await askFor(this, party, { want: groupsEmpty(this) });
});

When('{party} asks for the functions of {word}', async function (this: World, party: Party, feature: string) {
  await askFor(this, party, { want: functionsNamed(feature) });
});

When('{party} asks for {word} alone', async function (this: World, party: Party, path: string) {
  await askFor(this, party, { want: functionsNamed(path) });
});

When('{party} asks for the claimed functions and no others', async function (this: World, party: Party) {
  const { claimed } = leavesByClaim(this);
  if (claimed.length === 0) return this.untestable('ics.claimed', 'no function of the service tree is claimed');
  await askFor(this, party, { want: claimed });
});

When(
  '{party} asks for functions with AllFunctionsRequest {word}',
  async function (this: World, party: Party, all: string) {
    await askFor(this, party, { all: all === 'T' });
  },
);

When('{party} asks for functions without a session', async function (this: World, party: Party) {
  const outcome = await party.client.negotiateServices({}, { sessionType: 'Outband', sessionId: null });
  this.keepAnswer(party, outcome.answer);
});

When(
  '{party} sends a request of each claimed function the answer does not name',
  async function (this: World, party: Party) {
    const { refused } = this.kept<ServiceOutcome>('services');
    const { claimed } = leavesByClaim(this);
    const used = await useEach(
      this,
      party,
      claimed.filter((leaf) => !refused.has(leaf)),
    );
    if (used.length === 0) this.untestable('ics.claimed', 'no function with a harmless request is claimed');
    this.keep('used', used);
  },
);

Then('none of them is refused with code {codes}', function (this: World, codes: number[]) {
  for (const { leaf, answer } of this.kept<readonly Use[]>('used')) {
    const refused = answer.code !== undefined && codes.includes(answer.code);
    this.expect.that(!refused, `${leaf} in use`, this.notation(answer.primitive), this.place(answer, 'Result/Code'));
  }
});

Then(
  'the answer is a Service-Response that names functions of {word} at most',
  function (this: World, feature: string) {
    const place = this.place(this.answer, 'Functions');
    const strange = strangeNames(this, [feature as ServiceFeature]);
    this.expect.equal(`names in Functions outside ${feature}`, strange, [], place);
  },
);

Then('the answer is a Service-Response without Functions, or with an empty one', function (this: World) {
  const named = namedInAnswer(this);
  const observed = `Functions ${JSON.stringify(named?.WVCSPFeat ?? {})}`;
  this.expect.that(named === undefined, 'no Functions', observed, this.place(this.answer, 'Functions'));
});

Then('the answer is a Service-Response with WVCSPFeat in AllFunctions', function (this: World) {
  const { AllFunctions } = this.expect.primitive(this.answer, 'Service-Response');
  const all = this.expect.present('AllFunctions', AllFunctions, this.place(this.answer));
  this.expect.present('WVCSPFeat', all.WVCSPFeat, this.place(this.answer, 'AllFunctions'));
});

Then('it is observed whether the answer holds AllFunctions', function (this: World) {
  const { AllFunctions } = this.expect.primitive(this.answer, 'Service-Response');
  if (AllFunctions !== undefined) this.observe('no AllFunctions', 'AllFunctions');
});

Then('it is observed whether the answer is a Service-Response', function (this: World) {
  const { name } = this.answer.primitive;
  if (name !== 'Service-Response') this.observe('Service-Response', this.notation(this.answer.primitive));
});

Then('{word} is not refused as a whole', function (this: World, feature: string) {
  const whole = [...refusedWhole(this)];
  this.expect.none(`${feature} in Functions`, whole, (one) => one === feature, this.place(this.answer, 'Functions'));
});

Then(
  '{party} can subscribe to the presence of {party} without a refusal of the function',
  async function (this: World, party: Party, other: Party) {
    codeNotAgreed(this, await this.ask(party, subscription(this, [other.user])), 'SubscribePresence-Request');
    const { value } = subscription(this, [other.user]);
    await party.request('UnsubscribePresence-Request', value as Value<'UnsubscribePresence-Request'>);
  },
);

Then(
  '{party} can send a message to {party} without a refusal of the function',
  async function (this: World, party: Party, other: Party) {
    codeNotAgreed(this, await sendText(this, party, toUser(other.user), 'a message'), 'SendMessage-Request');
  },
);

Then('{party} can join and leave the group {string}', async function (this: World, party: Party, label: string) {
  await joinAndLeave(this, party, groupOf(this, label));
});

Then('{party} can join and leave the group of the IXIT', async function (this: World, party: Party) {
  await joinAndLeave(this, party, this.ixit.groups.joinable ?? '');
});

async function joinAndLeave(world: World, party: Party, group: string): Promise<void> {
  world.expect.success(await joinGroup(world, party, group, { screenName: world.name(`name${party.key}`) }));
  world.expect.success(await world.ask(party, { name: 'LeaveGroup-Request', value: { GroupID: group } }));
}

When('{party} asks for a function that its version does not have', async function (this: World, party: Party) {
  const path = { '1.1': ['FundamentalFeat', 'VerifyIDFunc'], '1.2': ['GroupFeat', 'GroupUseFunc', 'EXCON'] } as const;
  const [feature, group, leaf] = this.version === '1.3' ? ['PresenceFeat', 'AttListFunc'] : path[this.version];
  const inside = leaf === undefined ? {} : { [leaf]: {} };
  const functions = { WVCSPFeat: { [feature]: { [group]: inside } } } as Value<'Functions'>;
  this.keep('foreign function', leaf ?? group);
  const outcome = await party.client.negotiateServices({ want: functions }, { unchecked: true });
  this.keepAnswer(party, outcome.answer);
});

Then('it is observed whether the answer names that function', function (this: World) {
  const name = this.kept<string>('foreign function');
  const named = JSON.stringify(this.answer.primitive.value).includes(`"${name}"`);
  if (named) this.observe(`${name} not named`, `${name} named as not agreed`);
});

When('{party} sends a request of a claimed function of another feature', async function (this: World, party: Party) {
  const fits = (leaf: ServiceLeaf) => placeOf(leaf)?.feature !== 'FundamentalFeat';
  const [use] = await useEach(this, party, leavesByClaim(this).claimed.filter(fits), 1);
  if (use === undefined) this.untestable('ics.claimed', 'nothing of presence, messaging or groups is claimed');
});

Then('it is observed whether it is refused with code {codes}', function (this: World, codes: number[]) {
  const { code, primitive } = this.answer;
  if (code === undefined || !codes.includes(code)) this.observe(`code ${codes.join(' or ')}`, this.notation(primitive));
});

Then(
  'it is observed whether fewer functions are agreed with the restricted user than with {party}',
  function (this: World, party: Party) {
    const [all, fewer] = [party.key, 'restricted'].map((key) => this.kept<ServiceOutcome>(`services of ${key}`).agreed);
    const missing = [...(all ?? [])].filter((leaf) => fewer?.has(leaf) !== true);
    this.observe('fewer functions', missing.length === 0 ? 'the same functions' : `all but ${missing.join(', ')}`);
  },
);

Given('a session in which the answer named a function as not agreed', async function (this: World) {
  for (const key of ['A', 'restricted'] as const) {
    if (key === 'restricted' && this.ixit.specialAccounts.restricted === undefined) break;
    const party = this.party(key);
    await party.open({ services: false });
    const { refused } = await askFor(this, party, { want: 'leaves' });
    const found = [...refused].find((leaf) => probeOf(this, party, leaf) !== undefined);
    if (found === undefined) continue;
    this.keep('not agreed', { party, leaf: found });
    return;
  }
  this.untestable('ixit.accounts.restricted', 'every function is agreed, and no user is known who may not use all');
});

When('a request of that function is sent', async function (this: World) {
  const { party, leaf } = this.kept<{ readonly party: Party; readonly leaf: ServiceLeaf }>('not agreed');
  await useEach(this, party, [leaf]);
});

Then('that session is alive', async function (this: World) {
  const { party } = this.kept<{ readonly party: Party }>('not agreed');
  this.expect.success(await party.client.keepAlive());
});

Given('{party} asks for every function but a claimed one', async function (this: World, party: Party) {
  const left = leavesByClaim(this).claimed.find((leaf) => probeOf(this, party, leaf) !== undefined);
  if (left === undefined) return this.untestable('ics.claimed', 'no function with a harmless request is claimed');
  this.keep('left out', left);
  await askFor(this, party, { want: allBut(this, [left]) });
});

Given(
  'the other claimed functions of {party} are not refused with code {codes}',
  async function (this: World, party: Party, codes: number[]) {
    const { refused } = this.kept<ServiceOutcome>('services');
    const left = this.kept<ServiceLeaf>('left out');
    const others = leavesByClaim(this).claimed.filter((leaf) => leaf !== left && !refused.has(leaf));
    for (const { leaf, answer } of await useEach(this, party, others, 3)) {
      this.expect.that(!codes.includes(answer.code ?? 0), `${leaf} in use`, this.notation(answer.primitive));
    }
  },
);

When('{party} sends a request of the function left out', async function (this: World, party: Party) {
  await useEach(this, party, [this.kept<ServiceLeaf>('left out')]);
});

Given(
  '{party} is logged in without the functions {word} and {word}',
  async function (this: World, party: Party, one: string, other: string) {
    const without = [one, other].filter(isServiceLeaf);
    await party.open({ services: { want: allBut(this, without) } });
  },
);

Given(
  '{party} is joined to the group {string} of {party}, subscribed to its changes',
  async function (this: World, party: Party, label: string, _owner: Party) {
    await this.prerequisite('CSP-JON-001', async () => {
      const joining = { screenName: this.name(`name${party.key}`), subscribe: true };
      this.expect.success(await joinGroup(this, party, groupOf(this, label), joining));
    });
  },
);

When(
  '{party} joins and leaves the group {string} of {party}',
  async function (this: World, party: Party, label: string, _owner: Party) {
    await this.prerequisite('CSP-JON-001', () => joinAndLeave(this, party, groupOf(this, label)));
  },
);

Then('{party} got no {primitive} before it', function (this: World, party: Party, name: PrimitiveName) {
  const [came] = party.client.inbox.of(name);
  const place = came === undefined ? undefined : this.place(came);
  this.expect.that(came === undefined, `no ${name}`, name, place);
});

When('{party} asks for each claimed function alone', async function (this: World, party: Party) {
  const { claimed } = leavesByClaim(this);
  if (claimed.length === 0) return this.untestable('ics.claimed', 'no function of the service tree is claimed');
  this.keep('alone', await askEachAlone(this, party, claimed));
});

When('{party} asks for each function that is not claimed alone', async function (this: World, party: Party) {
  const { unclaimed } = leavesByClaim(this);
  if (unclaimed.length === 0) this.note('every function of the tree is claimed: there is none to be refused');
  this.keep('alone', await askEachAlone(this, party, unclaimed));
});

Then('no answer names the function it was about', function (this: World) {
  for (const { leaf, outcome } of this.kept<readonly Alone[]>('alone')) {
    this.expect.primitive(outcome.answer, 'Service-Response');
    const place = this.place(outcome.answer, 'Functions');
    this.expect.that(!outcome.refused.has(leaf), `${leaf} agreed`, `${leaf} named as not agreed`, place);
  }
});

Then('each answer names the function it was about', function (this: World) {
  for (const { leaf, outcome } of this.kept<readonly Alone[]>('alone')) {
    this.expect.primitive(outcome.answer, 'Service-Response');
    const place = this.place(outcome.answer, 'Functions');
    this.expect.that(outcome.refused.has(leaf), `${leaf} named as not agreed`, `${leaf} not named`, place);
  }
});

When('{party} asks for NEWM alone, and for NEWM and OFFNOTIF', async function (this: World, party: Party) {
  const alone = await askFor(this, party, { want: ['NEWM'] });
  const together = await askFor(this, party, { want: ['NEWM', 'OFFNOTIF'] });
  this.keep(
    'NEWM agreed',
    [alone, together].map(({ agreed }) => agreed.has('NEWM')),
  );
});

Then('it is observed whether NEWM is agreed both times', function (this: World) {
  const [alone, together] = this.kept<readonly boolean[]>('NEWM agreed');
  if (alone !== together) this.observe('NEWM the same both times', `agreed ${alone ? 'alone' : 'with OFFNOTIF'} only`);
});

// Provider information -------------------------------------------------------------------------------------------------

When('{party} asks for the service provider information', async function (this: World, party: Party) {
  this.keepAnswer(party, await party.client.getSPInfo());
});

When('the suite asks for the service provider information without a session', async function (this: World) {
  const party = this.party('A');
  this.keepAnswer(party, await party.client.getSPInfo({ sessionType: 'Outband', sessionId: null }));
});

Then('the answer is a GetSPInfo-Response with a Name', function (this: World) {
  const { Name } = this.expect.primitive(this.answer, 'GetSPInfo-Response');
  const place = this.place(this.answer, 'Name');
  this.expect.that((Name ?? '').trim() !== '', 'a Name', Name === undefined ? 'no Name' : 'an empty Name', place);
});

Then('the GetSPInfo-Response returns the ClientID of {party}', function (this: World, party: Party) {
  const { ClientID } = this.expect.primitive(this.answer, 'GetSPInfo-Response');
  const returned = this.expect.present('ClientID', ClientID, this.place(this.answer));
  this.expect.equal('ClientID', returned, party.client.clientId, this.place(this.answer, 'ClientID'));
});

Then('a Logo in the answer has ContentType and ContentData', function (this: World) {
  const { Logo } = this.expect.primitive(this.answer, 'GetSPInfo-Response');
  if (Logo === undefined) return this.note('the provider shows no Logo');
  const place = this.place(this.answer, 'Logo');
  this.expect.present('ContentType', Logo.ContentType, place);
  this.expect.present('ContentData', Logo.ContentData, place);
});

Then('its data is BASE64 where ContentEncoding says so, and wherever it is binary in XML', function (this: World) {
  const { Logo } = this.expect.primitive(this.answer, 'GetSPInfo-Response');
  if (Logo === undefined) return;
  const { ContentType = '', ContentEncoding, ContentData = '' } = Logo;
  const place = this.place(this.answer, 'Logo');
  const binary = !ContentType.toLowerCase().startsWith('text/');
  const encoded = ContentEncoding?.trim().toUpperCase() === 'BASE64';
  if (this.syntax === 'xml' && binary)
    this.expect.that(encoded, 'ContentEncoding BASE64', `ContentEncoding ${ContentEncoding ?? 'missing'}`, place);
  if (encoded) this.expect.that(isBase64(ContentData), 'BASE64 in ContentData', ContentData.slice(0, 40), place);
});
