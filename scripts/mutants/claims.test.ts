/** The claims of a server that starts anew for each mutant. */
import { expect, it } from 'vitest';
import { embeddedIut } from '../../src/embedded/iut.ts';
import { claiming } from './claims.ts';

it('keeps the claims, and tells clients and servers the address of today', async () => {
  const adapter = embeddedIut();
  const before = await adapter.start();
  const held = embeddedIut();
  const { ics, ixit } = await claiming(held, before).start();
  await adapter.stop();
  await held.stop();
  expect(ics).toBe(before.ics);
  expect(ixit.accounts).toBe(before.ixit.accounts);
  expect(ixit.address).not.toBe(before.ixit.address);
  expect(ixit.ssp?.address).toBe(ixit.address);
  expect(ixit.ssp?.peers).toBe(before.ixit.ssp?.peers);
});
