/** `impsc serve`: the reference server alone, until it is told to end. */

import { networkInterfaces } from 'node:os';
import { writeIut } from '../../conformance/ics/write.ts';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { describeServed, embeddedServerOptions } from '../../embedded/iut.ts';
import { asOneServer } from '../../proof/matrix/variant-runs.ts';
import type { RelayOptions } from '../../server/relay/options.ts';
import { interworkingIn, startReferenceServer } from '../../server/serve.ts';
import { createServer, type ServerOptions } from '../../server/server.ts';
import { exchangeLines } from '../exchange-printer.ts';
import { UsageError } from '../failure.ts';
import { relayFor } from '../peer-domains.ts';
import { defectNamed, variantNamed } from '../seeded.ts';
import { type ChannelOptions, type CirChannels, cirChannels, cirLine, tlsFor } from './serve-channels.ts';

export interface ServeCommandOptions extends ChannelOptions {
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
  /** Port of the page and the control interface. */
  readonly page?: number;
  readonly settings?: string;
  readonly printSettings?: boolean;
  readonly script?: string;
  readonly log?: string;
  readonly state?: string;
  readonly strict?: boolean;
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
  if (options.printSettings === true) {
    process.stdout.write((await import('../serve-workbench.ts')).settingsText());
    return 0;
  }
  if (isWorkbench(options)) return workbenchCommand(options);
  if (describe !== undefined && options.accounts !== undefined) {
    throw new UsageError('--describe is about the users of a run; it does not go with --accounts');
  }
  if (options.accounts !== undefined && (options.lanes !== undefined || options.delay !== undefined)) {
    throw new UsageError('--lanes and --delay are for the users of a run; they do not go with --accounts');
  }
  const found = options.accounts === undefined ? undefined : interworkingIn(options.accounts);
  const relay = await relayFor(options.peer ?? [], options.dialect, found);
  const channels = cirChannels(options);
  const running = await start(options, relay, channels).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new UsageError(`${inUse(error, port)} of ${host} is in use; 0 takes any free one`);
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
  for (const [domain, through] of Object.entries(relay?.routes ?? {})) {
    process.stdout.write(`Those for ${domain} go through ${through}.\n`);
  }
  if (channels.methods.length > 0) process.stdout.write(`Clients are called by ${channels.methods.join(', ')}.\n`);
  process.stdout.write(`Users: ${running.users.join(', ')}\nCtrl-C ends it.\n`);
  if (describe !== undefined) {
    const variant = options.variant === undefined ? {} : asOneServer([variantNamed(options.variant)]);
    const unclaimed = [...(variant.unclaimed ?? []), ...channels.unclaimed];
    const claimed = [...(variant.claimed ?? []), ...(options.cert === undefined ? [] : ['IMPS-CSPT-S-HTTPS'])];
    const { ics, ixit } = describeServed(running.url, { ...variant, unclaimed, claimed }, options.lanes);
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

/** The port of the error, whichever of the two it is: `port 8080`. */
function inUse(error: NodeJS.ErrnoException & { readonly port?: number }, port: number): string {
  return error.port === undefined || error.port === port ? `--port ${port}` : `--cir-port ${error.port}`;
}

/** Options that ask for more than an address to talk to. */
function isWorkbench({ page, settings, script, log, state, strict }: ServeCommandOptions): boolean {
  return [page, settings, script, log, state, strict].some((one) => one !== undefined);
}

async function workbenchCommand(options: ServeCommandOptions): Promise<number> {
  const { host, port, page = 0, defect, variant } = options;
  for (const [name, given] of Object.entries({
    describe: options.describe,
    lanes: options.lanes,
    dialect: options.dialect,
  })) {
    if (given !== undefined) throw new UsageError(`--${name} does not go with the options of the workbench`);
  }
  if ((options.peer ?? []).length > 0) throw new UsageError('--peer does not go with the options of the workbench');
  const { serveWorkbench } = await import('../serve-workbench.ts');
  const on = [
    ...(defect === undefined ? [] : [defectNamed(defect).id]),
    ...(variant === undefined ? [] : [variantNamed(variant).id]),
  ];
  const running = await serveWorkbench({ ...options, page, on, onFault }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') throw new UsageError(`port ${port} or ${page} is in use; 0 takes any free one`);
    throw error;
  });
  const { workbench, control } = running;
  process.stdout.write(`IMPS reference server, CSP 1.1, 1.2 and 1.3 in XML and WBXML: ${workbench.url}\n`);
  for (const address of addressesOf(host, workbench.url)) process.stdout.write(`From elsewhere: ${address}\n`);
  process.stdout.write(`Workbench: ${control.address}\n`);
  process.stdout.write(`Users: ${workbench.state().users.join(', ')}\nCtrl-C ends it.\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await running.close();
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
    onCir: (event) => void process.stdout.write(`${cirLine(now(), event)}\n`),
    onRefused: (status, reason) => void process.stdout.write(`${now()} - - - no message -> HTTP ${status} ${reason}\n`),
  };
}

function now(): string {
  return new Date().toISOString().slice(11, 23);
}

async function start(
  given: ServeCommandOptions,
  relay: RelayOptions | undefined,
  channels: CirChannels,
): Promise<Running> {
  const { accounts, host, port } = given;
  const seeded = seededIn(given);
  const tls = tlsFor(given);
  const change = (options: ServerOptions): ServerOptions => {
    const related = channels.change(relay === undefined ? options : { ...options, relay });
    const changed = seeded.reduce((made, one) => one.change(made), related);
    return given.quiet === true ? changed : logged(changed, given.verbose === true);
  };
  if (accounts !== undefined) {
    const { server, url, stop } = await startReferenceServer({
      accountsFile: accounts,
      host,
      port,
      onFault,
      change,
      tls,
    });
    return { url, users: [...server.accounts.all()].map((a) => a.user), stop };
  }
  // The users of a run without --iut, on real time.
  const { profile, accounts: users } = embeddedServerOptions(given.lanes);
  const conforming = { ...(profile && { profile }), ...(users && { accounts: users }), onFault };
  const server = createServer(change(conforming));
  const { url } = await server.start({ host, port, tls, ...(given.delay !== undefined && { delay: given.delay }) });
  const known = [...server.accounts.all()].map(
    (a) => `${a.user} (password ${a.password}${a.barred ? ', barred' : ''})`,
  );
  return { url: `${url}/`, users: known, stop: () => server.stop() };
}
