/** Parts that many requests have: on whose behalf they are made, and how they fared. */
import { domainOfAddress, serviceId } from '../protocol/ssp/addresses.ts';
import type { SspValue } from '../protocol/ssp/types.ts';

type MetaInfo = SspValue<'MetaInfo'>;
type Status = SspValue<'Status'>;

/** MetaInfo of a request that a user's client caused. */
export function forUser(userID: string, domain = domainOfAddress(userID) ?? ''): MetaInfo {
  return { clientOriginated: true, Requestor: { serviceID: serviceId(domain), User: { userID } } };
}

/** MetaInfo of a request of a server or of one of its groups. */
export function forDomain(domain: string): MetaInfo {
  return { clientOriginated: false, Requestor: { serviceID: serviceId(domain) } };
}

/** A Status about users, of whom those in `failed` were not found: 200, 201 with details, or `all` where nobody was. */
export function statusAbout(asked: readonly string[], failed: readonly string[], all = 531): Status {
  if (failed.length === 0) return { code: 200 };
  const details = { code: 531, UserID: failed.map((userID) => ({ userID })) };
  return { code: failed.length < asked.length ? 201 : all, DetailedResult: [details] };
}
