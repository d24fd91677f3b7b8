/** A message made of the element model: required elements with plausible values, to be changed by hand or broken on purpose. */
import {
  type CompiledElement,
  childModel,
  compile,
  namespaceUnder,
  type Rule,
  type Slot,
} from '../../../protocol/messages/compile.ts';
import { type WritableNode, writeTree } from '../../../protocol/syntax/index.ts';
import type { NamespaceKey, Version } from '../../../protocol/version.ts';
import { VERSION_FACTS } from '../../../protocol/version-facts.ts';

export interface ComposeOptions {
  readonly version: Version;
  readonly primitive: string;
  /** Undefined: outside a session. */
  readonly session: string | undefined;
  readonly user: string;
  readonly transaction: string;
}

/** Levels of elements that are filled in. */
const DEEPEST = 8;

/** The message as indented XML. */
export function composed(options: ComposeOptions): string {
  const octets = writeTree(messageOf(options), options.version, { syntax: 'xml', whitespace: true });
  return new TextDecoder().decode(octets).trim();
}

function messageOf({ version, primitive, session, user, transaction }: ComposeOptions): WritableNode {
  const { namespaces } = VERSION_FACTS[version];
  const node = (name: string, children: readonly WritableNode[], key: NamespaceKey = 'CSP'): WritableNode => ({
    name,
    namespace: namespaces[key],
    children,
  });
  const leaf = (name: string, text: string): WritableNode => ({ name, namespace: namespaces.CSP, text });
  const model = compile(version, primitive);
  const content = model === undefined ? [] : [filled(model, 'TRC', version, user, 0)];
  return node('WV-CSP-Message', [
    node('Session', [
      node('SessionDescriptor', [
        leaf('SessionType', session === undefined ? 'Outband' : 'Inband'),
        ...(session === undefined ? [] : [leaf('SessionID', session)]),
      ]),
      node('Transaction', [
        node('TransactionDescriptor', [leaf('TransactionMode', 'Request'), leaf('TransactionID', transaction)]),
        node('TransactionContent', content, 'TRC'),
      ]),
    ]),
  ]);
}

function filled(
  model: CompiledElement,
  key: NamespaceKey,
  version: Version,
  user: string,
  depth: number,
): WritableNode {
  const namespace = VERSION_FACTS[version].namespaces[key];
  const { name } = model;
  if (model.kind === 'text') return { name, namespace, text: plausible(model, user) };
  if (depth >= DEEPEST) return { name, namespace };
  const children = required(model).flatMap((slot) => {
    const child = childModel(slot);
    return child === undefined ? [] : [filled(child, namespaceUnder(slot, key), version, user, depth + 1)];
  });
  return { name, namespace, children };
}

/** The children that must be there, and those that a message is seldom without. */
function required({ rule, slots, name }: CompiledElement): readonly Slot[] {
  if (rule === undefined) return slots.slice(0, 1);
  const must = new Set(mandatory(rule).map((slot) => slot.name));
  const usual = new Set(USUAL[name] ?? []);
  return slots.filter((slot) => must.has(slot.name) || usual.has(slot.name));
}

function mandatory(rule: Rule): readonly Slot[] {
  if (rule.min === 0) return [];
  if (rule.kind === 'ref') return [rule.slot];
  const [first] = rule.rules;
  return rule.kind === 'seq' ? rule.rules.flatMap(mandatory) : first === undefined ? [] : chosen(first);
}

/** The first alternative, even one that may be missing. */
function chosen(rule: Rule): readonly Slot[] {
  if (rule.kind === 'ref') return [rule.slot];
  return mandatory({ ...rule, min: 1 });
}

const USUAL: Readonly<Record<string, readonly string[]>> = {
  'Login-Request': ['Password', 'TimeToLive'],
  ClientID: ['URL'],
  Recipient: ['User'],
  'SendMessage-Request': ['ContentData'],
  MessageInfo: ['ContentType'],
};

function plausible({ name, text }: CompiledElement, user: string): string {
  const known: Readonly<Record<string, string>> = {
    UserID: user,
    URL: 'http://impsc.invalid/bench',
    Password: `${/^wv:([^@]*)/.exec(user)?.[1] ?? 'alice'}-password`,
    TimeToLive: '600',
    SessionCookie: 'bench',
    ContentType: 'text/plain',
    ContentSize: '5',
    ContentData: 'Hello',
    DeliveryReport: 'F',
  };
  const value = known[name] ?? text?.values?.[0];
  if (value !== undefined) return value;
  const type = text?.type;
  return type === 'boolean' ? 'F' : type === 'integer' ? '1' : type === 'datetime' ? '20260101T120000Z' : 'text';
}

/** Ways to break a message on purpose: the words of the menu, and the change to its text. */
export const BREAKS: readonly (readonly [words: string, change: (xml: string, element: string) => string])[] = [
  ['leave out', (xml, element) => xml.replace(whole(element), '')],
  ['double', (xml, element) => xml.replace(whole(element), (found) => found + found)],
  ['empty', (xml, element) => xml.replace(whole(element), `<${element}/>`)],
  ['wrong type', (xml, element) => xml.replace(inside(element), `$1not&#x20;a&#x20;value$2`)],
  ['unknown name', (xml, element) => xml.replace(whole(element), (found) => found.replaceAll(element, `${element}X`))],
];

function whole(element: string): RegExp {
  return new RegExp(`\\s*<${element}(?:\\s[^>]*)?(?:/>|>[\\s\\S]*?</${element}>)`);
}

function inside(element: string): RegExp {
  return new RegExp(`(<${element}(?:\\s[^>]*)?>)[\\s\\S]*?(</${element}>)`);
}

/** Octets that somebody pasted: hexadecimal if it is nothing else, otherwise text. */
export function pasted(text: string): Uint8Array {
  const bare = text.replace(/\s+/g, '');
  if (bare.length > 1 && bare.length % 2 === 0 && /^[\da-f]+$/i.test(bare)) {
    return Uint8Array.from(bare.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
  return new TextEncoder().encode(text.trim());
}
