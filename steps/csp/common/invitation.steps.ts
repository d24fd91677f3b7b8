/** Invitations and shared content. */

import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { Received } from '../../../src/client/answers.ts';
import { anyVersion } from '../../../src/protocol/messages/any-version.ts';
import { recipients } from '../../support/addressing.ts';
import { groupOf } from '../../support/groups.ts';
import { sameUser } from '../../support/presence.ts';
import { elementsIn } from '../../support/trees.ts';
import { labels } from '../../support/waiting-messages.ts';
import type { Party, World } from '../../support/world.ts';
import { awaitTold, cancellation, decide, invite, inviteId, notTold, told, toldOnce } from './invitation.ts';
import { sameGroup } from './search.ts';

Given(
  '{party} got the invitation {string} of {party}',
  async function (this: World, invitee: Party, label: string, inviter: Party) {
    await this.prerequisite('CSP-INV-001', async () => {
      this.expect.success(await invite(this, inviter, label, [['user', invitee.key]]));
      await awaitTold(this, invitee, 'InviteUser-Request', label);
    });
  },
);

Given(
  '{party} got the invitation {string} of {party} with',
  async function (this: World, invitee: Party, label: string, inviter: Party, table: DataTable) {
    await this.prerequisite('CSP-INV-001', async () => {
      this.expect.success(await invite(this, inviter, label, table.raw()));
      await awaitTold(this, invitee, 'InviteUser-Request', label);
    });
  },
);

Given(
  '{party} sent the invitation {string} to',
  async function (this: World, inviter: Party, label: string, table: DataTable) {
    await this.prerequisite('CSP-INV-022', async () => {
      this.expect.success(await invite(this, inviter, label, table.raw()));
    });
  },
);

Then('{party} gets the invitation {string}', async function (this: World, invitee: Party, label: string) {
  await awaitTold(this, invitee, 'InviteUser-Request', label);
});

Then('{party} got the invitation {string} once', async function (this: World, invitee: Party, label: string) {
  await toldOnce(this, invitee, label);
});

Then(
  'it is observed whether {party} gets the invitation {string} afterwards',
  async function (this: World, invitee: Party, label: string) {
    const before = invitee.client.inbox.of('InviteUser-Request').length;
    await invitee.client.drain();
    const { length } = invitee.client.inbox.of('InviteUser-Request');
    if (length > before) this.observe(`no invitation "${label}"`, `${length - before} of them`);
  },
);

Then('the invitation has InviteType {word}', function (this: World, type: string) {
  const invitation = told(this, 'InviteUser-Request');
  this.expect.equal('InviteType', invitation.value.InviteType, type, this.place(invitation, 'InviteType'));
});

Then('the invitation has InviteNote {string}', function (this: World, note: string) {
  const invitation = told(this, 'InviteUser-Request');
  this.expect.equal('InviteNote', invitation.value.InviteNote, note, this.place(invitation, 'InviteNote'));
});

Then('the invitation is from {party}', function (this: World, inviter: Party) {
  const invitation = told(this, 'InviteUser-Request');
  const place = this.place(invitation, 'Sender');
  const user = this.expect.present('Sender/User/UserID', invitation.value.Sender?.User?.UserID, place);
  this.expect.that(sameUser(user, inviter.user), `UserID ${inviter.user}`, `UserID ${user}`, place);
});

Then('the invitation has the GroupID of {string}', function (this: World, group: string) {
  const invitation = told(this, 'InviteUser-Request');
  const place = this.place(invitation, 'GroupID');
  const id = this.expect.present('GroupID', invitation.value.GroupID, place);
  const wanted = groupOf(this, group);
  this.expect.that(sameGroup(id, wanted), `GroupID ${wanted}`, `GroupID ${id}`, place);
});

Then('the invitation names the attributes {word} and {word}', function (this: World, one: string, other: string) {
  const invitation = told(this, 'InviteUser-Request');
  const place = this.place(invitation, 'PresenceSubList');
  const list = this.expect.present('PresenceSubList', invitation.value.PresenceSubList, place);
  for (const name of [one, other]) this.expect.some(name, Object.keys(list), (key) => key === name, place);
});

Then(/^the invitation has the URLs (.+)$/, function (this: World, text: string) {
  const invitation = told(this, 'InviteUser-Request');
  const place = this.place(invitation, 'URLList');
  const { URL: urls } = this.expect.present('URLList', invitation.value.URLList, place);
  this.expect.equal('URLs', [...urls].sort(), [...labels(text)].sort(), place);
});

/** The Sender, or the ScreenName beside it, is this name, and the UserID stands nowhere. */
function expectName(
  world: World,
  received: Received<'InviteUser-Request' | 'Invite-Response'>,
  [group, label]: readonly [string, string],
  user: string,
): void {
  const value = anyVersion(received.value);
  const place = world.place(received, 'Sender');
  const name = value.Sender?.Group?.ScreenName ?? value.ScreenName;
  const shown = world.expect.present('ScreenName', name, place);
  world.expect.equal('SName', shown.SName, world.name(label), place);
  const wanted = groupOf(world, group);
  world.expect.that(sameGroup(shown.GroupID, wanted), `GroupID ${wanted}`, `GroupID ${shown.GroupID}`, place);
  const users = elementsIn(received.read?.tree, 'UserID').map((node) => node.text?.trim() ?? '');
  world.expect.none(`UserID ${user}`, users, (one) => one !== '' && sameUser(one, user), place);
}

Then(
  'the invitation is from the screen name {string} in {string}, and the UserID of {party} is nowhere in it',
  function (this: World, label: string, group: string, inviter: Party) {
    expectName(this, told(this, 'InviteUser-Request'), [group, label], inviter.user);
  },
);

When(
  '{party} accepts the invitation {string} of {party}',
  async function (this: World, invitee: Party, label: string, inviter: Party) {
    await decide(this, invitee, label, inviter, { accepted: true });
  },
);

When(
  /^([A-D]) (accepts|refuses) the invitation "([^"]+)" of ([A-D]) with the note "([^"]+)"$/,
  async function (this: World, invitee: string, how: string, label: string, inviter: string, note: string) {
    const decision = { accepted: how === 'accepts', note };
    await decide(this, this.party(invitee), label, this.party(inviter), decision);
  },
);

When(
  '{party} accepts the invitation {string} of {party} under the screen name {string} in {string}',
  async function (this: World, invitee: Party, label: string, inviter: Party, name: string, group: string) {
    await decide(this, invitee, label, inviter, { accepted: true, under: [group, name] });
  },
);

When(
  '{party} accepts the invitation {string} of the screen name {string} in {string}',
  async function (this: World, invitee: Party, label: string, name: string, group: string) {
    await decide(this, invitee, label, undefined, { accepted: true, to: [group, name] });
  },
);

Given(
  '{party} can answer the invitation {string} of {party}',
  async function (this: World, invitee: Party, label: string, inviter: Party) {
    await this.prerequisite('CSP-INV-017', async () => {
      this.expect.success(await decide(this, invitee, label, inviter, { accepted: true }));
    });
  },
);

Then('{party} gets the answer to {string}', async function (this: World, inviter: Party, label: string) {
  await awaitTold(this, inviter, 'Invite-Response', label);
});

Then('the answer has Acceptance {word} and the note {string}', function (this: World, flag: string, note: string) {
  const response = told(this, 'Invite-Response');
  this.expect.equal('Acceptance', response.value.Acceptance, flag === 'T', this.place(response, 'Acceptance'));
  const { ResponseNote, InviteNote } = anyVersion(response.value);
  this.expect.equal('note', ResponseNote ?? InviteNote, note, this.place(response, 'ResponseNote'));
});

Then(
  'the answer is from the screen name {string} in {string}, and the UserID of {party} is nowhere in it',
  function (this: World, label: string, group: string, invitee: Party) {
    expectName(this, told(this, 'Invite-Response'), [group, label], invitee.user);
  },
);

When(
  /^([A-D]) cancels the invitation "([^"]+)" to ((?:[A-D](?: and )?)+)(?: with the note "([^"]+)")?$/,
  async function (this: World, inviter: string, label: string, invitees: string, note: string | null) {
    const party = this.party(inviter);
    const to = recipients(
      this,
      party,
      invitees.split(' and ').map((key) => ['user', key]),
    );
    const value = cancellation(this, party, label, to, { note: note ?? undefined });
    await this.ask(party, { name: 'CancelInvite-Request', value });
  },
);

When(
  '{party} cancels the invitation {string} with',
  async function (this: World, inviter: Party, label: string, table: DataTable) {
    const rows = table.raw();
    const urls = rows.flatMap(([key, url = '']) => (key === 'URL' ? [url] : []));
    const to = recipients(
      this,
      inviter,
      rows.filter(([key]) => key !== 'URL'),
    );
    const value = cancellation(this, inviter, label, to, { urls });
    await this.ask(inviter, { name: 'CancelInvite-Request', value });
  },
);

Then(
  '{party} gets the invitation {string} with its cancellation, or not at all',
  async function (this: World, invitee: Party, label: string) {
    await invitee.client.drain();
    const of = (name: 'InviteUser-Request' | 'CancelInviteUser-Request') =>
      invitee.client.inbox.of(name).find(({ value }) => value.InviteID === inviteId(this, label));
    const invited = of('InviteUser-Request');
    if (invited === undefined) return this.note(`"${label}" was not handed out`);
    const place = this.place(invited, 'InviteID');
    this.expect.present(
      `CancelInviteUser-Request with InviteID ${inviteId(this, label)}`,
      of('CancelInviteUser-Request'),
      place,
    );
  },
);

Then('{party} is told that {string} is cancelled', async function (this: World, invitee: Party, label: string) {
  await awaitTold(this, invitee, 'CancelInviteUser-Request', label);
});

Then(
  '{party} is told that {string} is cancelled with the note {string}',
  async function (this: World, invitee: Party, label: string, note: string) {
    const cancelled = await awaitTold(this, invitee, 'CancelInviteUser-Request', label);
    this.expect.equal('InviteNote', cancelled.value.InviteNote, note, this.place(cancelled, 'InviteNote'));
  },
);

Then('the cancellation names the URL {string}, if any', function (this: World, url: string) {
  const cancelled = told(this, 'CancelInviteUser-Request');
  const urls = cancelled.value.URLList?.URL ?? [];
  if (urls.length === 0) this.note('the cancellation names no URL');
  else this.expect.equal('URLs', urls, [url], this.place(cancelled, 'URLList'));
  this.expect.met();
});

Then('{party} was not told that {string} is cancelled', async function (this: World, invitee: Party, label: string) {
  await notTold(this, invitee, 'CancelInviteUser-Request', label);
});

Then(
  'it is observed whether {party} is told that {string} is cancelled',
  async function (this: World, invitee: Party, label: string) {
    await invitee.client.drain();
    const told = invitee.client.inbox.of('CancelInviteUser-Request');
    const came = told.some(({ value }) => value.InviteID === inviteId(this, label));
    if (!came) this.observe('CancelInviteUser-Request', 'none');
  },
);

Then(
  'it is observed whether {party} gets the invitation {string} with the note {string} alone',
  async function (this: World, invitee: Party, label: string, note: string) {
    await invitee.client.drain();
    const came = invitee.client.inbox
      .of('InviteUser-Request')
      .filter(({ value }) => value.InviteID === inviteId(this, label));
    const notes = came.map(({ value }) => value.InviteNote ?? 'no note').join(', ');
    if (notes !== note) this.observe(`InviteNote ${note}`, notes || 'no invitation');
  },
);
