/** Defects of the information about the service provider. */

import { status } from '../../../../server/results.ts';
import type { Defect } from '../../../types.ts';
import { edits, handler, leavesOut } from '../../../ways/families.ts';

export const providerInformationDefects: readonly Defect[] = [
  {
    id: 'provider-description-empty',
    title: 'describes the provider by an empty text and a URL without scheme',
    requirements: ['CSP-SPI-005'],
    change: edits('GetSPInfo-Response', (value) => ({ ...value, Description: ' ', URL: 'provider' })),
  },
  {
    id: 'provider-name-empty',
    title: 'says an empty Name',
    requirements: ['CSP-SPI-001'],
    unavoidable: ['CSP-SPI-002'],
    change: edits('GetSPInfo-Response', (value) => ({ ...value, Name: '' })),
  },
  {
    id: 'provider-tells-only-in-session',
    title: 'refuses GetSPInfo-Request without a session',
    requirements: ['CSP-SPI-002'],
    change: handler(
      'GetSPInfo-Request',
      (standard) => (request, call) => (call.session === undefined ? status(604) : standard(request, call)),
    ),
  },
  {
    id: 'provider-returns-other-client',
    title: 'returns another ClientID than that of the request',
    requirements: ['CSP-SPI-003'],
    change: edits('GetSPInfo-Response', (value) => ({ ...value, ClientID: { URL: 'http://another.client.example/' } })),
  },
  {
    id: 'provider-logo-encoding-unsaid',
    title: 'does not say that the logo is BASE64',
    requirements: ['CSP-SPI-004'],
    unavoidable: ['SYN-XML-004'],
    change: leavesOut('GetSPInfo-Response', 'Logo/ContentEncoding'),
  },
];
