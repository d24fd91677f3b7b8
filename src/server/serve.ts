/** The reference server as a program runs it: accounts from a file, on HTTP, in real time. */
import { readFileSync } from 'node:fs';
import type { ListenOptions } from '../transport/http/server.ts';
import { type ProfileChanges, serverProfile } from './profile.ts';
import { createServer, type ReferenceServer, type ServerOptions } from './server.ts';
import { AccountsFileError, type Interworking, readAccounts } from './sessions/accounts-file.ts';

export interface ServeOptions {
  /** YAML; see `readAccounts` for what stands in it. */
  readonly accountsFile: string;
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** 0, the default, lets the system choose. */
  readonly port?: number | undefined;
  /** Certificate and key: TLS is spoken. */
  readonly tls?: ListenOptions['tls'] | undefined;
  /** Changes to the default profile. Home domains of the accounts file win over those given here. */
  readonly profile?: ProfileChanges | undefined;
  readonly onFault?: ((error: unknown, where: string) => void) | undefined;
  /** Changes the options of the server: for a defect, a variant, or a log of exchanges. */
  readonly change?: ((options: ServerOptions) => ServerOptions) | undefined;
}

export interface RunningServer {
  readonly server: ReferenceServer;
  /** The address clients post to. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** The public group that a provider has if none is configured. */
function lobbyOf([domain = '']: readonly string[]): { readonly id: string; readonly name: string } {
  return { id: `wv:/lobby@${domain}`, name: 'Lobby' };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : (code ?? String(error));
    throw new AccountsFileError([`${file}: cannot read the accounts file: ${why}`]);
  }
}

/** The other domains that an accounts file names. @throws AccountsFileError */
export function interworkingIn(accountsFile: string): Interworking {
  return readAccounts(textOf(accountsFile), accountsFile, serverProfile().homeDomains).interworking;
}

/**
 * Starts a server.
 * @throws AccountsFileError for what is wrong in the accounts file; Error for an impossible profile or an address that
 * cannot be listened on.
 */
export async function startReferenceServer(options: ServeOptions): Promise<RunningServer> {
  const wanted = serverProfile(options.profile);
  const { accounts, homeDomains } = readAccounts(
    textOf(options.accountsFile),
    options.accountsFile,
    wanted.homeDomains,
  );
  const groups = { publicGroups: [lobbyOf(homeDomains ?? wanted.homeDomains)], ...options.profile?.groups };
  const profile = serverProfile({ ...options.profile, groups, ...(homeDomains === undefined ? {} : { homeDomains }) });
  const conforming: ServerOptions = {
    profile,
    accounts,
    ...(options.onFault === undefined ? {} : { onFault: options.onFault }),
  };
  const server = createServer(options.change?.(conforming) ?? conforming);
  const { url, host, port } = await server.start({
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: options.port }),
    tls: options.tls,
  });
  return { server, url: `${url}/`, host, port, stop: () => server.stop() };
}
