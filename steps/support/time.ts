/** Time in scenarios: the operator's clock is moved, nobody sleeps. */
import type { Party, World } from './world.ts';

/** The time after which the session of a party ends, seconds: what the server granted, else what was asked for. */
export function secondsInForce(world: World, party: Party): number {
  return party.client.session.keepAliveTime ?? world.ixit.keepAlive.timeToLive;
}

/** Does something again and again, in turn, each time before the time in force ends, until it and the margin are over. */
export async function stayAlive(world: World, party: Party, acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const inForce = secondsInForce(world, party);
  const total = inForce + world.ixit.keepAlive.margin + 1;
  const gap = inForce * 0.8;
  let number = 0;
  for (let passed = 0; passed < total; passed += gap) {
    await world.pass(gap);
    await acts[number++ % acts.length]?.();
  }
}
