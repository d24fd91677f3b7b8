/** Service negotiation: functions asked for, and those that are not agreed. */

import { Given, Then, When } from '@cucumber/cucumber';
import type { ServiceOutcome } from '../../../src/client/session-outcomes.ts';
import {
  isServiceLeaf,
  placeOf,
  type ServiceFeature,
  type ServiceLeaf,
} from '../../../src/protocol/facts/service-tree.ts';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import type { PrimitiveName } from '../../../src/protocol/messages/envelope.ts';
import { PtsError } from '../../../src/protocol/syntax/index.ts';
import { groupOf, joinAndLeave, joinGroup } from '../../support/groups.ts';
import {
  allBut,
  askFor,
  functionsNamed,
  groupsEmpty,
  leavesByClaim,
  namedInAnswer,
  probeOf,
  strangeNames,
  type Use,
  useEach,
} from '../../support/services.ts';
import type { Party, World } from '../../support/world.ts';

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

Given('{party} asks for the function groups, each as an empty element', async function (this: World, party: Party) {
  await askFor(this, party, { want: groupsEmpty(this) });
});

When('{party} asks for the functions of {word}', async function (this: World, party: Party, feature: string) {
  await askFor(this, party, { want: functionsNamed(feature) });
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
  if (AllFunctions === undefined && this.syntax === 'pts') {
    throw new PtsError('AllFunctions', 'the codes of functions below the features are not known in plain text');
  }
  const all = this.expect.present('AllFunctions', AllFunctions, this.place(this.answer));
  this.expect.present('WVCSPFeat', all.WVCSPFeat, this.place(this.answer, 'AllFunctions'));
});

Then('it is observed whether the answer holds AllFunctions', function (this: World) {
  const { AllFunctions } = this.expect.primitive(this.answer, 'Service-Response');
  if (AllFunctions !== undefined) this.observe('no AllFunctions', 'AllFunctions');
});

When('{party} asks for a function that its version does not have', async function (this: World, party: Party) {
  const path = { '1.1': ['FundamentalFeat', 'VerifyIDFunc'], '1.2': ['GroupFeat', 'GroupUseFunc', 'EXCON'] } as const;
  const [feature, group, leaf] = this.version === '1.3' ? ['PresenceFeat', 'AttListFunc'] : path[this.version];
  const inside = leaf === undefined ? {} : { [leaf]: {} };
  const functions = draft('Functions', { WVCSPFeat: { [feature]: { [group]: inside } } });
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

When('{party} sends a request of a claimed function', async function (this: World, party: Party) {
  const { claimed } = leavesByClaim(this);
  const [used] = await useEach(this, party, claimed, 1);
  if (used === undefined) this.untestable('ics.claimed', 'no function with a harmless request is claimed');
});

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
