import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createPeers, until } from '../../testing/peer/peers.ts';
import { arbitraryBroken } from '../../testing/protocol/ssp-broken.ts';
import { createDomains } from '../../testing/server/domains.ts';

const domains = createDomains();
const peers = createPeers();
afterEach(async () => {
  await peers.stop();
  await domains.stop();
});

const broken = fc.sample(arbitraryBroken('1.3'), { numRuns: 250, seed: 13 });
const ends = (name: string): boolean => name === 'LogoutRequest' || name === 'Disconnect';
const requests = broken.filter(({ name }) => !ends(name));

describe('broken requests', () => {
  it('are all answered by the reference server, which has no fault and serves on', async () => {
    const alpha = await domains.start('alpha.example');
    const peer = await peers.start('peer.example', { addresses: { 'alpha.example': alpha.url } });
    domains.route('peer.example', peer.url);
    await peer.open('alpha.example');
    for (const [i, primitive] of requests.entries()) {
      await peer.send('alpha.example', [{ mode: 'Request', id: `b${i}`, primitive }]);
    }
    await until(() => peer.strays.length === requests.length);
    expect(domains.faults).toEqual([]);
    expect((await peer.keepAlive('alpha.example')).code).toBe(200);
  });

  it('are all answered by the simulated peer, likewise', async () => {
    const alpha = await peers.start('alpha.example', { users: [{ id: 'wv:ann@alpha.example' }], checks: false });
    const peer = await peers.start('peer.example');
    await peer.open('alpha.example');
    for (const [i, primitive] of requests.entries()) {
      await peer.send('alpha.example', [{ mode: 'Request', id: `b${i}`, primitive }]);
    }
    await until(() => peer.strays.length === requests.length);
    expect(alpha.faults).toEqual([]);
    expect((await peer.keepAlive('alpha.example')).code).toBe(200);
  });
});
