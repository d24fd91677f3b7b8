/** SubscribePresence, UnsubscribePresence, GetPresence and UpdatePresence (csp semantics, Presence delivery). */

import { anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import { primitive } from '../../../protocol/messages/envelope.ts';
import { type Handlers, Refusal } from '../../element.ts';
import { combined, combinedStatus } from '../../results.ts';
import { attributesOf } from '../attributes.ts';
import type { PresenceParts } from '../parts.ts';
import { createOutcomes } from './outcomes.ts';
import {
  attributesNamed,
  refuseUnsupported,
  type TargetParameters,
  type Targets,
  targetsOf,
  writtenLists,
  writtenUsers,
} from './targets.ts';

export function deliveryHandlers(parts: PresenceParts): Handlers {
  function checkNamed(request: TargetParameters): void {
    if (writtenUsers(request).length + writtenLists(request).length > 0) return;
    throw new Refusal(400, 'name users or own contact lists');
  }

  /** The users themselves and the members of the lists, each once. */
  function everybody({ users, lists }: Targets): ReadonlySet<string> {
    return new Set([...users, ...lists.flatMap((list) => [...list.members.keys()])]);
  }

  return {
    'SubscribePresence-Request'(raw, context) {
      const request = anyVersion(raw);
      const { session, version } = context;
      checkNamed(request);
      const requested = attributesNamed(parts, request.PresenceSubList, context);
      const auto = request.AutoSubscribe === true && version !== '1.1';
      if (auto && !parts.profile.autoSubscribe) {
        throw new Refusal(760, 'this server does not subscribe automatically');
      }
      const outcomes = createOutcomes();
      const targets = targetsOf(parts, request, context, outcomes);
      outcomes.refuseIfFailed(context.version);
      const { subscriptions } = parts.state.session(session);
      const fresh = [...everybody(targets)].filter((user) => !subscriptions.has(user)).length;
      const most = parts.profile.limits.subscriptionsPerSession;
      if (subscriptions.size + fresh > most) {
        // No code of the standard says it; 403 is what is left.
        throw new Refusal(403, `a session subscribes to at most ${most} users`);
      }
      for (const list of targets.lists) parts.subscriptions.subscribeList(session, list, requested, auto);
      for (const user of targets.users) parts.subscriptions.subscribe(session, user, requested);
      return combinedStatus(outcomes.items, context.version);
    },

    'UnsubscribePresence-Request'(raw, context) {
      const request = anyVersion(raw);
      checkNamed(request);
      const outcomes = createOutcomes();
      const { users, lists } = targetsOf(parts, request, context, outcomes);
      outcomes.refuseIfFailed(context.version);
      for (const list of lists) parts.subscriptions.unsubscribeList(context.session, list);
      for (const user of users) parts.subscriptions.unsubscribe(context.session, user);
      return combinedStatus(outcomes.items, context.version);
    },

    'GetPresence-Request'(raw, context) {
      const request = anyVersion(raw);
      const { session, version } = context;
      checkNamed(request);
      const requested = attributesNamed(parts, request.PresenceSubList, context);
      const outcomes = createOutcomes();
      const targets = targetsOf(parts, request, context, outcomes);
      outcomes.refuseIfFailed(context.version);
      const presences = [...everybody(targets)].map((user) => {
        const publisher = parts.state.of(user);
        const authorization = parts.rules.authorization(publisher, session.user);
        parts.watchers.accessed(publisher, session.user);
        if (parts.profile.reactiveOnGet) parts.reactive.asked(publisher, session.user, requested, authorization);
        const seen = requested & authorization.attributes & attributesOf(version);
        const list = parts.values.render(publisher, seen, version);
        // Without authorized attributes the list is sent empty: some clients fail if it is missing.
        return { UserID: user, PresenceSubList: [list] };
      });
      return primitive(
        'GetPresence-Response',
        draft('GetPresence-Response', {
          Result: combined(outcomes.items, version),
          ...(presences.length === 0 ? {} : { Presence: presences }),
        }),
      );
    },

    'UpdatePresence-Request'(request, context) {
      const { session } = context;
      refuseUnsupported(parts, context);
      const publisher = parts.state.of(session.user);
      const writes = parts.values.read(request.PresenceSubList, session);
      parts.notifier.changed(publisher, parts.values.write(publisher, session, writes));
      return 200;
    },
  };
}
