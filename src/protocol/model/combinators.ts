/**
 * The combinators content models are written with. A model is plain data: reader, writer, validator, generator and
 * form all walk the same value, and the static type of a message is inferred from it (see `infer.ts`).
 *
 * Children are referred to by element name, so models need no order of definition; `registry.ts` ties names to models.
 */
import type { Confidence, NamespaceKey, Version } from '../version.ts';

export type Min = 0 | 1;
export type Max = 1 | '*';

export interface Ref<N extends string = string, A extends Min = Min, B extends Max = Max> {
  readonly kind: 'ref';
  readonly name: N;
  readonly min: A;
  readonly max: B;
}
export interface Seq<P extends readonly Part[] = readonly Part[], A extends Min = Min, B extends Max = Max> {
  readonly kind: 'seq';
  readonly parts: P;
  readonly min: A;
  readonly max: B;
}
export interface Choice<P extends readonly Part[] = readonly Part[], A extends Min = Min, B extends Max = Max> {
  readonly kind: 'choice';
  readonly parts: P;
  readonly min: A;
  readonly max: B;
}
/** One of many primitives: a choice whose inferred type is a plain union, for TransactionContent. */
export interface OneOf<N extends string = string> {
  readonly kind: 'oneOf';
  readonly names: readonly N[];
}
/** A name alone means: exactly once. */
export type Part = string | Ref | Group;
// biome-ignore lint/suspicious/noExplicitAny: a recursive constraint; `Part` checks what goes in
export type Group = Seq<any> | Choice<any>;

export type TextType = 'string' | 'integer' | 'boolean' | 'yesNo' | 'datetime' | 'iso8601' | 'enum' | 'base64' | 'uri';
export interface Text<T extends TextType = TextType, W extends string = string> {
  readonly kind: 'text';
  readonly type: T;
  /** The values of an enumeration. */
  readonly values?: readonly W[];
  /** An open enumeration: other values occur and are not an error. */
  readonly open?: boolean;
  /** Longest value one client can hold, in characters; a hint for encoders, never a reason to fail. */
  readonly observedLimit?: number;
  /** White space around the text is part of the value. Around any other text it is dropped and reported. */
  readonly keepsSpace?: true;
}
export interface Empty {
  readonly kind: 'empty';
}
export interface Any {
  readonly kind: 'any';
}
export type Model = Text | Empty | Any | OneOf | Seq | Choice;

type Quantified<P extends string | Group, A extends Min, B extends Max> = P extends string
  ? Ref<P, A, B>
  : P extends Seq<infer Q>
    ? Seq<Q, A, B>
    : P extends Choice<infer Q>
      ? Choice<Q, A, B>
      : never;

function quantify(part: string | Group, min: Min, max: Max): Ref | Group {
  return typeof part === 'string' ? { kind: 'ref', name: part, min, max } : { ...part, min, max };
}

/** Children in this order. */
export function seq<const P extends readonly Part[]>(...parts: P): Seq<P, 1, 1> {
  return { kind: 'seq', parts, min: 1, max: 1 };
}
/** One of these alternatives. */
export function choice<const P extends readonly Part[]>(...parts: P): Choice<P, 1, 1> {
  return { kind: 'choice', parts, min: 1, max: 1 };
}
/** Exactly one of these elements, each an alternative of its own. */
export function oneOf<const N extends string>(...names: N[]): OneOf<N> {
  return { kind: 'oneOf', names };
}
/** May be missing. */
export function opt<const P extends string | Group>(part: P): Quantified<P, 0, 1> {
  return quantify(part, 0, 1) as Quantified<P, 0, 1>;
}
/** Any number of times, none included. */
export function many<const P extends string | Group>(part: P): Quantified<P, 0, '*'> {
  return quantify(part, 0, '*') as Quantified<P, 0, '*'>;
}
/** At least once. */
export function some<const P extends string | Group>(part: P): Quantified<P, 1, '*'> {
  return quantify(part, 1, '*') as Quantified<P, 1, '*'>;
}

interface TextOptions {
  readonly limit?: number;
  readonly keepsSpace?: true;
}
function textOf<T extends TextType>(type: T, options?: TextOptions): Text<T, never> {
  return {
    kind: 'text',
    type,
    ...(options?.limit === undefined ? {} : { observedLimit: options.limit }),
    ...(options?.keepsSpace === undefined ? {} : { keepsSpace: options.keepsSpace }),
  };
}
/** Character data, UTF-8. */
export const text = (options?: TextOptions): Text<'string', never> => textOf('string', options);
/** Unsigned decimal number, 0 to 4294967295. */
export const integer = (options?: TextOptions): Text<'integer', never> => textOf('integer', options);
/** `T` or `F`. */
export const boolean = (): Text<'boolean', never> => textOf('boolean');
/** `Yes` or `No`, as SSP writes what is `T` or `F` in CSP. */
export const yesNo = (): Text<'yesNo', never> => textOf('yesNo');
/** ISO 8601 in the extended or the basic form, with or without a time zone: `2007-01-23T10:15:00Z`. */
export const iso8601 = (): Text<'iso8601', never> => textOf('iso8601');
/** Basic ISO 8601, `YYYYMMDDThhmm[ss][Z]`. */
export const dateTime = (): Text<'datetime', never> => textOf('datetime');
/** Base64 text. */
export const base64 = (options?: TextOptions): Text<'base64', never> => textOf('base64', options);
/** URI text. */
export const uri = (options?: TextOptions): Text<'uri', never> => textOf('uri', options);
/** One of these values, in exactly this spelling. */
export function enumeration<const W extends string>(...values: W[]): Text<'enum', W> {
  return { kind: 'text', type: 'enum', values };
}
/** One of these values, or another: vendors and later releases add their own. */
export function openEnumeration<const W extends string>(...values: W[]): Text<'enum', W | (string & {})> {
  return { kind: 'text', type: 'enum', values, open: true };
}
/** No content. */
export const empty = (): Empty => ({ kind: 'empty' });
/** Content of a foreign namespace. */
export const any = (): Any => ({ kind: 'any' });

/** An attribute: a text of some type, which has to be there or may be missing. */
export interface Attribute<T extends Text = Text, R extends boolean = boolean> {
  readonly type: T;
  readonly required: R;
}
export type Attributes = Readonly<Record<string, Attribute>>;
/** An attribute that has to be there. */
export const required = <const T extends Text>(type: T): Attribute<T, true> => ({ type, required: true });
/** An attribute that may be missing. */
export const optional = <const T extends Text>(type: T): Attribute<T, false> => ({ type, required: false });

/** The content model of an element in some versions, with how sure it is in each. */
export interface Form<V extends Version = Version, M extends Model = Model> {
  readonly confidence: { readonly [K in V]: Confidence };
  readonly model: M;
}
/** A form of whatever versions and model. */
export interface AnyForm {
  readonly confidence: Readonly<Partial<Record<Version, Confidence>>>;
  readonly model: Model;
}
export function form<const C extends Partial<Record<Version, Confidence>>, const M extends Model>(
  confidence: C,
  model: M,
): Form<keyof C & Version, M> {
  return { confidence, model } as unknown as Form<keyof C & Version, M>;
}

export interface ElementOptions {
  /** Further namespaces in which the same element occurs. */
  readonly alsoIn?: readonly NamespaceKey[];
  /** A remark for readers of the model. */
  readonly note?: string;
}
/** An element of the standard: its namespace and its content, version by version. */
export interface ElementDefinition<F extends readonly AnyForm[] = readonly AnyForm[]> {
  readonly namespace: NamespaceKey;
  readonly forms: F;
  readonly alsoIn: readonly NamespaceKey[];
  readonly note: string | undefined;
}
export function element<const F extends readonly AnyForm[]>(
  namespace: NamespaceKey,
  options: ElementOptions,
  ...forms: F
): ElementDefinition<F> {
  return { namespace, forms, alsoIn: options.alsoIn ?? [], note: options.note };
}
