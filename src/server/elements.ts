/**
 * The built-in service elements. The order is the order in which they learn that a session ended: groups before
 * presence, so that a user leaves groups before going offline (csp semantics, Logout).
 */
import { createAdditions } from './additions/index.ts';
import type { ElementFactory } from './element.ts';
import { createGroups } from './groups/index.ts';
import { createInvitation } from './invitation/index.ts';
import { createMessaging } from './messaging/index.ts';
import { createPresence } from './presence/index.ts';
import { createSearch } from './search/index.ts';

export const builtInElements: readonly ElementFactory[] = [
  createGroups,
  createMessaging,
  createPresence,
  createSearch,
  createInvitation,
  createAdditions,
];
