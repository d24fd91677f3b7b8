/** The reasons for which TLS is not set up, in words that say what to do. */

/** Codes of `node:tls` and OpenSSL, and what they mean. The first pattern that fits counts. */
const REASONS: readonly (readonly [code: RegExp, reason: string])[] = [
  [/ALTNAME_INVALID/, 'the certificate is for another name'],
  [/^CERT_HAS_EXPIRED$/, 'the certificate has expired'],
  [/^CERT_NOT_YET_VALID$/, 'the certificate is not valid yet'],
  [/SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/, 'the certificate comes from an authority that is not trusted'],
  [/CERT_REVOKED/, 'the certificate is revoked'],
  [/CERTIFICATE_REQUIRED/, 'the server demands a certificate of the client'],
  [
    /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|CERTIFICATE_EXPIRED|ACCESS_DENIED)/,
    'the server does not take the certificate of the client',
  ],
  [
    /ALERT_PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE|VERSION_TOO_LOW/,
    'no version of TLS is spoken by both sides',
  ],
  [/NO_SHARED_CIPHER|HANDSHAKE_FAILURE/, 'both sides have no ciphers in common, or a certificate is missing'],
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/, 'the server does not speak TLS at that port'],
];

/** The reason in words, followed by what the library says; undefined for an error that is none of TLS. */
export function tlsFailure(error: NodeJS.ErrnoException): string | undefined {
  const { code = '' } = error;
  const known = REASONS.find(([pattern]) => pattern.test(code));
  if (known === undefined) return undefined;
  const [said = ''] = error.message.split('\n');
  return `${known[1]} (${code}: ${said})`;
}
