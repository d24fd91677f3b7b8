/** The URL of communication initiation over HTTP in scenarios. */
import { anyVersion } from '../../src/protocol/messages/any-version.ts';
import { answerOf } from '../../src/transport/http/client.ts';
import { agreedTo } from './cir.ts';
import { nothingWithin } from './outside.ts';
import type { Party, World } from './world.ts';

/** Milliseconds of the clients' clock between two fetches. */
const BETWEEN = 500;

/** The URL that the server gave the session of a party. */
export function cirUrl(world: World, party: Party): string {
  const list = agreedTo(world, party, 'SHTTP');
  const { CIRURL, CIRHTTPAddress } = anyVersion(list ?? {});
  const given = (world.version === '1.2' ? CIRURL : CIRHTTPAddress)?.URL;
  const name = world.version === '1.2' ? 'CIRURL' : 'CIRHTTPAddress';
  const url = world.expect.present(`${name}/URL`, given);
  world.expect.that(/^https?:\/\/[^/]/i.test(url), 'a URL of scheme http or https', url);
  return url;
}

/** The status of a GET on the URL of a party. */
export async function fetchCir(world: World, party: Party): Promise<number> {
  const request = { method: 'GET', url: cirUrl(world, party), headers: [], body: new Uint8Array(0) };
  const exchange = await party.client.transport.exchange(request, { party: party.name });
  return answerOf(exchange).status;
}

/** Fetches until the status is 200, within `timers.cirNotice`. */
export async function fetchUntilCalled(world: World, party: Party): Promise<void> {
  const { cirNotice } = world.ixit.timers;
  const until = world.clock.now() + cirNotice;
  for (;;) {
    const status = await fetchCir(world, party);
    if (status === 200) {
      world.expect.met();
      return;
    }
    if (world.clock.now() >= until)
      world.fail('HTTP 200', `HTTP ${status}, and ${nothingWithin('cirNotice', cirNotice)}`);
    await world.clock.wait(BETWEEN);
  }
}
