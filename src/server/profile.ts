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

function isSection(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSetting<T extends object>(base: T, key: string): key is keyof T & string {
  return Object.hasOwn(base, key);
}

function merge<T extends object>(base: T, changes: object, path = ''): T {
  const merged = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    if (!isSetting(base, key)) {
      throw new Error(`profile: there is no setting ${path}${key}; known here: ${Object.keys(base).join(', ')}`);
    }
    const before = base[key];
    merged[key] = isSection(value) && isSection(before) ? merge(before, value, `${path}${key}.`) : value;
  }
  return merged;
}

/**
 * The default profile, or another one, with these changes. A misspelt setting is an error that names those known.
 * @throws Error for a setting that does not exist, or for values no server could work with.
 */
export function serverProfile(changes: ProfileChanges = {}, base: ServerProfile = defaultProfile): ServerProfile {
  const profile = merge(base, changes);
  if (profile.homeDomains.length === 0) throw new Error('profile: homeDomains needs at least one domain');
  if (profile.versions.length === 0) throw new Error('profile: versions needs at least one version');
  const { minimum, maximum, default: usual } = profile.keepAlive;
  if (!(minimum >= 1 && minimum <= usual && usual <= maximum)) {
    throw new Error('profile: keepAlive needs 1 <= minimum <= default <= maximum');
  }
  return profile;
}
