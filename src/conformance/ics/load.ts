/** Reads an ICS/IXIT file: schema, defaults, secrets. */
import { dirname, resolve } from 'node:path';
import type { Bearer, Syntax } from '../../protocol/configuration.ts';
import type { Version } from '../../protocol/version.ts';
import { didYouMean } from '../nearest.ts';
import { ConfigurationError, type Problem } from '../problems.ts';
import { type Accounts, bareUser, laneProblems } from './lanes.ts';
import { iutSchema } from './schema.ts';
import { resolveSecret } from './secrets.ts';
import { readSspIxit, type SspInFile } from './ssp.ts';
import { readText } from './text.ts';
import { readTrust } from './trust.ts';
import {
  type Account,
  type Claim,
  type IutDescription,
  type Ixit,
  PARTIES,
  type PartyName,
  type Role,
  SPECIAL_ACCOUNTS,
} from './types.ts';
import { addressProblem, proxyProblem, secretsOf } from './url.ts';
import { parseYaml, type YamlFile } from './yaml.ts';

interface AccountInFile {
  user: string;
  password: string;
  msisdn?: string;
  profile?: Record<string, string>;
  refused?: string[];
}
type ClaimInFile = string | { item: string; versions?: Version[]; syntaxes?: Syntax[] };
interface IutFile {
  ics: {
    name: string;
    vendor?: string;
    implementation?: { version?: string; build?: string };
    roles?: Role[];
    versions: Version[];
    ssp?: ('1.2' | '1.3')[];
    syntaxes: Syntax[];
    bearers?: Bearer[];
    items?: { optional?: 'none' | 'all'; claimed?: ClaimInFile[]; notClaimed?: ClaimInFile[] };
    readings?: Record<string, string>;
  };
  ixit: {
    address: string;
    addresses?: Record<string, string>;
    domain: string;
    accounts: Record<string, AccountInFile>;
    lanes?: Record<PartyName, AccountInFile>[];
    groups?: { public?: string; joinable?: string };
    timers?: {
      connect?: number;
      response?: number;
      notification?: number;
      transaction?: number;
      cirAnswer?: number;
      cirNotice?: number;
      scenario?: number;
      restart?: number;
    };
    keepAlive?: { margin?: number | string; timeToLive?: number };
    pollMinimum?: number;
    policies?: Partial<IutDescription['ixit']['policies']>;
    limits?: Partial<IutDescription['ixit']['limits']>;
    http?: {
      headers?: Record<string, string>;
      proxy?: string;
      maxAnswer?: number;
      tls?: { ca?: string; cert?: string; key?: string; insecure?: boolean };
      perSecond?: number;
      retryAfterMax?: number;
    };
    cir?: { tcp?: string; listen?: string };
    network?: { headers?: Record<string, string> };
    ssp?: SspInFile;
    program?: { command: string[]; directory?: string; answer?: number };
  };
  laboratory?: { name?: string; tester?: string; environment?: string };
}

/** Defaults of the IXIT. Seconds, except `maxAnswer` (octets) and `margin` (of the agreed time: as long again, AMB-038). */
export const DEFAULTS = {
  timers: {
    connect: 5,
    response: 10,
    notification: 10,
    transaction: 20,
    cirAnswer: 10,
    cirNotice: 10,
    scenario: 60,
    restart: 10,
  },
  retryAfterMax: 10,
  timeToLive: 600,
  margin: '100%',
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
  const { ics, ixit, laboratory } = yaml.value;
  const problems: Problem[] = [];
  const secrets: string[] = [];
  const secret = (text: string, path: readonly (string | number)[]): string => {
    const result = resolveSecret(text, dirname(file), options.environment ?? process.env);
    const problem = 'problem' in result ? result.problem : unspeakable(result.value, path.at(-1) === 'password');
    if ('problem' in result || problem !== undefined) {
      problems.push(yaml.problemAt(path, problem ?? ''));
      return '';
    }
    if (result.secret || path.at(-1) === 'password') secrets.push(result.value);
    return result.value;
  };
  const accountAt = (given: AccountInFile, path: readonly (string | number)[]): Account => ({
    user: given.user.startsWith('wv:') ? given.user : `wv:${given.user}`,
    password: secret(given.password, [...path, 'password']),
    msisdn: given.msisdn,
    profile: given.profile ?? {},
    refused: given.refused ?? [],
  });
  const account = (name: string): Account | undefined => {
    const given = ixit.accounts[name];
    return given === undefined ? undefined : accountAt(given, ['ixit', 'accounts', name]);
  };
  const accounts: Partial<Record<PartyName, Account>> = {};
  for (const name of PARTIES) accounts[name] = account(name);
  checkUsers(yaml, problems);
  const lanes = ixit.lanes?.map((lane, i): Accounts => {
    const of = (name: PartyName) => accountAt(lane[name], ['ixit', 'lanes', i, name]);
    return { alice: of('alice'), bob: of('bob'), carol: of('carol'), dave: of('dave') };
  });
  for (const { lane, name, message } of laneProblems(accounts as Accounts, lanes ?? [], ixit.domain)) {
    problems.push(yaml.problemAt(['ixit', 'lanes', lane, name], message));
  }
  const specialAccounts: Partial<Record<(typeof SPECIAL_ACCOUNTS)[number], Account>> = {};
  for (const name of SPECIAL_ACCOUNTS) {
    const special = account(name);
    if (special !== undefined) specialAccounts[name] = special;
  }
  const headersIn = (section: 'http' | 'network') =>
    Object.entries(ixit[section]?.headers ?? {}).map(([name, value]) => {
      const path = ['ixit', section, 'headers', name];
      if (FRAMING.test(name)) problems.push(yaml.problemAt(path, `${name} is written by the suite; leave it out`));
      return [name, secret(value, path)] as const;
    });
  const headers = headersIn('http');
  const vouching = headersIn('network');
  const between = sspIn(yaml, dirname(file), problems, secret);
  const secretHeaders = [...headers, ...vouching, ...(between?.headers ?? [])].filter(
    ([name]) => !HARMLESS_HEADERS.test(name),
  );
  secrets.push(...secretHeaders.map(([, value]) => value).filter((value) => value.length >= LONG_ENOUGH));
  const { address, addresses = {} } = ixit;
  const proxy = ixit.http?.proxy;
  checkAddresses(yaml, problems);
  for (const url of [address, ...Object.values(addresses), proxy ?? '']) secrets.push(...secretsOf(url));
  const tls = readTrust(ixit.http?.tls ?? {}, dirname(file), (key, message) =>
    problems.push(yaml.problemAt(['ixit', 'http', 'tls', key], message)),
  );
  const claimed = claims(yaml, 'claimed', options.knownItems, problems);
  const notClaimed = claims(yaml, 'notClaimed', options.knownItems, problems);
  for (const [i, c] of notClaimed.entries()) {
    if (
      claimed.some(
        (other) => other.item === c.item && overlap(other.versions, c.versions) && overlap(other.syntaxes, c.syntaxes),
      )
    ) {
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
      ...(ics.implementation !== undefined && { implementation: ics.implementation }),
      ...(laboratory !== undefined && { laboratory }),
      roles: ics.roles ?? ['csp-server'],
      versions: [...ics.versions].sort(),
      ...(ics.ssp !== undefined && { sspVersions: [...ics.ssp].sort() }),
      syntaxes: ics.syntaxes,
      bearers: ics.bearers ?? ['http'],
      optional: ics.items?.optional ?? 'none',
      claimed,
      notClaimed,
      readings: ics.readings ?? {},
    },
    ixit: {
      address,
      addresses,
      domain: ixit.domain,
      accounts: accounts as Record<PartyName, Account>,
      ...(lanes !== undefined && { lanes }),
      specialAccounts,
      groups: { public: ixit.groups?.public, joinable: ixit.groups?.joinable },
      timers: {
        connect: ms(timers.connect),
        response: ms(timers.response),
        notification: ms(timers.notification),
        transaction: ms(timers.transaction),
        cirAnswer: ms(timers.cirAnswer),
        cirNotice: ms(timers.cirNotice),
        scenario: ms(timers.scenario),
        restart: ms(timers.restart),
      },
      keepAlive: { timeToLive: ixit.keepAlive?.timeToLive ?? DEFAULTS.timeToLive, ...marginIn(ixit.keepAlive?.margin) },
      pollMinimum: ms(ixit.pollMinimum ?? 0),
      policies: { ...noPolicies, ...ixit.policies },
      limits: { ...noLimits, ...ixit.limits },
      http: {
        headers,
        proxy,
        maxAnswer: ixit.http?.maxAnswer ?? DEFAULTS.maxAnswer,
        perSecond: ixit.http?.perSecond,
        tls,
        retryAfterMax: ms(ixit.http?.retryAfterMax ?? DEFAULTS.retryAfterMax),
      },
      cir: { tcp: endpointIn(ixit.cir?.tcp), listen: ixit.cir?.listen },
      network: { headers: vouching },
      ...(between !== undefined && { ssp: between }),
      secrets: [...new Set(secrets)],
      secretHeaders: secretHeaders.map(([name]) => name),
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

/** `host:port`, as the schema has checked it. */
function endpointIn(text: string | undefined): IutDescription['ixit']['cir']['tcp'] {
  const [, host = '', port = ''] = /^\[?([^\]]*?)\]?:(\d+)$/.exec(text ?? '') ?? [];
  return port === '' ? undefined : { host, port: Number(port) };
}

/** The section about other servers. The role without it leaves the tester without a way; it without the role is idle. */
function sspIn(
  yaml: YamlFile<IutFile>,
  directory: string,
  problems: Problem[],
  secret: (text: string, path: readonly (string | number)[]) => string,
) {
  const { ics, ixit } = yaml.value;
  const { ssp } = ixit;
  const claimed = ics.roles?.includes('ssp-server') === true;
  const report = (path: readonly (string | number)[], message: string) => problems.push(yaml.problemAt(path, message));
  for (const [i, version] of (ics.ssp ?? []).entries()) {
    if (!ics.versions.includes(version)) report(['ics', 'ssp', i], `${version} is not among ics.versions`);
  }
  if (ssp === undefined) {
    if (claimed) report(['ics', 'roles'], 'the role ssp-server needs the section ixit.ssp (impsc init shows it)');
    return undefined;
  }
  return readSspIxit(ssp, {
    domain: ixit.domain,
    directory,
    problem: (path, message) => report(['ixit', 'ssp', ...path], message),
    header(name, value, path) {
      if (FRAMING.test(name)) report(['ixit', 'ssp', ...path], `${name} is written by the suite; leave it out`);
      return [name, secret(value, ['ixit', 'ssp', ...path])];
    },
  });
}

const noPolicies: IutDescription['ixit']['policies'] = {
  secondLogin: undefined,
  storeAndForward: undefined,
  offlineInvitations: undefined,
  searchable: undefined,
  privateGroups: undefined,
  automaticRegistration: undefined,
  networkAttributes: undefined,
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

/** Headers about the length and content of a request. */
const FRAMING = /^(?:content-length|transfer-encoding|content-type|host)$/i;
/** Headers about the client and its abilities; the value of any other header is taken for a secret. */
const HARMLESS_HEADERS =
  /^(?:accept(?:-.+)?|cache-control|connection|content-(?:language|type)|date|dnt|expect|from|host|pragma|priority|profile|referer|te|upgrade-insecure-requests|user-agent|via|x-forwarded-(?:for|host|proto)|x-(?:up-calling-line-id|msisdn|nokia-msisdn|wap-profile))$/i;
/** Shorter values of secret headers (`true`) stand in messages by chance: they are covered in the header only. */
const LONG_ENOUGH = 8;

/** Why a secret cannot be sent: characters that no message can hold, or no header. */
function unspeakable(value: string, password: boolean): string | undefined {
  const codes = [...value].map((character) => character.codePointAt(0) ?? 0);
  if (!password) {
    const fits = (code: number) => code === 0x09 || (code >= 0x20 && code !== 0x7f && code <= 0xff);
    return codes.every(fits) ? undefined : 'the value does not fit into one line of a header';
  }
  const isText = (code: number) =>
    (code >= 0x20 || [0x09, 0x0a, 0x0d].includes(code)) &&
    (code < 0xd800 || code > 0xdfff) &&
    (code & 0xfffe) !== 0xfffe;
  return codes.every(isText) ? undefined : 'the password holds characters that no message can hold';
}

function checkAddresses(yaml: YamlFile<IutFile>, problems: Problem[]): void {
  const { address, addresses = {}, http } = yaml.value.ixit;
  const report = (path: readonly string[], problem: string | undefined) => {
    if (problem !== undefined) problems.push(yaml.problemAt(['ixit', ...path], problem));
  };
  report(['address'], addressProblem(address));
  for (const [key, url] of Object.entries(addresses)) report(['addresses', key], addressProblem(url));
  if (http?.proxy !== undefined) {
    report(['http', 'proxy'], proxyProblem(http.proxy, [address, ...Object.values(addresses)]));
  }
}

function marginIn(margin: number | string = DEFAULTS.margin): Pick<Ixit['keepAlive'], 'margin' | 'share'> {
  return typeof margin === 'number' ? { margin } : { margin: 0, share: Number.parseInt(margin, 10) / 100 };
}

function overlap<T>(a: readonly T[] | undefined, b: readonly T[] | undefined): boolean {
  return a === undefined || b === undefined || a.some((v) => b.includes(v));
}

function claims(
  yaml: YamlFile<IutFile>,
  key: 'claimed' | 'notClaimed',
  known: ReadonlySet<string> | undefined,
  problems: Problem[],
): Claim[] {
  return (yaml.value.ics.items?.[key] ?? []).map((c, i) => {
    const claim: Claim = typeof c === 'string' ? { item: c, versions: undefined } : { ...c, versions: c.versions };
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
    const user = bareUser(account.user, yaml.value.ixit.domain);
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
