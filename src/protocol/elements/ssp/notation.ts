/**
 * The notation of the elements of SSP. No text of the standard was at hand, so each says how it is known: `seen` in
 * one implementation of 1.3, `named` there without its content, or `guessed` from the CSP primitive of the same purpose.
 * That 1.2 has the same markup is an assumption throughout.
 */
import type { Attributes, Form, Model } from '../../model/combinators.ts';
import type { Confidence } from '../../version.ts';

/** The versions that SSP is modelled in: nothing is known of 1.1. */
export type SspVersion = '1.2' | '1.3';
export const SSP_VERSIONS: readonly SspVersion[] = ['1.2', '1.3'];

export interface SspDefinition<A extends Attributes = Attributes, F extends readonly unknown[] = readonly unknown[]> {
  readonly attributes: A;
  readonly forms: F;
  /** The name was seen on the wire; otherwise it is a reconstruction, which a dialect is likely to replace. */
  readonly attested: boolean;
  /** Text may stand beside the children; in memory it is `value`. */
  readonly mixed: boolean;
}

type Both<M extends Model> = readonly [Form<SspVersion, M>];
type Late<M extends Model> = readonly [Form<'1.3', M>];

interface Options {
  readonly mixed?: boolean;
}

function both<A extends Attributes, M extends Model>(
  attributes: A,
  model: M,
  attested: boolean,
  confidence: Confidence,
  options: Options | undefined,
): SspDefinition<A, Both<M>> {
  const forms: Both<M> = [{ confidence: { '1.2': 'low', '1.3': confidence }, model }];
  return { attributes, forms, attested, mixed: options?.mixed === true };
}

function late<A extends Attributes, M extends Model>(
  attributes: A,
  model: M,
  attested: boolean,
  confidence: Confidence,
): SspDefinition<A, Late<M>> {
  return { attributes, forms: [{ confidence: { '1.3': confidence }, model }], attested, mixed: false };
}

/** Name and content seen in one implementation of 1.3. */
export const seen = <const A extends Attributes, const M extends Model>(attributes: A, model: M, options?: Options) =>
  both(attributes, model, true, 'medium', options);

/** The name is known, the content is assumed. */
export const named = <const A extends Attributes, const M extends Model>(attributes: A, model: M) =>
  both(attributes, model, true, 'low', undefined);

/** Name and content reconstructed. */
export const guessed = <const A extends Attributes, const M extends Model>(attributes: A, model: M) =>
  both(attributes, model, false, 'low', undefined);

/** As `seen`, for what came with 1.3. */
export const seenIn13 = <const A extends Attributes, const M extends Model>(attributes: A, model: M) =>
  late(attributes, model, true, 'medium');

/** As `guessed`, for what came with 1.3. */
export const guessedIn13 = <const A extends Attributes, const M extends Model>(attributes: A, model: M) =>
  late(attributes, model, false, 'low');
