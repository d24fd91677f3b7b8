/** The catalogue of seeded defects and legal variants. Ids are frozen, as those of requirements are. */
import { accessDefects } from './access.ts';
import { accessListDefects } from './access-lists.ts';
import { additionsDefects } from './additions.ts';
import { addressDefects } from './addresses.ts';
import { commonDefects } from './common.ts';
import { groupDefects } from './groups.ts';
import { invitationDefects } from './invitation.ts';
import { messagingDefects } from './messaging.ts';
import { negotiationDefects } from './negotiation.ts';
import { attributeListDefects } from './presence-attribute-lists.ts';
import { attributeDefects } from './presence-attributes.ts';
import { authorizationDefects } from './presence-authorization.ts';
import { deliveryDefects } from './presence-delivery.ts';
import { listDefects } from './presence-lists.ts';
import { watcherDefects } from './presence-watchers.ts';
import { reasons } from './reasons.ts';
import { reportDefects } from './reports.ts';
import { searchDefects } from './search.ts';
import { syntaxDefects } from './syntax.ts';
import { transportDefects } from './transport.ts';
import type { Defect, Variant } from './types.ts';
import { variants as standardVariants } from './variants.ts';
import { groupVariants } from './variants-groups.ts';
import { presenceVariants } from './variants-presence.ts';

export const defects: readonly Defect[] = [
  ...accessDefects,
  ...commonDefects,
  ...negotiationDefects,
  ...addressDefects,
  ...transportDefects,
  ...syntaxDefects,
  ...messagingDefects,
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
];
export const variants: readonly Variant[] = [...standardVariants, ...presenceVariants, ...groupVariants];

/** Why a requirement has no defect, where it has none: its id, and the reason in a sentence. */
export const unkilled: Readonly<Record<string, string>> = reasons;

export type { Defect, Variant } from './types.ts';
