/** Defects of watcher lists. */

import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import type { UserRecord } from '../../../../server/presence/state.ts';
import { status } from '../../../../server/results.ts';
import type { Session } from '../../../../server/sessions/session.ts';
import type { Change, Defect } from '../../../types.ts';
import { all, edits, handler } from '../../../ways/families.ts';
import { ids, part, presenceHandler, untilNextLogin } from '../../../ways/presence.ts';

/** Watchers who left, or who only read, are told as current subscribers. */
function takesForSubscribers(event: 'left' | 'accessed'): Change {
  return untilNextLogin((noted) => ({
    watchers: (standard) => ({
      [event](publisher: UserRecord, watcher: string) {
        noted.add(`${publisher.user} ${watcher}`);
        standard[event](publisher, watcher);
      },
      list(publisher, history) {
        const list = standard.list(publisher, history);
        const more = [...noted]
          .filter((pair) => pair.startsWith(`${publisher.user} `))
          .map((pair) => pair.slice(publisher.user.length + 1))
          .filter((user) => !list.some((one) => one.user === user))
          .map((user) => ({ user, status: 'CURRENT_SUBSCRIBER' as const }));
        return [...list, ...more];
      },
    }),
  }));
}

/** The watchers of everybody, whoever asks. */
function watchersOfAll(): Change {
  const watching = new Map<string, string>();
  const key = (session: Session, publisher: string) => `${session.id} ${publisher}`;
  return all(
    part('subscriptions', (standard) => ({
      subscribe(session, publisher, requested) {
        watching.set(key(session, publisher), session.user);
        standard.subscribe(session, publisher, requested);
      },
      unsubscribe(session, publisher) {
        watching.delete(key(session, publisher));
        standard.unsubscribe(session, publisher);
      },
      sessionClosed(session) {
        for (const one of [...watching.keys()]) if (one.startsWith(`${session.id} `)) watching.delete(one);
        standard.sessionClosed(session);
      },
    })),
    part('watchers', () => ({
      list: () => [...new Set(watching.values())].map((user) => ({ user, status: 'CURRENT_SUBSCRIBER' })),
    })),
  );
}

/** Watchers in a GetWatcherList-Response, whatever the version calls them. */
function editsWatchers(edit: (watchers: readonly object[]) => readonly object[]): Change {
  return edits('GetWatcherList-Response', (value) => {
    const { User, Watcher } = anyVersion(value);
    return {
      ...value,
      ...(User === undefined ? {} : { User: edit(User) }),
      ...(Watcher === undefined ? {} : { Watcher: edit(Watcher) }),
    };
  });
}

export const watcherDefects: readonly Defect[] = [
  {
    id: 'one-watcher-only',
    title: 'names one watcher only',
    requirements: ['CSP-WAT-001', 'CSP-WAT-005'],
    change: editsWatchers((watchers) => watchers.slice(0, 1)),
  },
  {
    id: 'history-without-present',
    title: 'names the watchers of the past alone where a HistoryPeriod is given',
    requirements: ['CSP-WAT-001'],
    change: part('watchers', (standard) => ({
      list: (publisher, history) =>
        standard.list(publisher, history).filter((one) => history <= 0 || one.status !== 'CURRENT_SUBSCRIBER'),
    })),
  },
  {
    id: 'authorized-watchers-only',
    title: 'names watchers only who may see something',
    requirements: ['CSP-WAT-002'],
    unavoidable: ids('WAT', '006', '009'),
    change: part('watchers', (standard, parts) => ({
      list: (publisher, history) =>
        standard
          .list(publisher, history)
          .filter((one) => parts.rules.authorization(publisher, one.user).ground !== 'none'),
    })),
  },
  {
    id: 'former-subscribers-current',
    title: 'names former subscribers as current ones',
    requirements: ['CSP-WAT-003'],
    change: takesForSubscribers('left'),
  },
  {
    id: 'readers-current',
    title: 'names readers as current subscribers',
    requirements: ['CSP-WAT-004'],
    change: takesForSubscribers('accessed'),
  },
  {
    id: 'watchers-of-contact-lists-left-out',
    title: 'leaves watchers out who are authorized through a contact list',
    requirements: ['CSP-WAT-005'],
    change: part('watchers', (standard, parts) => ({
      list: (publisher, history) =>
        standard
          .list(publisher, history)
          .filter((one) => parts.rules.authorization(publisher, one.user).ground !== 'contact-lists'),
    })),
  },
  {
    id: 'watchers-of-all',
    title: 'names the watchers of all users',
    requirements: ['CSP-WAT-006'],
    change: watchersOfAll(),
  },
  {
    id: 'watcher-status-wrong',
    title: 'gives a live subscription the status of a mere reading',
    requirements: ['CSP-WAT-007'],
    change: editsWatchers((watchers) =>
      watchers.map((one) => ('WatcherStatus' in one ? { ...one, WatcherStatus: 'PRESENCE_ACCESS' } : one)),
    ),
  },
  {
    id: 'max-watcher-list-ignored',
    title: 'returns more watchers than MaxWatcherList allows',
    requirements: ['CSP-WAT-009'],
    change: handler('GetWatcherList-Request', (standard) => (value, call) => {
      const { MaxWatcherList: _most, ...others } = anyVersion(value);
      return standard(others, call);
    }),
  },
  {
    id: 'no-watchers-refused',
    title: 'refuses the watcher list of a user without watchers',
    requirements: ['CSP-WAT-010'],
    unavoidable: ids('WAT', '003'),
    change: presenceHandler('GetWatcherList-Request', (standard, parts) => (value, call) => {
      const publisher = parts().state.of(call.session?.user ?? '');
      return parts().watchers.list(publisher, 0).length === 0 ? status(404) : standard(value, call);
    }),
  },
];
