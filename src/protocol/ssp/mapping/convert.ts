/** Carrying values from CSP to SSP and back by the table. */
import type { Version } from '../../version.ts';
import { serviceId } from '../addresses.ts';
import { converterOf } from './converters.ts';
import { type Loose, putAt, valueAt } from './loose.ts';
import type { Mapping, Supply } from './notation.ts';

/** Knowledge of a server beside the message itself. */
export interface Circumstances {
  /** The domain on whose behalf the request is made. */
  readonly domain: string;
  /** The acting user. */
  readonly user: string;
  /** The other party of an invitation. */
  readonly counterpart?: string;
  /** Date and time in the extended form of ISO 8601. */
  readonly now: string;
}

/** The part of a CSP value of `version` that SSP has a place for. */
export function toSsp({ fields }: Mapping, value: unknown, version: Version): Loose {
  const made: Loose = {};
  for (const { csp, ssp, as, versions } of fields) {
    const given = versions.includes(version) ? valueAt(value, csp) : undefined;
    const converted = given === undefined ? undefined : converterOf(as).toSsp(given);
    if (isEmpty(converted)) continue;
    if (ssp === '') Object.assign(made, converted);
    else putAt(made, ssp, converted);
  }
  return made;
}

/** The part of an SSP value that CSP of `version` has a place for. */
export function toCsp({ fields, when }: Mapping, value: unknown, version: Version): Loose {
  const made: Loose = {};
  if (when !== undefined) putAt(made, when.path, when.value);
  const groupId = valueAt(value, '@groupID');
  for (const { csp, ssp, as, versions, copy } of fields) {
    if (copy || !versions.includes(version)) continue;
    const given = ssp === '' ? value : valueAt(value, ssp);
    const converted = given === undefined ? undefined : converterOf(as).toCsp(given, String(groupId ?? ''));
    if (!isEmpty(converted)) putAt(made, csp, converted);
  }
  return made;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Adds to an SSP value what it needs beyond what CSP said. */
export function completeSsp(mapping: Mapping, made: Loose, circumstances: Circumstances): Loose {
  return complete(mapping.toSsp, made, circumstances);
}

/** Adds to a CSP value what it needs beyond what SSP said. */
export function completeCsp(mapping: Mapping, made: Loose, circumstances: Circumstances): Loose {
  return complete(mapping.toCsp, made, circumstances);
}

function complete(supplies: readonly Supply[], made: Loose, circumstances: Circumstances): Loose {
  for (const supply of supplies) {
    if (valueAt(made, supply.path) !== undefined) continue;
    const value = supplied(supply, made, circumstances);
    if (value !== undefined) putAt(made, supply.path, value);
  }
  return made;
}

function supplied({ path, from }: Supply, made: Loose, { domain, user, counterpart, now }: Circumstances): unknown {
  switch (from) {
    case 'origin':
      return { clientOriginated: true, Requestor: { serviceID: serviceId(domain), User: { userID: user } } };
    case 'domain':
      return { clientOriginated: false, Requestor: { serviceID: serviceId(domain) } };
    case 'user':
      return path === 'User' ? [{ userID: user }] : { User: { userID: user } };
    case 'counterpart':
      return counterpart === undefined ? undefined : { User: { userID: counterpart } };
    case 'now':
      return now;
    case 'outcome':
      return made.acceptance === false ? 404 : 200;
    case 'size':
      return octetsOf(made);
    default:
      return from.value;
  }
}

/** Octets of the content of a CSP message: of the text in UTF-8, or of what its BASE64 stands for. */
function octetsOf(made: Loose): number {
  const content = String(made.ContentData ?? '');
  if (valueAt(made, 'MessageInfo/ContentEncoding') !== 'BASE64') return new TextEncoder().encode(content).length;
  const bare = content.replace(/\s+/g, '').replace(/=+$/, '');
  return Math.floor((bare.length * 3) / 4);
}
