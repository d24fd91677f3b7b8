/** An IXIT without its secrets: each is overwritten in its length, as in transcripts, and the file can still be read. */
import type { Account, Ixit } from './types.ts';

const FILLER = '*';

function covered(secret: string): string {
  return FILLER.repeat(Buffer.byteLength(secret));
}

/** A URL with user name, password and query covered. */
function coveredUrl(url: string): string {
  const bare = url.replace(
    /^([a-z][a-z0-9+.-]*:\/\/)([^/?#:@]*)(:?)([^/?#]*)@/i,
    (_all, scheme: string, user: string, colon: string, password: string) =>
      `${scheme}${covered(user)}${colon}${covered(password)}@`,
  );
  const at = bare.indexOf('?');
  return at < 0 ? bare : bare.slice(0, at + 1) + covered(bare.slice(at + 1));
}

/** The IXIT as it may stand in a result. Certificates to trust are left out: nobody connects with it. */
export function ixitWithoutSecrets(ixit: Ixit): Ixit {
  const account = (one: Account): Account => ({ ...one, password: covered(one.password) });
  const secret = new Set(ixit.secretHeaders.map((name) => name.toLowerCase()));
  const headers = (all: Ixit['http']['headers']) =>
    all.map(([name, value]) => {
      if (!secret.has(name.toLowerCase())) return [name, value] as const;
      const scheme = /^[A-Za-z]+ /.exec(value)?.[0] ?? '';
      return [name, scheme + covered(value.slice(scheme.length))] as const;
    });
  const { http, lanes } = ixit;
  const four = ({ alice, bob, carol, dave }: Ixit['accounts']) => ({
    alice: account(alice),
    bob: account(bob),
    carol: account(carol),
    dave: account(dave),
  });
  return {
    ...ixit,
    ...(lanes !== undefined && { lanes: lanes.map(four) }),
    address: coveredUrl(ixit.address),
    addresses: Object.fromEntries(Object.entries(ixit.addresses).map(([key, url]) => [key, coveredUrl(url)])),
    accounts: four(ixit.accounts),
    specialAccounts: Object.fromEntries(
      Object.entries(ixit.specialAccounts).map(([name, one]) => [name, account(one)]),
    ),
    http: {
      ...http,
      headers: headers(http.headers),
      proxy: http.proxy === undefined ? undefined : coveredUrl(http.proxy),
      tls: { ca: undefined, client: undefined, insecure: false },
    },
    network: { headers: headers(ixit.network.headers) },
    secrets: [],
  };
}
