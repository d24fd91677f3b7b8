/** Steps about groups between domains. */
import { Given, Then, When } from '@cucumber/cucumber';
import { forUser } from '../../src/peer/meta.ts';
import type { PeerAnswer } from '../../src/peer/types.ts';
import { changeMembers, changeRejectList, setRole } from '../csp/groups/members.ts';
import { groupOf } from '../support/groups.ts';
import { expectPeerRefusal, expectPeerSuccess, shownPeerAnswer } from '../support/peer-answers.ts';
import { addressOf, type Stranger } from '../support/peers.ts';
import { sameUser } from '../support/users.ts';
import type { Party, PeerActor, World } from '../support/world.ts';
import {
  askOfGroup,
  copiesOf,
  joinedIn,
  joinFromAfar,
  joinsAfar,
  leftIn,
  noticesAt,
  throughGroup,
  type Visit,
  writeToGroup,
} from './groups.ts';

async function visit(world: World, { letter, number }: Stranger, label: string): Promise<[PeerActor, Visit]> {
  const peer = await world.peer(number);
  return [peer, { user: peer.user(letter), group: groupOf(world, label) }];
}

const keep = (world: World, answer: PeerAnswer): PeerAnswer => world.keep('peer:answer', answer);
const answerOf = (world: World): PeerAnswer => world.kept<PeerAnswer>('peer:answer');

async function joins(world: World, who: Stranger, label: string, asks = false): Promise<void> {
  const [peer, about] = await visit(world, who, label);
  keep(world, await joinFromAfar(world, peer, { ...about, asks }));
}

When('{party} joins the group {string} of the peer', function (this: World, party: Party, label: string) {
  return joinsAfar(this, party, groupOf(this, label));
});

Given('{party} is joined to the group {string} of the peer', async function (this: World, party: Party, label: string) {
  const peer = await this.peer();
  await this.prerequisite('SSP-GRP-001', async () => {
    await joinsAfar(this, party, groupOf(this, label));
    await peer.receives('JoinGroupRequest');
    await peer.settle();
    await party.client.drain();
  });
});

Given('{stranger} has joined the group {string}', async function (this: World, who: Stranger, label: string) {
  const peer = await this.peer(who.number);
  await this.prerequisite('SSP-GRP-002', async () => {
    await joins(this, who, label);
    expectPeerSuccess(this, peer, answerOf(this));
  });
});

When('{stranger} joins the group {string}', function (this: World, who: Stranger, label: string) {
  return joins(this, who, label);
});

When('{stranger} joins the group {string} and asks who is there', function (this: World, who: Stranger, label: string) {
  return joins(this, who, label, true);
});

When('{stranger} joins a group that {party} never had', async function (this: World, who: Stranger, owner: Party) {
  this.keep('group:none', this.addressOf(owner, this.name('none')));
  await joins(this, who, 'none');
});

When('{stranger} leaves the group {string}', async function (this: World, who: Stranger, label: string) {
  const [peer, about] = await visit(this, who, label);
  keep(this, await askOfGroup(peer, 'LeaveGroupRequest', about));
});

When(
  '{party} rejects {stranger} from the group {string}',
  async function (this: World, by: Party, who: Stranger, label: string) {
    const user = await addressOf(this, who);
    await this.prerequisite('CSP-MEM-018', async () => {
      this.expect.success(await changeRejectList(this, by, groupOf(this, label), { AddList: [user] }));
    });
  },
);

When(
  '{stranger} sends the text {string} to the group {string}',
  async function (this: World, who: Stranger, text: string, label: string) {
    const [peer, about] = await visit(this, who, label);
    keep(this, await writeToGroup(this, peer, about, text));
  },
);

async function subscribes(world: World, who: Stranger, label: string): Promise<PeerActor> {
  const [peer, about] = await visit(world, who, label);
  keep(world, await askOfGroup(peer, 'SubscribeGroupChangeRequest', about));
  return peer;
}

When(
  '{stranger} subscribes to changes of the group {string}',
  async function (this: World, who: Stranger, label: string) {
    await subscribes(this, who, label);
  },
);

Given(
  '{stranger} has subscribed to changes of the group {string}',
  async function (this: World, who: Stranger, label: string) {
    await this.prerequisite('SSP-GRP-012', async () => {
      const peer = await subscribes(this, who, label);
      expectPeerSuccess(this, peer, answerOf(this));
    });
  },
);

When(
  '{stranger} unsubscribes from changes of the group {string}',
  async function (this: World, who: Stranger, label: string) {
    const [peer, about] = await visit(this, who, label);
    keep(this, await askOfGroup(peer, 'UnsubscribeGroupChangeRequest', about));
  },
);

When(
  '{stranger} adds {party} to the group {string}',
  async function (this: World, who: Stranger, added: Party, label: string) {
    const [peer, { user, group }] = await visit(this, who, label);
    const value = { groupID: group, MetaInfo: forUser(user, peer.domain), UserID: [{ userID: added.user }] };
    keep(this, await peer.request('AddGroupMemberRequest', value));
  },
);

Given(
  '{party} makes {stranger} an administrator of the group {string}',
  async function (this: World, by: Party, who: Stranger, label: string) {
    const user = await addressOf(this, who);
    const group = groupOf(this, label);
    if (!this.claims('IMPS-CSP-S-MBRAC'))
      this.untestable('ics.claimed', 'roles in groups are needed (IMPS-CSP-S-MBRAC)');
    if (this.claims('IMPS-CSP-S-ADDGM')) {
      await this.prerequisite('CSP-MEM-004', async () => {
        this.expect.success(await changeMembers(this, by, 'AddGroupMembers-Request', group, [user]));
      });
    }
    await this.prerequisite('CSP-MEM-012', async () => {
      this.expect.success(await setRole(this, by, group, [user], 'Admin'));
    });
  },
);

When(
  '{stranger} sets the Name of the group {string} to {string}',
  async function (this: World, who: Stranger, label: string, name: string) {
    const [peer, { user, group }] = await visit(this, who, label);
    const value = {
      groupID: group,
      MetaInfo: forUser(user, peer.domain),
      GroupProperties: { Property: [{ Name: 'Name', Value: this.name(name) }] },
    };
    keep(this, await peer.request('SetGroupPropsRequest', value));
  },
);

Then(
  'the peer gets a JoinGroupRequest of {party} for the group {string}',
  async function (this: World, party: Party, label: string) {
    const peer = await this.peer();
    const { value, arrival } = await peer.receives('JoinGroupRequest');
    const group = groupOf(this, label);
    const fits = sameUser(value.groupID, group);
    this.expect.that(fits, `groupID ${group}`, `groupID ${value.groupID}`, peer.place(arrival));
    const acting = value.MetaInfo.Requestor.User?.userID ?? 'nobody';
    const place = peer.place(arrival, 'MetaInfo');
    this.expect.that(sameUser(acting, party.user), `Requestor ${party.user}`, `Requestor ${acting}`, place);
  },
);

Then(
  '{stranger} has joined and learns that {string} is there',
  async function (this: World, { number }: Stranger, name: string) {
    const peer = await this.peer(number);
    const answer = answerOf(this);
    const place = peer.place(answer.arrival);
    const isResponse = answer.primitive.name === 'JoinGroupResponse';
    this.expect.that(isResponse, 'JoinGroupResponse 200', shownPeerAnswer(answer), place);
    expectPeerSuccess(this, peer, answer);
    const names = answer.as('JoinGroupResponse').JoinedList?.Name ?? [];
    this.expect.some(`screen name ${this.name(name)}`, names, (one) => one === this.name(name), place);
  },
);

Then('it is refused to the peer with code {codes}', async function (this: World, preferred: number[]) {
  expectPeerRefusal(this, await this.peer(), answerOf(this), { preferred, tolerated: [] });
});

Then('it is confirmed to the peer', async function (this: World) {
  expectPeerSuccess(this, await this.peer(), answerOf(this));
});

Then(
  '{stranger} gets the text {string} through the group {string} from {string}',
  async function (this: World, who: Stranger, text: string, label: string, name: string) {
    const [peer, about] = await visit(this, who, label);
    const { value, arrival } = await throughGroup(this, peer, about, text);
    const { SenderDisplay } = value.MessageInfo.Sender;
    const shown = SenderDisplay?.ScreenName?.value ?? SenderDisplay?.Name;
    this.expect.equal('SenderDisplay', shown, this.name(name), peer.place(arrival, 'MessageInfo/Sender'));
  },
);

Given(
  '{stranger} has got the text {string} through the group {string}',
  async function (this: World, who: Stranger, text: string, label: string) {
    const [peer, about] = await visit(this, who, label);
    await this.prerequisite('SSP-GRP-006', () => throughGroup(this, peer, about, text));
  },
);

Then(
  'the message comes, and {stranger} has not got the text {string}',
  async function (this: World, { number }: Stranger, text: string) {
    const peer = await this.peer(number);
    await this.prerequisite('SSP-IMS-001', () => peer.arrival(() => copiesOf(this, peer, 'first').length > 0));
    await peer.settle();
    this.expect.none(`the text "${text}" at the peer`, copiesOf(this, peer, text), () => true);
  },
);

Then(
  'the text {string} has come to the peer once, for the group {string}',
  async function (this: World, text: string, label: string) {
    const peer = await this.peer();
    await peer.arrival(() => copiesOf(this, peer, text).length > 0 && copiesOf(this, peer, 'first').length > 0);
    await peer.settle();
    const copies = copiesOf(this, peer, text);
    this.expect.equal('messages', copies.length, 1, copies[1] && peer.place(copies[1].arrival));
    const [message] = copies;
    if (message === undefined) return;
    const group = groupOf(this, label);
    const named = message.value.MessageInfo.Recipient.map(({ GroupID }) => GroupID?.groupID ?? '');
    const fits = named.length === 1 && sameUser(named[0] ?? '', group);
    const place = peer.place(message.arrival, 'MessageInfo/Recipient');
    this.expect.that(fits, `Recipient ${group}`, `Recipient ${named.join(', ')}`, place);
  },
);

Then(
  'it is observed whether the peer is told that the group {string} is left',
  async function (this: World, label: string) {
    const peer = await this.peer();
    await peer.arrival(() => copiesOf(this, peer, 'first').length > 0);
    await peer.settle();
    const told = peer.peer.received.some(
      ({ name, value }) =>
        name === 'LeaveGroupIndication' && 'groupID' in value && value.groupID === groupOf(this, label),
    );
    if (!told) this.observe('LeaveGroupIndication', 'none');
  },
);

Then(
  '{stranger} is told that {string} joined the group {string}',
  async function (this: World, who: Stranger, name: string, label: string) {
    const [peer, about] = await visit(this, who, label);
    const found = () => noticesAt(peer, about).some(({ value }) => joinedIn(value).includes(this.name(name)));
    await peer.arrival(found);
    const seen = noticesAt(peer, about).flatMap(({ value }) => joinedIn(value));
    this.expect.that(
      found(),
      `GroupChangeNotice with ${this.name(name)} in Joined`,
      `Joined: ${seen.join(', ') || 'nobody'}`,
    );
  },
);

Then(
  'the notices to {stranger} name {string} in Joined and in Left, and nobody by address',
  async function (this: World, who: Stranger, name: string) {
    const [peer, about] = await visit(this, who, 'lounge');
    const wanted = this.name(name);
    const all = () => noticesAt(peer, about).map(({ value }) => value);
    await peer.arrival(() => all().some((notice) => leftIn(notice).includes(wanted)));
    const named = all().flatMap((notice) => [...joinedIn(notice), ...leftIn(notice)]);
    this.expect.some(`${wanted} in Joined`, all().flatMap(joinedIn), (one) => one === wanted);
    this.expect.some(`${wanted} in Left`, all().flatMap(leftIn), (one) => one === wanted);
    this.expect.none('address', named, (one) => one.includes('@'));
  },
);

Then(
  /^the subscription of ([YZ]) to the group "([^"]+)" is told as (Yes|No)$/,
  async function (this: World, letter: 'Y' | 'Z', label: string, state: string) {
    const [peer, about] = await visit(this, { letter, number: 1 }, label);
    expectPeerSuccess(this, peer, answerOf(this));
    const answer = await askOfGroup(peer, 'GetGroupSubStatusRequest', about);
    const place = peer.place(answer.arrival);
    const isResponse = answer.primitive.name === 'GetGroupSubStatusResponse';
    this.expect.that(isResponse, 'GetGroupSubStatusResponse', shownPeerAnswer(answer), place);
    const { subscribed } = answer.as('GetGroupSubStatusResponse');
    this.expect.equal('subscribed', subscribed, state === 'Yes', place);
  },
);
