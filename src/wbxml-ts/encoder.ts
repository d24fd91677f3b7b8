/** Writing a document step by step, in one pass: no tree is needed. */
import {
  createOutput,
  documentOf,
  endAttributes,
  impossible,
  resetOutput,
  setFlag,
  startContent,
  switchAttributePage,
  switchTagPage,
  writeEntity,
  writeExt,
  writeExtI,
  writeExtT,
  writeLiteral,
  writeOpaque,
  writeString,
} from './output.ts';
import {
  type ContentWriter,
  type Encoder,
  type EncoderProfile,
  hintedAttribute,
  hintedTag,
  type TokenHint,
} from './profile.ts';
import type { Tables } from './tables.ts';
import { END, PI, WITH_ATTRIBUTES, WITH_CONTENT } from './tokens.ts';
import { writeOctet } from './writer.ts';

/**
 * An encoder for many documents, one after the other. Throws RangeError for a profile that cannot be. `seen` counts the
 * strings that are written.
 */
export function createEncoder(tables: Tables, profile: EncoderProfile = {}, seen?: Map<string, number>): Encoder {
  const { content, emptyContent = false, unknownNames = 'literal' } = profile;
  const { extensions = 'whole-text', attributes = 'tokens' } = profile;
  const o = createOutput(tables, profile, seen);
  const { buffer, tagAt, names } = o;

  function open(name: string, hint?: TokenHint): void {
    if (tagAt.length > 0) startContent(o);
    else if (o.rooted) impossible(o, 'second root', 'one root element', `another one, '${name}'`);
    o.rooted = true;
    const tag = hintedTag(tables, name, hint) ?? tables.tagFor(name, hint?.namespace);
    if (tag !== undefined) switchTagPage(o, tag.page);
    tagAt.push(buffer.length);
    names.push(name);
    if (tag !== undefined) writeOctet(buffer, tag.token);
    else {
      if (unknownNames === 'error') impossible(o, 'element without token', 'a name of the tables', `'${name}'`);
      writeLiteral(o, name);
    }
  }

  /** Writes the start of an attribute; returns what of the value it does not stand for. */
  function startAttribute(name: string, value: string, hint: TokenHint | undefined): string {
    const start =
      hintedAttribute(tables, name, hint) ??
      (attributes === 'literal' ? undefined : tables.attributeStartFor(name, value));
    if (start === undefined) {
      if (unknownNames === 'error' && attributes !== 'literal') {
        impossible(o, 'attribute without token', 'a name of the tables', `'${name}'`);
      }
      writeLiteral(o, name);
      return value;
    }
    switchAttributePage(o, start.page);
    writeOctet(buffer, start.token);
    return value.slice(start.prefix.length);
  }

  function startList(): void {
    if (o.inAttributes) return;
    const at = tagAt[tagAt.length - 1];
    if (at === undefined || ((buffer.octets[at] as number) & WITH_CONTENT) !== 0) {
      impossible(o, 'attribute', 'an element just opened', at === undefined ? 'none' : 'one with content');
    }
    setFlag(o, WITH_ATTRIBUTES);
    o.inAttributes = true;
  }

  function attribute(name: string, value: string, hint?: TokenHint): void {
    startList();
    o.inValue = true;
    writeValue(startAttribute(name, value, hint));
    o.inValue = false;
  }

  function attributeOf(name: string, write: (out: ContentWriter) => void, hint?: TokenHint): void {
    startList();
    o.inValue = true;
    startAttribute(name, '', hint);
    write(encoder);
    o.inValue = false;
  }

  /** Value tokens where they fit, strings between. */
  function writeValue(value: string): void {
    if (attributes !== 'tokens' || tables.attributeValueAt === undefined) {
      writeString(o, value);
      return;
    }
    let written = 0;
    let at = 0;
    while (at < value.length) {
      const token = tables.attributeValueAt(value, at);
      if (token === undefined) {
        at++;
        continue;
      }
      writeString(o, value.slice(written, at));
      switchAttributePage(o, token.page);
      writeOctet(buffer, token.token);
      at += token.value.length;
      written = at;
    }
    writeString(o, value.slice(written));
  }

  function text(value: string): void {
    const element = names[names.length - 1];
    if (element === undefined) impossible(o, 'text outside the root', 'an open element', 'none');
    if (content?.(element, value, encoder) === true) return;
    const token = extensions === 'whole-text' ? tables.extTFor?.(value, element) : undefined;
    if (token !== undefined) writeExtT(o, token.slot, token.value);
    else writeString(o, value);
  }

  function instruction(target: string, value: string): void {
    if (tagAt.length > 0) startContent(o);
    writeOctet(buffer, PI);
    o.inValue = true;
    writeValue(startAttribute(target, value, undefined));
    o.inValue = false;
    writeOctet(buffer, END);
  }

  function close(): void {
    const at = tagAt[tagAt.length - 1];
    if (at === undefined) impossible(o, 'close', 'an open element', 'none');
    endAttributes(o);
    if (emptyContent) setFlag(o, WITH_CONTENT);
    if (((buffer.octets[at] as number) & WITH_CONTENT) !== 0) writeOctet(buffer, END);
    tagAt.pop();
    names.pop();
  }

  function finish(): Uint8Array {
    if (tagAt.length > 0) impossible(o, 'end of the document', 'all elements closed', `'${names.join('/')}' open`);
    if (!o.rooted) impossible(o, 'end of the document', 'a root element', 'none');
    const document = documentOf(o);
    resetOutput(o);
    return document;
  }

  const encoder: Encoder = {
    open,
    attribute,
    attributeOf,
    text,
    string: (value) => writeString(o, value),
    opaque: (octets, start = 0, end = octets.length) => writeOpaque(o, octets, start, end),
    entity: (code) => writeEntity(o, code),
    extT: (slot, value) => writeExtT(o, slot, value),
    extI: (slot, value) => writeExtI(o, slot, value),
    ext: (slot) => writeExt(o, slot),
    instruction,
    close,
    finish,
    reset: () => resetOutput(o),
  };
  return encoder;
}
