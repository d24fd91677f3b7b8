/**
 * Groups: one member writes to a group of a thousand joined users, every other one polls, gets the message and confirms
 * it. Search: the pages of a search that finds 100,000 users. In one thread, from octets to octets, without sockets.
 */

import type { ReferenceServer } from '../src/server/server.ts';
import type { NewAccount } from '../src/server/sessions/accounts.ts';
import { compare, cpuTime, type Effort, median, repeated } from './harness.ts';
import { ask, fetchAll, join, joinAll, largeServer, type Member, pollsOf, request, userOf } from './population.ts';
import { type Figure, number, perSecond, type Section } from './table.ts';
import { demandCode, template, textsOf } from './template.ts';

const TEXT = 'The meeting begins in ten minutes, in the large room on the second floor.';
const GROUP = userOf(0).replace('@', '/club@');

const joining = template<'session' | 'id'>({
  name: 'JoinGroup-Request',
  value: { GroupID: GROUP, JoinedRequest: false, SubscribeNotification: false },
});
const writing = template<'session' | 'id'>({
  name: 'SendMessage-Request',
  value: {
    DeliveryReport: false,
    MessageInfo: {
      ContentType: 'text/plain',
      ContentSize: TEXT.length,
      Recipient: { Group: [{ GroupID: GROUP }] },
      Sender: { User: { UserID: userOf(0) } },
      Validity: 600,
    },
    ContentData: TEXT,
  },
});

/** A message to a group of that many joined users, distributed to all but its sender. */
function distribution(joined: number): () => void {
  const server = largeServer(joined);
  const [sender, ...others] = joinAll(server, 0, joined);
  if (sender === undefined) throw new Error('nobody is on line');
  const Property = [
    { Name: 'Name', Value: 'The club' },
    { Name: 'Accesstype', Value: 'Open' },
  ];
  request(server, sender, {
    name: 'CreateGroup-Request',
    value: { GroupID: GROUP, GroupProperties: { Property }, JoinGroup: true, SubscribeNotification: false },
  });
  for (const { session } of others) {
    const answer = ask(server, joining({ session, id: 'j' }));
    if (!answer.includes('<JoinGroup-Response')) throw new Error(`JoinGroup-Request was answered with ${answer}`);
  }
  const polls = pollsOf(others);
  let count = 0;
  return () => {
    const answer = ask(server, writing({ session: sender.session, id: `m${count++}` }));
    demandCode(answer, 200, 'SendMessage-Request');
    const came = others.reduce((sum, one, i) => sum + fetchAll(server, one, polls[i] ?? new Uint8Array()), 0);
    if (came !== others.length) throw new Error(`the message reached ${came} of ${others.length} joined users`);
  };
}

/** Results on a page, and how often it is asked for at a time. */
const PAGE = 50;
const PAGES = 20;

const searching = template<'session' | 'id'>({
  name: 'Search-Request',
  value: { SearchPairList: [{ SearchElement: 'USER_FIRST_NAME', SearchString: 'smith' }], SearchLimit: PAGE },
});
const turning = template<'session' | 'id' | 'search' | 'index'>({
  name: 'Search-Request',
  value: { SearchID: '%search%', SearchIndex: '%index%' },
});

interface Book {
  /** Opens the search anew. */
  search(): string;
  /** The page that begins at this result, from 1. */
  page(search: string, index: number): void;
}

function bookOf(users: number): Book {
  const accounts = Array.from(
    { length: users },
    (_, i): NewAccount => ({
      user: userOf(i),
      password: 'secret',
      publicData: { firstName: `Smith ${i}` },
    }),
  );
  const server: ReferenceServer = largeServer(accounts);
  const { session }: Member = join(server, userOf(0));
  let count = 0;
  return {
    search() {
      const answer = ask(server, searching({ session, id: `s${count++}` }));
      const [findings] = textsOf(answer, 'SearchFindings');
      const [id] = textsOf(answer, 'SearchID');
      if (findings !== String(users) || id === undefined) throw new Error(`the search brought ${answer}`);
      return id;
    },
    page(search, index) {
      const answer = ask(server, turning({ session, id: `p${count++}`, search, index: String(index) }));
      const found = textsOf(answer, 'UserID').length;
      if (found !== PAGE) throw new Error(`a page of ${PAGE} results held ${found}: ${answer}`);
    },
  };
}

async function searchFigures(effort: Effort): Promise<readonly Figure[]> {
  const users = 100_000;
  const book = bookOf(users);
  const opening = Array.from({ length: effort.quick ? 3 : 7 }, () => {
    const began = cpuTime();
    book.search();
    return cpuTime() - began;
  });
  const search = book.search();
  const last = users - PAGE + 1;
  const often = (index: number) =>
    repeated(PAGES, () => {
      for (let i = 0; i < PAGES; i++) book.page(search, index);
    });
  const pages = await compare({ first: often(1), last: often(last) }, { ...effort, turnMs: effort.turnMs / 2 });
  const microseconds = (rate: number) => `${number(1e6 / rate)} us`;
  return [
    { what: `search over ${number(users)} users that finds all`, value: `${number(median(opening))} ms` },
    { what: `its first page of ${PAGE}, asked for again`, value: microseconds(pages.rate('first')) },
    {
      what: `its last page, number ${number(users / PAGE)}`,
      value: microseconds(pages.rate('last')),
      ratio: pages.ratio('first', 'last'),
      to: 'time of the first page',
      target: { atMost: 1.25 },
    },
  ];
}

export async function groups(effort: Effort): Promise<Section> {
  const sizes = { small: 100, large: 1_000 };
  const turns = await compare(
    {
      small: repeated(sizes.small - 1, distribution(sizes.small)),
      large: repeated(sizes.large - 1, distribution(sizes.large)),
    },
    effort,
  );
  return {
    title: 'Groups and search',
    remark: 'A message counts once for every joined user who fetched and confirmed it. XML, no sockets.',
    figures: [
      {
        what: `group of ${number(sizes.small)} joined users`,
        value: perSecond(turns.rate('small'), 'messages'),
      },
      {
        what: `group of ${number(sizes.large)} joined users`,
        value: perSecond(turns.rate('large'), 'messages'),
        ratio: turns.ratio('small', 'large'),
        to: `time of a message in a group of ${sizes.small}`,
        target: { atMost: 1.5 },
      },
      ...(await searchFigures(effort)),
    ],
  };
}
