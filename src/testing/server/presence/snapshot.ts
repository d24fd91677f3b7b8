/** All that presence keeps and all that waits, as plain data: equal before and after a request that left no trace. */
import type { World } from './world.ts';

/** Sessions come in as their id; they hold more than presence. */
function isSession(value: object): value is { readonly id: string } {
  return 'clientKey' in value && 'capabilities' in value;
}

function plain(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, content]) => [key, plain(content)]);
  if (value instanceof Set) return [...value].map(plain);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (isSession(value)) return value.id;
  return Object.fromEntries(Object.entries(value).map(([key, content]) => [key, plain(content)]));
}

export function snapshot(world: World, users: readonly string[]): unknown {
  const { state } = world.parts;
  return users.map((user) => {
    const record = state.find(user);
    const sessions = [...(record?.sessions.values() ?? [])];
    return { record: plain(record), waiting: sessions.map(({ session }) => plain(world.waiting(session))) };
  });
}
