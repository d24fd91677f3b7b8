/** Defects of the XML syntax. */

import type { Defect } from '../../types.ts';
import { edits, hooks, replacesText } from '../../ways/families.ts';
import { cannotReadText } from '../../ways/octets.ts';
import { inText, OTHER_DOCTYPE, values } from '../../ways/written-xml.ts';

export const syntaxXmlDefects: readonly Defect[] = [
  {
    id: 'xml-not-well-formed',
    title: 'writes an ampersand into Description as it is',
    requirements: ['SYN-XML-001'],
    change: replacesText(/<Description>/g, '<Description>Q&A '),
  },
  {
    id: 'xml-read-on',
    title: 'carries out what it could make of a message that is not well formed',
    requirements: ['SYN-XML-097'],
    change: hooks({
      decode(octets, syntax, options, next) {
        const result = next(octets, syntax, options);
        return { ...result, findings: result.findings.filter(({ kind }) => kind !== 'not-well-formed') };
      },
    }),
  },
  {
    id: 'xml-two-primitives',
    title: 'writes KeepAlive-Response twice into one TransactionContent',
    requirements: ['SYN-XML-002'],
    change: replacesText(/<KeepAlive-Response>.*<\/KeepAlive-Response>/g, '$&$&'),
  },
  {
    id: 'xml-foreign-namespace',
    title: 'puts its primitives into the transaction namespace of another version',
    requirements: ['SYN-XML-003'],
    versions: ['1.2'],
    change: replacesText(/(<TransactionContent xmlns=")[^"]*/g, '$1http://www.wireless-village.org/TRC1.1'),
  },
  {
    id: 'xml-poll-flag-in-words',
    title: 'writes the Poll flag T as true',
    requirements: ['SYN-XML-076'],
    syntaxes: ['xml'],
    through: ['features/csp/polling.feature'],
    change: replacesText(/<Poll>T<\/Poll>/g, '<Poll>true</Poll>'),
  },
  {
    id: 'xml-order-1.1',
    title: 'writes ClientID after Result in a 1.1 Login-Response',
    requirements: ['SYN-XML-004'],
    versions: ['1.1'],
    change: replacesText(/(<ClientID>.*?<\/ClientID>)(<Result>.*?<\/Result>)/g, '$2$1'),
  },
  {
    id: 'xml-element-of-1.3',
    title: 'writes an element of 1.3 into 1.2 messages',
    requirements: ['SYN-XML-006'],
    versions: ['1.2'],
    change: replacesText(/<\/Login-Response>/g, '<TryAgainTimeout>60</TryAgainTimeout>$&'),
  },
  {
    id: 'xml-escapes-twice',
    title: 'escapes markup characters twice',
    requirements: ['SYN-XML-007'],
    // ContentSize states the length of the unchanged text.
    unavoidable: ['CSP-IMS-031'],
    change: edits('NewMessage', (value) => ({
      ...value,
      ContentData: value.ContentData?.replaceAll('<', '&lt;') ?? '',
    })),
  },
  {
    id: 'xml-empty-tags-only',
    title: 'cannot read an empty element with start and end tag',
    requirements: ['SYN-XML-008'],
    unavoidable: ['TRN-HTTP-003'],
    change: cannotReadText((text) => text.includes('</KeepAlive-Request>')),
  },
  {
    id: 'xml-line-ends-around-values',
    title: 'writes every value on a line of its own',
    requirements: ['SYN-XML-014'],
    change: inText(values((text) => `\n${text}\n`)),
  },
  {
    id: 'xml-doctype-of-another-version',
    title: 'writes the DOCTYPE of another version',
    requirements: ['SYN-XML-015'],
    versions: ['1.2'],
    change: inText((text) => `<!DOCTYPE WV-CSP-Message PUBLIC '${OTHER_DOCTYPE}' 'imps.dtd'>${text}`),
  },
];
