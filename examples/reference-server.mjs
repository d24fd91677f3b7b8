// The reference server in a test of your own client: accounts, a profile, and a clock that is moved instead of waited for.
import { createClient } from 'imps-conformance/client';
import { createServer, serverProfile, VirtualClock } from 'imps-conformance/server';

const clock = new VirtualClock();
const server = createServer({
  clock,
  profile: serverProfile({ homeDomains: ['example.com'], keepAlive: { margin: 0 } }),
  accounts: [{ user: 'alice', password: 'alice-password' }],
  onFault: (error, where) => console.error(where, error),
});
const { url } = await server.start({ host: '127.0.0.1', port: 0 });

// In place of this one, yours.
const client = createClient({
  url: `${url}/`,
  version: '1.3',
  syntax: 'wbxml',
  userId: 'wv:alice@example.com',
  password: 'alice-password',
});
await client.open({ timeToLive: 60 });
console.log(`${server.sessionCount} session`);

clock.advance(59_000);
const { code } = await client.keepAlive();
console.log(`after 59 seconds: ${code}`);

clock.advance(61_000);
const late = await client.keepAlive();
console.log(`61 seconds later: ${late.code}`);

await client.close();
await server.stop();
