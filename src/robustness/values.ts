/**
 * Well-formed requests made of the element models: every value a model allows, with names and addresses that lead a server
 * as far as its handlers.
 */
import { PRIMITIVE_NAMES, primitiveFacts } from '../protocol/facts/primitives.ts';
import { type CompiledElement, childModel, compile, type Rule, type Slot } from '../protocol/messages/compile.ts';
import type { Document } from '../protocol/messages/document.ts';
import { type EnvelopeTransaction, type PrimitiveName, seal } from '../protocol/messages/envelope.ts';
import type { Text } from '../protocol/model/combinators.ts';
import type { Version } from '../protocol/version.ts';
import type { Random } from './random.ts';

/** Below this depth optional children are left out. */
const DEEP = 8;

/** The session a message is for, and names that mean something to the server. */
export interface Place {
  readonly version: Version;
  readonly sessionId: string;
  readonly transaction: string;
  readonly users: readonly string[];
  readonly domain: string;
}

/** Requests that would end the session, or open another one. */
const OTHERWISE: ReadonlySet<string> = new Set([
  'Login-Request',
  'Logout-Request',
  'Service-Request',
  'ClientCapability-Request',
]);

/** Requests that leave nothing behind at a server. */
const TRACELESS: ReadonlySet<string> = new Set([
  'KeepAlive-Request',
  'GetSPInfo-Request',
  'Search-Request',
  'StopSearch-Request',
  'GetPresence-Request',
  'GetList-Request',
  'GetAttributeList-Request',
  'GetWatcherList-Request',
  'GetMessageList-Request',
  'GetMessage-Request',
  'GetBlockedList-Request',
  'GetGroupProps-Request',
  'GetGroupMembers-Request',
  'GetJoinedUsers-Request',
  'GetReactiveAuthStatus-Request',
  'GetPublicProfile-Request',
  'GetMap-Request',
  'GetSegment-Request',
  'VerifyID-Request',
]);

/** The requests of clients in a version; `traceless`: only those that leave nothing behind. */
export function requestsOf(version: Version, traceless: boolean): readonly PrimitiveName[] {
  return PRIMITIVE_NAMES.filter((name) => {
    const facts = primitiveFacts(name);
    if (facts === undefined || OTHERWISE.has(name) || compile(version, name) === undefined) return false;
    if (traceless && !TRACELESS.has(name)) return false;
    return (
      facts.role === 'request' &&
      facts.direction === 'C->S' &&
      facts.session === 'Inband' &&
      facts.answeredBy.length > 0
    );
  }).filter((name): name is PrimitiveName => compile(version, 'TransactionContent')?.byName.has(name) === true);
}

/** A message in the session of a place, with this request. */
export function messageOf(random: Random, place: Place, name: PrimitiveName): Document {
  const { version, sessionId, transaction: id } = place;
  const model = compile(version, name);
  const primitive = { name, value: elementValue({ random, place }, model, 0) };
  const transactions = [{ mode: 'Request', id, primitive } as EnvelopeTransaction];
  return seal({ version, sessionType: 'Inband', sessionId, transactions });
}

interface Making {
  readonly random: Random;
  readonly place: Place;
}

function elementValue(making: Making, model: CompiledElement | undefined, depth: number): unknown {
  if (model === undefined) return {};
  if (model.text !== undefined) return textValue(making, model.name, model.text);
  if (model.kind === 'any') return [];
  const value: Record<string, unknown> = {};
  if (model.kind === 'oneOf') add(value, making.random.of(model.slots), making, depth);
  else if (model.rule !== undefined) addRule(value, model.rule, making, depth, false);
  return value;
}

function add(value: Record<string, unknown>, slot: Slot, making: Making, depth: number): void {
  const item = elementValue(making, childModel(slot), depth + 1);
  const before = value[slot.name];
  if (!slot.repeated) value[slot.name] = item;
  else value[slot.name] = Array.isArray(before) ? [...before, item] : [item];
}

/** Adds what a part of the model asks for; `needed` when it was chosen among alternatives and so has to be there. */
function addRule(value: Record<string, unknown>, rule: Rule, making: Making, depth: number, needed: boolean): void {
  const { random } = making;
  const lowest = Math.max(rule.min, needed ? 1 : 0);
  const highest = depth > DEEP ? lowest : rule.max > 1 ? 2 : 1;
  const rounds = lowest >= highest ? lowest : lowest + random.below(highest - lowest + 1);
  for (let round = 0; round < rounds; round++) {
    if (rule.kind === 'ref') add(value, rule.slot, making, depth);
    else if (rule.kind === 'seq') for (const inner of rule.rules) addRule(value, inner, making, depth, false);
    else {
      const chosen = random.of(rule.rules);
      addRule(value, chosen, making, depth, chosen.kind === 'ref');
    }
  }
}

const TEXTS = [
  'x',
  'T',
  'hello',
  'a<b>&c',
  'Grüße',
  '€ 5',
  '你好',
  '😀',
  '"quoted", (so)',
  'IM',
  'GROUP_ID',
  '007',
  'line\nline',
];
const NUMBERS = [0, 1, 2, 10, 60, 127, 128, 255, 65_535, 65_536, 2_147_483_648, 4_294_967_295];

function textValue({ random, place }: Making, name: string, type: Text): string | number | boolean {
  const { users, domain } = place;
  switch (name) {
    case 'UserID':
    case 'WatcherUserID':
      return random.of([...users, `wv:nobody@${domain}`]);
    case 'GroupID':
      return random.of([`wv:/none@${domain}`, `wv:nobody/none@${domain}`]);
    case 'ContactList':
    case 'ContactListID':
    case 'DefaultContactList':
      return `${users[0] ?? 'wv:nobody'}/none-${random.below(3)}`.replace(/^(.*)(@[^/]*)(\/.*)$/, '$1$3$2');
    default:
      return plainValue(random, type);
  }
}

function plainValue(random: Random, type: Text): string | number | boolean {
  switch (type.type) {
    case 'integer':
      return random.of(NUMBERS);
    case 'boolean':
    case 'yesNo':
      return random.chance(0.5);
    case 'enum':
      return random.of(type.values ?? ['T']);
    case 'datetime':
      return random.of(['20070123T101500Z', '20291231T235959', '00010101T0000']);
    case 'iso8601':
      return '2007-01-23T10:15:00Z';
    case 'base64':
      return random.of(['', 'AA==', 'aGVsbG8=']);
    case 'uri':
      return random.of(['http://client.example/a?b=1', 'wv:someone', 'mailto:a@b.example']);
    default:
      return random.of(TEXTS);
  }
}
