/** The same requests in both syntaxes, and how their answers compare. */
import type { Answer } from '../../src/client/answers.ts';
import { createClient } from '../../src/client/client.ts';
import type { ServiceOptions } from '../../src/client/session-outcomes.ts';
import { addressOf } from '../../src/conformance/ics/types.ts';
import type { Syntax } from '../../src/protocol/syntax/types.ts';
import type { Party, World } from '../support/world.ts';

/** A request and its answer. */
export interface Deed {
  readonly what: string;
  readonly answer: Answer;
}

/** A session in each syntax, one after the other, with the same requests. */
export async function sameDeeds(
  world: World,
  party: Party,
): Promise<{ readonly xml: readonly Deed[]; readonly wbxml: readonly Deed[] }> {
  if (!world.ics.syntaxes.includes('xml')) {
    return world.untestable('ics.syntaxes', 'XML is not claimed: there is nothing to compare WBXML with');
  }
  const services = { want: 'leaves', all: true } as const;
  return { xml: await deedsIn(world, party, 'xml', services), wbxml: await deedsIn(world, party, 'wbxml', services) };
}

/** A session in a syntax: login, negotiation, KeepAlive-Request, GetList-Request, logout. */
export async function deedsIn(
  world: World,
  party: Party,
  syntax: Syntax,
  wanted: ServiceOptions,
): Promise<readonly Deed[]> {
  const { version, ixit } = world;
  const client = createClient({
    url: addressOf(ixit, version, syntax),
    version,
    syntax,
    party: party.name,
    userId: party.user,
    password: party.account.password,
    clientId: party.client.clientId,
    transport: party.client.transport,
    timers: ixit.timers,
    token: world.tokens(`${party.name} in ${syntax}`),
  });
  world.run.secrets.push(client.secrets);
  const login = await client.login();
  const done: Deed[] = [{ what: 'Login-Request', answer: login.answer }];
  const { answer: capabilities } = await client.negotiateCapabilities();
  done.push({ what: 'ClientCapability-Request', answer: capabilities });
  const { answer: services } = await client.negotiateServices(wanted);
  done.push({ what: 'Service-Request', answer: services });
  done.push({ what: 'KeepAlive-Request', answer: await client.keepAlive() });
  done.push({ what: 'GetList-Request', answer: await client.request('GetList-Request', {}) });
  done.push({ what: 'Logout-Request', answer: await client.logout() });
  return done;
}

/** Elements that differ from session to session. */
const OWN = new Set(['SessionID', 'SessionCookie', 'Nonce', 'KeepAliveTime', 'Description', 'DateTime']);

/** Two values without what may differ; equal where the syntaxes have the same effect. */
export function differences(one: unknown, other: unknown): readonly [unknown, unknown] {
  return [comparable(one), comparable(other)];
}

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name, child]) => !OWN.has(name) && child !== undefined);
  return Object.fromEntries(entries.map(([name, child]) => [name, comparable(child)]));
}
