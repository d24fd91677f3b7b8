/** Putting the service access point together: tables, rules, elements, routes. */
import type { Primitive, PrimitiveName } from '../protocol/messages/envelope.ts';
import { type AccessElement, createAccessElement } from './access/index.ts';
import { type Cir, createCir } from './cir/index.ts';
import type { CirEvent, CirOptions } from './cir/options.ts';
import { standardCirRules } from './cir/rules.ts';
import type { Clock } from './clock.ts';
import {
  type AccessPoint,
  type AnyRequestHandler,
  type Outside,
  Refusal,
  type RequestContext,
  type SendOptions,
  type Sent,
  type ServiceElement,
} from './element.ts';
import type { ElementFactory } from './elements.ts';
import type { Hooks } from './hooks.ts';
import type { ServerProfile } from './profile.ts';
import { status } from './results.ts';
import { type Accounts, domainOf } from './sessions/accounts.ts';
import { createNonces } from './sessions/nonces.ts';
import { implementedBy } from './sessions/service-agreement.ts';
import type { Session, SessionEnd } from './sessions/session.ts';
import { createSessions, type SessionRecord } from './sessions/sessions.ts';
import type { AnyHandler } from './transactions/call.ts';
import type { Core } from './transactions/core.ts';
import { standardRules } from './transactions/rules.ts';

export interface CoreOptions {
  readonly profile: ServerProfile;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly elements: readonly ElementFactory[];
  readonly hooks: Hooks;
  readonly onFault: (error: unknown, where: string) => void;
  readonly onWaiting: (session: Session) => void;
  readonly cir: CirOptions | undefined;
  readonly onCir: (event: CirEvent) => void;
}

export interface AssembledAccess {
  readonly core: Core;
  readonly access: AccessPoint;
  readonly cir: Cir;
  reset(): void;
}

/** @throws Error when two elements claim the same primitive. */
export function assembleAccess(options: CoreOptions): AssembledAccess {
  const { profile, clock, accounts, hooks, onFault: fault } = options;
  const routes = new Map<string, AnyHandler>();
  const elements: ServiceElement[] = [];
  /** Handlers of elements as they are, for users of other domains. */
  const plain = new Map<string, AnyRequestHandler>();
  let outside: Outside | undefined;
  let counter = 0;
  const newId = (prefix: string) => `${prefix}${(++counter).toString(36)}`;

  const sessions = createSessions({
    clock,
    profile,
    deadline: (session) => core.rules.deadline(session),
    onClose: (session, why) => closed(core, session, why),
  });
  const cir = createCir({
    clock,
    sessions,
    methods: profile.capability.cir.methods,
    told: profile.capability.cir,
    numberOf: (user) => accounts.get(user)?.publicData.mobileNumber,
    rules: hooks.cir?.(standardCirRules) ?? standardCirRules,
    options: options.cir,
    tell: options.onCir,
    fault,
  });
  const access: AccessPoint = {
    clock,
    profile,
    accounts,
    sessionsOf: (user) =>
      outside === undefined || accounts.isHome(user) ? sessions.of(user) : outside.visitorsOf(user),
    session: (id) => sessions.get(id) ?? outside?.visitor(id),
    send: (session, primitive, sendOptions) =>
      session.visitor === true
        ? (outside?.send(session, primitive, sendOptions ?? {}) ?? 'closed')
        : send(core, session, primitive, sendOptions),
    reaches: (user) => outside !== undefined && !accounts.isHome(user) && outside.reaches(domainOf(user)),
    ask(request, ended) {
      if (outside === undefined) ended(status(516));
      else outside.ask(request, ended);
    },
    perform: (request, context) => perform(plain.get(request.name), request, context),
    withdraw: (session, replaces, open) => sessions.get(session.id)?.outbox.withdraw(replaces, open),
    waiting(session) {
      const record = sessions.get(session.id);
      return record === undefined ? 0 : record.outbox.waiting() + record.outbox.open();
    },
    newId,
    element: <T extends ServiceElement>(name: string) =>
      elements.find((element) => element.name === name) as T | undefined,
  };
  const given = hooks.access?.(access) ?? access;
  elements.push(...options.elements.map((factory) => factory(given, profile, hooks.elements ?? {})));
  outside = elements.find((element) => element.outside !== undefined)?.outside;
  const own: AccessElement = createAccessElement(() => core);
  const rules = standardRules(profile, implementedBy([own, ...elements]));
  const core: Core = {
    clock,
    profile,
    accounts,
    sessions,
    nonces: createNonces(clock, profile.login.nonceSeconds, profile.limits.nonces),
    rules: hooks.rules?.(rules) ?? rules,
    elements,
    routes,
    newId,
    registrations: 0,
    waiting(session) {
      session.untold = true;
      options.onWaiting(session);
      cir.waiting(session);
    },
    cir,
    fault,
  };
  /** Users of other domains come to the handler itself, own users past what looks whether another domain is concerned. */
  const withOutside = (name: string, handler: AnyHandler): AnyHandler => {
    const bare = handler as AnyRequestHandler;
    plain.set(name, bare);
    return (outside?.before(name as PrimitiveName, bare) ?? bare) as AnyHandler;
  };
  for (const { name, handlers } of [{ name: 'access', handlers: own.handlers }, ...elements]) {
    for (const [primitive, handler] of Object.entries(handlers)) {
      if (routes.has(primitive)) throw new Error(`two elements handle ${primitive}; the second is '${name}'`);
      const changed = hooks.handler?.(primitive, handler) ?? handler;
      routes.set(primitive, outside === undefined ? changed : withOutside(primitive, changed));
    }
  }
  return {
    core,
    access,
    cir,
    reset() {
      cir.reset();
      sessions.clear();
      core.nonces.clear();
      core.registrations = 0;
      accounts.reset();
      for (const element of elements) element.reset?.();
    },
  };
}

/** @throws whatever the handler throws, but no Refusal. */
function perform(handler: AnyRequestHandler | undefined, request: Primitive, context: RequestContext): Primitive {
  if (handler === undefined) return status(501);
  try {
    const answer = handler(request.value, context);
    return typeof answer === 'number' ? status(answer) : answer;
  } catch (error) {
    if (error instanceof Refusal) return status(error.code, error.details, error.description);
    throw error;
  }
}

function closed(core: Core, session: SessionRecord, why: SessionEnd): void {
  core.cir.closed(session);
  for (const entry of session.outbox.clear()) entry.onOutcome?.({ kind: 'lost', why: 'session-ended' });
  for (const element of core.elements) {
    try {
      element.sessionClosed?.(session, why);
    } catch (error) {
      core.fault(error, `${element.name}.sessionClosed`);
    }
  }
}

function send(core: Core, session: Session, primitive: Primitive, options: SendOptions = {}): Sent {
  const record = core.sessions.get(session.id);
  if (record === undefined) return 'closed';
  if (!core.rules.maySend(record, primitive)) return 'not-agreed';
  const { onOutcome } = options;
  const queued = record.outbox.put({
    id: core.newId('t'),
    mode: 'Request',
    primitive,
    onOutcome:
      onOutcome === undefined
        ? undefined
        : (outcome) => {
            try {
              onOutcome(outcome);
            } catch (error) {
              core.fault(error, `the outcome of ${primitive.name}`);
            }
          },
    replaces: options.replaces,
    handedOut: 0,
  });
  if (!queued) return 'full';
  // A CIR will ask the client to poll: it may come at once.
  if (record.capabilities.cirMethods.length > 0) record.pollInvited = true;
  core.waiting(record);
  return 'queued';
}
