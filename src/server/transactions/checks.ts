/**
 * Checks that a request must pass before its handler sees it, in the order of csp semantics, General processing. The first
 * check that objects decides the answer. (That octets can be read at all comes before; addresses, permission and
 * limits are the handlers' business.)
 */

import { neededFor } from '../sessions/service-agreement.ts';
import type { IncomingTransaction } from './call.ts';
import type { Check } from './core.ts';

/** Requests that need no session. */
const WITHOUT_SESSION: ReadonlySet<string> = new Set(['Login-Request', 'GetSPInfo-Request']);

/** Mandatory elements whose absence the handler answers with a code of its own (531 for a login without UserID). */
const LEFT_TO_HANDLER: ReadonlyMap<string, RegExp> = new Map([['Login-Request', /\bUserID\b/]]);

const version: Check['check'] = (call, { profile }) => {
  const { version: said } = call.incoming;
  if (said === undefined || !profile.versions.includes(said)) return 505;
  if (profile.otherVersion === 'refuse' && call.session !== undefined && call.session.version !== said) return 505;
  return undefined;
};

const session: Check['check'] = (call, { sessions, profile }) => {
  if (call.session !== undefined || call.name === 'Login-Request') return undefined;
  const { sessionId } = call.incoming;
  if (sessionId === undefined) return WITHOUT_SESSION.has(call.name) ? undefined : 604;
  const ended = sessions.ended(sessionId);
  if (ended === undefined) return 604;
  return ended.code === 600 ? profile.expiredCode : ended.code;
};

const primitive: Check['check'] = (call, { routes, profile }) => {
  if (call.name === '') return 400;
  return call.transaction.primitive !== undefined && routes.has(call.transaction.primitive.name)
    ? undefined
    : profile.notImplementedCode;
};

const agreedFunction: Check['check'] = (call) => {
  const { session } = call;
  if (session === undefined) return undefined;
  const names = neededFor(call.name, session.version);
  if (names.length === 0) return undefined;
  for (const name of names) if (session.agreed(name)) return undefined;
  return 506;
};

/** True for a request sent in mode Response. Primitives named -Response that begin a transaction are exempt (AMB-021). */
export function isMislabelled({ mode, name }: IncomingTransaction): boolean {
  return mode === 'Response' && name.endsWith('-Request');
}

const structure: Check['check'] = (call, { profile }) => {
  const { faults, strange, id } = call.transaction;
  if (isMislabelled(call.transaction)) return 400;
  if (strange && profile.unknownElements === 'refuse') return 400;
  if (id === undefined || id === '' || id.length > profile.limits.identifier) return 400;
  if (faults.length === 0) return undefined;
  const left = LEFT_TO_HANDLER.get(call.name);
  const serious = faults.filter((f) => !(f.kind === 'missing-element' && left?.test(f.message) === true));
  if (serious.length === 0) return undefined;
  return serious.every(({ kind }) => kind === 'value' || kind === 'unknown-value') ? 402 : 400;
};

export const standardChecks: readonly Check[] = [
  { name: 'version', check: version },
  { name: 'session', check: session },
  { name: 'primitive', check: primitive },
  { name: 'function', check: agreedFunction },
  { name: 'structure', check: structure },
];
