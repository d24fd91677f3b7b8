/** SSP messages that lack something or say it wrongly, for tests of what a server makes of them. */
import fc from 'fast-check';
import type { SspVersion } from '../../protocol/elements/ssp/index.ts';
import type { SspPrimitive } from '../../protocol/ssp/envelope.ts';
import { sspPrimitiveFacts, sspPrimitiveNames } from '../../protocol/ssp/primitives.ts';
import { arbitrarySspElement } from './ssp-arbitrary.ts';

type Loose = Record<string, unknown>;

/** The value with one thing changed: left out, replaced by text, or by an empty element. */
function spoilt(value: unknown, draw: fc.GeneratorValue, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return draw(fc.constantFrom, undefined, 'x', -1, true);
  if (Array.isArray(value)) return (value as unknown[]).map((item) => spoilt(item, draw, depth + 1));
  const keys = Object.keys(value);
  if (keys.length === 0 || (depth > 0 && draw(fc.integer, { min: 0, max: 3 }) === 0)) {
    return draw(fc.constantFrom, undefined, {}, 'x');
  }
  const key = draw(fc.constantFrom, ...keys);
  return { ...value, [key]: spoilt((value as Loose)[key], draw, depth + 1) };
}

/** Requests of all kinds, each broken in one place. */
export function arbitraryBroken(version: SspVersion): fc.Arbitrary<SspPrimitive> {
  const requests = sspPrimitiveNames(version).filter((name) => sspPrimitiveFacts(name)?.role !== 'response');
  return fc.gen().map((g) => {
    const name = g(fc.constantFrom, ...requests);
    const whole = g(() => arbitrarySspElement(version, name));
    return { name, value: spoilt(whole, g) ?? {} } as SspPrimitive;
  });
}
