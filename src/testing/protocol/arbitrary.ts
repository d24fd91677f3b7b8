/**
 * Random messages for property tests: every value a model allows, with a liking for the edges. Only tests import this.
 */
import fc from 'fast-check';
import { type CompiledElement, childModel, compile, type Rule, type Slot } from '../../protocol/messages/compile.ts';
import type { Document } from '../../protocol/messages/document.ts';
import type { AnyElement } from '../../protocol/messages/infer.ts';
import type { Text } from '../../protocol/model/combinators.ts';
import { MAX_INTEGER, withoutPadding } from '../../protocol/model/text-value.ts';
import type { Version } from '../../protocol/version.ts';

/** Below this depth optional children are left out, so that messages stay of a size to look at. */
const DEEP = 9;

export interface ArbitraryOptions {
  /** Text without white space around it and never empty: what tools that trim text keep. Default false. */
  readonly trimmed?: boolean;
}

/** The names of the primitives of a version. */
export function primitiveNames(version: Version): string[] {
  return compile(version, 'TransactionContent')?.slots.map((slot) => slot.name) ?? [];
}

/** Messages of a version with one transaction that carries this primitive. */
export function arbitraryMessage(
  version: Version,
  primitive: string,
  options: ArbitraryOptions = {},
): fc.Arbitrary<Document> {
  const text = arbitraryText({ kind: 'text', type: 'string' }, options);
  return fc.gen().map((g): Document => {
    const Session: Record<string, unknown> = {
      SessionDescriptor: {
        SessionType: g(fc.constantFrom, 'Inband', 'Outband'),
        ...(g(fc.boolean) ? { SessionID: g(() => text) } : {}),
      },
      Transaction: [
        {
          TransactionDescriptor: {
            TransactionMode: g(fc.constantFrom, 'Request', 'Response'),
            TransactionID: g(() => text),
          },
          TransactionContent: { [primitive]: elementValue(g, modelOf(version, primitive), 0, options) },
        },
      ],
    };
    if (version !== '1.1' && g(fc.boolean)) Session.Poll = g(fc.boolean);
    if (version !== '1.1' && g(fc.boolean)) Session.CIR = g(fc.boolean);
    return { version, root: 'WV-CSP-Message', content: { Session } } as unknown as Document;
  });
}

/** Values of an element, as a message has them in memory. */
export function arbitraryElement(version: Version, key: string, options: ArbitraryOptions = {}): fc.Arbitrary<unknown> {
  const model = modelOf(version, key);
  return fc.gen().map((g) => elementValue(g, model, 0, options));
}

function modelOf(version: Version, key: string): CompiledElement {
  const model = compile(version, key);
  if (model === undefined) throw new Error(`${key} is no element of ${version}`);
  return model;
}

/** Draws values one after the other. */
type Draw = fc.GeneratorValue;

function elementValue(g: Draw, model: CompiledElement | undefined, depth: number, options: ArbitraryOptions): unknown {
  if (model?.text !== undefined) return g(arbitraryText, model.text, options);
  if (model?.kind === 'any') return depth > DEEP ? [] : g(arbitraryForeignList, options);
  const value: Record<string, unknown> = {};
  if (model?.kind === 'oneOf') addTo(value, g(fc.constantFrom, ...model.slots), g, depth, options);
  else if (model?.rule !== undefined) addRule(value, model.rule, g, depth, options, false);
  return value;
}

function addTo(value: Record<string, unknown>, slot: Slot, g: Draw, depth: number, options: ArbitraryOptions): void {
  const item = elementValue(g, childModel(slot), depth + 1, options);
  if (!slot.repeated) value[slot.name] = item;
  else if (value[slot.name] === undefined) value[slot.name] = [item];
  else (value[slot.name] as unknown[]).push(item);
}

/** Adds what a part of the model asks for; `needed` when it was chosen among alternatives and so has to be there. */
function addRule(
  value: Record<string, unknown>,
  rule: Rule,
  g: Draw,
  depth: number,
  options: ArbitraryOptions,
  needed: boolean,
): void {
  const lowest = Math.max(rule.min, needed ? 1 : 0);
  const highest = depth > DEEP ? lowest : rule.max > 1 ? 3 : 1;
  const rounds = lowest === highest ? lowest : g(fc.integer, { min: lowest, max: highest });
  for (let round = 0; round < rounds; round++) {
    if (rule.kind === 'ref') addTo(value, rule.slot, g, depth, options);
    else if (rule.kind === 'seq') for (const inner of rule.rules) addRule(value, inner, g, depth, options, false);
    else {
      const chosen = g(fc.constantFrom, ...rule.rules);
      addRule(value, chosen, g, depth, options, chosen.kind === 'ref');
    }
  }
}

/** Characters that XML can carry: letters, markup, white space, the far planes. */
const CHARACTERS = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcXYZ019 .-/:@_') },
  { weight: 2, arbitrary: fc.constantFrom(...'<>&\'"]\t\n\r') },
  { weight: 2, arbitrary: fc.constantFrom('ä', 'ß', '€', '你', '😀', '\u0085', '\u2028', '\ufffd', '\ue000') },
);

/** Values of a text type. */
export function arbitraryText(type: Text, options: ArbitraryOptions = {}): fc.Arbitrary<string | number | boolean> {
  switch (type.type) {
    case 'integer':
      return fc.oneof(
        fc.constantFrom(0, 1, 127, 128, 255, 256, 65535, 65536, 2147483648, MAX_INTEGER),
        fc.integer({ min: 0, max: MAX_INTEGER }),
      );
    case 'boolean':
    case 'yesNo':
      return fc.boolean();
    case 'iso8601':
      return arbitraryDate().map((basic) => extendedDate(basic));
    case 'enum':
      return fc.constantFrom(...(type.values ?? ['T']));
    case 'datetime':
      return arbitraryDate();
    case 'base64':
      return fc.base64String({ minLength: options.trimmed === true ? 4 : 0, maxLength: 40 });
    case 'uri':
      return fc
        .tuple(
          fc.constantFrom('http://', 'https://', 'wv:', 'mailto:', ''),
          fc.stringMatching(/^[a-z0-9./?=&%-]{1,20}$/),
        )
        .map((parts) => parts.join(''));
    default: {
      const any = arbitraryString(options);
      return type.keepsSpace === true ? any : any.map(withoutPadding);
    }
  }
}

function arbitraryString(options: ArbitraryOptions): fc.Arbitrary<string> {
  const any = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: CHARACTERS, maxLength: 24 }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('T', 'F', 'IM', 'SMS', 'History', 'GROUP_ID', 'http://', '0', '007', '4294967296'),
    },
  );
  return options.trimmed === true ? any.map((text) => text.trim() || 'x') : any;
}

function arbitraryDate(): fc.Arbitrary<string> {
  const two = (n: number): string => String(n).padStart(2, '0');
  return fc
    .record({
      year: fc.integer({ min: 0, max: 4095 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      second: fc.option(fc.integer({ min: 0, max: 59 }), { nil: undefined }),
      zone: fc.constantFrom('', 'Z'),
    })
    .map(
      (d) =>
        `${String(d.year).padStart(4, '0')}${two(d.month)}${two(d.day)}T${two(d.hour)}${two(d.minute)}` +
        `${d.second === undefined ? '' : two(d.second)}${d.zone}`,
    );
}

/** The extended form of a basic date and time, with the seconds it may lack. */
function extendedDate(basic: string): string {
  const [, year, month, day, hour, minute, second, zone] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z?)$/.exec(basic) ?? [];
  return `${year}-${month}-${day}T${hour}:${minute}:${second ?? '00'}${zone}`;
}

function arbitraryForeignList(options: ArbitraryOptions): fc.Arbitrary<AnyElement[]> {
  return fc.array(arbitraryForeign(options), { maxLength: 2 });
}

function arbitraryForeign(options: ArbitraryOptions): fc.Arbitrary<AnyElement> {
  const names = fc.constantFrom('X-Vendor', 'x-note', 'constructor', 'Übung');
  const leaf = fc.record({
    name: names,
    namespace: fc.constantFrom('urn:x-vendor', 'http://vendor.example/ns?a=1&b=2'),
    content: arbitraryString(options),
  });
  const attributed = fc.tuple(leaf, arbitraryString(options)).map(([inner, note]) => ({
    name: 'X-Block',
    namespace: 'urn:x-vendor',
    attributes: { 'x-note': note },
    content: [inner],
  }));
  return fc.oneof(leaf, attributed);
}
