/** Reactive authorization as the publisher's client sees it, and the watcher list (csp semantics, Presence authorization). */

import { anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import { primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { type Handlers, Refusal, type RequestContext } from '../../element.ts';
import { detailedResults } from '../../results.ts';
import { type AttributeSet, attributesOf, NOTHING, naming } from '../attributes.ts';
import type { PresenceParts, WatcherEntry } from '../parts.ts';
import type { ReactiveRecord } from '../state.ts';
import { attributesNamed } from './targets.ts';

type State = Value<'ReactiveAuthState', '1.2'>;

export function authorizationHandlers(parts: PresenceParts): Handlers {
  /** @throws Refusal 531 and the other codes of addresses. */
  function knownUser(text: string, { version }: RequestContext): string {
    const resolved = parts.directory.user(text, version);
    if (resolved.code === undefined) return resolved.user;
    const outcome = { code: resolved.code, item: { UserID: text } };
    throw new Refusal(resolved.code, undefined, detailedResults([outcome], version));
  }

  return {
    'PresenceAuth-User'(raw, context) {
      const request = anyVersion(raw);
      const { session, version } = context;
      if (version === '1.3') throw new Refusal(501, '1.3 has no reactive authorization; attach an attribute list');
      const watcher = knownUser(request.UserID, context);
      const attributes = attributesNamed(parts, request.PresenceSubList, context);
      const publisher = parts.state.of(session.user);
      const record = publisher.reactive.get(watcher);
      if (record === undefined) {
        if (parts.profile.unaskedDecision === 'refuse') throw new Refusal(531, 'this user did not ask');
        if (publisher.reactive.size >= parts.profile.limits.reactivePerUser) {
          throw new Refusal(403, `at most ${parts.profile.limits.reactivePerUser} decisions are kept`);
        }
      }
      parts.reactive.decide(publisher, watcher, attributes, request.Acceptance);
      return 200;
    },

    'CancelAuth-Request'(request, context) {
      const watcher = knownUser(request.UserID, context);
      parts.reactive.cancel(parts.state.of(context.session.user), watcher);
      return 200;
    },

    'GetReactiveAuthStatus-Request'(request, context) {
      const { reactive } = parts.state.of(context.session.user);
      const named = request.UserID ?? [];
      const users = named.length === 0 ? reactive.keys() : new Set(named.map((text) => knownUser(text, context)));
      const statuses: Value<'ReactiveAuthStatus', '1.2'>[] = [];
      for (const user of users) {
        const record = reactive.get(user);
        if (record !== undefined) statuses.push(...statusesOf(user, record));
      }
      return primitive('GetReactiveAuthStatus-Response', {
        ReactiveAuthStatusList: statuses.length === 0 ? {} : { ReactiveAuthStatus: statuses },
      });
    },

    'GetWatcherList-Request'(raw, { session, version }) {
      const request = anyVersion(raw);
      const publisher = parts.state.of(session.user);
      const history = request.HistoryPeriod ?? 0;
      const watchers = parts.watchers.list(publisher, history);
      if (version === '1.1') {
        const users = watchers.map(({ user }) => ({ UserID: user }));
        return primitive('GetWatcherList-Response', users.length === 0 ? {} : { User: users });
      }
      const most = request.MaxWatcherList;
      const shown = (most === undefined ? watchers : watchers.slice(0, most)).map((watcher) =>
        watcherOf(watcher, version),
      );
      const longest = parts.profile.limits.watcherHistorySeconds;
      return primitive(
        'GetWatcherList-Response',
        draft('GetWatcherList-Response', {
          ...(request.HistoryPeriod === undefined ? {} : { HistoryPeriod: Math.min(request.HistoryPeriod, longest) }),
          ...(version === '1.3' && most !== undefined ? { WatcherCount: watchers.length } : {}),
          ...(shown.length === 0 ? {} : { Watcher: shown }),
        }),
      );
    },
  };
}

function watcherOf({ user, status }: WatcherEntry, version: '1.2' | '1.3'): object {
  return version === '1.3'
    ? { UserID: user, WatcherStatus: status }
    : { User: { UserID: user }, WatcherStatus: status };
}

/** One entry per state the watcher is in; attributes are named where the state is not about all of them. */
function statusesOf(user: string, record: ReactiveRecord): readonly Value<'ReactiveAuthStatus', '1.2'>[] {
  const states: readonly (readonly [State, AttributeSet])[] = [
    ['GRANTED', record.granted],
    ['DENIED', record.denied],
    ['PENDING', record.pending],
  ];
  const all = attributesOf('1.2');
  return states
    .filter(([, set]) => (set & all) !== NOTHING)
    .map(([state, set]) => ({
      UserID: user,
      ReactiveAuthState: state,
      ...((set & all) === all ? {} : { PresenceSubList: naming(set, '1.2') as Value<'PresenceSubList', '1.2'> }),
    }));
}
