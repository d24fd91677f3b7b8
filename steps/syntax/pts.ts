/** The same requests and the same content in plain text and in XML. */
import { createClient } from '../../src/client/client.ts';
import { addressOf } from '../../src/conformance/ics/types.ts';
import { listId, membersIn, membersOf } from '../support/lists.ts';
import type { Party, World } from '../support/world.ts';
import { type Deed, deedsIn } from './wbxml.ts';

/** A session over XML, then one over plain text, with the same requests. */
export async function sameOverPlainText(
  world: World,
  party: Party,
): Promise<{ readonly one: readonly Deed[]; readonly other: readonly Deed[] }> {
  demandXml(world);
  // Plain text knows whole features alone.
  const services = {};
  return {
    one: await deedsIn(world, party, 'xml', services),
    other: await deedsIn(world, party, 'pts', services),
  };
}

function demandXml(world: World): void {
  if (!world.ics.syntaxes.includes('xml')) {
    world.untestable('ics.syntaxes', 'XML is not claimed: there is nothing to compare plain text with');
  }
}

/** The members of a list as plain text shows them, and as XML does; the latter in a session of its own. */
export async function readOverXml(world: World, owner: Party, label: string) {
  demandXml(world);
  const { version, ixit } = world;
  const plain = (await membersOf(world, owner, label)).map(shown).sort();
  const client = createClient({
    url: addressOf(ixit, version, 'xml'),
    version,
    syntax: 'xml',
    party: `${owner.name}-2`,
    userId: owner.user,
    password: owner.account.password,
    transport: owner.client.transport,
    timers: ixit.timers,
    token: world.tokens(`${owner.name}-2`),
  });
  world.run.secrets.push(client.secrets);
  await owner.client.logout();
  await client.open();
  const answer = await client.request('ListManage-Request', {
    ContactList: listId(world, owner, label),
    ReceiveList: true,
  });
  const xml = membersIn(answer).map(shown).sort();
  await client.logout();
  await owner.open();
  return { plain, xml };
}

function shown({ user, nickname }: { readonly user: string; readonly nickname?: string | undefined }): string {
  return `${nickname ?? ''} <${user}>`;
}
