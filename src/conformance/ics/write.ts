/** An ICS/IXIT file from what it holds: the reverse of reading one, for implementations that can describe themselves. */
import { stringify } from 'yaml';
import { writeSspIxit } from './ssp.ts';
import type { Account, Claim, Ics, Ixit } from './types.ts';

/** The text of a file that reads as this. `comment` stands at its top. Secrets are written as they are. */
export function writeIut(ics: Ics, ixit: Ixit, comment: string): string {
  const seconds = (ms: number) => ms / 1000;
  const claim = ({ item, versions, syntaxes }: Claim) =>
    versions === undefined && syntaxes === undefined
      ? item
      : { item, ...(versions !== undefined && { versions }), ...(syntaxes !== undefined && { syntaxes }) };
  const account = ({ user, password, msisdn, profile, refused }: Account) => ({
    user,
    password: asText(password),
    ...(msisdn !== undefined && { msisdn }),
    ...(Object.keys(profile).length > 0 && { profile }),
    ...(refused.length > 0 && { refused }),
  });
  const accounts = { ...ixit.accounts, ...ixit.specialAccounts };
  const { timers } = ixit;
  const file = {
    ics: {
      name: ics.name,
      ...(ics.vendor !== undefined && { vendor: ics.vendor }),
      ...(ics.implementation !== undefined && { implementation: known(ics.implementation) }),
      roles: ics.roles,
      versions: ics.versions,
      ...(ics.sspVersions !== undefined && { ssp: ics.sspVersions }),
      syntaxes: ics.syntaxes,
      bearers: ics.bearers,
      items: { optional: ics.optional, claimed: ics.claimed.map(claim), notClaimed: ics.notClaimed.map(claim) },
      ...(Object.keys(ics.readings).length > 0 && { readings: ics.readings }),
    },
    ixit: {
      address: ixit.address,
      ...(Object.keys(ixit.addresses).length > 0 && { addresses: ixit.addresses }),
      domain: ixit.domain,
      accounts: Object.fromEntries(Object.entries(accounts).map(([name, a]) => [name, account(a)])),
      ...(ixit.lanes !== undefined && {
        lanes: ixit.lanes.map((lane) =>
          Object.fromEntries(Object.entries(lane).map(([name, a]) => [name, account(a)])),
        ),
      }),
      groups: known(ixit.groups),
      timers: {
        connect: seconds(timers.connect),
        response: seconds(timers.response),
        notification: seconds(timers.notification),
        transaction: seconds(timers.transaction),
        cirAnswer: seconds(timers.cirAnswer),
        cirNotice: seconds(timers.cirNotice),
        scenario: seconds(timers.scenario),
        restart: seconds(timers.restart),
      },
      keepAlive: keepAliveIn(ixit),
      pollMinimum: seconds(ixit.pollMinimum),
      policies: known(ixit.policies),
      limits: known(ixit.limits),
      http: {
        ...(ixit.http.headers.length > 0 && { headers: headersIn(ixit.http.headers) }),
        ...known({ proxy: ixit.http.proxy, perSecond: ixit.http.perSecond }),
        maxAnswer: ixit.http.maxAnswer,
        retryAfterMax: seconds(ixit.http.retryAfterMax),
        ...tlsIn(ixit),
      },
      ...cirIn(ixit),
      ...(ixit.network.headers.length > 0 && { network: { headers: headersIn(ixit.network.headers) } }),
      ...(ixit.ssp !== undefined && { ssp: writeSspIxit(ixit.ssp) }),
    },
    ...(ics.laboratory !== undefined && { laboratory: known(ics.laboratory) }),
  };
  const head = comment.split('\n').map((line) => `# ${line}`.trimEnd());
  return `${head.join('\n')}\n${stringify(file, { lineWidth: 0, defaultStringType: 'PLAIN', aliasDuplicateObjects: false })}`;
}

/** A value that reads as this text, though it begins like a reference to one. */
function asText(value: string): string {
  return /^(env|file|text):/.test(value) ? `text:${value}` : value;
}

function headersIn(headers: Ixit['http']['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(headers.map(([name, value]) => [name, asText(value)]));
}

function keepAliveIn({ keepAlive: { timeToLive, margin, share } }: Ixit): object {
  return { timeToLive, margin: share === undefined ? margin : `${Math.round(share * 100)}%` };
}

function cirIn({ cir: { tcp, listen } }: Ixit): object {
  const host = tcp?.host.includes(':') === true ? `[${tcp.host}]` : tcp?.host;
  const cir = { ...(tcp !== undefined && { tcp: `${host}:${tcp.port}` }), ...(listen !== undefined && { listen }) };
  return Object.keys(cir).length === 0 ? {} : { cir };
}

function tlsIn({ http: { tls } }: Ixit): object {
  const { ca, client, insecure } = tls;
  const keys = {
    ...(ca !== undefined && { ca: ca.file }),
    ...(client !== undefined && { cert: client.cert.file, key: client.key.file }),
    ...(insecure && { insecure }),
  };
  return Object.keys(keys).length === 0 ? {} : { tls: keys };
}

/** The entries that are known. */
function known(section: object): object {
  return Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined));
}
