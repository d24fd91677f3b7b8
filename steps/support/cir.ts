/** Communication initiation in scenarios: the agreement on a method, and the call that must come. */
import { anyVersion } from '../../src/protocol/messages/any-version.ts';
import { readNotice } from '../../src/transport/cir/notice.ts';
import { type Changes, comesWithin, nothingWithin } from './outside.ts';
import type { Party, World } from './world.ts';

/** The name under which a report speaks of waits for a call. */
const CALL = 'CIR';

/** The list of the last capability negotiation of a party. Without the method in it there is nothing to look at. */
export function agreedTo(world: World, party: Party, method: string) {
  const { capabilities } = party.client.session;
  const list = capabilities === undefined ? undefined : anyVersion(capabilities);
  if (list?.SupportedCIRMethod?.includes(method) !== true) {
    world.nothingToSee(`the server did not agree to ${method}, which ${party.name} offered alone`);
  }
  return list;
}

/** A line as reports show it: `OK CRLF`. */
export function shown(octets: string): string {
  return octets === ''
    ? 'nothing'
    : octets.replaceAll('\r', ' CR').replaceAll('\n', ' LF').replaceAll(' CR LF', ' CRLF');
}

/** Waits for a call, `timers.cirNotice` at most; its text. */
export async function callWithin(
  world: World,
  party: Party,
  changes: Changes,
  look: () => string | undefined,
  otherwise: () => string,
): Promise<string> {
  const { cirNotice: full } = world.ixit.timers;
  const bound = party.patience?.bound(CALL, full) ?? full;
  const began = world.clock.now();
  const found = await comesWithin(world, changes, look, bound);
  party.patience?.ended(CALL, { came: found !== undefined, ms: world.clock.now() - began, bound, full });
  if (found === undefined) {
    return world.fail('a CIR (WVCI, version, cookie)', otherwise() || nothingWithin('cirNotice', bound));
  }
  return world.expect.came(found);
}

/** The fields of a call, which must be WVCI, a version and the cookie of the session, with single spaces. */
export function checkCall(world: World, party: Party, text: string): void {
  const { cookie = '' } = party.client.session;
  const notice = readNotice(text);
  const fits = notice !== undefined && notice.cookie === cookie;
  world.expect.that(fits, `WVCI ${party.client.version} ${cookie}`, shown(text));
}
