/** Datagrams of communication initiation in scenarios: the suite listens as a client would. */
import { type DatagramListener, listenForDatagrams } from '../../src/transport/cir/datagrams.ts';
import { TransportError } from '../../src/transport/types.ts';
import { agreedTo, callWithin } from './cir.ts';
import type { Party, World } from './world.ts';

/** Attempts at a fixed port that another run may hold for a moment, and milliseconds between them. */
const ATTEMPTS = 50;
const PAUSE = 100;

/** The address on which the server can reach the suite. */
function listenAddress(world: World): string {
  const { cir, address } = world.ixit;
  if (cir.listen !== undefined) return cir.listen;
  const { hostname } = new URL(address);
  if (hostname === '[::1]') return '::1';
  if (hostname === 'localhost' || hostname.startsWith('127.')) return '127.0.0.1';
  return world.untestable('ixit.cir.listen', 'the server needs an address of this machine to send datagrams to');
}

/** Listens at a port, 0 for any; ends with the scenario. */
export async function listenAt(world: World, port: number): Promise<DatagramListener> {
  const host = listenAddress(world);
  world.besideHttp('UDP');
  for (let attempt = 1; ; attempt++) {
    try {
      const listener = await listenForDatagrams(host, port);
      world.run.atEnd(() => void listener.close());
      return listener;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (port === 0 || attempt >= ATTEMPTS) world.untestable(`UDP port ${port} of ${host}`, error.message);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}

/** As {@link listenAt}, for a party: what comes there is for its session. */
export async function listenFor(world: World, party: Party, port: number): Promise<DatagramListener> {
  return world.keep(`datagrams:${party.key}`, await listenAt(world, port));
}

export function heldListener(world: World, party: Party): DatagramListener {
  return world.kept<DatagramListener>(`datagrams:${party.key}`);
}

/** Offers one method, with the port at which the client listens or without; the server must agree to look further. */
export async function offerWithPort(world: World, party: Party, method: string, port?: number): Promise<void> {
  const list = {
    ...world.capabilities,
    SupportedBearer: ['HTTP'],
    SupportedCIRMethod: [method],
    ...(port !== undefined && { UDPPort: port }),
  };
  await world.prerequisite('CSP-CAP-001', async () => {
    world.expect.success((await party.client.negotiateCapabilities(list)).answer);
  });
  agreedTo(world, party, method);
}

/** The first datagram that comes, in Latin-1: a character is an octet. */
export async function datagramWithin(world: World, party: Party, listener: DatagramListener): Promise<string> {
  const look = () => {
    const [first] = listener.datagrams;
    return first === undefined ? undefined : Buffer.from(first.octets).toString('latin1');
  };
  return callWithin(world, party, listener.onChange, look, () => '');
}
