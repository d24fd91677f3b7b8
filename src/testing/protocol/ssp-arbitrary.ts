/** Random SSP messages for property tests: every value that the models allow. */
import fc from 'fast-check';
import type { SspVersion } from '../../protocol/elements/ssp/index.ts';
import type { Child, Rule } from '../../protocol/messages/compile.ts';
import { PRESENCE } from '../../protocol/ssp/bind.ts';
import { compileSsp, type SspShape } from '../../protocol/ssp/compile.ts';
import type { SspPrimitiveName, SspStepName } from '../../protocol/ssp/envelope.ts';
import type { SspDocument } from '../../protocol/ssp/types.ts';
import { arbitraryElement, arbitraryText } from './arbitrary.ts';

type Draw = fc.GeneratorValue;

/** Below this depth optional children are left out. */
const DEEP = 8;

/** Messages of a version with one transaction that carries this primitive. */
export function arbitrarySsp(version: SspVersion, primitive: SspPrimitiveName): fc.Arbitrary<SspDocument> {
  return fc.gen().map((g) => {
    const transaction = (): object => ({ ...identified(g), [primitive]: elementOf(g, version, primitive, 0) });
    const many = Array.from({ length: g(fc.integer, { min: 1, max: 2 }) }, transaction);
    const content = {
      Session: { sessionID: `${g(fc.integer, { min: 1, max: 99_999 })}@alpha.example`, Transaction: many },
    };
    return { version, content } as unknown as SspDocument;
  });
}

/** Messages that carry this step of the set-up. */
export function arbitraryStep(version: SspVersion, step: SspStepName): fc.Arbitrary<SspDocument> {
  return fc.gen().map((g) => {
    const content = { SetupTransaction: { ...identified(g), [step]: elementOf(g, version, step, 0) } };
    return { version, content } as unknown as SspDocument;
  });
}

/** Values of an SSP element. */
export function arbitrarySspElement(version: SspVersion, name: string): fc.Arbitrary<unknown> {
  return fc.gen().map((g) => elementOf(g, version, name, 0));
}

function identified(g: Draw): object {
  const text = arbitraryText({ kind: 'text', type: 'string' });
  return { mode: g(fc.constantFrom, 'Request', 'Response'), transactionID: g(() => text) };
}

function elementOf(g: Draw, version: SspVersion, name: string, depth: number): unknown {
  const shape = compileSsp(version, name);
  if (shape === undefined) {
    if (name === PRESENCE) return g(() => arbitraryElement(version, PRESENCE));
    throw new Error(`${name} is no element of SSP ${version}`);
  }
  const value = attributesOf(g, shape);
  if (shape.text !== undefined) {
    const text = g(arbitraryText, shape.text);
    return Object.keys(shape.attributes).length === 0 ? text : { ...value, value: text };
  }
  if (shape.kind === 'oneOf') throw new Error(`${name} is an envelope`);
  if (shape.rule !== undefined) addRule(value, shape.rule, g, version, depth, false);
  if (shape.mixed && g(fc.boolean)) value.value = g(fc.stringMatching, /^[a-z0-9+]{1,12}$/);
  return value;
}

function attributesOf(g: Draw, { attributes }: SspShape): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [name, { type, required }] of Object.entries(attributes)) {
    if (required || g(fc.boolean)) value[name] = g(arbitraryText, type);
  }
  return value;
}

/** A child that the version has. */
function exists(version: SspVersion, rule: Rule<Child>): boolean {
  return rule.kind !== 'ref' || rule.slot.name === PRESENCE || compileSsp(version, rule.slot.name) !== undefined;
}

function addRule(
  value: Record<string, unknown>,
  rule: Rule<Child>,
  g: Draw,
  version: SspVersion,
  depth: number,
  needed: boolean,
): void {
  if (!exists(version, rule)) return;
  const lowest = Math.max(rule.min, needed ? 1 : 0);
  const highest = depth > DEEP ? lowest : rule.max > 1 ? 3 : 1;
  const rounds = lowest === highest ? lowest : g(fc.integer, { min: lowest, max: highest });
  for (let round = 0; round < rounds; round++) {
    if (rule.kind === 'ref') addChild(value, rule.slot, elementOf(g, version, rule.slot.name, depth + 1));
    else if (rule.kind === 'seq') for (const inner of rule.rules) addRule(value, inner, g, version, depth, false);
    else {
      const chosen = g(fc.constantFrom, ...rule.rules.filter((inner) => exists(version, inner)));
      addRule(value, chosen, g, version, depth, true);
    }
  }
}

function addChild(value: Record<string, unknown>, slot: Child, item: unknown): void {
  if (slot.repeated) value[slot.name] = [...((value[slot.name] as unknown[] | undefined) ?? []), item];
  else value[slot.name] = item;
}
