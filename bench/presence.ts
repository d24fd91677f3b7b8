/**
 * Presence: a publisher with many watchers changes an attribute; every watcher polls, gets its notification and
 * confirms it. In one thread, from octets to octets, without sockets.
 */
import { compare, type Effort, repeated } from './harness.ts';
import { ask, fetchAll, joinAll, largeServer, type Member, pollsOf, request, userOf } from './population.ts';
import { type Figure, number, perSecond, type Section } from './table.ts';
import { demandCode, template } from './template.ts';

const update = template<'session' | 'id' | 'text'>({
  name: 'UpdatePresence-Request',
  value: { PresenceSubList: { StatusText: { Qualifier: true, PresenceValue: '%text%' } } },
});
const subscribe = template<'session' | 'id'>({
  name: 'SubscribePresence-Request',
  value: { User: [{ UserID: userOf(0) }], PresenceSubList: { StatusText: {} } },
});

interface Audience {
  /** The publisher changes its status text. */
  publish(): void;
  /** All watchers fetch and confirm what waits for them; how much that was. */
  fetch(): number;
}

function audience(watchers: number): Audience {
  const server = largeServer(watchers + 1);
  const [publisher, ...others] = joinAll(server, 0, watchers + 1);
  if (publisher === undefined) throw new Error('nobody logged in');
  // Whom the default attribute list reaches differs between versions: here everybody is in a contact list.
  const list = publisher.user.replace('@', '/friends@');
  const members = others.map(({ user }) => ({ UserID: user, Name: user }));
  request(server, publisher, {
    name: 'CreateList-Request',
    value: { ContactList: list, NickList: { NickName: members.map(({ UserID, Name }) => ({ Name, UserID })) } },
  });
  request(server, publisher, {
    name: 'CreateAttributeList-Request',
    value: { PresenceSubList: { StatusText: {} }, ContactList: [list], DefaultList: false },
  });
  for (const { session } of others) demandCode(ask(server, subscribe({ session, id: 's' })), 200, 'a subscription');
  const polls = pollsOf(others);
  let count = 0;
  return {
    publish() {
      count += 1;
      const { session } = publisher;
      ask(server, update({ session, id: `u${count}`, text: `walking, step ${count}` }));
    },
    fetch: () =>
      others.reduce((sum, member: Member, i) => sum + fetchAll(server, member, polls[i] ?? new Uint8Array()), 0),
  };
}

/** An update that reached everybody, or the figure would be of nothing. */
function wholeRound({ publish, fetch }: Audience, watchers: number): void {
  publish();
  const came = fetch();
  if (came !== watchers) throw new Error(`${came} of ${watchers} watchers were notified`);
}

export async function presence(effort: Effort): Promise<Section> {
  const sizes = effort.quick ? [10, 100, 1_000] : [10, 100, 1_000, 10_000];
  const audiences = sizes.map((watchers) => ({ watchers, audience: audience(watchers) }));
  const contestants = Object.fromEntries(
    audiences.map(({ watchers, audience }) => [
      String(watchers),
      repeated(watchers, () => wholeRound(audience, watchers)),
    ]),
  );
  const turns = await compare(contestants, effort);
  const figures = sizes.map((watchers): Figure => {
    const rate = turns.rate(String(watchers));
    return {
      what: `${number(watchers)} watchers: published, fetched and confirmed`,
      value: perSecond(rate, 'notifications'),
      ...(watchers === 10
        ? {}
        : {
            ratio: turns.ratio('10', String(watchers)),
            to: 'time of a notification with 10 watchers',
            ...(watchers === sizes.at(-1) ? { target: { atMost: 1.5 } } : {}),
          }),
    };
  });
  return {
    title: 'Presence',
    remark:
      'One publisher; a notification includes the poll that fetches it and the answer that confirms it. XML, no sockets.',
    figures,
  };
}
