/** The catalogue of seeded defects and legal variants. Ids are frozen, as those of requirements are. */
import { accessDefects } from './access.ts';
import { accessListDefects } from './access-lists.ts';
import { additionsDefects } from './additions.ts';
import { addressDefects } from './addresses.ts';
import { betweenVersionsDefects } from './between-versions.ts';
import { commonDefects } from './common.ts';
import { contentDefects } from './content.ts';
import { groupDefects } from './groups.ts';
import { invitationDefects } from './invitation.ts';
import { messagingDefects } from './messaging.ts';
import { negotiationDefects } from './negotiation.ts';
import { notificationDefects } from './notifications.ts';
import { attributeListDefects } from './presence-attribute-lists.ts';
import { attributeDefects } from './presence-attributes.ts';
import { authorizationDefects } from './presence-authorization.ts';
import { deliveryDefects } from './presence-delivery.ts';
import { listDefects } from './presence-lists.ts';
import { watcherDefects } from './presence-watchers.ts';
import { publicProfileDefects } from './public-profile.ts';
import { reasons } from './reasons.ts';
import { registrationDefects } from './registration.ts';
import { reportDefects } from './reports.ts';
import { searchDefects } from './search.ts';
import { segmentationDefects } from './segmentation.ts';
import { severalSessionsDefects } from './several-sessions.ts';
import { sloppyDefects } from './sloppy.ts';
import { storedMessageDefects } from './stored-messages.ts';
import { syntaxDefects } from './syntax.ts';
import { systemMessageDefects } from './system-messages.ts';
import { transportDefects } from './transport.ts';
import type { Defect, Variant } from './types.ts';
import { variantFamilies } from './variant-families.ts';
import { writtenDefects } from './written.ts';

export const defects: readonly Defect[] = [
  ...accessDefects,
  ...commonDefects,
  ...negotiationDefects,
  ...addressDefects,
  ...transportDefects,
  ...syntaxDefects,
  ...messagingDefects,
  ...storedMessageDefects,
  ...contentDefects,
  ...reportDefects,
  ...accessListDefects,
  ...listDefects,
  ...deliveryDefects,
  ...attributeListDefects,
  ...authorizationDefects,
  ...watcherDefects,
  ...attributeDefects,
  ...groupDefects,
  ...searchDefects,
  ...invitationDefects,
  ...additionsDefects,
  ...severalSessionsDefects,
  ...registrationDefects,
  ...notificationDefects,
  ...systemMessageDefects,
  ...segmentationDefects,
  ...publicProfileDefects,
  ...sloppyDefects,
  ...writtenDefects,
  ...betweenVersionsDefects,
];
export const variants: readonly Variant[] = variantFamilies.flat();

/** Why a requirement has no defect, where it has none: its id, and the reason in a sentence. */
export const unkilled: Readonly<Record<string, string>> = reasons;

export type { Defect, Variant } from './types.ts';
export { variantFamilies };
