/** Login: two-way, four-way, re-establishment (csp semantics, Login). */

import type { Draft } from '../protocol/messages/any-version.ts';
import { is } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import { type Answer, describe } from './answers.ts';
import type { Core } from './core.ts';
import { DIGESTS, digestBytes } from './digest.ts';
import { HarnessError } from './errors.ts';
import { noteCapabilities } from './negotiation.ts';
import type { SendOptions } from './send-options.ts';
import type { LoginOptions, LoginOutcome } from './session-outcomes.ts';

/** Seconds a session is asked to live without traffic. */
const TIME_TO_LIVE = 1_800;

export interface LoginContext {
  readonly core: Core;
  readonly clientId: Value<'ClientID'>;
  readonly secrets: Set<string>;
  request(value: Draft<'Login-Request'>, options: SendOptions): Promise<Answer>;
}

/** A cookie that survives all bearers of the CIR: letters, digits, dots and hyphens. */
function freshCookie(party: string, token = () => Math.random().toString(36).slice(2, 12)): string {
  const readable = party.replace(/[^A-Za-z0-9]/g, '').slice(0, 16);
  return `${readable}.${token()}`;
}

function loginResponse(answer: Answer): Value<'Login-Response'> | undefined {
  return is(answer.primitive, 'Login-Response') ? answer.primitive.value : undefined;
}

/** Given, or what the client is made with; null for nothing at all. */
function chosen<T>(given: T | null | undefined, usual: T | undefined): T | undefined {
  return given === undefined ? usual : (given ?? undefined);
}

export async function login(context: LoginContext, options: LoginOptions = {}): Promise<LoginOutcome> {
  const { core, secrets } = context;
  const { version } = core.options;
  const userId = chosen(options.userId, core.options.userId);
  const password = chosen(options.password, core.options.password);
  if (userId === undefined && options.userId === undefined) {
    throw new HarnessError(
      `${core.party} has no userId: give one to createClient or to login, or null to leave it out`,
    );
  }
  const cookie = chosen(options.sessionCookie, freshCookie(core.party, core.options.token));
  const timeToLive = chosen(options.timeToLive, TIME_TO_LIVE);
  const base = {
    ...(userId !== undefined && { UserID: userId }),
    ClientID: options.clientId ?? context.clientId,
    ...(timeToLive !== undefined && { TimeToLive: timeToLive }),
    ...(cookie !== undefined && { SessionCookie: cookie }),
    ...(version === '1.3' && core.options.applicationId !== undefined && { ApplicationID: core.options.applicationId }),
    ...(options.reestablish !== undefined && { SessionID: options.reestablish }),
    ...(options.systemMessages !== undefined && { SystemMessageResponseList: options.systemMessages }),
    ...(options.functions !== undefined && { Functions: options.functions }),
    ...(options.capabilities !== undefined && { CapabilityList: options.capabilities }),
  };
  // Up to 1.2 the content model demands UserID and SessionCookie: left out on purpose, the message cannot be valid.
  const incomplete = version !== '1.3' && (userId === undefined || cookie === undefined);
  const send: SendOptions = incomplete ? { unchecked: true, ...options.send } : (options.send ?? {});
  // A list of another version than 1.3 is sent as it is: the validator judges it.
  const ask = (extra: Draft<'Login-Request'>) => context.request({ ...base, ...extra } as Draft<'Login-Request'>, send);
  if (password !== undefined) secrets.add(password);

  const answers: Answer[] = [];
  let digestSchema: string | undefined;
  if (options.method === 'four-way') {
    const offered = options.digestSchemas ?? DIGESTS;
    const first = await ask({ DigestSchema: version === '1.1' ? offered.join(',') : [...offered] });
    answers.push(first);
    const challenge = loginResponse(first);
    digestSchema = challenge?.DigestSchema;
    const digest = options.digestBytes ?? digestFor(challenge, digestSchema, password);
    if (digest !== undefined && challenge?.SessionID === undefined) {
      secrets.add(digest);
      answers.push(await ask({ DigestBytes: digest }));
    }
  } else {
    answers.push(await ask(password === undefined ? {} : { Password: password }));
  }
  return conclude(context, options, answers, digestSchema, cookie);
}

/** The digest the server asks for; undefined where it asks for none this client can make. */
function digestFor(
  challenge: Value<'Login-Response'> | undefined,
  schema: string | undefined,
  password: string | undefined,
): string | undefined {
  const nonce = challenge?.Nonce;
  if (nonce === undefined || schema === undefined || password === undefined) return undefined;
  return (DIGESTS as readonly string[]).includes(schema) ? digestBytes(schema, nonce, password) : undefined;
}

function conclude(
  context: LoginContext,
  options: LoginOptions,
  answers: readonly Answer[],
  digestSchema: string | undefined,
  cookie: string | undefined,
): LoginOutcome {
  const { core, secrets } = context;
  const answer = answers.at(-1);
  if (answer === undefined) throw new HarnessError('a login without a request');
  const response = loginResponse(answer);
  const sessionId = response?.SessionID;
  const success = answer.code === 200 && sessionId !== undefined && sessionId !== '';
  if (response !== undefined && 'Password' in response && typeof response.Password === 'string') {
    secrets.add(response.Password);
  }
  if (success) {
    core.finish();
    core.begin(sessionId);
    core.session.cookie = cookie;
    core.session.keepAliveTime = response?.KeepAliveTime;
    const agreed =
      response !== undefined && 'AgreedCapabilityList' in response ? response.AgreedCapabilityList : undefined;
    if (agreed !== undefined) noteCapabilities(core, options.capabilities, agreed);
  }
  core.session.notOpened = success ? undefined : { answer: describe(answer.primitive), exchange: answer.exchange };
  return {
    code: answer.code,
    success,
    sessionId: success ? sessionId : undefined,
    response,
    answers,
    answer,
    digestSchema,
    keepAliveTime: response?.KeepAliveTime,
    capabilityRequest: response?.CapabilityRequest,
  };
}
