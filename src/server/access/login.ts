/**
 * Login (csp semantics, Login): two-way with the password, four-way with a digest over a nonce; on 1.3 also with
 * negotiation inside, re-establishment of a session and automatic registration.
 */

import type { FunctionsValue } from '../../protocol/facts/service-tree.ts';
import { draft } from '../../protocol/messages/any-version.ts';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import { result, status } from '../results.ts';
import type { Account, PublicData } from '../sessions/accounts.ts';
import type { CapabilityOffer } from '../sessions/capabilities.ts';
import { clientKeyOf, type SessionRecord } from '../sessions/sessions.ts';
import type { Call } from '../transactions/call.ts';
import type { Core } from '../transactions/core.ts';
import { agreeCapabilitiesOf, agreeServicesOf } from './negotiation.ts';

/** Login-Request of any version. */
interface LoginRequest {
  readonly UserID?: string | undefined;
  readonly ClientID?: Value<'ClientID'> | undefined;
  readonly ApplicationID?: string | undefined;
  readonly Password?: string | undefined;
  readonly DigestBytes?: string | undefined;
  readonly DigestSchema?: string | readonly string[] | undefined;
  readonly SessionID?: string | undefined;
  readonly TimeToLive?: number | undefined;
  readonly SessionCookie?: string | undefined;
  readonly Functions?: FunctionsValue | undefined;
  readonly CapabilityList?: CapabilityOffer | undefined;
  readonly SystemMessageResponseList?: Value<'SystemMessageResponseList', '1.3'> | undefined;
}

interface Attempt {
  readonly core: Core;
  readonly call: Call;
  readonly request: LoginRequest;
  readonly clientId: Value<'ClientID'>;
  readonly clientKey: string;
}

export function login(core: Core, request: LoginRequest, call: Call): Primitive {
  const clientId = request.ClientID ?? {};
  const clientKey = clientKeyOf(clientId, request.ApplicationID);
  if ((clientId.URL ?? '').trim() === '' && (clientId.MSISDN ?? '').trim() === '') {
    return status(400, [], 'ClientID needs a URL or an MSISDN');
  }
  const names = [clientKey, request.SessionCookie ?? '', request.UserID ?? ''];
  if (names.some((text) => text.length > core.profile.limits.identifier)) {
    return status(402, [], 'UserID, ClientID or SessionCookie is too long');
  }
  const attempt: Attempt = { core, call, request, clientId, clientKey };
  const identified = identify(attempt);
  if (typeof identified === 'number') return refused(attempt, identified);
  const { account, assigned } = identified;
  const proof = authenticate(attempt, identified);
  if (typeof proof !== 'number') return proof;
  if (proof !== 200) return refused(attempt, proof);
  if (account.barred) return refused(attempt, 403);
  const obstacle = obstacleTo(attempt, account);
  if (obstacle !== undefined) return refusedWith(attempt, obstacle);
  const old = call.version === '1.3' ? (request.SessionID ?? call.incoming.sessionId) : undefined;
  if (old !== undefined && core.profile.login.reestablishment) return resume(attempt, account, old);
  return open(attempt, account, assigned);
}

function refused(attempt: Attempt, code: number): Primitive {
  return refusedWith(attempt, result(code));
}

function refusedWith({ clientId }: Attempt, result: Value<'Result'>): Primitive {
  return { name: 'Login-Response', value: draft('Login-Response', { ClientID: clientId, Result: result }) };
}

/** The objection of a service element to a login: system messages to be answered first (1.3). */
function obstacleTo({ core, call, request }: Attempt, account: Account): Value<'Result'> | undefined {
  if (call.version !== '1.3') return undefined;
  for (const element of core.elements) {
    const obstacle = element.loginObstacle?.(account.user, request.SystemMessageResponseList);
    if (obstacle !== undefined) return obstacle;
  }
  return undefined;
}

interface Identified {
  readonly account: Account;
  /** The account was made just now; the answer tells the user what it is. */
  readonly assigned: boolean;
}

/** The user of this login, or the code that nobody can tell. */
function identify(attempt: Attempt): Identified | number {
  const { core, call, request, clientId } = attempt;
  const { accounts, profile } = core;
  const registers = call.version === '1.3' && profile.login.autoRegistration;
  if (request.UserID === undefined) {
    const number = digitsOf(clientId.MSISDN) ?? vouchedNumber(attempt);
    if (call.version === '1.3' && number !== undefined) return identifyByNumber(attempt, number);
    return registers ? register(core, undefined, request.Password) : profile.login.unknownUserCode;
  }
  const user = accounts.canonical(request.UserID);
  if (user === undefined) return addressError(call.version);
  if (!accounts.isHome(user)) return 516;
  const account = accounts.get(user);
  if (account !== undefined) return { account, assigned: false };
  if (registers && request.Password !== undefined) return register(core, user, request.Password);
  return profile.login.unknownUserCode;
}

/** The digits of a telephone number, however it is spelled; undefined for what is none. */
function digitsOf(number: string | undefined): string | undefined {
  const digits = number?.replaceAll(/[^0-9]/g, '');
  return digits === '' ? undefined : digits;
}

/** The telephone number of the client, where the network vouches for one (1.3). */
function vouchedNumber({ call }: Attempt): string | undefined {
  return call.version === '1.3' ? digitsOf(call.incoming.vouchedNumber) : undefined;
}

/** Automatic login (1.3): the user of a telephone number. One that nobody vouches for, or of nobody, cannot be used. */
function identifyByNumber(attempt: Attempt, number: string): Identified | number {
  const { core, request } = attempt;
  if (vouchedNumber(attempt) !== number) return 920;
  for (const account of core.accounts.all()) {
    if (digitsOf(account.publicData.mobileNumber) === number) return { account, assigned: false };
  }
  if (!core.profile.login.autoRegistration) return 920;
  return register(core, undefined, request.Password, { mobileNumber: `+${number}` });
}

/** 901 exists from 1.2 on. */
function addressError(version: Version): number {
  return version === '1.1' ? 402 : 901;
}

function register(
  core: Core,
  user: string | undefined,
  password: string | undefined,
  publicData: PublicData = {},
): Identified | number {
  if (core.registrations >= core.profile.limits.registrations) return 503;
  core.registrations += 1;
  const name = user ?? core.newId('user');
  const account = core.accounts.add({
    user: name,
    password: password ?? core.rules.newNonce().slice(0, 12),
    publicData,
  });
  return { account, assigned: user === undefined };
}

/** 200 when the client proved who it is, the code of the refusal, or the challenge of a four-way login. */
function authenticate(attempt: Attempt, { account, assigned }: Identified): Primitive | number {
  const { core, request, call, clientKey } = attempt;
  const { rules, profile, nonces } = core;
  if (request.DigestBytes !== undefined) {
    const challenge = nonces.take(account.user, clientKey);
    if (challenge === undefined) return 409;
    return rules.digestFits(account, challenge, request.DigestBytes) ? 200 : 409;
  }
  if (request.Password !== undefined) {
    if (!profile.login.plainPassword) return 401;
    return rules.passwordFits(account, request.Password) ? 200 : 409;
  }
  const offered = typeof request.DigestSchema === 'string' ? [request.DigestSchema] : (request.DigestSchema ?? []);
  if (offered.length === 0) {
    // An account made in this very login has no password the client could know.
    const number = vouchedNumber(attempt);
    const recognized = number !== undefined && digitsOf(account.publicData.mobileNumber) === number;
    return assigned || recognized ? 200 : 401;
  }
  const schema = rules.chooseDigest(offered);
  if (schema === undefined) return call.version === '1.1' ? 405 : 543;
  const nonce = rules.newNonce();
  nonces.put(account.user, clientKey, { nonce, schema });
  const value = {
    ClientID: attempt.clientId,
    Result: result(profile.login.challengeCode),
    Nonce: nonce,
    DigestSchema: schema,
  };
  return { name: 'Login-Response', value: value };
}

function accepted(
  { core, request, clientId }: Attempt,
  session: SessionRecord,
  more: Readonly<Record<string, unknown>>,
): Primitive {
  const asks = core.profile.login.capabilityRequest && !session.capabilities.negotiated;
  const value: Record<string, unknown> = {
    ...more,
    ClientID: clientId,
    Result: result(200),
    SessionID: session.id,
    KeepAliveTime: session.keepAlive,
    CapabilityRequest: asks,
  };
  if (session.version === '1.3' && core.profile.login.negotiationInLogin) {
    if (request.CapabilityList !== undefined) {
      value.AgreedCapabilityList = agreeCapabilitiesOf(core, session, request.CapabilityList).AgreedCapabilityList;
      value.CapabilityRequest = false;
    }
    if (request.Functions !== undefined) {
      const { Functions } = agreeServicesOf(core, session, request.Functions, false);
      if (Functions !== undefined) value.Functions = Functions;
    }
  }
  return { name: 'Login-Response', value: value };
}

/** Takes an old session up again: subscriptions, joins and queue go on (AMB-034). */
function resume(attempt: Attempt, account: Account, id: string): Primitive {
  const { core, call, request, clientKey } = attempt;
  const session = core.sessions.get(id);
  if (session === undefined) return refused(attempt, 502);
  const cookieFits =
    session.cookie === undefined || request.SessionCookie === undefined || session.cookie === request.SessionCookie;
  if (session.user !== account.user || session.clientKey !== clientKey || !cookieFits) return refused(attempt, 422);
  if (session.version !== call.version) return refused(attempt, 502);
  const keepAlive =
    request.TimeToLive === undefined ? session.keepAlive : core.rules.keepAliveAtLogin(request.TimeToLive);
  core.sessions.retime(session, keepAlive);
  call.session = session;
  return accepted(attempt, session, {});
}

function open(attempt: Attempt, account: Account, assigned: boolean): Primitive {
  const { core, call, request, clientId, clientKey } = attempt;
  const { sessions, rules, profile } = core;
  const { code, ending } = rules.admit(sessions.of(account.user), clientKey);
  if (code !== 200) return refused(attempt, code);
  if (sessions.size - ending.length >= profile.limits.sessions) return refused(attempt, 503);
  for (const old of ending) sessions.close(old, 'replaced');
  const session = sessions.open({
    id: rules.newSessionId(),
    user: account.user,
    version: call.version,
    clientId,
    applicationId: request.ApplicationID,
    cookie: request.SessionCookie,
    keepAlive: rules.keepAliveAtLogin(request.TimeToLive),
    address: call.incoming.from,
    plain: call.incoming.plain === true,
  });
  call.session = session;
  for (const element of core.elements) {
    try {
      element.sessionOpened?.(session);
    } catch (error) {
      core.fault(error, `${element.name}.sessionOpened`);
    }
  }
  return accepted(attempt, session, assigned ? { UserID: account.user, Password: account.password } : {});
}
