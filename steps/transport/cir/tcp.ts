/** Lines of scenarios on connections for communication initiation. */
import type { TcpChannel } from '../../../src/transport/cir/tcp-channel.ts';
import { callWithin, shown } from '../../support/cir.ts';
import { boundTcp, cameOn, connectTcp, isCall, lineWithin } from '../../support/cir-tcp.ts';
import { comesWithin, nothingWithin } from '../../support/outside.ts';
import type { Party, World } from '../../support/world.ts';

/** Says something on a new connection, which is kept. */
export async function say(world: World, party: Party, octets: string): Promise<TcpChannel> {
  const channel = world.keep('stranger', await connectTcp(world, party));
  channel.send(octets);
  return channel;
}

export async function endsWithoutOk(world: World, party: Party): Promise<void> {
  const channel = world.kept<TcpChannel>('stranger');
  const { cirAnswer } = world.ixit.timers;
  const ended = await comesWithin(world, channel.onChange, () => (channel.ended ? true : undefined), cirAnswer);
  const came = cameOn(channel);
  world.expect.that(
    ended === true && !channel.lines.some((line) => /^OK/i.test(line)),
    'the end of the connection, and no OK',
    came === '' ? nothingWithin('cirAnswer', cirAnswer) : came,
  );
  world.expect.that(party.client.session.sessionId !== undefined, 'an open session', 'none');
}

/** Says something on the bound connection and gets a line; a call in between is accepted. */
export async function getsLine(world: World, party: Party, octets: string, wanted: string): Promise<void> {
  const channel = boundTcp(world, party);
  const from = channel.lines.length;
  channel.send(octets);
  const line = await lineWithin(world, channel, 'cirAnswer', (one) => !isCall(one), from);
  const otherwise = cameOn(channel, from) || nothingWithin('cirAnswer', world.ixit.timers.cirAnswer);
  world.expect.that(
    line === wanted,
    `${shown(wanted)} in answer to ${shown(octets)}`,
    line === undefined ? otherwise : shown(line),
  );
}

/** The call that came on the bound connection, or comes. */
export async function callOnTcp(world: World, party: Party): Promise<string> {
  const channel = boundTcp(world, party);
  const look = () => channel.lines.find(isCall);
  const call = await callWithin(world, party, channel.onChange, look, () => (channel.ended ? cameOn(channel) : ''));
  return world.keep('call', call);
}

/** A second connection; if it is refused, the first is closed, and it is tried once more. */
export async function connectedTwice(world: World, party: Party): Promise<void> {
  const { sessionId } = party.client.session;
  const attempt = async () => {
    const channel = await connectTcp(world, party);
    channel.send(`HELO ${sessionId}\r\n`);
    return { channel, line: await lineWithin(world, channel, 'cirAnswer', (one) => !isCall(one)) };
  };
  const first = await attempt();
  if (first.line === 'OK\r\n') return;
  boundTcp(world, party).close();
  const second = await attempt();
  if (second.line !== 'OK\r\n') world.observe('OK CRLF at the second attempt', cameOn(second.channel) || 'nothing');
}
