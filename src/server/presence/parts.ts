/** The parts presence is made of. They call each other through this object: replacing a method here replaces it for all. */
import type { AccessPoint } from '../element.ts';
import type { Directory } from '../sessions/directory.ts';
import type { AttributeLists } from './attribute-lists.ts';
import type { ContactLists } from './contact-lists.ts';
import type { Notices, PresenceLinks } from './notices.ts';
import type { Notifier } from './notify.ts';
import type { PresenceProfile } from './profile.ts';
import type { Reactive } from './reactive.ts';
import type { PresenceRules } from './rules.ts';
import type { PresenceState } from './state.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { PresenceValues } from './values.ts';
import type { Watchers } from './watchers.ts';

export interface PresenceParts {
  readonly access: AccessPoint;
  readonly profile: PresenceProfile;
  readonly links: PresenceLinks;
  readonly state: PresenceState;
  readonly directory: Directory;
  readonly rules: PresenceRules;
  readonly contactLists: ContactLists;
  readonly attributeLists: AttributeLists;
  readonly reactive: Reactive;
  readonly notices: Notices;
  readonly values: PresenceValues;
  readonly notifier: Notifier;
  readonly subscriptions: Subscriptions;
  readonly watchers: Watchers;
}
