/** `impsc serve`: the reference server alone, until it is told to end. */

import { writeIut } from '../../conformance/ics/write.ts';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { startReferenceServer } from '../../server/serve.ts';
import { createServer } from '../../server/server.ts';
import { describeServed, embeddedServerOptions } from '../embedded.ts';
import { UsageError } from '../failure.ts';

export interface ServeCommandOptions {
  readonly accounts?: string;
  readonly port: number;
  readonly host: string;
  readonly describe?: string;
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
  const running = await start(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new UsageError(`port ${port} of ${host} is in use; --port 0 takes any free one`);
    if (error.code === 'EACCES')
      throw new UsageError(`listening on port ${port} is not permitted; take one above 1023`);
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
      throw new UsageError(`${host} is no address of this machine`);
    throw error;
  });
  process.stdout.write(`IMPS reference server, CSP 1.1, 1.2 and 1.3 in XML and WBXML: ${running.url}\n`);
  process.stdout.write(`Users: ${running.users.join(', ')}\nCtrl-C ends it.\n`);
  if (describe !== undefined) {
    const { ics, ixit } = describeServed(running.url);
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

async function start({ accounts, host, port }: ServeCommandOptions): Promise<Running> {
  if (accounts !== undefined) {
    const { server, url, stop } = await startReferenceServer({ accountsFile: accounts, host, port, onFault });
    return { url, users: [...server.accounts.all()].map((a) => a.user), stop };
  }
  // The users of a run without --iut, on real time.
  const { profile, accounts: users } = embeddedServerOptions();
  const server = createServer({ ...(profile && { profile }), ...(users && { accounts: users }), onFault });
  const { url } = await server.start({ host, port });
  const known = [...server.accounts.all()].map(
    (a) => `${a.user} (password ${a.password}${a.barred ? ', barred' : ''})`,
  );
  return { url: `${url}/`, users: known, stop: () => server.stop() };
}
