/** The claims of an ICS over the catalogue of the package, worked out once. */
import { catalogue } from '../catalogue/catalogue.ts';
import type { Ics } from '../ics/types.ts';
import { type Claims, readClaims } from './claims.ts';

const known = new WeakMap<Ics, Claims>();

export function claimsOf(ics: Ics): Claims {
  let claims = known.get(ics);
  if (claims === undefined) {
    claims = readClaims(catalogue, ics);
    known.set(ics, claims);
  }
  return claims;
}
