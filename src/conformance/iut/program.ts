/**
 * An implementation operated by a program of the vendor's, over JSON lines on its standard input and output. The
 * contract is in docs/iut-contract.md.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { type Account, type IutDescription, type Ixit, PARTIES, type ProgramCommand } from '../ics/types.ts';
import { addressProblem, secretsOf } from '../ics/url.ts';
import { AdapterError, CAPABILITIES, type Capability, type IutAdapter } from './adapter.ts';

/** Longest line a program may write, octets. */
const LONGEST_LINE = 1024 * 1024;

interface Reply {
  readonly id?: unknown;
  readonly ok?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}
interface Waiting {
  readonly command: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
  readonly timer: NodeJS.Timeout;
}

/** Users and passwords, by the names of scenarios. */
function told(accounts: Ixit['accounts']): object {
  return Object.fromEntries(
    PARTIES.map((name) => [name, { user: accounts[name].user, password: accounts[name].password }]),
  );
}

/** The adapter for an ICS/IXIT file with `ixit.program`. */
export function programIut(description: IutDescription, program: ProgramCommand): IutAdapter {
  const capabilities = new Set<Capability>();
  let link: Link | undefined;
  const call = (command: string, parameters: object): Promise<unknown> => {
    if (link === undefined) return Promise.reject(new AdapterError(`the program was asked to ${command} before start`));
    return link.call(command, parameters);
  };
  return {
    kind: 'program',
    name: description.ics.name,
    capabilities,
    async start() {
      link = openLink(program);
      const { domain, accounts, lanes } = description.ixit;
      const result = await call('start', {
        domain,
        accounts: told(accounts),
        ...(lanes !== undefined && { lanes: lanes.map(told) }),
      });
      const answer = readStart(result);
      for (const c of answer.capabilities) capabilities.add(c);
      return { ics: description.ics, ixit: merge(description.ixit, answer) };
    },
    async stop() {
      const ending = link;
      link = undefined;
      await ending?.close();
    },
    reset: async () => {
      await call('reset', {});
    },
    createAccount: async (account) => {
      const result = await call('createAccount', account);
      const given = isRecord(result) ? result : {};
      return {
        user: typeof given.user === 'string' ? given.user : account.user,
        password: typeof given.password === 'string' ? given.password : account.password,
        msisdn: account.msisdn,
        profile: account.profile ?? {},
        refused: [],
      };
    },
    advanceClock: async (ms) => {
      await call('advanceClock', { ms });
    },
    disconnect: async (user) => {
      await call('disconnect', { user });
    },
    systemMessage: async (user, text, options) => {
      await call('systemMessage', { user, text, options });
    },
    loginMessage: async (user, message) => {
      await call('loginMessage', { user, ...message });
    },
  };
}

interface StartAnswer {
  readonly capabilities: readonly Capability[];
  readonly address: string | undefined;
  readonly addresses: Readonly<Record<string, string>>;
  readonly accounts: Readonly<Record<string, { user: string; password: string }>>;
}

function readStart(result: unknown): StartAnswer {
  const given = isRecord(result) ? result : {};
  const wrong = (key: string, expected: string) =>
    new AdapterError(`the program's answer to start is wrong: "${key}" must be ${expected} (docs/iut-contract.md)`);
  const names = given.capabilities ?? [];
  if (!Array.isArray(names)) throw wrong('capabilities', 'a list of strings');
  const capabilities = names.map((name) => {
    const known = CAPABILITIES.find((c) => c === name);
    if (known === undefined)
      throw wrong('capabilities', `made of ${CAPABILITIES.join(', ')}; "${String(name)}" is none`);
    return known;
  });
  if (given.address !== undefined && !isUrl(given.address)) throw wrong('address', 'an http URL without user name');
  const addresses: Record<string, string> = {};
  for (const [key, url] of Object.entries(isRecord(given.addresses) ? given.addresses : {})) {
    if (!isUrl(url)) throw wrong(`addresses.${key}`, 'an http URL without user name');
    addresses[key] = url;
  }
  const accounts: Record<string, { user: string; password: string }> = {};
  for (const [name, account] of Object.entries(isRecord(given.accounts) ? given.accounts : {})) {
    const { user, password } = isRecord(account) ? account : {};
    if (typeof user !== 'string' || typeof password !== 'string') {
      throw wrong(`accounts.${name}`, '{ "user": ..., "password": ... }');
    }
    accounts[name] = { user, password };
  }
  return { capabilities, address: given.address, addresses, accounts };
}

function merge(ixit: Ixit, answer: StartAnswer): Ixit {
  const accounts = { ...ixit.accounts };
  const secrets = [...ixit.secrets];
  for (const name of PARTIES) {
    const given = answer.accounts[name];
    if (given === undefined) continue;
    accounts[name] = { ...accounts[name], ...given } satisfies Account;
    secrets.push(given.password);
  }
  for (const url of [answer.address ?? '', ...Object.values(answer.addresses)]) secrets.push(...secretsOf(url));
  return {
    ...ixit,
    address: answer.address ?? ixit.address,
    addresses: answer.address === undefined ? { ...ixit.addresses, ...answer.addresses } : answer.addresses,
    accounts,
    secrets,
  };
}

function isUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\/[^\s/]+/i.test(value) && addressProblem(value) === undefined;
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Link {
  call(command: string, parameters: object): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts the program and speaks with it. Every wait is bounded; what it writes to standard error is kept for messages. */
function openLink(program: ProgramCommand): Link {
  const [file, ...args] = program.command;
  const said: string[] = [];
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let rest = '';
  let ended: AdapterError | undefined;
  let child: ChildProcessWithoutNullStreams | undefined;

  const fail = (why: string) => {
    if (ended !== undefined) return;
    const tail =
      said.length === 0 ? '' : `\nIts last words on standard error:\n${said.map((l) => `  ${l}`).join('\n')}`;
    ended = new AdapterError(`the program ${program.command.join(' ')} ${why}${tail}`);
    for (const w of waiting.values()) {
      clearTimeout(w.timer);
      w.reject(ended);
    }
    waiting.clear();
  };
  const onLine = (line: string) => {
    if (line.trim() === '') return;
    let reply: Reply;
    try {
      reply = JSON.parse(line);
    } catch {
      fail(`wrote a line to standard output that is not JSON: ${line.slice(0, 80)} (logs belong on standard error)`);
      child?.kill();
      return;
    }
    const entry = typeof reply.id === 'number' ? waiting.get(reply.id) : undefined;
    if (entry === undefined || typeof reply.id !== 'number') return;
    waiting.delete(reply.id);
    clearTimeout(entry.timer);
    if (reply.ok === true) entry.resolve(reply.result);
    else
      entry.reject(
        new AdapterError(`the program could not ${entry.command}: ${String(reply.error ?? 'it gave no reason')}`),
      );
  };

  child = spawn(file, args, { cwd: program.directory, stdio: ['pipe', 'pipe', 'pipe'] });
  const running = child;
  const gone = new Promise<void>((resolve) => {
    running.on('error', (error: NodeJS.ErrnoException) => {
      fail(
        error.code === 'ENOENT'
          ? `cannot be started: there is no ${file} in ${program.directory} or on the path`
          : `cannot be started: ${error.message}`,
      );
      resolve();
    });
    running.on('close', (code, signal) => {
      fail(`ended ${signal === null ? `with exit code ${code ?? '?'}` : `by signal ${signal}`}`);
      resolve();
    });
  });
  running.stdin.on('error', () => {});
  running.stdout.setEncoding('utf8');
  running.stdout.on('data', (chunk: string) => {
    rest += chunk;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      onLine(line);
    }
    if (rest.length > LONGEST_LINE) {
      fail(`wrote a line longer than ${LONGEST_LINE} octets`);
      running.kill();
    }
  });
  running.stderr.setEncoding('utf8');
  running.stderr.on('data', (chunk: string) => {
    for (const line of chunk.split('\n')) if (line.trim() !== '') said.push(line.slice(0, 200));
    said.splice(0, Math.max(0, said.length - 10));
  });

  const call = (command: string, parameters: object): Promise<unknown> => {
    if (ended !== undefined) return Promise.reject(ended);
    const id = next++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id);
        reject(
          new AdapterError(`the program did not answer "${command}" within ${program.answer} ms (ixit.program.answer)`),
        );
      }, program.answer);
      waiting.set(id, { command, resolve, reject, timer });
      running.stdin.write(`${JSON.stringify({ id, command, ...parameters })}\n`);
    });
  };
  return {
    call,
    async close() {
      if (ended === undefined) await call('stop', {}).catch(() => {});
      running.stdin.end();
      const patience = setTimeout(() => running.kill('SIGKILL'), 2000);
      await gone;
      clearTimeout(patience);
    },
  };
}
