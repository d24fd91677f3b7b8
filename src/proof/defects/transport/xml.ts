/** Defects of XML over HTTP. */

import { VERSION_FACTS } from '../../../protocol/syntax/index.ts';
import { header } from '../../../transport/http/headers.ts';
import type { Defect } from '../../types.ts';
import { edits } from '../../ways/families.ts';
import { answers } from '../../ways/http-answers.ts';
import { cannotReadText } from '../../ways/octets.ts';

export const transportXmlDefects: readonly Defect[] = [
  {
    id: 'xml-one-media-type',
    title: 'takes the media type of XML in one spelling only',
    requirements: ['TRN-XML-003'],
    syntaxes: ['xml'],
    change: answers((response, { headers = [] }) =>
      Object.values(VERSION_FACTS).some((facts) => facts.contentTypes.xml === header(headers, 'Content-Type'))
        ? response
        : { status: 415 },
    ),
  },
  {
    id: 'xml-no-doctype',
    title: 'cannot read documents with a DOCTYPE',
    requirements: ['TRN-XML-004'],
    // It answers them with HTTP 400.
    unavoidable: ['TRN-HTTP-003'],
    change: cannotReadText((text) => text.includes('<!DOCTYPE')),
  },
  {
    id: 'xml-ascii-only',
    title: 'replaces letters that are not ASCII by question marks',
    requirements: ['TRN-XML-005'],
    // ContentSize states the length of the unchanged text.
    unavoidable: ['CSP-IMS-031'],
    change: edits('NewMessage', (value) => ({
      ...value,
      ContentData: value.ContentData?.replaceAll(/[^ -~]/g, '?') ?? '',
    })),
  },
];
