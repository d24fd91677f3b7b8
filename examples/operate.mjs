// Operates an implementation for the suite: one JSON object a line, in and out (docs/iut-contract.md). The implementation is
// the reference server; put yours in its place. Standard output is for answers alone, standard error is free for a log.
import { createInterface } from 'node:readline';
import { createServer, serverProfile, VirtualClock } from 'imps-conformance/server';

const clock = new VirtualClock();
/** @type {import('imps-conformance/server').ReferenceServer | undefined} */
let server;

function running() {
  if (server === undefined) throw new Error('the server was not started');
  return server;
}

/** @type {Record<string, (given: any) => unknown>} */
const commands = {
  async start({ domain, accounts }) {
    const profile = serverProfile({ homeDomains: [domain], keepAlive: { margin: 0.1 } });
    server = createServer({ clock, profile, accounts: Object.values(accounts) });
    const { url } = await server.start({ host: '127.0.0.1', port: 0 });
    console.error(`serving ${domain} at ${url}`);
    return { address: `${url}/`, capabilities: ['reset', 'create-account', 'clock', 'disconnect'] };
  },
  stop: () => running().stop(),
  reset: () => running().reset(),
  createAccount({ user, password, msisdn }) {
    const made = running().accounts.add({ user, password, publicData: { mobileNumber: msisdn } });
    return { user: made.user, password: made.password };
  },
  advanceClock: ({ ms }) => clock.advance(ms),
  disconnect({ user }) {
    const { access, accounts } = running();
    for (const { id } of access.sessionsOf(accounts.canonical(user) ?? user)) running().disconnect(id);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, command, ...given } = JSON.parse(line);
  let answer;
  try {
    const perform = commands[command];
    if (perform === undefined) throw new Error(`there is no command ${command}`);
    answer = { id, ok: true, result: (await perform(given)) ?? {} };
  } catch (error) {
    answer = { id, ok: false, error: error instanceof Error ? error.message : String(error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
