/**
 * Requests a second over HTTP: KeepAlive-Request in sessions that are logged in, against an echo of node:http that
 * gets the same octets. Load by autocannon; server and echo in processes of their own.
 */
import autocannon from 'autocannon';
import { type Primitive, primitive, seal } from '../src/protocol/messages/envelope.ts';
import { contentTypeFor, type Syntax, write } from '../src/protocol/syntax/index.ts';
import { type Contestant, compare, type Effort } from './harness.ts';
import type { Member } from './population.ts';
import { type Started, withServers } from './processes.ts';
import { number, perSecond, type Section } from './table.ts';
import { LOAD_VERSION } from './template.ts';
import { connect } from './wire.ts';

const CONNECTIONS = 10;
/**
 * Messages of one session that differ in their TransactionID. The server remembers fewer, so every one is carried out
 * and none is taken for a repetition.
 */
const DIFFERENT = 32;

function keepAlives({ session }: Member, syntax: Syntax): readonly Buffer[] {
  return Array.from({ length: DIFFERENT }, (_, i) => {
    const request = primitive('KeepAlive-Request', {}) as Primitive;
    const document = seal({
      version: LOAD_VERSION,
      sessionType: 'Inband',
      sessionId: session,
      transactions: [{ mode: 'Request', id: `keep${i + 10}`, primitive: request }],
    });
    return Buffer.from(write(document, { syntax }));
  });
}

/** Requests answered so far, and what they cost the process that answered them. */
interface Bill {
  requests: number;
  microseconds: number;
}

const noBill = (): Bill => ({ requests: 0, microseconds: 0 });

/** Every connection uses a session of its own. */
function load({ port, cpuTime }: Started, members: readonly Member[], syntax: Syntax, bill: Bill): Contestant {
  const headers = { 'Content-Type': contentTypeFor(LOAD_VERSION, syntax) };
  const bodies = members.slice(0, CONNECTIONS).map((member) => keepAlives(member, syntax));
  return async (turnMs) => {
    let connection = 0;
    const usedBefore = await cpuTime();
    const began = performance.now();
    const options: autocannon.Options = {
      url: `http://127.0.0.1:${port}/`,
      connections: CONNECTIONS,
      duration: turnMs / 1000,
      sampleInt: Math.max(20, Math.floor(turnMs / 4)),
      method: 'POST',
      headers,
      setupClient(client) {
        const own = bodies[connection++ % bodies.length] ?? [];
        client.setRequests(own.map((body) => ({ method: 'POST', headers, body })));
      },
    };
    const result = await autocannon(options);
    const seconds = (performance.now() - began) / 1000;
    const { errors, timeouts, non2xx } = result;
    if (errors + timeouts + non2xx > 0) {
      throw new Error(`under load: ${errors} errors, ${timeouts} timeouts, ${non2xx} answers other than 2xx`);
    }
    bill.requests += result['2xx'];
    bill.microseconds += (await cpuTime()) - usedBefore;
    return result['2xx'] / seconds;
  };
}

/** Sessions must be alive and the requests right, or the server would be measured at refusing. */
async function demandAnswers({ port, members }: Started): Promise<void> {
  const wire = await connect(port, contentTypeFor(LOAD_VERSION, 'xml'));
  for (const member of members.slice(0, CONNECTIONS)) {
    const [body] = keepAlives(member, 'xml');
    const answer = body === undefined ? '' : (await wire.post(body)).toString('utf8');
    if (!answer.includes('<KeepAlive-Response') || !answer.includes('<Code>200</Code>')) {
      throw new Error(`KeepAlive-Request was answered with ${answer}`);
    }
  }
  wire.close();
}

export function server(effort: Effort): Promise<Section> {
  return withServers(CONNECTIONS, async (started, echo) => {
    await demandAnswers(started);
    const bills = { xml: noBill(), xmlEcho: noBill(), wbxml: noBill(), wbxmlEcho: noBill() };
    const { members } = started;
    const turns = await compare(
      {
        xml: load(started, members, 'xml', bills.xml),
        xmlEcho: load(echo, members, 'xml', bills.xmlEcho),
        wbxml: load(started, members, 'wbxml', bills.wbxml),
        wbxmlEcho: load(echo, members, 'wbxml', bills.wbxmlEcho),
      },
      effort,
    );
    const cost = (one: keyof typeof bills) => bills[one].microseconds / bills[one].requests;
    await demandAnswers(started);
    return {
      title: 'Reference server',
      remark: `KeepAlive-Request over HTTP, ${CONNECTIONS} connections with a session each; the echo of node:http gets the same octets.`,
      figures: [
        {
          what: 'in XML',
          value: perSecond(turns.rate('xml'), 'requests'),
          ratio: turns.ratio('xml', 'xmlEcho'),
          to: 'echo',
          target: { atLeast: 0.3 },
        },
        {
          what: 'in WBXML',
          value: perSecond(turns.rate('wbxml'), 'requests'),
          ratio: turns.ratio('wbxml', 'wbxmlEcho'),
          to: 'echo',
          target: { atLeast: 0.45 },
        },
        {
          what: 'CPU time of a request in XML',
          value: `${number(cost('xml'))} us`,
          ratio: cost('xmlEcho') / cost('xml'),
          to: 'echo',
        },
        {
          what: 'CPU time of a request in WBXML',
          value: `${number(cost('wbxml'))} us`,
          ratio: cost('wbxmlEcho') / cost('wbxml'),
          to: 'echo',
        },
        { what: 'echo of the XML', value: perSecond(turns.rate('xmlEcho'), 'requests') },
        { what: 'echo of the WBXML', value: perSecond(turns.rate('wbxmlEcho'), 'requests') },
      ],
    };
  });
}
