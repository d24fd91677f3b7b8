/**
 * Legal variants by subject. Variants of different families can be combined in one server, in the order given here.
 *
 * The `sloppy` ones write messages that are legal but unusual, or a slip away from legal. A slip of form is one finding
 * under a requirement of its own; the variant names the requirements that may fail because of it, and no others may.
 */

import type { Variant } from '../types.ts';
import { loginVariants } from './csp/access/login.ts';
import { registrationVariants } from './csp/access/registration.ts';
import { negotiationVariants } from './csp/access/service-negotiation.ts';
import { severalSessionsVariants } from './csp/access/several-sessions.ts';
import { notificationVariants } from './csp/common/general-notification.ts';
import { systemMessageVariants } from './csp/common/system-message.ts';
import { commonVariants } from './csp/common.ts';
import { groupVariants } from './csp/groups.ts';
import { messagingVariants } from './csp/messaging.ts';
import { pollingVariants, queueVariants } from './csp/polling.ts';
import { presenceDeliveryVariants } from './csp/presence/delivery.ts';
import { presenceVariants } from './csp/presence.ts';
import { sloppyAddressVariants, sloppyRefusalVariants } from './csp/session/sloppy.ts';
import { serverVariants } from './ssp.ts';
import { sloppyWbxmlVariants } from './syntax/wbxml/sloppy.ts';
import { sloppyHeadVariants, sloppyStructureVariants, sloppyValueVariants } from './syntax/xml/sloppy.ts';
import { writtenVariants } from './syntax/xml.ts';
import { formVariants } from './syntax.ts';
import { cirVariants } from './transport/cir.ts';
import { sloppyHttpVariants } from './transport/http/sloppy.ts';
import { httpVariants, unreadableVariants } from './transport/http.ts';

/** Variants of one family are not combined: most of them would write the same thing in different ways. */
export const variantFamilies: readonly (readonly Variant[])[] = [
  [...loginVariants, ...negotiationVariants],
  [...pollingVariants, ...queueVariants],
  presenceVariants,
  presenceDeliveryVariants,
  groupVariants,
  messagingVariants,
  serverVariants,
  [
    ...commonVariants,
    ...severalSessionsVariants,
    ...registrationVariants,
    ...notificationVariants,
    ...systemMessageVariants,
  ],
  // Octets from here on. Variants that write a message anew come before those that change the written octets.
  [...writtenVariants, ...formVariants, ...sloppyWbxmlVariants, ...sloppyStructureVariants],
  sloppyRefusalVariants,
  sloppyAddressVariants,
  sloppyValueVariants,
  sloppyHeadVariants,
  cirVariants,
  [...unreadableVariants, ...httpVariants, ...sloppyHttpVariants],
];
