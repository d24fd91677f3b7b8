/**
 * Addresses that only SSP has: a domain as a party, `wv:@domain`, and a half of the pair of session identifiers,
 * `localpart@domain` (ssp, section 2; medium confidence). Domains are compared without regard to letter case.
 */

const DOMAIN = /^[^\s@/;?:&=+$,%]+$/;

function isDomain(text: string): boolean {
  return DOMAIN.test(text) && !text.split('.').includes('');
}

/** The service identifier of a domain. */
export function serviceId(domain: string): string {
  return `wv:@${domain}`;
}

/** The domain of a service identifier, in lower case; the scheme may be missing. Undefined for what is none. */
export function domainOfService(text: string): string | undefined {
  const domain = /^(?:wv:)?@(.*)$/i.exec(text)?.[1];
  return domain !== undefined && isDomain(domain) ? domain.toLowerCase() : undefined;
}

/** A half of the pair, of which `domain` is the issuer. */
export function sessionHalf(local: string, domain: string): string {
  return `${local}@${domain}`;
}

/** The domain that issued a half, in lower case; undefined for what is none. */
export function issuerOf(half: string): string | undefined {
  const at = half.lastIndexOf('@');
  const domain = half.slice(at + 1);
  return at > 0 && isDomain(domain) ? domain.toLowerCase() : undefined;
}

/** The domain of an address of a user, group, contact list or service, in lower case; undefined where it names none. */
export function domainOfAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return at >= 0 && isDomain(domain) ? domain.toLowerCase() : undefined;
}
