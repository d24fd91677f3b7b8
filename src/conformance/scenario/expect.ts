/**
 * Expectations of steps. Each either holds or throws the failure with what was expected, what was observed, in the same
 * notation, and where it stands.
 */
import type { Answer, Received } from '../../client/answers.ts';
import type { PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Place } from '../../results/results.ts';
import { notation, placeOfAnswer, placeOfReceived, shown } from '../notation.ts';
import { ConformanceFailure } from './signals.ts';

/** The codes a requirement asks for, and those a tolerant reading accepts beside them. */
export interface Codes {
  readonly preferred: readonly number[];
  readonly tolerated: readonly number[];
}

export interface Expect {
  /** The condition holds. */
  that(holds: boolean, expected: string, observed: string, place?: Place): void;
  /** Two values are the same, compared by content. `what` names them: `KeepAliveTime`. */
  equal<T>(what: string, observed: T, expected: T, place?: Place): void;
  /** The value is there; returns it. */
  present<T>(what: string, value: T | undefined | null, place?: Place): T;
  absent(what: string, value: unknown, place?: Place): void;
  /** The answer is this primitive; returns its value, typed. With a code it must have that one, too. */
  primitive<N extends PrimitiveName>(answer: Answer, name: N, code?: number | readonly number[]): Value<N>;
  /** The answer has one of the codes. A tolerated one is noted. */
  code(answer: Answer, codes: number | readonly number[] | Codes): void;
  /** The answer means success: code 2xx, or a response primitive without Result. */
  success(answer: Answer): void;
  /** The answer refuses with one of the codes. A tolerated one is noted. */
  refused(answer: Answer, codes: number | readonly number[] | Codes): void;
  /** A transaction the server began is this primitive; returns its value, typed. */
  received<N extends PrimitiveName>(received: Received, name: N): Value<N>;
  /** The list has an element that fits; returns the first. */
  some<T>(what: string, list: readonly T[] | undefined, fits: (one: T) => boolean, place?: Place): T;
  /** No element of the list fits. */
  none<T>(what: string, list: readonly T[] | undefined, fits: (one: T) => boolean, place?: Place): void;
  /** Counts an expectation that was checked in another way and holds, for instance one of several legal forms. */
  met(): void;
  /** The same for something that came, which is returned. */
  came<T>(what: T): T;
}

/**
 * `note` takes remarks that change no verdict. `looked` is told of every expectation before it is evaluated: a scenario
 * in which there was none has shown nothing.
 */
export function createExpect(note: (text: string) => void, looked: () => void = () => {}): Expect {
  const fail = (expected: string, observed: string, place?: Place): never => {
    throw new ConformanceFailure(expected, observed, place);
  };
  const oneOf = (answer: Answer, given: number | readonly number[] | Codes, name?: PrimitiveName): void => {
    const codes = codesOf(given);
    const { code } = answer;
    if (code !== undefined && codes.preferred.includes(code)) return;
    if (code !== undefined && codes.tolerated.includes(code)) {
      note(`answered ${notation(answer.primitive)}; ${codes.preferred.join(' or ')} is preferred`);
      return;
    }
    // A response primitive without a Result says by being there that all went well.
    if (code === undefined && answer.primitive.name !== 'Status' && codes.preferred.includes(200)) return;
    const wanted = name ?? 'code';
    const expected = `${wanted} ${[...codes.preferred, ...codes.tolerated].join(' or ')}`;
    fail(expected, notation(answer.primitive), placeOfAnswer(answer, 'Result/Code'));
  };
  return {
    that(holds, expected, observed, place) {
      looked();
      if (!holds) fail(expected, observed, place);
    },
    equal(what, observed, expected, place) {
      looked();
      if (!same(observed, expected)) fail(`${what} ${shown(expected)}`, `${what} ${shown(observed)}`, place);
    },
    present(what, value, place) {
      looked();
      if (value === undefined || value === null) return fail(what, `no ${what}`, place);
      return value;
    },
    absent(what, value, place) {
      looked();
      if (value !== undefined && value !== null) fail(`no ${what}`, `${what} ${shown(value)}`, place);
    },
    primitive(answer, name, code) {
      looked();
      if (answer.primitive.name !== name) {
        const wanted = code === undefined ? name : `${name} ${[code].flat().join(' or ')}`;
        fail(wanted, notation(answer.primitive), placeOfAnswer(answer, 'Result/Code'));
      }
      if (code !== undefined) oneOf(answer, code, name);
      return answer.primitive.value as Value<typeof name>;
    },
    code(answer, codes) {
      looked();
      oneOf(answer, codes);
    },
    success(answer) {
      looked();
      if (!answer.success) fail('code 200', notation(answer.primitive), placeOfAnswer(answer, 'Result/Code'));
    },
    refused(answer, codes) {
      looked();
      const { preferred, tolerated } = codesOf(codes);
      if (answer.success) {
        const wanted = [...preferred, ...tolerated].join(' or ');
        fail(`a refusal with ${wanted}`, notation(answer.primitive), placeOfAnswer(answer, 'Result/Code'));
      }
      oneOf(answer, codes);
    },
    received(received, name) {
      looked();
      const primitive = { name: received.name, value: received.value };
      if (received.name !== name) fail(name, notation(primitive), placeOfReceived(received));
      return received.value as Value<typeof name>;
    },
    some(what, list, fits, place) {
      looked();
      const found = list?.find(fits);
      if (found === undefined) return fail(what, `${list?.length ?? 0} others: ${shown(list ?? [])}`, place);
      return found;
    },
    none(what, list, fits, place) {
      looked();
      const found = list?.find(fits);
      if (found !== undefined) fail(`no ${what}`, shown(found), place);
    },
    met: looked,
    came(what) {
      looked();
      return what;
    },
  };
}

function codesOf(codes: number | readonly number[] | Codes): Codes {
  if (typeof codes === 'number') return { preferred: [codes], tolerated: [] };
  return 'preferred' in codes ? codes : { preferred: codes, tolerated: [] };
}

/** Equal by content; a missing key and an undefined one are the same. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((k) => same((a as Record<string, unknown>)[k], (b as Record<string, unknown>)[k]));
}
