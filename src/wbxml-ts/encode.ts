/** A tree to octets. What `decode` gives may be encoded again; trees by hand need names, attributes and children only. */
import { createEncoder } from './encoder.ts';
import type { ContentWriter, Encoder, EncoderProfile, TokenHint } from './profile.ts';
import type { Tables } from './tables.ts';
import type { Slot } from './tokens.ts';

export type EncodablePart =
  | string
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'entity'; readonly code: number }
  | { readonly kind: 'opaque'; readonly octets: Uint8Array }
  | {
      readonly kind: 'extension';
      readonly form: 'EXT_I' | 'EXT_T' | 'EXT';
      readonly slot: Slot;
      readonly operand?: string | number | undefined;
    };

export interface EncodableInstruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly value: string;
}

export interface EncodableAttribute extends TokenHint {
  readonly name: string;
  readonly value: string | readonly EncodablePart[];
}

export interface EncodableElement extends TokenHint {
  readonly kind?: 'element' | undefined;
  readonly name: string;
  readonly attributes?: readonly EncodableAttribute[] | undefined;
  readonly children?: readonly EncodableContent[] | undefined;
}

export type EncodableContent = EncodablePart | EncodableInstruction | EncodableElement;

export interface EncodableDocument {
  readonly root: EncodableElement;
  readonly before?: readonly EncodableInstruction[] | undefined;
  readonly after?: readonly EncodableInstruction[] | undefined;
}

export interface TreeProfile extends Omit<EncoderProfile, 'strings'> {
  /** As in {@link EncoderProfile}; `repeated` puts those strings into the string table that get shorter there. */
  readonly strings?: EncoderProfile['strings'] | 'repeated';
}

/**
 * Encodes a document. Throws WbxmlError of kind `not-encodable` for what has no form in WBXML with these tables and this
 * profile, RangeError for a profile that cannot be.
 */
export function encode(document: EncodableDocument, tables: Tables, profile: TreeProfile = {}): Uint8Array {
  const { strings, ...others } = profile;
  if (strings !== 'repeated') return write(createEncoder(tables, { ...others, strings }), document);
  const seen = new Map<string, number>();
  write(createEncoder(tables, others, seen), document);
  return write(createEncoder(tables, { ...others, strings: worthSharing(seen) }), document);
}

/** Strings whose references and one table entry take less room than writing them inline each time. */
function worthSharing(seen: ReadonlyMap<string, number>): string[] {
  const shared: string[] = [];
  for (const [text, count] of seen) {
    if (count * (text.length + 2) > text.length + 1 + count * 3) shared.push(text);
  }
  return shared;
}

function write(encoder: Encoder, document: EncodableDocument): Uint8Array {
  for (const pi of document.before ?? []) encoder.instruction(pi.target, pi.value);
  writeTree(encoder, document.root);
  for (const pi of document.after ?? []) encoder.instruction(pi.target, pi.value);
  return encoder.finish();
}

/** Without recursion: a tree may be deeper than the call stack. */
function writeTree(encoder: Encoder, root: EncodableElement): void {
  openElement(encoder, root);
  const open: { readonly children: readonly EncodableContent[]; next: number }[] = [
    { children: root.children ?? [], next: 0 },
  ];
  for (let top = open[0]; top !== undefined; top = open[open.length - 1]) {
    const child = top.children[top.next++];
    if (child === undefined) {
      encoder.close();
      open.pop();
    } else if (typeof child === 'string') encoder.text(child);
    else if (isElement(child)) {
      openElement(encoder, child);
      open.push({ children: child.children ?? [], next: 0 });
    } else if (child.kind === 'instruction') encoder.instruction(child.target, child.value);
    else if (child.kind === 'text') encoder.text(child.value);
    else writePart(encoder, child);
  }
}

function isElement(content: Exclude<EncodableContent, string>): content is EncodableElement {
  return content.kind === undefined || content.kind === 'element';
}

function openElement(encoder: Encoder, element: EncodableElement): void {
  encoder.open(element.name, element);
  for (const attribute of element.attributes ?? []) {
    const { name, value } = attribute;
    if (typeof value === 'string') encoder.attribute(name, value, attribute);
    else {
      const parts = (out: ContentWriter) => {
        for (const part of value) writePart(out, part);
      };
      encoder.attributeOf(name, parts, attribute);
    }
  }
}

function writePart(out: ContentWriter, part: EncodablePart): void {
  if (typeof part === 'string') out.string(part);
  else if (part.kind === 'text') out.string(part.value);
  else if (part.kind === 'entity') out.entity(part.code);
  else if (part.kind === 'opaque') out.opaque(part.octets);
  else if (part.form === 'EXT') out.ext(part.slot);
  else if (part.form === 'EXT_T') out.extT(part.slot, Number(part.operand));
  else out.extI(part.slot, String(part.operand ?? ''));
}
