/**
 * The profile of the reference server: everything the standard leaves to the operator, and every point on which the
 * sources disagree (AMB-...). A value other than the default makes another legal server, never a faulty one.
 */
import { type AccessProfile, accessDefaults } from './access-profile.ts';
import { type GroupsProfile, groupsDefaults } from './groups/profile.ts';
import { type InvitationProfile, invitationDefaults } from './invitation/profile.ts';
import { type MessagingProfile, messagingDefaults } from './messaging/profile.ts';
import { type NotificationProfile, notificationDefaults } from './notification/profile.ts';
import { type PresenceProfile, presenceDefaults } from './presence/profile.ts';
import { type PublicProfileProfile, publicProfileDefaults } from './public-profile/profile.ts';
import { type SearchProfile, searchDefaults } from './search/profile.ts';
import { type SystemMessageProfile, systemMessageDefaults } from './system-message/profile.ts';
import { type VerifyIdProfile, verifyIdDefaults } from './verify-id/profile.ts';

export interface ServerProfile extends AccessProfile {
  readonly presence: PresenceProfile;
  readonly messaging: MessagingProfile;
  readonly groups: GroupsProfile;
  readonly search: SearchProfile;
  readonly invitation: InvitationProfile;
  readonly verifyId: VerifyIdProfile;
  readonly publicProfile: PublicProfileProfile;
  readonly notification: NotificationProfile;
  readonly systemMessage: SystemMessageProfile;
}

export const defaultProfile: ServerProfile = {
  ...accessDefaults,
  presence: presenceDefaults,
  messaging: messagingDefaults,
  groups: groupsDefaults,
  search: searchDefaults,
  invitation: invitationDefaults,
  verifyId: verifyIdDefaults,
  publicProfile: publicProfileDefaults,
  notification: notificationDefaults,
  systemMessage: systemMessageDefaults,
};

/** A profile given in part: sections are merged key by key, lists and plain values replace. */
export type ProfileChanges<T = ServerProfile> = {
  readonly [K in keyof T]?: T[K] extends readonly unknown[] | undefined
    ? T[K]
    : T[K] extends object | undefined
      ? ProfileChanges<NonNullable<T[K]>> | Extract<T[K], undefined>
      : T[K];
};

type Plain = Readonly<Record<string, unknown>>;

function isSection(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merge(base: Plain, changes: Plain, path: string): Plain {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    if (!Object.hasOwn(base, key)) {
      throw new Error(`profile: there is no setting ${path}${key}; known here: ${Object.keys(base).join(', ')}`);
    }
    const before = base[key];
    merged[key] = isSection(value) && isSection(before) ? merge(before, value, `${path}${key}.`) : value;
  }
  return merged;
}

/**
 * The default profile with these changes. A misspelt setting is an error that names those known.
 * @throws Error for a setting that does not exist, or for values no server could work with.
 */
export function serverProfile(changes: ProfileChanges = {}): ServerProfile {
  const profile = merge(defaultProfile as unknown as Plain, changes as Plain, '') as unknown as ServerProfile;
  if (profile.homeDomains.length === 0) throw new Error('profile: homeDomains needs at least one domain');
  if (profile.versions.length === 0) throw new Error('profile: versions needs at least one version');
  const { minimum, maximum, default: usual } = profile.keepAlive;
  if (!(minimum >= 1 && minimum <= usual && usual <= maximum)) {
    throw new Error('profile: keepAlive needs 1 <= minimum <= default <= maximum');
  }
  return profile;
}
