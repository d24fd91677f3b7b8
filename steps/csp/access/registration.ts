/** Automatic login in scenarios: the telephone number of a client instead of UserID and Password (1.3). */
import { logIn } from '../../support/login.ts';
import type { World } from '../../support/world.ts';

/** Logs the user `phone` in by ClientID/MSISDN, with or without what the network says of it. */
export async function logInByNumber(world: World, { vouched }: { readonly vouched: boolean }): Promise<void> {
  const phone = world.party('phone');
  const { msisdn } = phone.account;
  if (msisdn === undefined) {
    return world.untestable('ixit.accounts.phone.msisdn', 'the telephone number of the user must be known');
  }
  await logIn(world, phone, {
    userId: null,
    password: null,
    clientId: { MSISDN: msisdn },
    ...(vouched && { send: { headers: world.ixit.network.headers } }),
  });
}
