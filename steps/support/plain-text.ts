/** Plain text messages by hand. */
import type { Reply } from '../../src/client/answers.ts';
import { anyVersion } from '../../src/protocol/messages/any-version.ts';
import { primitive, seal } from '../../src/protocol/messages/envelope.ts';
import { write } from '../../src/protocol/syntax/index.ts';
import type { Party, World } from './world.ts';

/** Sends a message of which everything behind the version is given: `KA7 SI=s`. */
export async function sendPlain(world: World, party: Party, rest: string): Promise<void> {
  const digits = world.version.replace('.', '');
  world.keepReply(party, await party.client.sendRaw(`WV${digits}${rest}`));
}

/** The octets of a Login-Request with the password in clear. */
export function loginOctets(world: World, { client, user, account }: Party): Uint8Array {
  const { timeToLive } = world.ixit.keepAlive;
  const value = { UserID: user, ClientID: client.clientId, Password: account.password, TimeToLive: timeToLive };
  const request = primitive('Login-Request', { ...value, SessionCookie: 'by-hand' });
  const transactions = [{ mode: 'Request', id: client.freshId(), primitive: request }] as const;
  return write(seal({ version: world.version, sessionType: 'Outband', transactions }), { syntax: world.syntax });
}

/** The code of the only answer in a reply. */
export function answeredCode({ transactions }: Reply): number | undefined {
  const [answer] = transactions;
  return answer === undefined ? undefined : anyVersion(answer.primitive.value).Result?.Code;
}
