/** All elements of SSP 1.2 and 1.3, in a registry of their own: many names are those of CSP, with another content. */

import { commonElements } from './common.ts';
import { groupsElements } from './groups.ts';
import { messagingElements } from './messaging.ts';
import { partiesElements } from './parties.ts';
import { presenceElements } from './presence.ts';
import { servicesElements } from './services.ts';
import { sessionElements } from './session.ts';

export { SSP_VERSIONS, type SspVersion } from './notation.ts';

export const sspElements = {
  ...sessionElements,
  ...servicesElements,
  ...partiesElements,
  ...commonElements,
  ...presenceElements,
  ...messagingElements,
  ...groupsElements,
} as const;

export type SspElements = typeof sspElements;
