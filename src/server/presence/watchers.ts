/**
 * The watcher list: kept by the system, one per user, everybody with a live subscription whether anything is
 * authorized or not (Features and Functions 1.2, 5.3.4). From 1.2 on former subscribers and mere readers can be asked
 * for, as far back as a history period reaches; its unit is not established and taken as seconds.
 */
import type { PresenceParts, WatcherEntry, Watchers } from './parts.ts';
import type { UserRecord, WatcherTrace } from './state.ts';

export function createWatchers(parts: PresenceParts): Watchers {
  function remember(publisher: UserRecord, watcher: string, status: WatcherTrace['status']): void {
    const { traces } = publisher;
    traces.delete(watcher);
    traces.set(watcher, { status, at: parts.access.clock.now() });
    for (const oldest of traces.keys()) {
      if (traces.size <= parts.profile.limits.watcherHistory) break;
      traces.delete(oldest);
    }
  }

  return {
    list(publisher, historySeconds) {
      const current = [...publisher.subscribers.keys()].map(
        (user): WatcherEntry => ({ user, status: 'CURRENT_SUBSCRIBER' }),
      );
      if (historySeconds <= 0) return current;
      const seconds = Math.min(historySeconds, parts.profile.limits.watcherHistorySeconds);
      const since = parts.access.clock.now() - seconds * 1000;
      const past = [...publisher.traces]
        .filter(([user, trace]) => trace.at >= since && !publisher.subscribers.has(user))
        .map(([user, trace]): WatcherEntry => ({ user, status: trace.status }));
      return [...current, ...past.reverse()];
    },

    left: (publisher, watcher) => remember(publisher, watcher, 'FORMER_SUBSCRIBER'),

    accessed(publisher, watcher) {
      if (publisher.user === watcher || publisher.subscribers.has(watcher)) return;
      remember(publisher, watcher, 'PRESENCE_ACCESS');
    },
  };
}
