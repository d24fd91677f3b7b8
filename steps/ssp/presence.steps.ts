/** Steps about presence between domains. */
import { Given, Then, When } from '@cucumber/cucumber';
import { claimsOf } from '../../src/conformance/claims/claimed.ts';
import type { PeerAnswer } from '../../src/peer/types.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import { collectAll, getText } from '../support/messages.ts';
import { expectPeerSuccess, shownPeerAnswer } from '../support/peer-answers.ts';
import { addressOf, type Stranger } from '../support/peers.ts';
import { notifications, sameUser, shownValues } from '../support/presence.ts';
import { isCurrentHere, attributesIn as namesIn, statusText, watchersIn } from '../support/publishing.ts';
import { ROOT } from '../support/roots.ts';
import { lookFor } from '../support/waits.ts';
import type { Party, PeerActor, World } from '../support/world.ts';
import {
  askFromAfar,
  attributesIn,
  awaitValue,
  hasStatusText,
  learnsStatusText,
  showTo,
  statusTextsTold,
  subscribeAfar,
  subscribeFromAfar,
  takeBack,
  tell,
  unsubscribeFromAfar,
  valuesAt,
} from './presence.ts';

async function at(world: World, { letter, number }: Stranger): Promise<{ peer: PeerActor; user: string }> {
  const peer = await world.peer(number);
  return { peer, user: peer.user(letter) };
}

async function subscribes(world: World, watcher: Stranger, to: Party, attributes?: readonly string[]): Promise<void> {
  const { peer, user } = await at(world, watcher);
  world.keep('peer:answer', await subscribeFromAfar(world, peer, user, to, attributes));
}

async function hasSubscribed(world: World, watcher: Stranger, to: Party, attributes?: readonly string[]) {
  const { peer } = await at(world, watcher);
  await world.prerequisite('SSP-PRE-002', async () => {
    await subscribes(world, watcher, to, attributes);
    expectPeerSuccess(world, peer, world.kept<PeerAnswer>('peer:answer'));
  });
}

async function shows(world: World, publisher: Party, words: string, watcher: Stranger): Promise<void> {
  const { user } = await at(world, watcher);
  await world.prerequisite(ROOT.attributeList, async () => {
    world.expect.success(await showTo(world, publisher, user, namesIn(words)));
  });
}

Given('{party} shows {word} to {stranger}', function (this: World, publisher: Party, name: string, watcher: Stranger) {
  return shows(this, publisher, name, watcher);
});

Given(
  '{party} shows {word} and {word} to {stranger}',
  function (this: World, publisher: Party, one: string, other: string, watcher: Stranger) {
    return shows(this, publisher, `${one} and ${other}`, watcher);
  },
);

Given('{stranger} has subscribed to {party}', function (this: World, watcher: Stranger, to: Party) {
  return hasSubscribed(this, watcher, to);
});

Given(
  '{stranger} has subscribed to {word} of {party}',
  function (this: World, watcher: Stranger, name: string, to: Party) {
    return hasSubscribed(this, watcher, to, [name]);
  },
);

Given('{party} is subscribed to {stranger}', async function (this: World, watcher: Party, to: Stranger) {
  await this.prerequisite('SSP-PRE-001', async () => {
    this.expect.success(await subscribeAfar(this, watcher, await addressOf(this, to)));
  });
});

Given('B speaks CSP 1.2 and decides about subscribers when they ask', async function (this: World) {
  if (!this.ics.versions.includes('1.2')) this.untestable('ics.versions', 'a client of 1.2 is needed');
  if (!claimsOf(this.ics).claimed('IMPS-CSP-S-REACT', '1.2', 'xml'))
    this.untestable('ics.claimed', 'reactive authorization is needed');
  this.speak('B', { version: '1.2', syntax: 'xml' });
  await this.party('B').open();
});

Given('{stranger} has StatusText {string}', async function (this: World, stranger: Stranger, label: string) {
  const { peer, user } = await at(this, stranger);
  hasStatusText(this, peer, user, label);
});

When('{party} subscribes to {stranger}', async function (this: World, watcher: Party, to: Stranger) {
  await subscribeAfar(this, watcher, await addressOf(this, to));
});

When('{stranger} subscribes to {party}', function (this: World, watcher: Stranger, to: Party) {
  return subscribes(this, watcher, to);
});

When('{stranger} unsubscribes from {party}', async function (this: World, watcher: Stranger, from: Party) {
  const { peer, user } = await at(this, watcher);
  await unsubscribeFromAfar(peer, user, from);
});

When('{party} takes back what it shows to {stranger}', async function (this: World, publisher: Party, to: Stranger) {
  await this.prerequisite('CSP-ATL-003', async () => {
    this.expect.success(await takeBack(this, publisher, await addressOf(this, to)));
  });
});

When('{stranger} asks for the presence of {party}', async function (this: World, watcher: Stranger, of: Party) {
  const { peer, user } = await at(this, watcher);
  this.keep('peer:answer', await askFromAfar(peer, user, of));
});

When('{party} asks for its watchers', async function (this: World, publisher: Party) {
  await this.ask(publisher, { name: 'GetWatcherList-Request', value: draft('GetWatcherList-Request', {}) });
});

When(
  'the peer tells {party} alone StatusText {string} of {stranger}',
  async function (this: World, to: Party, label: string, of: Stranger) {
    const { peer, user } = await at(this, of);
    await tell(this, peer, [to.user], user, label);
  },
);

When(
  'the peer tells {party} StatusText {string} of a user of a third domain',
  async function (this: World, to: Party, label: string) {
    const peer = await this.peer();
    const user = this.keep('presence:third', `wv:${this.name('nobody')}@third-${peer.domain}`);
    await tell(this, peer, [to.user], user, label);
  },
);

When(
  '{party} wants to know StatusText of {party} and {stranger}',
  async function (this: World, watcher: Party, one: Party, other: Stranger) {
    const users = [one.user, await addressOf(this, other)];
    const whom =
      this.version === '1.3' ? { UserIDList: { UserID: users } } : { User: users.map((UserID) => ({ UserID })) };
    const value = draft('GetPresence-Request', { ...whom, PresenceSubList: { StatusText: {} } });
    const answer = await this.ask(watcher, { name: 'GetPresence-Request', value });
    if (answer.primitive.name !== 'GetPresence-Response') return;
    const { Presence } = answer.as('GetPresence-Response');
    for (const user of users) this.keep(`answered:${user}`, shownValues(Presence, user, 'StatusText'));
  },
);

Then(
  'the peer gets a SubscribeRequest of {party} that names {stranger}',
  async function (this: World, watcher: Party, to: Stranger) {
    const { peer, user } = await at(this, to);
    const { value, arrival } = await peer.receives('SubscribeRequest');
    const named = value.UserID.map(({ userID }) => userID);
    const fits = named.length === 1 && sameUser(named[0] ?? '', user);
    this.expect.that(fits, `UserID ${user}`, `UserID ${named.join(', ')}`, peer.place(arrival, 'UserID'));
    const acting = value.MetaInfo.Requestor.User?.userID ?? 'nobody';
    const place = peer.place(arrival, 'MetaInfo');
    this.expect.that(sameUser(acting, watcher.user), `Requestor ${watcher.user}`, `Requestor ${acting}`, place);
  },
);

Then('the subscription is answered with code 200', async function (this: World) {
  const peer = await this.peer();
  const answer = this.kept<PeerAnswer>('peer:answer');
  const fits = answer.primitive.name === 'Status' && answer.code === 200;
  this.expect.that(fits, 'Status 200', shownPeerAnswer(answer), peer.place(answer.arrival));
});

async function isTold(world: World, watcher: Stranger, name: string, label: string, of: Party): Promise<void> {
  const { peer, user } = await at(world, watcher);
  await awaitValue(world, peer, user, of, name, label);
}

Then(
  '{stranger} is told {word} {string} of {party}',
  function (this: World, watcher: Stranger, name: string, label: string, of: Party) {
    return isTold(this, watcher, name, label, of);
  },
);

Given(
  '{stranger} has been told {word} {string} of {party}',
  function (this: World, watcher: Stranger, name: string, label: string, of: Party) {
    return this.prerequisite('SSP-PRE-003', () => isTold(this, watcher, name, label, of));
  },
);

Then(
  'a notification of {party} comes to {stranger} and names both',
  async function (this: World, publisher: Party, watcher: Stranger) {
    const { peer, user } = await at(this, watcher);
    const { value, arrival } = await peer.receives('PresenceNotification');
    const users = value.User.map(({ userID }) => userID);
    const place = peer.place(arrival, 'User');
    this.expect.some(`User ${user}`, users, (one) => sameUser(one, user), place);
    this.expect.none('other subscriber', users, (one) => !sameUser(one, user), place);
    const publishers = value.PresenceValue.map(({ userID }) => userID);
    const where = peer.place(arrival, 'PresenceValue');
    this.expect.some(`PresenceValue of ${publisher.user}`, publishers, (one) => sameUser(one, publisher.user), where);
  },
);

Then(
  '{stranger} was told no {word} of {party}',
  async function (this: World, watcher: Stranger, name: string, of: Party) {
    const { peer, user } = await at(this, watcher);
    await peer.settle();
    this.expect.none(`${name} of ${of.user}`, valuesAt(peer, user, of.user), ({ attributes }) => attributes.has(name));
  },
);

Then(
  'the message comes, and {stranger} was not told {word} {string} of {party}',
  async function (this: World, watcher: Stranger, name: string, label: string, of: Party) {
    const { peer, user } = await at(this, watcher);
    await this.prerequisite('SSP-IMS-001', () => peer.receives('SendMessageRequest'));
    await peer.settle();
    const unwanted = statusText(this, label);
    const told = valuesAt(peer, user, of.user);
    this.expect.none(
      `${name} "${unwanted}" of ${of.user}`,
      told,
      ({ attributes }) => attributes.get(name) === unwanted,
    );
  },
);

Then('{party} is asked to authorize {stranger}', async function (this: World, publisher: Party, watcher: Stranger) {
  const user = await addressOf(this, watcher);
  const { client } = publisher;
  const waited = await lookFor(this, publisher, 'PresenceAuth-Request', async () => {
    await client.drain();
    return client.inbox.take('PresenceAuth-Request', ({ UserID }) => sameUser(UserID, user));
  });
  if (waited.found === undefined) this.fail(`PresenceAuth-Request naming ${user}`, `none ${waited.within}`);
});

Then('{stranger} is among the watchers', async function (this: World, watcher: Stranger) {
  const user = await addressOf(this, watcher);
  this.expect.some(
    `watcher ${user}`,
    watchersIn(this.answer),
    (one) => sameUser(one.user, user),
    this.place(this.answer),
  );
});

Then('{stranger} is not among the watchers as a current subscriber', async function (this: World, watcher: Stranger) {
  const user = await addressOf(this, watcher);
  const isThere = (one: { user: string; status: string | undefined }) =>
    sameUser(one.user, user) && isCurrentHere(this, one);
  this.expect.none(`current subscriber ${user}`, watchersIn(this.answer), isThere, this.place(this.answer));
});

Then(
  '{party} learns StatusText {string} of {stranger}',
  async function (this: World, watcher: Party, label: string, of: Stranger) {
    await learnsStatusText(this, watcher, await addressOf(this, of), label);
  },
);

Then(
  '{party} learns StatusText {string} of {party}, and StatusText {string} of {stranger}',
  async function (this: World, watcher: Party, local: string, one: Party, afar: string, other: Stranger) {
    await learnsStatusText(this, watcher, one.user, local);
    await learnsStatusText(this, watcher, await addressOf(this, other), afar);
  },
);

Then(
  '{party} gets the text {string} and was not told StatusText {string} of {stranger}',
  async function (this: World, party: Party, text: string, label: string, of: Stranger) {
    const user = await addressOf(this, of);
    await getText(this, party, text);
    await collectAll(this, party);
    const unwanted = statusText(this, label);
    this.expect.none(
      `StatusText "${unwanted}" of ${user}`,
      statusTextsTold(this, party, user),
      (one) => one === unwanted,
    );
  },
);

Then('{party} was told nothing of the third domain', async function (this: World, party: Party) {
  await party.client.drain();
  const user = this.kept<string>('presence:third');
  const about = notifications(party).flatMap(({ value }) => value.Presence.map(({ UserID }) => UserID ?? ''));
  this.expect.none(`presence of ${user}`, about, (one) => sameUser(one, user));
});

Then(
  'the answer shows one PresenceValue of {party}, with StatusText {string}',
  async function (this: World, of: Party, label: string) {
    const { answer, own, place } = await presenceAnswered(this, of);
    this.expect.equal(`PresenceValue of ${of.user}`, own.length, 1, place);
    const [value] = own;
    if (value === undefined) return;
    this.expect.equal('StatusText', attributesIn(value).get('StatusText'), statusText(this, label), place);
    if (answer.code === undefined) this.note('GetPresenceResponse without a Status');
    else this.expect.that(answer.success, 'Status 200', shownPeerAnswer(answer), place);
  },
);

Then('the answer shows StatusText of {party} and nothing else', async function (this: World, of: Party) {
  const { own, place } = await presenceAnswered(this, of);
  const names = own.flatMap((value) => [...attributesIn(value).keys()]);
  this.expect.some('StatusText', names, (name) => name === 'StatusText', place);
  this.expect.none('other attribute', names, (name) => name !== 'StatusText', place);
});

async function presenceAnswered(world: World, of: Party) {
  const peer = await world.peer();
  const answer = world.kept<PeerAnswer>('peer:answer');
  const place = peer.place(answer.arrival, 'PresenceValue');
  const isResponse = answer.primitive.name === 'GetPresenceResponse';
  world.expect.that(isResponse, 'GetPresenceResponse', shownPeerAnswer(answer), place);
  const { PresenceValue = [] } = answer.as('GetPresenceResponse');
  return { answer, place, own: PresenceValue.filter(({ userID }) => sameUser(userID, of.user)) };
}
