/** Presence values as a client publishes them and another one reads them. */

import type { Answer } from '../../src/client/answers.ts';
import type { SendOptions } from '../../src/client/send-options.ts';
import { same } from '../../src/conformance/scenario/expect.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { sameType } from '../support/content-text.ts';
import { sameUser } from '../support/presence.ts';
import type { Party, World } from '../support/world.ts';

type SubList = Value<'PresenceSubList'>;

/** Attributes with elements inside that bear the names of others in the transaction namespace. */
export const PUBLISHED: Readonly<Record<string, object>> = {
  ClientInfo: { Qualifier: true, ClientType: 'MOBILE_PHONE', ClientProducer: 'Example', Model: 'One' },
  CommCap: { Qualifier: true, CommC: [{ Cap: 'CALL', Status: 'OPEN', Contact: '+358401234567' }] },
  StatusContent: { Qualifier: true, ReferredContent: 'http://example.com/mood.png', ContentType: 'image/png' },
};

/** Attributes of which 1.3 has one per client, in a list. */
const PER_CLIENT = new Set(['ClientInfo', 'CommCap']);

/** Sends UpdatePresence-Request. The answer is the last one. */
export async function publish(
  world: World,
  party: Party,
  attributes: Readonly<Record<string, object>>,
  options: Pick<SendOptions, 'unchecked'> = {},
): Promise<Answer> {
  const listed = (list: Readonly<Record<string, object>>) => {
    const entries = Object.entries(list).map(([name, value]) => [
      name,
      world.version === '1.3' && PER_CLIENT.has(name) ? [value] : value,
    ]);
    return draft('UpdatePresence-Request', { PresenceSubList: Object.fromEntries(entries) });
  };
  return world.ask(party, { name: 'UpdatePresence-Request', value: listed(attributes) }, options);
}

/** The values of these attributes that a watcher reads, the first instance of each. The answer is the last one of the world. */
export async function readPublished(
  world: World,
  watcher: Party,
  user: string,
  attributes: SubList,
): Promise<Readonly<Record<string, unknown>>> {
  const whom = world.version === '1.3' ? { UserIDList: { UserID: [user] } } : { User: [{ UserID: user }] };
  const list = Object.entries(attributes).map(([name, value]) => [
    name,
    world.version === '1.3' && PER_CLIENT.has(name) ? [value] : value,
  ]);
  const value = draft('GetPresence-Request', { ...whom, PresenceSubList: Object.fromEntries(list) });
  const answer = await world.ask(watcher, { name: 'GetPresence-Request', value });
  const { Presence } = world.expect.primitive(answer, 'GetPresence-Response', [200, 201]);
  const of = (presence: Value<'Presence'>) => presence.UserID !== undefined && sameUser(presence.UserID, user);
  world.expect.some(`presence of ${user}`, Presence, of, world.place(answer));
  // One Presence element may bring all attributes, or each of them its own.
  const lists = (Presence ?? [])
    .filter(of)
    .flatMap((presence): readonly object[] => [presence.PresenceSubList ?? []].flat());
  const entries = lists.flatMap((sub) => Object.entries(sub));
  return Object.fromEntries(entries.map(([name, one]) => [name, instanceOf(name, one)]));
}

/** The instance of an attribute that a client published, or the first one where none is quite like it. */
function instanceOf(name: string, given: unknown): unknown {
  const instances = [given].flat() as readonly Readonly<Record<string, unknown>>[];
  const published = Object.entries(PUBLISHED[name] ?? {});
  return (
    instances.find((one) =>
      published.every(([key, value]) => (key === 'ContentType' ? sameType(one[key], value) : same(one[key], value))),
    ) ?? instances[0]
  );
}
