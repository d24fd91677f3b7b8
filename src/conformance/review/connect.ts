/** The review on the wire: every account logs in, and what the server negotiates is held against what is claimed. */

import type { Client } from '../../client/types.ts';
import { SERVICE_TREE, type ServiceLeaf } from '../../protocol/facts/service-tree.ts';
import type { Configuration } from '../../results/results.ts';
import { redactor } from '../../transport/redact.ts';
import { createTap } from '../../transport/tap.ts';
import type { Tap } from '../../transport/types.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Claims } from '../claims/claims.ts';
import { type Account, addressOf, type Ics, type Ixit, PARTIES } from '../ics/types.ts';
import { withoutSecrets } from '../ics/url.ts';
import { discoverable, offeredBy } from './negotiated.ts';
import { visiting } from './visit.ts';
import { EXCHANGES_EACH, exampleAccounts } from './warnings.ts';

/** A login that was tried. */
export interface LoginTried {
  readonly account: string;
  readonly user: string;
  readonly configuration: string;
  /** Undefined for a login that succeeded; else why it did not. */
  readonly refused: string | undefined;
}

/** Something the server showed that the file says otherwise; fatal where a run cannot succeed. */
export interface ConnectFinding {
  readonly configuration: string;
  readonly message: string;
  readonly fatal: boolean;
}

export interface Connection {
  /** False if nothing answered; the rest is then empty. */
  readonly reached: boolean;
  readonly address: string;
  readonly logins: readonly LoginTried[];
  /** Functions offered in service negotiation, by configuration. */
  readonly offered: Readonly<Record<string, readonly string[]>>;
  readonly findings: readonly ConnectFinding[];
  /** Mean time of an exchange, milliseconds. */
  readonly exchangeMs: number;
  /** Estimated length of the scenarios at that pace; seconds. */
  readonly seconds: number;
}

export interface ConnectInput {
  readonly ics: Ics;
  readonly ixit: Ixit;
  readonly claims: Claims;
  readonly catalogue: Catalogue;
  readonly configurations: readonly Configuration[];
  readonly scenarios: number;
  /** Time of all scenarios on a server that answers at once, in seconds. */
  readonly seconds: number;
  readonly lanes: number;
}

/** Findings and measurements, gathered step by step. */
interface Gathered {
  readonly input: ConnectInput;
  readonly tap: Tap;
  readonly clean: (text: string) => string;
  readonly logins: LoginTried[];
  readonly offered: Record<string, readonly string[]>;
  readonly findings: ConnectFinding[];
}

/** Never throws for what the server does: that is what it is to find out. */
export async function connect(input: ConnectInput): Promise<Connection> {
  const { ixit, configurations, scenarios, seconds, lanes } = input;
  const first = configurations[0];
  const tap = createTap();
  const { text: clean } = redactor(ixit.secrets);
  const gathered: Gathered = { input, tap, clean, logins: [], offered: {}, findings: [] };
  const address = withoutSecrets(first === undefined ? ixit.address : addressOf(ixit, first.version, first.syntax));
  if (first !== undefined) await everyAccount(gathered, first);
  const reached = tap.exchanges.some(({ response }) => response !== undefined);
  if (reached) for (const configuration of configurations) await negotiate(gathered, configuration);
  const exchangeMs = meanOf(tap);
  return {
    reached,
    address,
    logins: gathered.logins,
    offered: gathered.offered,
    findings: gathered.findings,
    exchangeMs,
    seconds: Math.round((seconds + (scenarios * EXCHANGES_EACH * exchangeMs) / 1000) / Math.max(1, lanes)),
  };
}

function meanOf({ exchanges }: Tap): number {
  const times = exchanges.flatMap(({ sentAt, answeredAt }) => (answeredAt === undefined ? [] : [answeredAt - sentAt]));
  return times.length === 0 ? 0 : Math.round((10 * times.reduce((sum, ms) => sum + ms, 0)) / times.length) / 10;
}

/** The accounts of a file, each with the key it stands under. */
function accountsOf({ accounts, specialAccounts, lanes = [] }: Ixit): readonly (readonly [string, Account])[] {
  return [
    ...PARTIES.map((name) => [`accounts.${name}`, accounts[name]] as const),
    ...Object.entries(specialAccounts).map(([name, one]) => [`accounts.${name}`, one] as const),
    ...lanes.flatMap((lane, i) => PARTIES.map((name) => [`lanes[${i}].${name}`, lane[name]] as const)),
  ];
}

/** The account that a server must not let in. */
const BARRED = 'accounts.barred';

async function everyAccount(gathered: Gathered, configuration: Configuration): Promise<void> {
  const { ixit, ics } = gathered.input;
  const examples = exampleAccounts(ics, ixit);
  for (const [account, one] of accountsOf(ixit)) {
    const refused = await loggedIn(gathered, configuration, account, one);
    if (nothingAnswers(gathered)) return;
    if (account === BARRED) {
      if (refused !== undefined) continue;
      gathered.findings.push({
        configuration: configuration.id,
        message: `ixit.${account}: ${one.user} is let in, though it is the account that has to be refused`,
        fatal: true,
      });
    } else if (refused !== undefined) {
      const example = examples.includes(account) ? '; user and password are those of the example file' : '';
      gathered.findings.push({
        configuration: configuration.id,
        message: `ixit.${account}: ${one.user} cannot log in: ${refused}${example}`,
        fatal: true,
      });
    } else if (examples.includes(account)) {
      gathered.findings.push({
        configuration: configuration.id,
        message: `ixit.${account}: ${one.user} logs in with the password of the example file, which everybody knows`,
        fatal: false,
      });
    }
  }
}

function nothingAnswers({ tap }: Gathered): boolean {
  return tap.exchanges.every(({ response }) => response === undefined);
}

async function loggedIn(
  { input, tap, clean, logins }: Gathered,
  configuration: Configuration,
  account: string,
  one: Account,
): Promise<string | undefined> {
  let refused: string | undefined;
  try {
    const open = { capabilityList: false, services: false } as const;
    await visiting({ ixit: input.ixit, configuration, account: one, party: account, open, tap }, async () => {});
  } catch (error) {
    refused = clean(error instanceof Error ? error.message : String(error));
  }
  logins.push({ account, user: one.user, configuration: configuration.id, refused });
  return refused;
}

/** Negotiates as alice in a configuration, and holds the outcome against the claims. */
async function negotiate(gathered: Gathered, configuration: Configuration): Promise<void> {
  const { input, tap, clean, findings, offered } = gathered;
  const { ixit } = input;
  const open = { capabilityList: false, services: false } as const;
  const find = (message: string, fatal: boolean) =>
    void findings.push({ configuration: configuration.id, message: clean(message), fatal });
  try {
    await visiting({ ixit, configuration, account: ixit.accounts.alice, party: 'alice', open, tap }, async (client) => {
      const leaves = await offeredBy(client);
      offered[configuration.id] = [...leaves].sort();
      holdAgainst(leaves, configuration, input, find);
      await versionsOf(client, input, find);
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    find(`it is claimed, and negotiation in it fails: ${why}`, true);
  }
}

type Find = (message: string, fatal: boolean) => void;

function holdAgainst(
  leaves: ReadonlySet<ServiceLeaf>,
  { version, syntax }: Configuration,
  input: ConnectInput,
  find: Find,
): void {
  const { claims, catalogue } = input;
  const known = new Set<string>(SERVICE_TREE[version].flatMap(({ groups }) => groups.flatMap((group) => group.leaves)));
  const claimed = new Set(claims.functions(version).filter((code) => known.has(code)));
  const items = catalogue.items.filter(({ role }) => role === 'server');
  const itemOf = (code: string) => items.find(({ functionCodes }) => functionCodes.includes(code));
  const lacking = [...claimed].filter((code) => ![...leaves].some((leaf) => leaf === code));
  // Codes that plain text cannot name cannot be refused in it, either.
  const more = [...leaves].filter(
    (leaf) => syntax !== 'pts' && !claimed.has(leaf) && itemOf(leaf)?.status[version] !== 'NA',
  );
  const named = (codes: readonly string[]) =>
    codes.map((code) => `${code} (${itemOf(code)?.id ?? 'no item'})`).join(', ');
  if (lacking.length > 0) find(`claimed, and not offered in service negotiation: ${named(lacking)}`, true);
  if (more.length > 0) find(`offered in service negotiation, and not claimed: ${named(more)}`, false);
}

async function versionsOf(client: Client, { ics }: ConnectInput, find: Find): Promise<void> {
  if (client.version === '1.1') return;
  const named = await discoverable(client);
  if (named === undefined) return;
  const lacking = ics.versions.filter((version) => !named.includes(version));
  const more = named.filter((version) => !ics.versions.includes(version));
  if (lacking.length > 0) find(`claimed, and not named in version discovery: ${lacking.join(', ')}`, true);
  if (more.length > 0) find(`named in version discovery, and not claimed: ${more.join(', ')}`, false);
}
