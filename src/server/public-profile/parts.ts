/** The parts of the public profile, tied together once. */
import type { AccessPoint } from '../element.ts';
import type { ElementChange } from '../seam.ts';
import type { Directory } from '../sessions/directory.ts';
import type { Session } from '../sessions/session.ts';
import type { PublicProfileProfile } from './profile.ts';

export interface PublicProfiles {
  /** The value of a property (`PP_CITY`), undefined where the user has none. */
  valueOf(user: string, name: string): string | undefined;
  /** Sets properties; an empty value takes one out. */
  set(user: string, properties: readonly { readonly name: string; readonly value: string }[]): void;
  clear(user: string): void;
  reset(): void;
}

export interface PublicProfileRules {
  /** The owner of the profile that an update changes, with `named` in the request; undefined: refused with 403. */
  profileChanged(named: string | undefined, session: Session): string | undefined;
}

export interface PublicProfileParts {
  readonly point: AccessPoint;
  readonly profile: PublicProfileProfile;
  readonly rules: PublicProfileRules;
  readonly directory: Directory;
  readonly publicProfiles: PublicProfiles;
}

export type PublicProfileChanges = ElementChange<PublicProfileParts, 'rules'>;
