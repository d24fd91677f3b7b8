/** A channel of communication initiation of any kind. */
import { anyVersion } from '../../src/protocol/messages/any-version.ts';
import { callWithin } from '../support/cir.ts';
import { datagramWithin, listenAt } from '../support/cir-datagrams.ts';
import { fetchUntilCalled } from '../support/cir-http.ts';
import { bindTcp, boundTcp, isCall } from '../support/cir-tcp.ts';
import { comesWithin } from '../support/outside.ts';
import type { Party, World } from '../support/world.ts';

/** Waits for the call of a party. */
type Called = () => Promise<unknown>;

/** Offers what a client on a network of its own could use, and opens the channel of the first method that is agreed. */
export async function openChannel(world: World, party: Party): Promise<void> {
  const listener = await listenAt(world, 0);
  const offered = world.version === '1.1' ? ['STCP', 'SUDP'] : ['STCP', 'SUDP', 'SHTTP'];
  const list = {
    ...world.capabilities,
    SupportedBearer: ['HTTP'],
    SupportedCIRMethod: offered,
    UDPPort: listener.port,
  };
  const { agreed } = await party.client.negotiateCapabilities(list);
  const methods = agreed === undefined ? [] : (anyVersion(agreed).SupportedCIRMethod ?? []);
  const ways: Readonly<Record<string, Called>> = {
    STCP: async () => {
      const channel = boundTcp(world, party);
      return callWithin(
        world,
        party,
        channel.onChange,
        () => channel.lines.find(isCall),
        () => '',
      );
    },
    SUDP: () => datagramWithin(world, party, listener),
    SHTTP: () => fetchUntilCalled(world, party),
  };
  const method = offered.find((one) => methods.includes(one));
  if (method === undefined) world.nothingToSee(`the server agreed to none of ${offered.join(', ')}`);
  if (method === 'STCP') await world.prerequisite('TRN-CIR-TCP-004', () => bindTcp(world, party));
  world.keep<Called | undefined>(`channel:${party.key}`, ways[method]);
}

export async function calledOverChannel(world: World, party: Party): Promise<void> {
  await world.kept<Called>(`channel:${party.key}`)();
}

/** Answers looked at, and milliseconds for the server to notice the end of a connection before each. */
const LOOKS = 3;
const NOTICING = 200;

/** The server may say nothing of a channel that is gone, or that it is gone. */
export async function channelIsGone(world: World, party: Party): Promise<void> {
  for (let look = 1; look <= LOOKS; look++) {
    await comesWithin(
      world,
      () => () => {},
      () => undefined,
      NOTICING,
    );
    const answer = await world.ask(party, { name: 'KeepAlive-Request', value: {} });
    const { cir } = answer.reply.envelope ?? {};
    world.expect.that(cir !== true, 'CIR F, or none', 'CIR T', world.place(answer));
    if (cir === false) world.note('the server says that the channel is gone');
  }
}
