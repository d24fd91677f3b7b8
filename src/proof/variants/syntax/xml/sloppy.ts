/** Forms of XML that few writers choose, and slips that readers in use tolerate. */

import { write } from '../../../../protocol/syntax/index.ts';
import type { Change, Variant } from '../../../types.ts';
import { hooks } from '../../../ways/families.ts';
import { inText, OTHER_DOCTYPE, values } from '../../../ways/written-xml.ts';

/** Writes messages in XML with another encoding of the text. */
function inOctets(encoded: (text: string) => Uint8Array): Change {
  return hooks({
    encode(document, context, next) {
      const octets = next(document, context);
      return context.syntax === 'xml' ? encoded(new TextDecoder().decode(octets)) : octets;
    },
  });
}

const FOREIGN = '<v:Note xmlns:v="urn:x-vendor:note"><v:Code>1</v:Code></v:Note>';

/** The text with its references resolved: the five entities and the decimal references that our writers use. */
function plain(value: string): string {
  return value.replace(/&(?:#(\d+)|(lt|gt|amp|quot|apos));/g, (_whole, code: string | undefined, name: string) =>
    code === undefined ? (ENTITIES[name] ?? '') : String.fromCodePoint(Number(code)),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function references(text: string): string {
  return [...text]
    .map((c, i) => (i % 2 === 0 ? `&#${c.codePointAt(0)};` : `&#x${c.codePointAt(0)?.toString(16).toUpperCase()};`))
    .join('');
}

const inPrefixes = hooks({
  encode(document, context, next) {
    if (context.syntax !== 'xml') return next(document, context);
    const text = new TextDecoder().decode(write(document, { syntax: 'xml', namespaces: 'prefixed' }));
    return new TextEncoder().encode(text.replace(/ (xmlns:\w+)="([^"]*)"/g, "\n $1 = '$2'"));
  },
});

/** Declares the default namespace on every element. */
function everyNamespace(text: string): string {
  const open: string[] = [];
  return text.replace(/<(\/?)([A-Za-z][\w.-]*)((?:\s[^<>]*?)?)(\/?)>/g, (whole, end, name, attributes, empty) => {
    if (end !== '') {
      open.pop();
      return whole;
    }
    const declared = /\sxmlns="([^"]*)"/.exec(attributes)?.[1];
    const namespace = declared ?? open.at(-1) ?? '';
    if (empty === '') open.push(namespace);
    return declared === undefined ? `<${name}${attributes} xmlns="${namespace}"${empty}>` : whole;
  });
}

const LINE_END_AROUND_CONTENT: Variant = {
  id: 'sloppy-line-ends-around-content',
  title: 'writes every value and the content of messages on a line of their own',
  mayFail: ['SYN-XML-014'],
  syntaxes: ['xml'],
  change: inText(values((text, element) => (/SegmentContent|Password/.test(element) ? text : `\n${text}\n`), true)),
};

/** Names, attributes, and everything between elements. */
export const sloppyStructureVariants: readonly Variant[] = [
  {
    id: 'sloppy-comments-and-instructions',
    title: 'indents with tabs and lines of two characters, with comments and processing instructions between elements',
    syntaxes: ['xml'],
    change: inText((text) => text.replace(/></g, '>\r\n\t<!--a>b&c--><?x <y>?><')),
  },
  {
    id: 'sloppy-prefixes-and-single-quotes',
    title: 'writes all names with prefixes, declared between single quotes',
    syntaxes: ['xml'],
    change: inPrefixes,
  },
  {
    id: 'sloppy-default-namespace-everywhere',
    title: 'declares the default namespace anew on every element',
    syntaxes: ['xml'],
    change: inText(everyNamespace),
  },
  {
    id: 'sloppy-unknown-attributes',
    title: 'writes attributes of its own on every element',
    syntaxes: ['xml'],
    change: inText((text) => text.replace(/<([A-Za-z][\w.-]*)/g, '<$1 x-trace="7f" id=\'a&lt;b\'')),
  },
  {
    id: 'sloppy-foreign-elements',
    title: 'writes elements of a namespace of its own into every element that has children',
    syntaxes: ['xml'],
    change: inText((text) => text.replace(/(<\/[^<>]+>|\/>)(?=<\/)/g, `$1${FOREIGN}`)),
  },
  {
    id: 'sloppy-unknown-elements',
    title: 'writes elements nobody knows into every result',
    mayFail: ['SYN-XML-006'],
    syntaxes: ['xml'],
    change: inText((text) => text.replaceAll('</Result>', '<TraceID>7f</TraceID></Result>')),
  },
  {
    id: 'sloppy-fields-empty-instead-of-absent',
    title: 'writes an empty Description where it has nothing to say',
    syntaxes: ['xml'],
    change: inText((text) => text.replace(/(<Code>\d+<\/Code>)(?!<Description)/g, '$1<Description></Description>')),
  },
];

/** Text of elements. */
export const sloppyValueVariants: readonly Variant[] = [
  {
    id: 'sloppy-line-ends-around-values',
    title: 'writes every value on a line of its own',
    mayFail: ['SYN-XML-014'],
    syntaxes: ['xml'],
    change: inText(values((text) => `\n${text}\n`)),
  },
  {
    id: 'sloppy-white-space-around-values',
    title: 'writes blanks, tabs and line ends of two characters around every value',
    mayFail: ['SYN-XML-014'],
    syntaxes: ['xml'],
    change: inText(values((text) => `  \t${text}\r\n    `)),
  },
  {
    id: 'sloppy-comments-within-values',
    title: 'breaks values by comments and processing instructions',
    syntaxes: ['xml'],
    change: inText(values((text) => `${text.slice(0, 1)}<!-- c --><?x y?>${text.slice(1)}`)),
  },
  {
    id: 'sloppy-cdata-for-values',
    title: 'writes every value as CDATA, with white space in the end tags',
    syntaxes: ['xml'],
    change: inText((text) => values((value) => `<![CDATA[${plain(value)}]]>`)(text).replace(/<\/([^<>]+)>/g, '</$1 >')),
  },
  {
    id: 'sloppy-references-for-every-character',
    title: 'writes every character of a value as a reference, decimal and hexadecimal by turns',
    syntaxes: ['xml'],
    // Six octets for one: what fits the parser of a client otherwise does not fit it here.
    mayFail: ['CSP-POL-061'],
    change: inText(values((value) => references(plain(value)), true)),
  },
  LINE_END_AROUND_CONTENT,
];

/** Heads and encodings of documents; they come last, since the others read UTF-8. */
export const sloppyHeadVariants: readonly Variant[] = [
  {
    id: 'sloppy-doctype-of-another-version',
    title: 'writes the DOCTYPE of another version',
    mayFail: ['SYN-XML-015'],
    syntaxes: ['xml'],
    change: inText((text) => `<!DOCTYPE WV-CSP-Message PUBLIC '${OTHER_DOCTYPE}' 'imps.dtd'>${text}`),
    versions: ['1.1', '1.2'],
  },
  {
    id: 'sloppy-odd-doctype',
    title: 'writes a DOCTYPE of another name with a system identifier and an internal subset',
    mayFail: ['SYN-XML-015'],
    syntaxes: ['xml'],
    change: inText((text) => `<?xml version='1.0'?>\n<!DOCTYPE imps SYSTEM "a.dtd" [<!ELEMENT imps ANY>]>\n${text}`),
  },
  {
    id: 'sloppy-byte-order-mark',
    title: 'begins with a byte order mark',
    syntaxes: ['xml'],
    change: inText((text) => `\ufeff${text}`),
  },
  {
    id: 'sloppy-utf-16',
    title: 'writes UTF-16 with a byte order mark',
    mayFail: ['SYN-XML-015'],
    syntaxes: ['xml'],
    change: inOctets((text) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))),
  },
  {
    id: 'sloppy-latin-1',
    title: 'writes and declares ISO 8859-1, with references for all it lacks',
    mayFail: ['SYN-XML-015'],
    syntaxes: ['xml'],
    change: inOctets(
      (text) =>
        new Uint8Array(
          Buffer.from(
            `<?xml version="1.0" encoding="ISO-8859-1"?>${[...text].map((c) => (c > '\u00ff' ? `&#${c.codePointAt(0)};` : c)).join('')}`,
            'latin1',
          ),
        ),
    ),
  },
];
