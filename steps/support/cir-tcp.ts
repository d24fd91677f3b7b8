/** Connections for communication initiation in scenarios. */
import { openTcpChannel, type TcpChannel } from '../../src/transport/cir/tcp-channel.ts';
import { TransportError } from '../../src/transport/types.ts';
import { agreedTo, shown } from './cir.ts';
import { comesWithin, nothingWithin } from './outside.ts';
import type { Party, World } from './world.ts';

/** Connects as the agreement, or the IXIT in its place, says; closed at the end of the scenario. */
export async function connectTcp(world: World, party: Party): Promise<TcpChannel> {
  const { TCPAddress, TCPPort } = agreedTo(world, party, 'STCP');
  const told = { host: String(TCPAddress ?? ''), port: Number(TCPPort ?? 0) };
  world.besideHttp('TCP');
  try {
    const channel = await openTcpChannel(world.ixit.cir.tcp ?? told, world.ixit.timers.connect);
    world.run.atEnd(() => channel.close());
    return channel;
  } catch (error) {
    // The address is the server's word: that nobody is there is no loss of transport.
    if (!(error instanceof TransportError) || world.ixit.cir.tcp !== undefined) throw error;
    return world.fail(`a connection to TCPAddress ${told.host}, TCPPort ${told.port}`, error.message);
  }
}

export const isCall = (line: string) => line.startsWith('WVCI');

/** The first line from `from` on that fits, within a timer of the IXIT; undefined: none, or the end of the connection. */
export async function lineWithin(
  world: World,
  channel: TcpChannel,
  timer: 'cirAnswer' | 'cirNotice',
  fits: (line: string) => boolean,
  from = 0,
): Promise<string | undefined> {
  const look = () => channel.lines.slice(from).find(fits) ?? (channel.ended ? null : undefined);
  const found = await comesWithin(world, channel.onChange, look, world.ixit.timers[timer]);
  return found ?? undefined;
}

/** The lines from a point on, in words. */
export function cameOn(channel: TcpChannel, from = 0): string {
  const lines = [...channel.lines.slice(from), channel.rest].filter((line) => line !== '').map(shown);
  if (channel.ended) lines.push('the end of the connection');
  return lines.join(', ');
}

/** Connects and says HELO for the session of the party. The server must answer OK; it may call at once. */
export async function bindTcp(world: World, party: Party): Promise<TcpChannel> {
  const channel = await connectTcp(world, party);
  channel.send(`HELO ${party.client.session.sessionId}\r\n`);
  const ok = await lineWithin(world, channel, 'cirAnswer', (line) => !isCall(line));
  const observed =
    ok === undefined ? cameOn(channel) || nothingWithin('cirAnswer', world.ixit.timers.cirAnswer) : shown(ok);
  world.expect.that(ok === 'OK\r\n', 'OK CRLF in answer to HELO', observed);
  return world.keep(`cir:${party.key}`, channel);
}

/** The bound connection of a party. */
export function boundTcp(world: World, party: Party): TcpChannel {
  return world.kept<TcpChannel>(`cir:${party.key}`);
}
