/** All rules of a watcher, and the requirements they decide. */
import { SERVER_MONITORS } from '../../conformance/monitors/index.ts';
import { acknowledgingRules } from './acknowledging.ts';
import type { Rule } from './rule.ts';
import { serverAccessRules } from './server-access.ts';
import { serverCodeRules } from './server-codes.ts';
import { serverGroupRules } from './server-groups.ts';
import { serverListRules } from './server-lists.ts';
import { serverMessageRules } from './server-messages.ts';
import { serverPresenceRules } from './server-presence.ts';
import { serverTransactionRules } from './server-transactions.ts';
import { sessionRules } from './session-rules.ts';
import { syntaxRules } from './syntax-rules.ts';
import { transportRules } from './transport-rules.ts';

/** Rules that go from exchange to exchange. */
export const LIVE_RULES: readonly Rule[] = [
  ...sessionRules,
  ...acknowledgingRules,
  ...transportRules,
  ...syntaxRules,
  ...serverTransactionRules,
  ...serverCodeRules,
  ...serverAccessRules,
  ...serverMessageRules,
  ...serverGroupRules,
  ...serverListRules,
  ...serverPresenceRules,
];

/** Monitors that presume the whole stream: at the edge of a window they would miss what came before. */
const WHOLE_ONLY = new Set(['CSP-SES-001', 'CSP-SES-004', 'TRN-HTTP-042']);

/** Monitors of the suite that say of a piece of the stream nothing they would not say of the whole. */
export const WINDOW_MONITORS = SERVER_MONITORS.filter(({ requirement }) => !WHOLE_ONLY.has(requirement));

/** Requirements that watching alone decides, where the traffic gives occasion. */
export const WATCHED: ReadonlySet<string> = new Set(
  [...LIVE_RULES, ...WINDOW_MONITORS].map(({ requirement }) => requirement),
);
