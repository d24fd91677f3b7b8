/**
 * The set-up of a session, from both sides (ssp, section 4): each server sends the other a secret, to the address that it
 * finds for the domain claimed, and each proves by a digest to have got the other's. Then the halves are exchanged.
 */
import { domainOfService, issuerOf, serviceId, sessionHalf } from '../protocol/ssp/addresses.ts';
import type { Dialect } from '../protocol/ssp/dialect.ts';
import { isStep, type SspMode, type SspSetupEnvelope, type SspStep, sspStep } from '../protocol/ssp/envelope.ts';
import type { SspVersion } from '../protocol/ssp/types.ts';
import type { PeerClock } from './clock.ts';
import { PeerError } from './errors.ts';
import { digestOf, isDigestOf, octetsOfToken, type Randomness } from './secrets.ts';
import type { PeerSession, Role, StepChange } from './types.ts';
import type { Verdict } from './wire.ts';

/** The state of an attempt: the step that was sent last. */
type State = 'tokenSent' | 'proofSent' | 'halfSent' | 'tokenReturned' | 'proofReturned';

interface Attempt {
  readonly role: Role;
  readonly domain: string;
  readonly url: string;
  /** Identifier of the whole set-up: the requestor's. */
  readonly id: string;
  readonly ownSecret: string;
  readonly version: SspVersion;
  readonly redirects: number;
  state: State;
  peerSecret: Uint8Array | undefined;
  ownHalf: string | undefined;
  timeToLive: number;
  stopTimer: () => void;
}

export interface SetupSettings {
  readonly domain: string;
  readonly version: SspVersion;
  readonly dialect: Dialect;
  readonly clock: PeerClock;
  readonly random: Randomness;
  /** Milliseconds for each step. */
  readonly bound: number;
  /** Seconds. */
  readonly timeToLive: number;
  readonly redirectTo: readonly string[];
  readonly followRedirect: boolean;
  readonly tolerant: boolean;
  readonly addressOf: (domain: string) => Promise<string | undefined>;
  readonly freshId: () => string;
  readonly post: (url: string, envelope: SspSetupEnvelope) => Promise<unknown>;
  readonly change: () => StepChange | undefined;
  readonly opened: (session: PeerSession) => void;
  /** Told of every secret that was made or received. */
  readonly learnt: (secret: string) => void;
  readonly fault: (error: unknown) => void;
}

export interface Setups {
  /** Opens a session; a second call for the same domain joins the attempt under way. */
  open(domain: string): Promise<PeerSession>;
  /** Takes a step of another server. */
  arrive(envelope: SspSetupEnvelope): Promise<Verdict>;
  /** Attempts under way. */
  readonly pending: readonly { readonly domain: string; readonly role: Role; readonly state: string }[];
  stop(): void;
}

/** Attempts of other servers under way at the same time; more are refused. */
const MOST_ATTEMPTS = 1_000;
const MOST_REDIRECTS = 3;

const refuse = (refused: string, code?: number): Verdict => ({ refused, ...(code !== undefined && { code }) });

/** The parts that a reader may have had to leave out. */
type Loose<T> = { readonly [K in keyof T]?: T[K] | undefined };

export function createSetups(settings: SetupSettings): Setups {
  const { dialect, clock, random } = settings;
  const attempts: Record<Role, Map<string, Attempt>> = { requestor: new Map(), provider: new Map() };
  const waiting = new Map<string, { promise: Promise<PeerSession>; settle: (to: PeerSession | PeerError) => void }>();

  function drop(attempt: Attempt, error?: PeerError): void {
    attempt.stopTimer();
    const { role, domain } = attempt;
    if (attempts[role].get(domain) === attempt) attempts[role].delete(domain);
    if (role === 'requestor' && error !== undefined) settle(domain, error);
  }

  function settle(domain: string, to: PeerSession | PeerError): void {
    const waits = waiting.get(domain);
    waiting.delete(domain);
    waits?.settle(to);
  }

  function wait(attempt: Attempt, state: State): void {
    attempt.stopTimer();
    attempt.state = state;
    attempt.stopTimer = clock.after(settings.bound, () => {
      const message = `${attempt.domain} did not go on after ${state} within ${settings.bound} ms (timers.setup)`;
      drop(attempt, new PeerError('timeout', message));
    });
  }

  /** Sends a step, or what a script makes of it. */
  async function send(attempt: Attempt, mode: SspMode, id: string, step: SspStep): Promise<void> {
    const { domain, role, version, url } = attempt;
    const envelope: SspSetupEnvelope = { kind: 'setup', version, mode, id, step };
    const change = settings.change();
    const changed = change === undefined ? envelope : change(envelope, { domain, role });
    const all: readonly SspSetupEnvelope[] = changed === null ? [] : 'kind' in changed ? [changed] : changed;
    try {
      for (const one of all) await settings.post(url, one);
    } catch (error) {
      drop(attempt, error instanceof PeerError ? error : new PeerError('transport', String(error)));
      settings.fault(error);
    }
  }

  function begin(
    role: Role,
    domain: string,
    url: string,
    about: { id: string; version: SspVersion; redirects?: number },
  ) {
    const before = attempts[role].get(domain);
    if (before !== undefined) before.stopTimer();
    const ownSecret = random.secret();
    settings.learnt(ownSecret);
    const attempt: Attempt = {
      role,
      domain,
      url,
      id: about.id,
      ownSecret,
      version: about.version,
      redirects: about.redirects ?? 0,
      state: 'tokenSent',
      peerSecret: undefined,
      ownHalf: undefined,
      timeToLive: settings.timeToLive,
      stopTimer: () => {},
    };
    attempts[role].set(domain, attempt);
    return attempt;
  }

  const token = (attempt: Attempt): SspStep =>
    sspStep('SendSecretToken', {
      serviceID: serviceId(settings.domain),
      protocol: dialect.protocol.value,
      protocolVersion: dialect.versions[attempt.version].protocolVersion.value,
      SecretToken: { value: attempt.ownSecret },
    });

  const proof = (attempt: Attempt): SspStep =>
    sspStep('LoginRequest', {
      serviceID: serviceId(settings.domain),
      timeToLive: attempt.timeToLive,
      PasswordDigest: { encoding: 'base64', value: digestOf(attempt.peerSecret ?? new Uint8Array(), dialect) },
    });

  function half(attempt: Attempt): SspStep {
    attempt.ownHalf = sessionHalf(random.half(), settings.domain);
    return sspStep('LoginResponse', {
      sessionID: attempt.ownHalf,
      timeToLive: attempt.timeToLive,
      Status: { code: 200 },
    });
  }

  async function request(domain: string, url: string, redirects: number): Promise<void> {
    const attempt = begin('requestor', domain, url, { id: settings.freshId(), version: settings.version, redirects });
    wait(attempt, 'tokenSent');
    await send(attempt, 'Request', attempt.id, token(attempt));
  }

  async function takeToken(envelope: SspSetupEnvelope, step: SspStep<'SendSecretToken'>): Promise<Verdict> {
    const { serviceID, SecretToken, protocolVersion }: Loose<typeof step.value> = step.value;
    const domain = domainOfService(serviceID ?? '');
    if (domain === undefined) return refuse('SendSecretToken does not name a domain');
    if (SecretToken?.value === undefined) return refuse('SendSecretToken brings no secret');
    settings.learnt(SecretToken.value.trim());
    const peerSecret = octetsOfToken(SecretToken);
    if (envelope.mode === 'Response') {
      const attempt = attempts.requestor.get(domain);
      if (attempt?.state !== 'tokenSent') return refuse(`no set-up with ${domain} waits for a secret`);
      attempt.peerSecret = peerSecret;
      wait(attempt, 'proofSent');
      return { next: () => void send(attempt, 'Request', attempt.id, proof(attempt)) };
    }
    const { version } = envelope;
    if (protocolVersion !== dialect.versions[settings.version].protocolVersion.value || version !== settings.version) {
      return refuse(`version ${protocolVersion ?? version} is not served`, 505);
    }
    if (domain === settings.domain) return refuse('another server claims the domain of this one');
    const url = await settings.addressOf(domain);
    if (url === undefined) return refuse(`no address is known for ${domain}`, 516);
    const { provider } = attempts;
    if (provider.size >= MOST_ATTEMPTS && !provider.has(domain)) return refuse('too many set-ups are under way', 503);
    const attempt = begin('provider', domain, url, { id: envelope.id ?? '', version });
    attempt.peerSecret = peerSecret;
    wait(attempt, 'tokenReturned');
    const id = dialect.setup.providerTransaction.value === 'own' ? settings.freshId() : attempt.id;
    return { next: () => void send(attempt, 'Response', id, token(attempt)) };
  }

  /** The attempt that a proof belongs to. A provider may write its own in mode Request (AMB-152). */
  function proven({ mode, id }: SspSetupEnvelope, domain: string): Attempt | undefined {
    const roles: readonly Role[] = mode === 'Response' ? ['requestor'] : ['provider', 'requestor'];
    const wanted: Record<Role, State> = { requestor: 'proofSent', provider: 'tokenReturned' };
    for (const role of roles) {
      const attempt = attempts[role].get(domain);
      if (attempt !== undefined && attempt.id === id && attempt.state === wanted[role]) return attempt;
    }
    return undefined;
  }

  function takeProof(envelope: SspSetupEnvelope, step: SspStep<'LoginRequest'>): Verdict {
    const { serviceID, PasswordDigest, timeToLive }: Loose<typeof step.value> = step.value;
    const domain = domainOfService(serviceID ?? '');
    const attempt = domain === undefined ? undefined : proven(envelope, domain);
    if (attempt === undefined) return refuse('LoginRequest belongs to no open set-up', 401);
    const given = PasswordDigest?.value.trim() ?? '';
    const secret = Buffer.from(attempt.ownSecret, 'utf8');
    if (given !== digestOf(secret, dialect) && !(settings.tolerant && isDigestOf(given, secret))) {
      drop(attempt, new PeerError('setup', `${attempt.domain} sent a wrong digest`));
      return refuse('the digest is wrong', 409);
    }
    if (timeToLive !== undefined && timeToLive > 0) attempt.timeToLive = Math.min(attempt.timeToLive, timeToLive);
    if (attempt.role === 'provider') {
      wait(attempt, 'proofReturned');
      return { next: () => void send(attempt, dialect.setup.providerLogin.value, attempt.id, proof(attempt)) };
    }
    wait(attempt, 'halfSent');
    return { next: () => void send(attempt, 'Request', attempt.id, half(attempt)) };
  }

  function takeHalf(envelope: SspSetupEnvelope, step: SspStep<'LoginResponse'>): Verdict {
    const { sessionID, Status, timeToLive, RedirectList }: Loose<typeof step.value> = step.value;
    const role: Role = envelope.mode === 'Request' ? 'provider' : 'requestor';
    const issuer = sessionID === undefined ? undefined : issuerOf(sessionID);
    const attempt = [...attempts[role].values()].find(
      (a) => a.id === envelope.id && (issuer === undefined || issuer === a.domain),
    );
    if (attempt === undefined) return refuse('LoginResponse belongs to no open set-up');
    if (attempt.state !== (role === 'provider' ? 'proofReturned' : 'halfSent')) {
      drop(attempt, new PeerError('setup', `${attempt.domain} sent LoginResponse out of turn`));
      return refuse('LoginResponse before the digest of its sender was verified', 401);
    }
    const { domain } = attempt;
    const addresses = RedirectList?.RedirectAddress ?? [];
    if (role === 'requestor' && addresses.length > 0) return redirected(attempt, addresses[0]?.url);
    const code = Status?.code;
    if (code === undefined || code < 200 || code > 299 || sessionID === undefined) {
      drop(attempt, new PeerError('setup', `${domain} refused the session with ${code ?? 'no code'}`, code));
      return {};
    }
    if (timeToLive !== undefined && timeToLive > 0) attempt.timeToLive = Math.min(attempt.timeToLive, timeToLive);
    if (role === 'requestor') {
      finish(attempt, sessionID);
      return {};
    }
    if (settings.redirectTo.length > 0) return { next: () => void sendOn(attempt) };
    const own = half(attempt);
    finish(attempt, sessionID);
    return { next: () => void send(attempt, 'Response', attempt.id, own) };
  }

  function finish(attempt: Attempt, peerHalf: string): void {
    const { domain, role, version, url, timeToLive, ownHalf = '' } = attempt;
    drop(attempt);
    const lastActivity = clock.now();
    const session: PeerSession = {
      domain,
      role,
      version,
      ownHalf,
      peerHalf,
      url,
      timeToLive,
      lastActivity,
      agreed: undefined,
    };
    settings.opened(session);
    if (role === 'requestor') settle(domain, session);
  }

  /** Sends a requestor on to other addresses; no session comes of it. */
  async function sendOn(attempt: Attempt): Promise<void> {
    const RedirectAddress = settings.redirectTo.map((url) => ({ url }));
    const step = sspStep('LoginResponse', {
      timeToLive: attempt.timeToLive,
      Status: { code: 503 },
      RedirectList: { RedirectAddress },
    });
    drop(attempt);
    await send(attempt, 'Response', attempt.id, step);
  }

  function redirected(attempt: Attempt, url: string | undefined): Verdict {
    const { domain, redirects } = attempt;
    const followed = settings.followRedirect && url !== undefined && /^https?:\/\//i.test(url);
    if (!followed || redirects >= MOST_REDIRECTS) {
      drop(attempt, new PeerError('setup', `${domain} sends on to ${url}, which is not followed`, 503));
      return {};
    }
    drop(attempt);
    return { next: () => void request(domain, url, redirects + 1) };
  }

  function takeStatus({ id }: SspSetupEnvelope, step: SspStep<'Status'>): Verdict {
    const attempt = [...attempts.requestor.values(), ...attempts.provider.values()].find((a) => a.id === id);
    if (attempt === undefined) return refuse('Status belongs to no open set-up');
    const { code }: Loose<typeof step.value> = step.value;
    drop(attempt, new PeerError('setup', `${attempt.domain} refused the set-up with ${code ?? 'no code'}`, code));
    return {};
  }

  return {
    get pending() {
      const all = [...attempts.requestor.values(), ...attempts.provider.values()];
      return all.map(({ domain, role, state }) => ({ domain, role, state }));
    },
    open(given) {
      const domain = given.toLowerCase();
      const under = waiting.get(domain);
      if (under !== undefined) return under.promise;
      const { promise, resolve, reject } = withResolvers<PeerSession>();
      waiting.set(domain, { promise, settle: (to) => (to instanceof PeerError ? reject(to) : resolve(to)) });
      settings.addressOf(domain).then(
        (url) => {
          if (url === undefined) settle(domain, new PeerError('no-address', `no address is known for ${domain}`));
          else void request(domain, url, 0);
        },
        (error: unknown) => settle(domain, new PeerError('no-address', String(error))),
      );
      return promise;
    },
    async arrive(envelope) {
      const { step } = envelope;
      if (envelope.id === undefined) return refuse('SetupTransaction has no identifier');
      if (isStep(step, 'SendSecretToken')) return takeToken(envelope, step);
      if (isStep(step, 'LoginRequest')) return takeProof(envelope, step);
      if (isStep(step, 'LoginResponse')) return takeHalf(envelope, step);
      if (isStep(step, 'Status')) return takeStatus(envelope, step);
      return refuse('SetupTransaction carries no step');
    },
    stop() {
      const error = new PeerError('stopped', 'the peer was stopped');
      for (const role of ['requestor', 'provider'] as const)
        for (const a of [...attempts[role].values()]) drop(a, error);
      for (const domain of [...waiting.keys()]) settle(domain, error);
    },
  };
}

/** As Promise.withResolvers, which Node 20 does not have. */
function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
