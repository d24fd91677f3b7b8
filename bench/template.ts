/** Messages as octets, quickly: written once by the writers of the protocol, then only filled in. */
import { type Primitive, seal, type TransactionMode } from '../src/protocol/messages/envelope.ts';
import { write } from '../src/protocol/syntax/index.ts';
import type { Version } from '../src/protocol/version.ts';

/** The version all load is in, unless said otherwise. */
export const LOAD_VERSION: Version = '1.2';

/** A primitive of any name; the writers refuse what is none. */
export interface LoosePrimitive {
  readonly name: string;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface TemplateOptions {
  readonly mode?: TransactionMode;
  readonly inSession?: boolean;
  /** Default `%id%`. */
  readonly id?: string;
}

/** Fills the places `%name%` of a message. */
export type Template<Places extends string> = (values: Readonly<Record<Places, string>>) => Uint8Array;

/** An XML message in which `%session%`, `%id%` and whatever the primitive says in that form are left open. */
export function template<Places extends string>(
  primitive: LoosePrimitive,
  { mode = 'Request', inSession = true, id = '%id%' }: TemplateOptions = {},
): Template<Places> {
  const document = seal({
    version: LOAD_VERSION,
    sessionType: inSession ? 'Inband' : 'Outband',
    sessionId: inSession ? '%session%' : undefined,
    transactions: [{ mode, id, primitive: primitive as unknown as Primitive }],
  });
  const parts = new TextDecoder().decode(write(document, { syntax: 'xml' })).split('%');
  // Octets of XML hold no per cent sign but ours: every second part is a name.
  return (values) => {
    let text = '';
    for (let i = 0; i < parts.length; i++) text += i % 2 === 0 ? parts[i] : values[parts[i] as Places];
    return Buffer.from(text, 'utf8');
  };
}

/** The texts of all elements of that name, in order. */
export function textsOf(xml: string, element: string): readonly string[] {
  const found: string[] = [];
  const opening = `<${element}>`;
  for (let at = xml.indexOf(opening); at !== -1; at = xml.indexOf(opening, at)) {
    const end = xml.indexOf('<', at + opening.length);
    found.push(xml.slice(at + opening.length, end));
    at = end;
  }
  return found;
}

/** @throws Error where the answer does not carry the code. */
export function demandCode(xml: string, code: number, what: string): void {
  if (textsOf(xml, 'Code')[0] !== String(code)) throw new Error(`${what} was not answered with ${code}: ${xml}`);
}
