/** Calls by short message in scenarios: a telephone of the suite at the centre that server and suite share. */
import type { ShortMessage } from '../../src/transport/sms/centre.ts';
import { agreedTo, callWithin } from './cir.ts';
import type { Party, World } from './world.ts';

/** The number of the client of a party. */
const NUMBER = '+358400000077';

interface Telephone {
  readonly messages: readonly ShortMessage[];
  onChange(listener: () => void): () => void;
}

export async function logInWithNumber(world: World, party: Party): Promise<void> {
  world.operator('short-messages');
  await party.open({ clientId: { MSISDN: NUMBER } });
}

/** Offers one method; the server must agree to look further. */
export async function offerAlone(world: World, party: Party, method: string): Promise<void> {
  const list = { ...world.capabilities, SupportedBearer: ['HTTP'], SupportedCIRMethod: [method] };
  await world.prerequisite('CSP-CAP-001', async () => {
    world.expect.success((await party.client.negotiateCapabilities(list)).answer);
  });
}

/** Waits at a port of the telephone of a party, until the end of the scenario. */
export function waitAtPort(world: World, party: Party, method: string, port: number): void {
  agreedTo(world, party, method);
  const { shortMessages } = world.operator('short-messages');
  if (shortMessages === undefined) world.untestable('adapter: short-messages', 'there is no message centre');
  world.besideHttp('short messages');
  const messages: ShortMessage[] = [];
  const listeners = new Set<() => void>();
  const stop = shortMessages.centre.attach(NUMBER, port, (message) => {
    messages.push(message);
    for (const listener of [...listeners]) listener();
  });
  world.run.atEnd(stop);
  world.keep<Telephone>(`telephone:${party.key}`, {
    messages,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
}

/** The first message that comes. */
export async function messageWithin(world: World, party: Party): Promise<ShortMessage> {
  const telephone = world.kept<Telephone>(`telephone:${party.key}`);
  const look = () => (telephone.messages.length > 0 ? 'a short message' : undefined);
  await callWithin(world, party, telephone.onChange, look, () => '');
  const [first] = telephone.messages;
  return first ?? world.fail('a short message', 'none');
}
