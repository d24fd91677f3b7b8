/** The code that says how a transaction went (csp-semantics, Status codes). */
import type { Value } from './infer.ts';

/** A primitive as far as its Result is concerned; a message that was read may lack what the model demands. */
interface Resulting {
  readonly value: unknown;
}

/** The Result of Status or of a response primitive; undefined where it has none. */
export function resultOf(primitive: Resulting | undefined): Value<'Result'> | undefined {
  return (primitive?.value as { readonly Result?: Value<'Result'> } | undefined)?.Result;
}

/**
 * Result/Code of Status or of a response primitive; undefined where it has no Result. A Result that is there and empty is
 * read like one that was left out of a response primitive, as success: the missing Code is a finding about the form.
 */
export function resultCode(primitive: Resulting | undefined): number | undefined {
  const result: { readonly Code?: number } | undefined = resultOf(primitive);
  return result === undefined ? undefined : (result.Code ?? 200);
}
