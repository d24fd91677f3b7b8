/** Messages and documents the tests of the syntaxes share. */

import type { Document } from '../../protocol/messages/document.ts';
import { primitive, seal } from '../../protocol/messages/envelope.ts';
import type { Version } from '../../protocol/version.ts';
import { VERSION_FACTS } from '../../protocol/version-facts.ts';

/** A login of 1.2 with everything text, Integer and repeated children can be. */
export const LOGIN: Document = seal({
  version: '1.2',
  sessionType: 'Outband',
  transactions: [
    {
      mode: 'Request',
      id: 't1',
      primitive: primitive('Login-Request', {
        UserID: 'wv:alice@imps.example',
        ClientID: { URL: 'http://client.example/a' },
        DigestSchema: ['SHA', 'MD5'],
        TimeToLive: 600,
        SessionCookie: 'c0',
      }),
    },
  ],
});

/** The octets of an XML text. */
export function octetsOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A message with this content in its TransactionContent, as XML text. */
export function xmlWith(primitiveXml: string, version: Version = '1.2'): string {
  const { CSP, TRC } = VERSION_FACTS[version].namespaces;
  return (
    `<WV-CSP-Message xmlns="${CSP}"><Session><SessionDescriptor><SessionType>Inband</SessionType>` +
    '<SessionID>s1</SessionID></SessionDescriptor><Transaction><TransactionDescriptor>' +
    '<TransactionMode>Request</TransactionMode><TransactionID>t1</TransactionID></TransactionDescriptor>' +
    `<TransactionContent xmlns="${TRC}">${primitiveXml}</TransactionContent></Transaction></Session></WV-CSP-Message>`
  );
}
