// Two clients in a script: alice sends bob a message and hears of its delivery.
//
//   node two-clients.mjs                           against a reference server of its own
//   node two-clients.mjs http://127.0.0.1:8080/    against a server that knows both accounts
import { AnswerError, createClient, createHttpClient, createTap, TransportError } from 'imps-conformance/client';
import { createServer } from 'imps-conformance/server';

const ALICE = { user: 'wv:alice@example.com', password: 'alice-password' };
const BOB = { user: 'wv:bob@example.com', password: 'bob-password' };

/** @param {string} url */
async function talk(url) {
  const tap = createTap();
  const transport = createHttpClient({ tap, timers: { response: 5_000 } });
  const common = /** @type {const} */ ({ url, version: '1.2', syntax: 'xml', transport });
  const alice = createClient({ ...common, party: 'alice', userId: ALICE.user, password: ALICE.password });
  const bob = createClient({ ...common, party: 'bob', userId: BOB.user, password: BOB.password });
  try {
    await alice.open();
    const { digestSchema } = await bob.open({ method: 'four-way' });
    console.log(`bob logged in with ${digestSchema}`);

    const text = 'Hello, Bob';
    const sent = await alice.request('SendMessage-Request', {
      DeliveryReport: true,
      MessageInfo: {
        ContentType: 'text/plain',
        ContentSize: text.length,
        Recipient: { User: [{ UserID: BOB.user }] },
        Sender: { User: { UserID: ALICE.user } },
      },
      ContentData: text,
    });
    console.log(`sent: ${sent.code}`);

    const received = await bob.waitFor('NewMessage', { where: (value) => value.ContentData === text });
    console.log(`received: ${received.value.ContentData}, answered with ${received.answered?.primitive.name}`);
    const report = await alice.waitFor('DeliveryReport-Request');
    console.log(`reported: ${report.value.Result.Code}`);

    await alice.logout();
    await bob.logout();
    for (const { number, party, request, response } of tap.exchanges) {
      console.log(`${number} ${party}: ${request.body.length} octets out, ${response?.body.length} in`);
    }
  } finally {
    await alice.close();
    await bob.close();
  }
}

const [given] = process.argv.slice(2);
const server = createServer({ accounts: [ALICE, BOB] });
try {
  await talk(given ?? `${(await server.start()).url}/`);
} catch (error) {
  if (error instanceof TransportError) console.error(`no answer (${error.fault}): ${error.message}`);
  else if (error instanceof AnswerError) console.error(`exchange ${error.exchange?.number}: ${error.message}`);
  else throw error;
  process.exitCode = 1;
} finally {
  await server.stop();
}
