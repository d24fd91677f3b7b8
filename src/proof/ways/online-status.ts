/** A server that publishes another OnlineStatus. */
import type { Change } from '../types.ts';
import { all, edits } from './families.ts';

/** Users whose presence is said to be something else than it is. */
export function onlineStatusIs(value: 'T' | 'F'): Change {
  const said = (instance: unknown): unknown =>
    typeof instance === 'object' && instance !== null && 'PresenceValue' in instance
      ? { ...instance, PresenceValue: value }
      : instance;
  const changed = (given: unknown): unknown => {
    if (Array.isArray(given)) return given.map(changed);
    if (typeof given !== 'object' || given === null) return given;
    const entries = Object.entries(given).map(([name, child]): [string, unknown] => {
      if (name !== 'OnlineStatus') return [name, changed(child)];
      return [name, Array.isArray(child) ? child.map(said) : said(child)];
    });
    return Object.fromEntries(entries);
  };
  return all(
    edits('PresenceNotification-Request', (given) => ({ ...given, Presence: changed(given.Presence) }) as typeof given),
    edits('GetPresence-Response', (given) => ({ ...given, Presence: changed(given.Presence) }) as typeof given),
  );
}
