/** Reads an ICS/IXIT file: schema, defaults, secrets. */
import { dirname, resolve } from 'node:path';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import { didYouMean } from './nearest.ts';
import { iutSchema } from './schema.ts';
import { resolveSecret } from './secrets.ts';
import {
  type Account,
  type Claim,
  type IutDescription,
  PARTIES,
  type PartyName,
  type Role,
  SPECIAL_ACCOUNTS,
} from './types.ts';
import { ConfigurationError, type Problem, parseYaml, readText, type YamlFile } from './yaml.ts';

interface AccountInFile {
  user: string;
  password: string;
  msisdn?: string;
  profile?: Record<string, string>;
  refused?: string[];
}
type ClaimInFile = string | { item: string; versions: Version[] };
interface IutFile {
  ics: {
    name: string;
    vendor?: string;
    roles?: Role[];
    versions: Version[];
    syntaxes: Syntax[];
    bearers?: 'http'[];
    items?: { optional?: 'none' | 'all'; claimed?: ClaimInFile[]; notClaimed?: ClaimInFile[] };
    readings?: Record<string, string>;
  };
  ixit: {
    address: string;
    addresses?: Record<string, string>;
    domain: string;
    accounts: Record<string, AccountInFile>;
    groups?: { public?: string; joinable?: string };
    timers?: { connect?: number; response?: number; notification?: number; transaction?: number; scenario?: number };
    keepAlive?: { margin?: number; timeToLive?: number };
    pollMinimum?: number;
    policies?: Partial<IutDescription['ixit']['policies']>;
    limits?: Partial<IutDescription['ixit']['limits']>;
    http?: { headers?: Record<string, string>; proxy?: string; maxAnswer?: number };
    network?: { headers?: Record<string, string> };
    program?: { command: string[]; directory?: string; answer?: number };
  };
}

/** Defaults of the IXIT. Seconds, except `maxAnswer` (octets). */
export const DEFAULTS = {
  timers: { connect: 5, response: 10, notification: 10, transaction: 20, scenario: 60 },
  keepAlive: { margin: 60, timeToLive: 600 },
  maxAnswer: 4 * 1024 * 1024,
  programAnswer: 30,
} as const;

export interface LoadOptions {
  /** Ids of all SCR items of the catalogue; claims of others are problems. Omitted: not checked. */
  readonly knownItems?: ReadonlySet<string> | undefined;
  /** Open points, with the readings that can be chosen where there is a choice. Omitted: not checked. */
  readonly openPoints?: ReadonlyMap<string, readonly string[] | undefined> | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the file of an implementation under test.
 * @throws ConfigurationError with line, column and key of everything wrong in it.
 */
export function loadIut(file: string, options: LoadOptions = {}): IutDescription {
  return readIut(readText(file, 'ICS/IXIT file'), file, options);
}

/** As {@link loadIut}, from text. `file` names it in messages and is what `file:` secrets are relative to. */
export function readIut(source: string, file: string, options: LoadOptions = {}): IutDescription {
  const yaml = parseYaml<IutFile>(source, file, iutSchema, 'ICS/IXIT file');
  const { ics, ixit } = yaml.value;
  const problems: Problem[] = [];
  const secrets: string[] = [];
  const secret = (text: string, path: readonly (string | number)[]): string => {
    const result = resolveSecret(text, dirname(file), options.environment ?? process.env);
    if ('problem' in result) {
      problems.push(yaml.problemAt(path, result.problem));
      return '';
    }
    if (result.value !== '' && (result.secret || path.at(-1) === 'password')) secrets.push(result.value);
    return result.value;
  };
  const account = (name: string): Account | undefined => {
    const given = ixit.accounts[name];
    if (given === undefined) return undefined;
    return {
      user: given.user.startsWith('wv:') ? given.user : `wv:${given.user}`,
      password: secret(given.password, ['ixit', 'accounts', name, 'password']),
      msisdn: given.msisdn,
      profile: given.profile ?? {},
      refused: given.refused ?? [],
    };
  };
  const accounts: Partial<Record<PartyName, Account>> = {};
  for (const name of PARTIES) accounts[name] = account(name);
  checkUsers(yaml, problems);
  const specialAccounts: Partial<Record<(typeof SPECIAL_ACCOUNTS)[number], Account>> = {};
  for (const name of SPECIAL_ACCOUNTS) {
    const special = account(name);
    if (special !== undefined) specialAccounts[name] = special;
  }
  const headersIn = (section: 'http' | 'network') =>
    Object.entries(ixit[section]?.headers ?? {}).map(
      ([name, value]) => [name, secret(value, ['ixit', section, 'headers', name])] as const,
    );
  const headers = headersIn('http');
  const vouching = headersIn('network');
  const claimed = claims(yaml, 'claimed', options.knownItems, problems);
  const notClaimed = claims(yaml, 'notClaimed', options.knownItems, problems);
  for (const [i, c] of notClaimed.entries()) {
    if (claimed.some((other) => other.item === c.item && overlap(other.versions, c.versions))) {
      problems.push(yaml.problemAt(['ics', 'items', 'notClaimed', i], `${c.item} is claimed and not claimed at once`));
    }
  }
  checkReadings(yaml, options.openPoints, problems);
  const [program, ...args] = ixit.program?.command ?? [];
  if (problems.length > 0) throw new ConfigurationError('The ICS/IXIT file cannot be used.', problems);
  const ms = (seconds: number) => Math.round(seconds * 1000);
  const timers = { ...DEFAULTS.timers, ...ixit.timers };
  return {
    file,
    ics: {
      name: ics.name,
      vendor: ics.vendor,
      roles: ics.roles ?? ['csp-server'],
      versions: [...ics.versions].sort(),
      syntaxes: ics.syntaxes,
      bearers: ics.bearers ?? ['http'],
      optional: ics.items?.optional ?? 'none',
      claimed,
      notClaimed,
      readings: ics.readings ?? {},
    },
    ixit: {
      address: ixit.address,
      addresses: ixit.addresses ?? {},
      domain: ixit.domain,
      accounts: accounts as Record<PartyName, Account>,
      specialAccounts,
      groups: { public: ixit.groups?.public, joinable: ixit.groups?.joinable },
      timers: {
        connect: ms(timers.connect),
        response: ms(timers.response),
        notification: ms(timers.notification),
        transaction: ms(timers.transaction),
        scenario: ms(timers.scenario),
      },
      keepAlive: { ...DEFAULTS.keepAlive, ...ixit.keepAlive },
      pollMinimum: ms(ixit.pollMinimum ?? 0),
      policies: { ...noPolicies, ...ixit.policies },
      limits: { ...noLimits, ...ixit.limits },
      http: { headers, proxy: ixit.http?.proxy, maxAnswer: ixit.http?.maxAnswer ?? DEFAULTS.maxAnswer },
      network: { headers: vouching },
      secrets,
    },
    program:
      program === undefined
        ? undefined
        : {
            command: [program, ...args],
            directory: resolve(dirname(file), ixit.program?.directory ?? '.'),
            answer: ms(ixit.program?.answer ?? DEFAULTS.programAnswer),
          },
  };
}

const noPolicies: IutDescription['ixit']['policies'] = {
  secondLogin: undefined,
  storeAndForward: undefined,
  offlineInvitations: undefined,
  searchable: undefined,
  privateGroups: undefined,
  automaticRegistration: undefined,
};
const noLimits: IutDescription['ixit']['limits'] = {
  contactLists: undefined,
  contacts: undefined,
  attributeLists: undefined,
  groupsPerUser: undefined,
  groups: undefined,
  joinedGroups: undefined,
  searchHits: undefined,
  queue: undefined,
};

function overlap(a: readonly Version[] | undefined, b: readonly Version[] | undefined): boolean {
  return a === undefined || b === undefined || a.some((v) => b.includes(v));
}

function claims(
  yaml: YamlFile<IutFile>,
  key: 'claimed' | 'notClaimed',
  known: ReadonlySet<string> | undefined,
  problems: Problem[],
): Claim[] {
  return (yaml.value.ics.items?.[key] ?? []).map((c, i) => {
    const claim = typeof c === 'string' ? { item: c, versions: undefined } : c;
    if (known !== undefined && !known.has(claim.item)) {
      const hint = didYouMean(claim.item, known) || ' (`impsc list items` names them all)';
      problems.push(yaml.problemAt(['ics', 'items', key, i], `there is no item ${claim.item}${hint}`));
    }
    return claim;
  });
}

function checkReadings(yaml: YamlFile<IutFile>, openPoints: LoadOptions['openPoints'], problems: Problem[]): void {
  if (openPoints === undefined) return;
  for (const [id, reading] of Object.entries(yaml.value.ics.readings ?? {})) {
    const choices = openPoints.get(id);
    const choosable = [...openPoints].filter(([, some]) => some !== undefined).map(([key]) => key);
    const why = !openPoints.has(id)
      ? `there is no open point ${id}`
      : choices === undefined
        ? `the reading of ${id} cannot be chosen: what the suite accepts there holds for everybody (impsc show ${id})`
        : choices.includes(reading)
          ? undefined
          : `"${reading}" is no reading of ${id}: write ${choices.join(' or ')}`;
    if (why === undefined) continue;
    const hint = choices === undefined ? `; choices exist for ${choosable.join(', ')}` : '';
    problems.push(yaml.problemAt(['ics', 'readings', id], `${why}${hint}`));
  }
}

/** Two parties with one account would answer for each other. */
function checkUsers(yaml: YamlFile<IutFile>, problems: Problem[]): void {
  const seen = new Map<string, string>();
  for (const [name, account] of Object.entries(yaml.value.ixit.accounts)) {
    const bare = account.user.toLowerCase().replace(/^wv:/, '');
    const user = bare.includes('@') ? bare : `${bare}@${yaml.value.ixit.domain.toLowerCase()}`;
    const other = seen.get(user);
    if (other !== undefined && name !== 'phone') {
      problems.push(
        yaml.problemAt(
          ['ixit', 'accounts', name, 'user'],
          `${name} and ${other} must be different users of the server`,
        ),
      );
    }
    seen.set(user, name);
  }
}
