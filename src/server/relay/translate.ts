/** Between CSP as elements and clients know it and SSP as other servers do, by the table of `protocol/ssp/mapping`. */
import { anyVersion } from '../../protocol/messages/any-version.ts';
import type { Primitive, PrimitiveName } from '../../protocol/messages/envelope.ts';
import { isSsp, type SspPrimitive, sspPrimitive } from '../../protocol/ssp/envelope.ts';
import { completeCsp, completeSsp, toCsp, toSsp } from '../../protocol/ssp/mapping/convert.ts';
import { extendedDate } from '../../protocol/ssp/mapping/dates.ts';
import type { Mapping } from '../../protocol/ssp/mapping/notation.ts';
import { mappingOfCsp, mappingOfSsp } from '../../protocol/ssp/mapping/table.ts';
import type { Version } from '../../protocol/version.ts';
import { compactDate } from '../messaging/messages.ts';
import { status } from '../results.ts';

/** The acting user, and the other party of an invitation. */
export interface Acting {
  readonly user: string;
  readonly counterpart?: string | undefined;
}

/** An SSP value taken apart without its type: which primitive it belongs to is not known at the place. */
export type SspParts = Readonly<Record<string, unknown>>;

export interface Translator {
  /** A primitive of CSP in SSP; undefined for what does not cross. `changes` take the place of what was made. */
  toSsp(csp: Primitive, version: Version, acting: Acting, changes?: SspParts): SspPrimitive | undefined;
  /** A primitive of SSP in CSP, towards the near or the far client; undefined for what does not cross. */
  toCsp(ssp: SspPrimitive, side: Mapping['side'], version: Version): Primitive | undefined;
  /** An answer of SSP as the answer to a client. */
  answer(ssp: SspPrimitive, version: Version): Primitive;
}

const made = (name: string, value: object): SspPrimitive => ({ name, value }) as SspPrimitive;
const csp = (name: PrimitiveName, value: object): Primitive => ({ name, value });

/** @param now milliseconds since the epoch */
export function createTranslator(domain: string, now: () => number): Translator {
  const circumstances = ({ user, counterpart }: Acting) => ({
    domain,
    user,
    ...(counterpart !== undefined && { counterpart }),
    now: extendedDate(compactDate(now())),
  });
  const translator: Translator = {
    toSsp({ name, value }, version, acting, changes = {}) {
      const mapping = mappingOfCsp(name, value);
      if (mapping === undefined) return undefined;
      const written = { ...toSsp(mapping, value, version), ...changes };
      return made(mapping.ssp, completeSsp(mapping, written, circumstances(acting)));
    },
    toCsp(ssp, side, version) {
      const mapping = mappingOfSsp(ssp.name, side);
      if (mapping === undefined) return undefined;
      const read = toCsp(mapping, ssp.value, version);
      return csp(mapping.csp, completeCsp(mapping, read, circumstances({ user: '' })));
    },
    answer(ssp, version) {
      return translator.toCsp(ssp, 'near', version) ?? status(500);
    },
  };
  return translator;
}

/** The Status of an answer: its own, or that it holds. */
export function statusOf(answer: SspPrimitive): SspPrimitive<'Status'>['value'] {
  if (isSsp(answer, 'Status')) return answer.value;
  const { Status } = anyVersion(answer.value);
  return Status ?? { code: 200 };
}

/** A Status with that code, which need not be a refusal. */
export function statusWith(code: number): SspPrimitive<'Status'> {
  return sspPrimitive('Status', { code });
}
