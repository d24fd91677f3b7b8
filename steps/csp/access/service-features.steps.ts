/** Features of the service tree, agreed alone or as part of their parent. */
import { Then, When } from '@cucumber/cucumber';
import { groupOf, joinAndLeave } from '../../support/groups.ts';
import {
  type Alone,
  askAndTryEachAlone,
  askEachAlone,
  askFor,
  implementedOf,
  itemOf,
  leavesByClaim,
} from '../../support/services.ts';
import type { Party, World } from '../../support/world.ts';

Then('{party} can join and leave the group {string}', async function (this: World, party: Party, label: string) {
  await joinAndLeave(this, party, groupOf(this, label));
});

Then('{party} can join and leave the group of the IXIT', async function (this: World, party: Party) {
  await joinAndLeave(this, party, this.ixit.groups.joinable ?? '');
});

When('{party} asks for each claimed function alone', async function (this: World, party: Party) {
  const { claimed } = leavesByClaim(this);
  if (claimed.length === 0) return this.untestable('ics.claimed', 'no function of the service tree is claimed');
  this.keep('alone', await askEachAlone(this, party, claimed));
});

When('{party} asks for each function that is not claimed alone', async function (this: World, party: Party) {
  const { unclaimed } = leavesByClaim(this);
  if (unclaimed.length === 0)
    return this.nothingToSee('every function of the tree is claimed: there is none to be refused');
  this.keep('alone', await askAndTryEachAlone(this, party, unclaimed));
});

Then('no answer names the function it was about', function (this: World) {
  for (const { leaf, outcome } of this.kept<readonly Alone[]>('alone')) {
    this.expect.primitive(outcome.answer, 'Service-Response');
    const place = this.place(outcome.answer, 'Functions');
    this.expect.that(!outcome.refused.has(leaf), `${leaf} agreed`, `${leaf} named as not agreed`, place);
  }
});

Then('each answer names the function it was about, unless it works', function (this: World) {
  const asked = this.kept<readonly Alone[]>('alone');
  const implemented = implementedOf(asked);
  for (const { leaf, outcome } of asked) {
    this.expect.primitive(outcome.answer, 'Service-Response');
    if (implemented.includes(itemOf(leaf) ?? leaf)) continue;
    const place = this.place(outcome.answer, 'Functions');
    this.expect.that(outcome.refused.has(leaf), `${leaf} named as not agreed`, `${leaf} not named`, place);
  }
  if (implemented.length > 0) this.unclaimed(implemented);
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
