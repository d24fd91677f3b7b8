/** From messages to octets and headers. What the client sends is checked first: a bad message is a fault of the suite. */
import {
  contentTypeFor,
  type Document,
  type Finding,
  isDemandedInVain,
  PtsError,
  type Syntax,
  validate,
  whyNotPlainText,
  write,
} from '../protocol/syntax/index.ts';
import type { Version } from '../protocol/version.ts';
import { header } from '../transport/http/headers.ts';
import type { Header } from '../transport/types.ts';
import { HarnessError } from './errors.ts';
import type { Writing } from './send-options.ts';

/** Throws for a document that its content model does not allow. Returns whether there is nothing at all to say of it. */
export function demandValid(document: Document, syntax: Syntax = 'xml'): boolean {
  const all = validate(document);
  const findings = syntax === 'pts' ? all.filter((finding) => !isDemandedInVain(finding)) : all;
  const errors = findings.filter((finding: Finding) => finding.severity === 'error');
  if (errors.length === 0) return findings.length === 0;
  const list = errors.map((finding) => `${finding.path}: ${finding.message}`).join('; ');
  throw new HarnessError(
    `the client was told to send a message that is not valid ${document.version}: ${list}. ` +
      'Correct it, or send it with `unchecked: true` if it is meant to be wrong',
  );
}

/** Throws for a primitive that plain text cannot carry as far as is known, or whose answer it cannot. */
export function demandPlainText(name: string, version: Version): void {
  const why = whyNotPlainText(name, version);
  if (why !== undefined) throw new PtsError(name, why);
}

/** The octets of a document. */
export function encode(document: Document, syntax: Syntax, writing: Writing | undefined): Uint8Array {
  return write(document, { ...writing, syntax });
}

export interface HeaderChoice {
  readonly contentType?: string | null | undefined;
  readonly headers?: readonly Header[] | undefined;
}

/** The headers of a message: Content-Type first, unless it is unwanted or among the further headers. */
export function headersFor(version: Version, syntax: Syntax, choice: HeaderChoice): readonly Header[] {
  const further = choice.headers ?? [];
  if (choice.contentType === null || header(further, 'Content-Type') !== undefined) return further;
  return [['Content-Type', choice.contentType ?? contentTypeFor(version, syntax)], ...further];
}
