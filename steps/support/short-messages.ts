/** Clients over short messages: their parts as they come, and disturbances on the way. */
import { createClient } from '../../src/client/client.ts';
import type { Client } from '../../src/client/types.ts';
import { capabilitiesFor } from '../../src/conformance/scenario/party.ts';
import type { ShortMessage, ShortMessageCentre } from '../../src/transport/sms/centre.ts';
import { createSmsClient } from '../../src/transport/sms/client.ts';
import type { Party, World } from './world.ts';

export interface Phone {
  readonly client: Client;
  readonly number: string;
  readonly centre: ShortMessageCentre;
  /** Parts that came for it, in their order. */
  readonly parts: ShortMessage[];
}

const NUMBERS: Readonly<Record<string, string>> = { A: '+358400000001', B: '+358400000002', C: '+358400000003' };

/** The phone of a party; made when first asked for. */
export function phoneOf(world: World, party: Party): Phone {
  return world.recall(`phone of ${party.key}`, () => {
    const { shortMessages } = world.operator('short-messages');
    world.besideHttp('short messages');
    if (shortMessages === undefined) return world.untestable('adapter: short-messages', 'there is no message centre');
    const { centre, number: server } = shortMessages;
    const number = NUMBERS[party.key] ?? '+358400000009';
    const parts: ShortMessage[] = [];
    const { ixit, version } = world;
    const transport = createSmsClient({
      tap: party.client.transport.tap,
      centre,
      number,
      server,
      response: ixit.timers.response,
      onPart: (part) => parts.push(part),
    });
    const client = createClient({
      url: `sms:${server}`,
      version,
      syntax: 'pts',
      party: party.name,
      userId: party.user,
      password: party.account.password,
      transport,
      timers: { ...ixit.timers, pollMinimum: 0 },
      idlePause: 10,
    });
    world.run.secrets.push(client.secrets);
    world.cleanUp(`take the phone of ${party.name} from the centre`, async () => {
      centre.disturb(number, undefined);
      if (client.session.sessionId !== undefined) await client.logout();
      transport.close();
    });
    return { client, number, centre, parts };
  });
}

export async function logInByPhone(world: World, party: Party): Promise<void> {
  await world.prerequisite('CSP-LOG-001', async () => {
    const { client } = phoneOf(world, party);
    await client.open({
      timeToLive: world.ixit.keepAlive.timeToLive,
      capabilityList: capabilitiesFor(client, world.ixit),
    });
  });
}

/** Contact lists whose names together need several parts. */
export async function makeListsByPhone(world: World, owner: Party, number: number): Promise<void> {
  const { client } = phoneOf(world, owner);
  await world.prerequisite('CSP-CLS-005', async () => {
    for (let i = 0; i < number; i++) {
      const ContactList = world.addressOf(owner, world.name(`a-contact-list-with-a-rather-long-name-${i}`));
      world.expect.success(await client.request('CreateList-Request', { ContactList }));
    }
  });
}
