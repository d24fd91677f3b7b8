/** Octets that are no well-formed XML, or that are more than a reader should take. */
import { ANYWHERE, insertedAt, inText, type OctetFlaw } from './octets.ts';

/** Place after the opening tag of the root, where content may stand. */
function inside(text: string): number | undefined {
  const at = text.search(/<WV-CSP-Message[^>]*>/);
  return at < 0 ? undefined : text.indexOf('>', at) + 1;
}

/** Puts something where content of the root may stand. */
function within(more: (text: string) => string) {
  return (text: string): string | undefined => {
    const at = inside(text);
    return at === undefined ? undefined : insertedAt(text, at, more(text));
  };
}

/** A document type with a subset of its own before the root. */
function typed(subset: string, use: string) {
  return (text: string): string | undefined => {
    const bare = text.replace(/<\?xml[^>]*\?>\s*|<!DOCTYPE[^>]*>\s*/g, '');
    const at = inside(bare);
    if (at === undefined) return undefined;
    return `<!DOCTYPE WV-CSP-Message [${subset}]>${insertedAt(bare, at, use)}`;
  };
}

const TENFOLD = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');

const declared = (encoding: string) => (text: string) =>
  `<?xml version="1.0" encoding="${encoding}"?>${text.replace(/<\?xml[^>]*\?>/, '')}`;

export const XML_FLAWS: readonly OctetFlaw[] = [
  ...ANYWHERE,
  inText('syntax', 'an end tag has another name', (text) => text.replace(/<\/Session>/, '</Sessions>')),
  inText('syntax', 'an end tag is missing', (text) => text.replace(/<\/Session>/, '')),
  inText('syntax', 'a tag is not closed', (text) => text.replace(/<Session>/, '<Session')),
  inText(
    'syntax',
    'there is an ampersand alone',
    within(() => '&'),
  ),
  inText(
    'syntax',
    'there is an entity that nobody defined',
    within(() => '&nothing;'),
  ),
  inText(
    'syntax',
    'a reference names a character that XML does not have',
    within(() => '&#0;'),
  ),
  inText(
    'syntax',
    'a reference names a character beyond all',
    within(() => '&#x7FFFFFFFFF;'),
  ),
  inText('syntax', 'an attribute stands there twice', (text) => text.replace(/<Session>/, '<Session a="1" a="2">')),
  inText('syntax', 'an attribute has no quotes', (text) => text.replace(/<Session>/, '<Session a=1>')),
  inText(
    'syntax',
    'a CDATA section does not end',
    within(() => '<![CDATA['),
  ),
  inText(
    'syntax',
    'a comment does not end',
    within(() => '<!-- '),
  ),
  inText(
    'syntax',
    'a processing instruction does not end',
    within(() => '<?x '),
  ),
  inText('syntax', 'two roots follow each other', (text) => text + text.replace(/<\?xml[^>]*\?>|<!DOCTYPE[^>]*>/g, '')),
  inText('syntax', 'text stands before the root', (text) => `x${text}`),
  inText('syntax', 'text stands after the root', (text) => `${text}x`),
  inText('syntax', 'a prefix has no namespace', (text) => text.replace(/<Session>/, '<p:Session>')),
  inText(
    'syntax',
    'there is an octet 0',
    within(() => '\0'),
  ),
  inText('size', 'entities grow tenfold, nine times', typed(`<!ENTITY e0 "0123456789">${TENFOLD}`, '&e9;')),
  inText('size', 'an entity is made of itself', typed('<!ENTITY e "&e;">', '&e;')),
  inText('syntax', 'an entity names a file', typed('<!ENTITY e SYSTEM "file:///dev/zero">', '&e;')),
  inText('syntax', 'the document type does not end', (text) => `<!DOCTYPE WV-CSP-Message [${text}`),
  inText(
    'size',
    'elements stand in each other 3000 deep',
    within(() => '<a>'.repeat(3_000) + '</a>'.repeat(3_000)),
  ),
  inText(
    'size',
    'a tag is opened 20000 times',
    within(() => '<a>'.repeat(20_000)),
  ),
  inText(
    'size',
    'a name has 50000 letters',
    within(() => `<${'n'.repeat(50_000)}/>`),
  ),
  inText('size', 'a value has 100000 letters', (text) =>
    text.replace(/<Session>/, `<Session a="${'v'.repeat(100_000)}">`),
  ),
  inText('size', 'an element has 5000 attributes', (text) =>
    text.replace(/<Session>/, `<Session ${Array.from({ length: 5_000 }, (_, i) => `a${i}=""`).join(' ')}>`),
  ),
  inText(
    'size',
    'a comment has 200000 letters',
    within(() => `<!--${'c'.repeat(200_000)}-->`),
  ),
  inText(
    'charset',
    'an octet is no UTF-8',
    within(() => '\xff'),
  ),
  inText(
    'charset',
    'a letter of UTF-8 is cut off',
    within(() => '\xe2\x82'),
  ),
  inText(
    'charset',
    'a letter is longer than UTF-8 allows',
    within(() => '\xc0\xaf'),
  ),
  inText(
    'charset',
    'half a pair is written in UTF-8',
    within(() => '\xed\xa0\x80'),
  ),
  inText('charset', 'its encoding has no such name', declared('x-none')),
  inText('charset', 'it says UTF-16 and is not', declared('UTF-16')),
  inText('charset', 'it says EBCDIC and is not', declared('IBM037')),
  inText('charset', 'it begins with the mark of UTF-16', (text) => `\xfe\xff${text}`),
  inText('charset', 'it is UTF-16 of an odd length', (text) => `\xff\xfe${[...text].join('\0')}`),
];
