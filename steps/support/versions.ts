/** Messages in a version other than that of the scenario. */

import type { Document } from '../../src/protocol/messages/document.ts';
import { seal } from '../../src/protocol/messages/envelope.ts';
import { contentTypeFor, VERSION_FACTS, write } from '../../src/protocol/syntax/index.ts';
import type { Party, World } from './world.ts';

/** A Login-Request whose namespaces follow the pattern of the version but name one that nobody serves. */
export async function sendInForeignVersion(world: World, party: Party, foreign: string): Promise<void> {
  const { client } = party;
  const document: Document = seal({
    version: world.version,
    sessionType: 'Outband',
    transactions: [
      {
        mode: 'Request',
        id: client.freshId(),
        primitive: {
          name: 'Login-Request',
          value: {
            UserID: party.user,
            ClientID: client.clientId,
            Password: party.account.password,
            TimeToLive: world.ixit.keepAlive.timeToLive,
            SessionCookie: 'foreign',
          },
        },
      },
    ],
  });
  const octets = write(document, world.syntax === 'xml' ? { syntax: 'xml' } : { syntax: 'wbxml' });
  const reply = await client.sendRaw(inForeignVersion(octets, world, foreign), {
    contentType: contentTypeFor(world.version, world.syntax),
  });
  world.keepReply(party, reply);
}

/** The octets with the version at the end of each namespace replaced; version numbers are of equal length. */
function inForeignVersion(octets: Uint8Array, world: World, foreign: string): Uint8Array {
  const changed = octets.slice();
  const version = world.version;
  const namespaces = Object.values(VERSION_FACTS[version].namespaces);
  // In WBXML the version follows the namespace token as an inline string, in XML it ends the namespace.
  const needles = world.syntax === 'xml' ? namespaces.map((namespace) => `"${namespace}"`) : [`\u0003${version}\u0000`];
  for (const needle of needles) {
    const pattern = new TextEncoder().encode(needle);
    const replacement = new TextEncoder().encode(needle.replace(version, foreign));
    for (let at = find(changed, pattern, 0); at >= 0; at = find(changed, pattern, at + 1)) changed.set(replacement, at);
  }
  // The public identifier would still name the version: 1 says that there is none.
  if (world.syntax === 'wbxml' && changed[1] !== undefined) changed[1] = 1;
  return changed;
}

function find(octets: Uint8Array, pattern: Uint8Array, from: number): number {
  for (let at = from; at + pattern.length <= octets.length; at++) {
    if (pattern.every((octet, i) => octets[at + i] === octet)) return at;
  }
  return -1;
}

/** A KeepAlive-Request of the open session in another version that is claimed. */
export async function sendInOtherVersion(world: World, party: Party): Promise<void> {
  const other = world.ics.versions.find((version) => version !== world.version);
  if (other === undefined) return world.untestable('ics.versions', 'only one version is claimed');
  const { client } = party;
  const primitive = { name: 'KeepAlive-Request', value: {} } as const;
  const transaction = { mode: 'Request', id: client.freshId(), primitive } as const;
  world.keepReply(party, await client.send([transaction], { version: other, unchecked: true }));
}

/**
 * A speaks the version and syntax of the scenario, B the next claimed version and the other syntax, C the version after
 * that. Over the configurations of a run each version meets every other one in both directions.
 */
export function speakDifferently(world: World): void {
  const { versions, syntaxes } = world.ics;
  const { version, syntax } = world.configuration;
  const after = (steps: number) => versions[(versions.indexOf(version) + steps) % versions.length] ?? version;
  const other = syntaxes.find((one) => one !== syntax) ?? syntax;
  if (versions.length < 2 && other === syntax) {
    world.untestable('ics.versions', 'only one version and one syntax are claimed');
  }
  world.speak('B', { version: after(1), syntax: other });
  world.speak('C', { version: after(2), syntax });
}
