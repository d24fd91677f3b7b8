/** Waits of the client that ran out, and waits in which a scenario looks for something itself. */
import type { PrimitiveName } from '../../src/protocol/messages/envelope.ts';
import { isPlainText, PtsError } from '../../src/protocol/syntax/index.ts';
import { TransportError } from '../../src/transport/types.ts';
import type { Party, World } from './world.ts';

/** True if the awaited primitive did not come in time; a broken connection or a missing answer is no evidence of that. */
export function ranOut(error: unknown): error is TransportError {
  return error instanceof TransportError && error.fault === 'timeout' && error.wait === 'timers.notification';
}

/** Lets time pass as the client does, polling as often as allowed. Everything received stays in the inbox. */
export async function letPass(party: Party, bound: number): Promise<void> {
  try {
    // Any primitive will do that the syntax of the client can carry: none fits.
    await party.client.waitFor('PresenceNotification-Request', { bound, where: () => false });
  } catch (error) {
    if (!ranOut(error)) throw error;
  }
}

/** The end of a wait: the thing found, or the time after which nothing was found. */
export type Waited<T> = { readonly found: T } | { readonly found: undefined; readonly within: string };

/**
 * Looks repeatedly for something that a primitive of the server brings, within `timers.notification`, or less if such waits
 * ran out before. Time passes between two looks; `look` collects the primitives received.
 */
export async function lookFor<T>(
  world: World,
  party: Party,
  name: PrimitiveName,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<Waited<T>> {
  if (party.client.syntax === 'pts' && !isPlainText(name)) {
    throw new PtsError(name, `the code of ${name} in plain text is not known`);
  }
  const { notification: full } = world.ixit.timers;
  const { patience } = party;
  const bound = patience?.bound(name, full) ?? full;
  // In real time the first looks follow each other closely.
  const next = (waited: number) =>
    Math.min(
      Math.max(patience === undefined ? 250 : 50, patience === undefined ? bound : waited),
      1_000,
      Math.max(bound, 250),
    );
  for (let waited = 0; ; ) {
    const found = await look();
    if (found !== undefined) {
      patience?.ended(name, { came: true, ms: waited, bound, full });
      // A find counts as an observation of the implementation.
      return { found: world.expect.came(found) };
    }
    if (waited >= bound) break;
    const slice = next(waited);
    await letPass(party, slice);
    waited += slice;
  }
  patience?.ended(name, { came: false, ms: bound, bound, full });
  return { found: undefined, within: `within ${Math.round(bound / 100) / 10} s (IXIT timers.notification)` };
}
