/**
 * Recipients in tables: `| user | B |`, `| client of | B2 |`, `| contact list | friends |`, `| screen name in lounge | bobby |`;
 * `| address | wv:@@ |` stands for itself.
 */
import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { groupOf } from './groups.ts';
import { unknownUser } from './login.ts';
import type { Party, World } from './world.ts';

interface Entries {
  readonly User: { UserID: string; ClientID?: Value<'ClientID'> }[];
  readonly Group: ({ GroupID: string } | { ScreenName: Value<'ScreenName'> })[];
  readonly ContactList: string[];
}

/** The recipients of a table, as the sender addresses them. */
export function recipients(world: World, sender: Party, rows: readonly (readonly string[])[]): Value<'Recipient'> {
  const entries: Entries = { User: [], Group: [], ContactList: [] };
  for (const [kind = '', who = ''] of rows) add(world, sender, kind, who, entries);
  const present = Object.entries(entries).filter(([, list]) => list.length > 0);
  return Object.fromEntries(present);
}

function add(world: World, sender: Party, kind: string, who: string, entries: Entries): void {
  const group = /^screen name in (.+)$/.exec(kind)?.[1];
  const owner = /^contact list of ([A-D])$/.exec(kind)?.[1];
  if (group !== undefined) {
    entries.Group.push({ ScreenName: { SName: world.name(who), GroupID: groupOf(world, group) } });
  } else if (owner !== undefined) entries.ContactList.push(world.addressOf(world.party(owner), world.name(who)));
  else if (kind === 'user') entries.User.push({ UserID: world.party(who).user });
  else if (kind === 'unknown user') entries.User.push({ UserID: unknownUser(world, who) });
  else if (kind === 'address') entries.User.push({ UserID: who });
  else if (kind === 'client of') {
    const { user, client } = world.party(who);
    entries.User.push({ UserID: user, ClientID: client.clientId });
  } else if (kind === 'unknown client of') {
    entries.User.push({ UserID: world.party(who).user, ClientID: { URL: `http://${world.name('client')}.invalid/` } });
  } else if (kind === 'contact list' || kind === 'unknown contact list') {
    entries.ContactList.push(world.addressOf(sender, world.name(who)));
  } else if (kind === 'group') entries.Group.push({ GroupID: groupOf(world, who) });
  else if (kind === 'unknown group') entries.Group.push({ GroupID: world.addressOf(sender, world.name(who)) });
  else throw new HarnessError(`"${kind}" is no kind of recipient`);
}
