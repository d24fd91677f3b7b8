import type { AccessPoint } from '../element.ts';
import type { Notices } from './notices.ts';
import type { GroupRules } from './rules.ts';
import type { GroupStore } from './store.ts';

/** The parts of the group service, tied together once and handed to every handler. */
export interface GroupParts {
  readonly point: AccessPoint;
  readonly rules: GroupRules;
  readonly store: GroupStore;
  readonly notices: Notices;
}
