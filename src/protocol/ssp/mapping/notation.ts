/** The notation of the table that maps CSP to SSP and back (ssp, section 8.3). */
import type { PrimitiveName } from '../../messages/envelope.ts';
import type { Confidence, Version } from '../../version.ts';
import type { SspPrimitiveName } from '../envelope.ts';
import type { ConverterName } from './converters.ts';

/** One thing that is carried: where it stands on either side, and how its form changes. */
export interface FieldPair {
  /** Path below the CSP primitive: `MessageInfo/ContentType`. */
  readonly csp: string;
  /** Path below the SSP primitive, attributes with an @: `MessageInfo/@contentType`. */
  readonly ssp: string;
  readonly as: ConverterName;
  /** CSP versions that have it. Default all three. */
  readonly versions: readonly Version[];
  /** Written into SSP only: what says it a second time. */
  readonly copy: boolean;
}

type SupplyFrom =
  | 'origin'
  | 'domain'
  | 'user'
  | 'counterpart'
  | 'now'
  | 'size'
  | 'outcome'
  | { readonly value: string | number | boolean };

/** Content that one side needs and the other has no word for. */
export interface Supply {
  readonly path: string;
  /**
   * `origin`: the client's user behind it; `domain`: the server itself; `user`, `counterpart`: the acting user, the other one;
   * `now`: date and time; `size`: octets of the content; `outcome`: 200 or, for an invitation declined, 404; else a value.
   */
  readonly from: SupplyFrom;
}

export interface Mapping {
  readonly csp: PrimitiveName;
  readonly ssp: SspPrimitiveName;
  /** `near`: between a client and its home domain; `far`: between the other domain and its client. */
  readonly side: 'near' | 'far';
  /** Only where CSP says this: one CSP primitive may be several of SSP. */
  readonly when: { readonly path: string; readonly value: string } | undefined;
  readonly fields: readonly FieldPair[];
  readonly toSsp: readonly Supply[];
  readonly toCsp: readonly Supply[];
  readonly confidence: Confidence;
}

const ALL: readonly Version[] = ['1.1', '1.2', '1.3'];

interface FieldOptions {
  readonly versions?: readonly Version[];
  readonly copy?: true;
}

export function field(csp: string, ssp: string, as: ConverterName = 'text', options: FieldOptions = {}): FieldPair {
  return { csp, ssp, as, versions: options.versions ?? ALL, copy: options.copy === true };
}

export const give = (path: string, value: string | number | boolean): Supply => ({ path, from: { value } });
export const fill = (path: string, from: SupplyFrom): Supply => ({ path, from });

interface MappingOptions {
  readonly side?: Mapping['side'];
  readonly when?: Mapping['when'];
  readonly toSsp?: readonly Supply[];
  readonly toCsp?: readonly Supply[];
  readonly confidence?: Confidence;
}

export function mapping(
  csp: PrimitiveName,
  ssp: SspPrimitiveName,
  fields: readonly FieldPair[],
  options: MappingOptions = {},
): Mapping {
  const { side = 'near', when, toSsp = [], toCsp = [], confidence = 'medium' } = options;
  return { csp, ssp, side, when, fields, toSsp, toCsp, confidence };
}
