/**
 * Primitives from the text of a feature file: XML as in the standard, or a table of paths and values. Both go through
 * the reader of the protocol, so that values get the types of the content model.
 */
import type { Primitive, PrimitiveName } from '../../protocol/messages/envelope.ts';
import { unseal } from '../../protocol/messages/envelope.ts';
import { read, VERSION_FACTS } from '../../protocol/syntax/index.ts';
import type { Version } from '../../protocol/version.ts';
import { HarnessError } from './signals.ts';

/** A path below the primitive and its text: `MessageInfo/Recipient/User[2]/UserID`, `wv:bob@example.com`. */
export type Row = readonly [path: string, value: string];

/**
 * The primitive that a piece of XML is. Namespaces are those of the version and need not be written; `PresenceSubList`
 * gets its own.
 * @throws HarnessError when it is no valid primitive of the version; not with `unchecked`.
 */
export function primitiveFromXml(
  xml: string,
  version: Version,
  options: { readonly unchecked?: boolean } = {},
): Primitive {
  const facts = VERSION_FACTS[version];
  const content = xml
    .trim()
    .replaceAll(/<PresenceSubList(?=[\s/>])(?![^>]*xmlns)/g, `<PresenceSubList xmlns="${facts.namespaces.PA}"`);
  const text =
    `<WV-CSP-Message xmlns="${facts.namespaces.CSP}"><Session><SessionDescriptor><SessionType>Outband</SessionType></SessionDescriptor>` +
    '<Transaction><TransactionDescriptor><TransactionMode>Request</TransactionMode><TransactionID>0</TransactionID></TransactionDescriptor>' +
    `<TransactionContent xmlns="${facts.namespaces.TRC}">${content}</TransactionContent></Transaction></Session></WV-CSP-Message>`;
  const result = read(new TextEncoder().encode(text), 'xml', { lenient: false });
  const errors = result.findings.filter((f) => f.severity === 'error');
  const transactions = result.document === undefined ? [] : (unseal(result.document)?.transactions ?? []);
  const primitive = transactions[0]?.primitive;
  const broken = errors.some((f) => f.kind === 'not-well-formed');
  if (primitive === undefined || broken || (errors.length > 0 && options.unchecked !== true)) {
    const why = errors.map((f) => `${f.path.replace(/^.*TransactionContent\//, '')}: ${f.message}`).join('; ');
    throw new HarnessError(`this is no valid ${version} primitive: ${why || 'it holds no element'}\n${xml.trim()}`);
  }
  return primitive;
}

/** The primitive that a table of paths and values is. An empty path part or value gives an empty element. */
export function primitiveFromRows(
  name: PrimitiveName,
  rows: readonly Row[],
  version: Version,
  options: { readonly unchecked?: boolean } = {},
): Primitive {
  return primitiveFromXml(xmlOfRows(name, rows), version, options);
}

interface Element {
  readonly name: string;
  readonly index: number;
  text: string;
  readonly children: Element[];
}

/** XML of a table; rows of one parent keep their order, `Name[2]` opens a second element of that name. */
export function xmlOfRows(name: string, rows: readonly Row[]): string {
  const root: Element = { name, index: 1, text: '', children: [] };
  for (const [path, value] of rows) {
    let at = root;
    for (const step of path
      .split('/')
      .map((s) => s.trim())
      .filter((s) => s !== '')) {
      const [, wanted, nth] = /^([A-Za-z][\w.-]*)(?:\[(\d+)\])?$/.exec(step) ?? [];
      if (wanted === undefined)
        throw new HarnessError(`"${path}": "${step}" is no element name; write Name or Name[2]`);
      const index = Number(nth ?? 1);
      let child = at.children.find((c) => c.name === wanted && c.index === index);
      if (child === undefined) {
        child = { name: wanted, index, text: '', children: [] };
        at.children.push(child);
      }
      at = child;
    }
    at.text = value;
  }
  return write(root);
}

function write(element: Element): string {
  const inner = element.children.map(write).join('') + escapeXml(element.text);
  return inner === '' ? `<${element.name}/>` : `<${element.name}>${inner}</${element.name}>`;
}

/** Text as it stands in XML content. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
