/** `impsc serve`: the reference server alone, until it is told to end. */

import { networkInterfaces } from 'node:os';
import { writeIut } from '../../conformance/ics/write.ts';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { describeServed, embeddedServerOptions } from '../../embedded/iut.ts';
import { asOneServer } from '../../proof/matrix/variant-runs.ts';
import type { RelayOptions } from '../../server/relay/options.ts';
import { startReferenceServer } from '../../server/serve.ts';
import { createServer, type ServerOptions } from '../../server/server.ts';
import { exchangeLines } from '../exchange-printer.ts';
import { UsageError } from '../failure.ts';
import { relayFor } from '../peer-domains.ts';
import { defectNamed, variantNamed } from '../seeded.ts';

export interface ServeCommandOptions {
  readonly accounts?: string;
  readonly port: number;
  readonly host: string;
  readonly describe?: string;
  readonly defect?: string;
  readonly variant?: string;
  /** `domain=url` of each other server. */
  readonly peer?: readonly string[];
  readonly dialect?: string;
  /** Sets of users, one for each lane of a run. */
  readonly lanes?: number;
  /** Milliseconds before each answer. */
  readonly delay?: number;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

interface Running {
  readonly url: string;
  readonly users: readonly string[];
  stop(): Promise<void>;
}

export async function serveCommand(options: ServeCommandOptions): Promise<number> {
  const { host, port, describe } = options;
  if (describe !== undefined && options.accounts !== undefined) {
    throw new UsageError('--describe is about the users of a run; it does not go with --accounts');
  }
  if (options.accounts !== undefined && (options.lanes !== undefined || options.delay !== undefined)) {
    throw new UsageError('--lanes and --delay are for the users of a run; they do not go with --accounts');
  }
  const relay = await relayFor(options.peer ?? [], options.dialect);
  const running = await start(options, relay).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new UsageError(`port ${port} of ${host} is in use; --port 0 takes any free one`);
    if (error.code === 'EACCES')
      throw new UsageError(`listening on port ${port} is not permitted; take one above 1023`);
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
      throw new UsageError(`${host} is no address of this machine`);
    throw error;
  });
  process.stdout.write(`IMPS reference server, CSP 1.1, 1.2 and 1.3 in XML and WBXML: ${running.url}\n`);
  for (const address of addressesOf(host, running.url)) process.stdout.write(`From elsewhere: ${address}\n`);
  for (const seeded of seededIn(options)) process.stdout.write(`On purpose it ${seeded.title} (${seeded.id}).\n`);
  for (const [domain, url] of Object.entries(relay?.domains ?? {})) {
    process.stdout.write(`Messages for ${domain} go to ${url} (dialect "${relay?.dialect.name}").\n`);
  }
  process.stdout.write(`Users: ${running.users.join(', ')}\nCtrl-C ends it.\n`);
  if (describe !== undefined) {
    const { ics, ixit } = describeServed(
      running.url,
      options.variant === undefined ? {} : asOneServer([variantNamed(options.variant)]),
      options.lanes,
    );
    writeWhole(describe, writeIut(ics, ixit, `The reference server at ${running.url}, as long as it runs.`));
    process.stdout.write(`Described in ${describe}: impsc run --iut ${describe}\n`);
  }
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await running.stop();
  return 0;
}

function onFault(error: unknown, where: string): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`impsc: a programming error of the reference server, in ${where}: ${what}\n`);
}

function seededIn({ defect, variant }: ServeCommandOptions) {
  return [
    ...(defect === undefined ? [] : [defectNamed(defect)]),
    ...(variant === undefined ? [] : [variantNamed(variant)]),
  ];
}

/** URLs for clients on other machines, if the server listens on every address; otherwise none. */
function addressesOf(host: string, url: string): readonly string[] {
  const family = host === '0.0.0.0' ? 'IPv4' : host === '::' ? undefined : 'none';
  if (family === 'none') return [];
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((one) => !one.internal && !one.address.startsWith('fe80:') && (family ?? one.family) === one.family)
    .map((one) => {
      const at = new URL(url);
      at.hostname = one.family === 'IPv6' ? `[${one.address}]` : one.address;
      return at.href;
    });
}

/** Prints a line for each exchange and each refusal of the HTTP layer. */
function logged(options: ServerOptions, verbose: boolean): ServerOptions {
  return {
    ...options,
    onExchange: (exchange) => void process.stdout.write(`${exchangeLines(exchange, verbose).join('\n')}\n`),
    onRefused: (status, reason) => void process.stdout.write(`${now()} - - - no message -> HTTP ${status} ${reason}\n`),
  };
}

function now(): string {
  return new Date().toISOString().slice(11, 23);
}

async function start(given: ServeCommandOptions, relay: RelayOptions | undefined): Promise<Running> {
  const { accounts, host, port } = given;
  const seeded = seededIn(given);
  const change = (options: ServerOptions): ServerOptions => {
    const related = relay === undefined ? options : { ...options, relay };
    const changed = seeded.reduce((made, one) => one.change(made), related);
    return given.quiet === true ? changed : logged(changed, given.verbose === true);
  };
  if (accounts !== undefined) {
    const { server, url, stop } = await startReferenceServer({ accountsFile: accounts, host, port, onFault, change });
    return { url, users: [...server.accounts.all()].map((a) => a.user), stop };
  }
  // The users of a run without --iut, on real time.
  const { profile, accounts: users } = embeddedServerOptions(given.lanes);
  const conforming = { ...(profile && { profile }), ...(users && { accounts: users }), onFault };
  const server = createServer(change(conforming));
  const { url } = await server.start({ host, port, ...(given.delay !== undefined && { delay: given.delay }) });
  const known = [...server.accounts.all()].map(
    (a) => `${a.user} (password ${a.password}${a.barred ? ', barred' : ''})`,
  );
  return { url: `${url}/`, users: known, stop: () => server.stop() };
}
