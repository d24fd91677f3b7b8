/** Watcher lists. */

import { Then } from '@cucumber/cucumber';
import { anyVersion } from '../../../src/protocol/messages/any-version.ts';
import { sameUser } from '../../support/presence.ts';
import { isCurrentHere, type Watching, watchersIn } from '../../support/publishing.ts';
import type { Party, World } from '../../support/world.ts';

Then('the answer names no current subscriber', function (this: World) {
  const fits = (one: Watching) => isCurrentHere(this, one);
  this.expect.none('current subscriber', watchersIn(this.answer), fits, this.place(this.answer));
});

Then('WatcherStatus of {party}, where it is given, is {word}', function (this: World, watcher: Party, status: string) {
  const place = this.place(this.answer, 'Watcher');
  const found = this.expect.some(
    `watcher ${watcher.user}`,
    watchersIn(this.answer),
    (one) => sameUser(one.user, watcher.user),
    place,
  );
  if (found.status !== undefined) this.expect.equal('WatcherStatus', found.status, status, place);
});

Then('the answer names at most {int} watcher', function (this: World, most: number) {
  const { length } = watchersIn(this.answer);
  this.expect.that(length <= most, `at most ${most} watcher`, `${length} watchers`, this.place(this.answer, 'Watcher'));
});

Then('WatcherCount, where it is given, is {int}', function (this: World, count: number) {
  const { WatcherCount } = anyVersion(this.answer.primitive.value);
  if (WatcherCount !== undefined)
    this.expect.equal('WatcherCount', WatcherCount, count, this.place(this.answer, 'WatcherCount'));
});

Then('it is observed whether every WatcherStatus is one of the three defined', function (this: World) {
  const known = ['CURRENT_SUBSCRIBER', 'FORMER_SUBSCRIBER', 'PRESENCE_ACCESS'];
  for (const { status } of watchersIn(this.answer)) {
    if (!known.includes(status ?? '')) this.observe(known.join(' or '), `WatcherStatus ${status ?? 'missing'}`);
  }
});
