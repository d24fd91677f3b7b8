/** The service element of system messages (1.3; Architecture 1.3, B.8). */
import type { AccessPoint, ServiceElement } from '../element.ts';
import { change, changedAccess } from '../seam.ts';
import { createUserQueue } from '../transactions/user-queue.ts';
import type { SystemMessageChanges, SystemMessageParts, SystemMessageRules, SystemMessages } from './parts.ts';
import type { SystemMessageProfile } from './profile.ts';
import { createSystemMessages, systemMessageHandlers } from './system-messages.ts';

export type { SystemMessageOrder } from './parts.ts';

export interface SystemMessageElement extends ServiceElement {
  /** For the operator. */
  readonly systemMessages: Pick<SystemMessages, 'send' | 'withdraw' | 'answerTo'>;
}

const systemMessageRules: SystemMessageRules = {
  answerCode({ options, key: expected, requiresResponse }, option, key) {
    if (expected !== undefined && key !== expected) return 401;
    if (option === undefined) return requiresResponse && options.length > 0 ? 402 : 200;
    return option >= 1 && option <= options.length ? 200 : 402;
  },
};

export function createSystemMessage(
  access: AccessPoint,
  profile: SystemMessageProfile,
  changes: SystemMessageChanges = {},
): SystemMessageElement {
  const point = changedAccess(access, changes.access);
  const queue = createUserQueue(point);
  const systemMessages = createSystemMessages(() => parts);
  const parts: SystemMessageParts = { point, profile, rules: { ...systemMessageRules }, queue, systemMessages };
  change(parts.rules, changes.rules, parts);
  const element: SystemMessageElement = {
    name: 'system-message',
    functions: [],
    handlers: systemMessageHandlers(parts),
    systemMessages,
    loginObstacle: (user, answers) => systemMessages.loginObstacle(user, answers),
    // System messages belong to no function: they need not wait for negotiation.
    sessionOpened: (session) => queue.ready(session),
    reset() {
      systemMessages.clear();
      queue.clear();
    },
  };
  change<ServiceElement, SystemMessageParts>(element, changes.element, parts);
  return element;
}
