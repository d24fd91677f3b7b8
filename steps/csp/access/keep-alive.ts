/** Time in scenarios: the operator's clock is moved, or the run waits. */
import { marginOf } from '../../../src/conformance/ics/types.ts';
import type { Party, World } from '../../support/world.ts';

/** Seconds asked for if the clock is moved. */
const ANY_TIME = 120;
/** Seconds asked for, one after the other, if the run has to wait for real. */
const SHORT_TIMES = [10, 20, 30, 60, 120, 300];

/** The time after which the session of a party ends, seconds: what the server granted, else what was asked for. */
export function secondsInForce(world: World, party: Party): number {
  return party.client.session.keepAliveTime ?? world.ixit.keepAlive.timeToLive;
}

/** Seconds until a session has surely ended: the time in force, the margin of the server, and one second. */
export function secondsUntilEnded(world: World, party: Party): number {
  const inForce = secondsInForce(world, party);
  return inForce + marginOf(world.ixit, inForce) + 1;
}

/** Agrees on a time short enough to wait for: the shortest that the server accepts. */
export async function agreeShortTime(world: World, party: Party): Promise<void> {
  for (const seconds of world.waits ? SHORT_TIMES : [ANY_TIME]) {
    const answer = await party.client.keepAlive(seconds);
    world.keepAnswer(party, answer);
    if (answer.code !== 605) return;
  }
}

/** Does something again and again, in turn, each time before the time in force ends, until it and the margin are over. */
export async function stayAlive(world: World, party: Party, acts: readonly (() => Promise<unknown>)[]): Promise<void> {
  const total = secondsUntilEnded(world, party);
  const gap = secondsInForce(world, party) * 0.8;
  let number = 0;
  for (let passed = 0; passed < total; passed += gap) {
    await world.pass(gap);
    await acts[number++ % acts.length]?.();
  }
}
