/**
 * Messages from end to end over HTTP: sent, fetched by polling, confirmed. Between two clients one message at a time,
 * and from one sender to a contact list of a thousand; next to an echo of node:http asked by the same bare client.
 */
import { contentTypeFor } from '../src/protocol/syntax/index.ts';
import { type Contestant, compare, type Effort } from './harness.ts';
import { delivered, type Member, pollsOf } from './population.ts';
import { type Started, withServers } from './processes.ts';
import { number, perSecond, type Section } from './table.ts';
import { demandCode, LOAD_VERSION, template, textsOf } from './template.ts';
import { connect, type Wire } from './wire.ts';

const RECIPIENTS = 1_000;
/** Connections the recipients of the fan-out share. */
const CONNECTIONS = 10;

const TEXT = 'Shall we meet at the station at seven? Then we can walk over together.';

function messageTo(recipient: object) {
  return template<'session' | 'id' | 'from' | 'to'>({
    name: 'SendMessage-Request',
    value: {
      DeliveryReport: false,
      MessageInfo: {
        ContentType: 'text/plain',
        ContentSize: TEXT.length,
        Recipient: recipient,
        Sender: { User: { UserID: '%from%' } },
        Validity: 600,
      },
      ContentData: TEXT,
    },
  });
}

const toUser = messageTo({ User: [{ UserID: '%to%' }] });
const toList = messageTo({ ContactList: ['%to%'] });

/** Fetches the one message that waits and confirms it. */
async function fetchOne(wire: Wire, { session, user }: Member, poll: Uint8Array): Promise<void> {
  const came = (await wire.post(poll)).toString('utf8');
  const [id] = textsOf(came, 'TransactionID');
  const [message] = textsOf(came, 'MessageID');
  if (id === undefined || message === undefined) throw new Error(`no message came to ${user}: ${came}`);
  await wire.post(delivered({ session, id, message }));
}

type Octets = (count: number) => Uint8Array;

async function send(wire: Wire, octets: Uint8Array): Promise<void> {
  demandCode((await wire.post(octets)).toString('utf8'), 200, 'SendMessage-Request');
}

/** One message after the other between two clients, each on a connection of its own. */
function betweenTwo(alice: Wire, bob: Wire, to: Member, octets: Octets): Contestant {
  const [poll = new Uint8Array()] = pollsOf([to]);
  let count = 0;
  return async (turnMs) => {
    const began = performance.now();
    let messages = 0;
    let took = 0;
    do {
      await send(alice, octets(count++));
      await fetchOne(bob, to, poll);
      messages += 1;
      took = performance.now() - began;
    } while (took < turnMs);
    return (messages * 1000) / took;
  };
}

/** One message to everybody, fetched and confirmed by everybody. */
function toEverybody(sender: Wire, wires: readonly Wire[], members: readonly Member[], octets: Octets): Contestant {
  const polls = pollsOf(members);
  let count = 0;
  return async (turnMs) => {
    const began = performance.now();
    let messages = 0;
    let took = 0;
    do {
      await send(sender, octets(count++));
      let next = 0;
      await Promise.all(
        wires.map(async (wire) => {
          for (let i = next++; i < members.length; i = next++) {
            const [member, poll] = [members[i], polls[i]];
            if (member !== undefined && poll !== undefined) await fetchOne(wire, member, poll);
          }
        }),
      );
      messages += members.length;
      took = performance.now() - began;
    } while (took < turnMs);
    return (messages * 1000) / took;
  };
}

/** Requests a second of the echo over these connections. */
function echoing(wires: readonly Wire[], body: Uint8Array): Contestant {
  return async (turnMs) => {
    const began = performance.now();
    let requests = 0;
    await Promise.all(
      wires.map(async (wire) => {
        do {
          await wire.post(body);
          requests += 1;
        } while (performance.now() - began < turnMs);
      }),
    );
    return (requests * 1000) / (performance.now() - began);
  };
}

async function wiresTo({ port }: Started, count: number): Promise<readonly Wire[]> {
  const type = contentTypeFor(LOAD_VERSION, 'xml');
  return Promise.all(Array.from({ length: count }, () => connect(port, type)));
}

export function messaging(effort: Effort): Promise<Section> {
  return withServers(RECIPIENTS + 1, async (started, echo) => {
    const [from, ...others] = started.members;
    const [to] = others;
    if (from === undefined || to === undefined) throw new Error('nobody is on line');
    const toServer = await wiresTo(started, CONNECTIONS);
    const toEcho = await wiresTo(echo, CONNECTIONS);
    const [alice, bob] = toServer;
    if (alice === undefined || bob === undefined) throw new Error('no connections');
    const common = { session: from.session, from: from.user };
    const personal: Octets = (count) => toUser({ ...common, id: `m${count}`, to: to.user });
    const list = from.user.replace('@', '/all@');
    const turns = await compare(
      {
        two: betweenTwo(alice, bob, to, personal),
        echo: echoing(toEcho.slice(0, 1), personal(0)),
        many: toEverybody(alice, toServer, others, (count) => toList({ ...common, id: `f${count}`, to: list })),
        echoMany: echoing(toEcho, personal(0)),
      },
      effort,
    );
    for (const wire of [...toServer, ...toEcho]) wire.close();
    return {
      title: 'Messaging',
      remark:
        'From end to end over HTTP, in XML. A message between two takes three requests (send, poll, confirm), ' +
        'so its ratio to the echo cannot pass 0.33; in the fan-out it takes two.',
      figures: [
        {
          what: 'between two polling clients, one at a time',
          value: perSecond(turns.rate('two'), 'messages'),
          ratio: turns.ratio('two', 'echo'),
          to: 'echo, requests',
        },
        {
          what: `from one to ${number(RECIPIENTS)}, ${CONNECTIONS} connections`,
          value: perSecond(turns.rate('many'), 'messages'),
          ratio: turns.ratio('many', 'echoMany'),
          to: 'echo, requests',
        },
        { what: 'echo, one connection', value: perSecond(turns.rate('echo'), 'requests') },
        { what: `echo, ${CONNECTIONS} connections`, value: perSecond(turns.rate('echoMany'), 'requests') },
      ],
    };
  });
}
