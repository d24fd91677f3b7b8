/** Long requests by short message, and what the centre does to their parts. */
import type { Client } from '../../src/client/types.ts';
import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import type { Disturbance, ShortMessage } from '../../src/transport/sms/centre.ts';
import { subscription } from '../support/presence.ts';
import { phoneOf } from '../support/short-messages.ts';
import type { Party, World } from '../support/world.ts';

const DISTURBANCES: Readonly<Record<string, Disturbance>> = {
  'in order': (parts) => parts,
  'the last one first': (parts) => parts.toReversed(),
  twice: (parts) => parts.flatMap((part) => [part, part]).slice(0, -1),
};

export function disturbed(how: string): Disturbance {
  const known = DISTURBANCES[how];
  if (known === undefined) throw new HarnessError(`"${how}" is nothing a centre does to parts`);
  return known;
}

/** Publishes a text that needs several parts; the code of the answer. */
export async function longRequest(client: Client, transactionIds?: readonly string[]): Promise<number | undefined> {
  const StatusText = { Qualifier: true, PresenceValue: 'a long status, '.repeat(20) };
  const value = draft('UpdatePresence-Request', { PresenceSubList: { StatusText } });
  const options = transactionIds === undefined ? {} : { transactionIds };
  const { code } = await client.request('UpdatePresence-Request', value, options);
  return code;
}

/** Parts of two phones, under one number, in turns. */
export async function answersByTurns(
  world: World,
  parties: readonly Party[],
): Promise<readonly (number | undefined)[]> {
  const phones = parties.map((party) => phoneOf(world, party));
  const release = phones[0]?.centre.hold() ?? (() => {});
  const kept: (readonly ShortMessage[])[] = [];
  for (const { centre, number } of phones) {
    centre.disturb(number, (parts) => {
      kept.push(parts);
      if (kept.length < phones.length) return [];
      const most = Math.max(...kept.map(({ length }) => length));
      return Array.from({ length: most }, (_, i) => kept.flatMap((one) => one[i] ?? [])).flat();
    });
  }
  const answers = parties.map((party, i) => longRequest((phones[i] ?? phoneOf(world, party)).client, ['417']));
  // Both requests are with the centre by then.
  await new Promise((resolve) => setImmediate(resolve));
  release();
  const codes = await Promise.all(answers);
  for (const { centre, number } of phones) centre.disturb(number, undefined);
  return codes;
}

export async function subscribeByPhone(world: World, watcher: Party, publisher: Party): Promise<void> {
  const { client } = phoneOf(world, watcher);
  const { name, value } = subscription(world, [publisher.user], ['StatusText']);
  await world.prerequisite('CSP-PRE-001', async () => {
    world.expect.success(await client.request(name, value));
  });
  // The first values are told at once.
  await client.drain();
  phoneOf(world, watcher).parts.splice(0);
}
