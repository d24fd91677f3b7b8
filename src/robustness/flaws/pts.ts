/** Octets that are no plain text message, or that are more than a reader should take. */
import { ANYWHERE, inText, type OctetFlaw } from './octets.ts';

/** Adds a parameter. */
const more = (parameter: string) => (text: string) => `${text} ${parameter}`;

export const PTS_FLAWS: readonly OctetFlaw[] = [
  ...ANYWHERE,
  inText('syntax', 'a quote is not closed', more('UI="wv:a')),
  inText('syntax', 'a quote stands in the middle of a value', more('UI=a"b')),
  inText('syntax', 'a bracket is not closed', more('UI=(a,b')),
  inText('syntax', 'a bracket is closed that none opened', more('UI=a)')),
  inText('syntax', 'brackets and quotes cross each other', more('UI=("a),b"')),
  inText('syntax', 'a parameter has no value', more('UI=')),
  inText('syntax', 'a parameter has no equals sign', more('UI')),
  inText('syntax', 'a value has no parameter', more('=a')),
  inText('syntax', 'two spaces stand between parameters', (text) => text.replace(/ /, '  ')),
  inText('syntax', 'there is an octet 0', more('UI=a\0b')),
  inText('syntax', 'there is the end of a line', more('UI=a\r\nWV13KA1 SI=x')),
  inText('token', 'a parameter has no such code', more('ZZ=1')),
  inText('token', 'a parameter has one letter', more('U=1')),
  inText('token', 'the primitive has no such code', (text) => text.replace(/^(WV..)../, '$1ZZ')),
  inText('token', 'its version does not exist', (text) => text.replace(/^WV../, 'WV99')),
  inText('token', 'its version is none', (text) => text.replace(/^WV../, 'WVXX')),
  inText('structure', 'a parameter stands there twice', (text) => text + (/ \S+$/.exec(text)?.[0] ?? ' SI=x SI=x')),
  inText('structure', 'there is no number of the transaction', (text) => text.replace(/^(WV....)\d+/, '$1')),
  inText('structure', 'there is a part of none', (text) => text.replace(/^(WV....\d+)/, '$1/0/0')),
  inText('structure', 'a part is beyond the last', (text) => text.replace(/^(WV....\d+)/, '$1/9/2')),
  inText('order', 'parameters stand before the preamble', (text) => text.replace(/^(\S+) (.*)$/s, '$2 $1')),
  inText('size', 'the number of the transaction has 5000 digits', (text) =>
    text.replace(/^(WV....)\d+/, `$1${'9'.repeat(5_000)}`),
  ),
  inText('size', 'brackets stand in each other 5000 deep', more(`UI=${'('.repeat(5_000)}${')'.repeat(5_000)}`)),
  inText('size', 'brackets are opened 50000 times', more(`UI=${'('.repeat(50_000)}`)),
  inText('size', 'a value has 200000 letters', more(`UI=${'a'.repeat(200_000)}`)),
  inText('size', 'there are 5000 parameters', (text) => text + ' UI=a'.repeat(5_000)),
  inText('size', 'a group has 20000 items', more(`UI=(${'a,'.repeat(20_000)}a)`)),
  inText('charset', 'an octet is no UTF-8', more('UI="\xff\xfe"')),
  inText('charset', 'a letter of UTF-8 is cut off', more('UI="\xe2\x82"')),
  inText('charset', 'it is UTF-16', (text) => [...text].map((c) => `\0${c}`).join('')),
];
