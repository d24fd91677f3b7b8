/** Warnings about a file before it is used: values nobody filled in, secrets in odd places, the length of a run. */
import { readIut } from '../ics/load.ts';
import { TEMPLATE } from '../ics/template.ts';
import { type Ics, type Ixit, PARTIES } from '../ics/types.ts';
import { withoutSecrets } from '../ics/url.ts';

/** Sentences on likely oversights, which are no errors. */
export function warningsOn(ics: Ics, ixit: Ixit): readonly string[] {
  const asExample = unchanged(ics, ixit);
  const warnings = asExample.length === 0 ? [] : [`still as in the example file: ${asExample.join(', ')}`];
  const addresses = { address: ixit.address, ...ixit.addresses };
  for (const [key, url] of Object.entries(addresses)) {
    if (!url.includes('?')) continue;
    warnings.push(
      `${key} ${withoutSecrets(url)}: its query is kept out of reports, but not out of logs on the way; ixit.http.headers with env:NAME is safer`,
    );
  }
  if (ixit.http.tls.insecure) {
    warnings.push(
      'ixit.http.tls.insecure: any certificate is taken, so nothing shows that it is this server that answers',
    );
  }
  return warnings;
}

/** Keys whose values are those that `impsc init` writes. */
function unchanged(ics: Ics, ixit: Ixit): readonly string[] {
  const example = readIut(TEMPLATE, 'example');
  const keys: (readonly [key: string, now: string, then: string])[] = [
    ['ics.name', ics.name, example.ics.name],
    ['ixit.address', ixit.address, example.ixit.address],
    ['ixit.domain', ixit.domain, example.ixit.domain],
  ];
  for (const name of PARTIES) {
    const [now, then] = [ixit.accounts[name], example.ixit.accounts[name]];
    keys.push([`ixit.accounts.${name}.user`, now.user, then.user]);
    keys.push([`ixit.accounts.${name}.password`, now.password, then.password]);
  }
  return keys.filter(([, now, then]) => now === then).map(([key]) => key);
}

/** Accounts whose user and password are both those that `impsc init` writes, by their keys in the IXIT. */
export function exampleAccounts(ics: Ics, ixit: Ixit): readonly string[] {
  const same = unchanged(ics, ixit);
  return PARTIES.map((name) => `accounts.${name}`).filter((key) =>
    ['user', 'password'].every((part) => same.includes(`ixit.${key}.${part}`)),
  );
}

/** Exchanges of a scenario, on an average of the whole suite. */
export const EXCHANGES_EACH = 14;
/** Seconds of a scenario on a server that answers at once, and how often it polls while it waits for something. */
const SECONDS = 0.25;
const POLLS = 1.7;

/**
 * Seconds that so many scenarios take, roughly: a poll must wait for ServerPollMin. What the server leaves out costs
 * `timers.notification` besides, each time.
 */
export function secondsOf(scenarios: number, { pollMinimum }: Pick<Ixit, 'pollMinimum'>): number {
  return Math.round(scenarios * (SECONDS + (POLLS * pollMinimum) / 1000));
}
