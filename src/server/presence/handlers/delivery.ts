/** SubscribePresence, UnsubscribePresence, GetPresence and UpdatePresence (csp semantics, Presence delivery). */

import { anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import { type Primitive, primitive } from '../../../protocol/messages/envelope.ts';
import { type Handlers, Refusal, type RequestContext } from '../../element.ts';
import { combined, combinedStatus, type ItemOutcome } from '../../results.ts';
import { type AttributeSet, attributesOf } from '../attributes.ts';
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

  /** The answer of a subscription that other domains have a say in; a failure that comes too late is told by itself. */
  function subscribedAfar(
    afar: readonly string[],
    items: readonly ItemOutcome[],
    { session, version, later }: RequestContext,
    meanwhile: Primitive,
  ): Primitive {
    const answer = later('drop');
    const codes = new Map<string, number>();
    for (const user of afar) {
      parts.remote.whenSettled(session.user, user, (code) => {
        codes.set(user, code);
        if (codes.size < afar.length) return;
        const final = items.map((outcome) => ({ ...outcome, code: codes.get(userOf(outcome)) ?? outcome.code }));
        const listed = afar.filter((one) => !items.some((outcome) => userOf(outcome) === one));
        const through = listed.map((one): ItemOutcome => ({ code: codes.get(one) ?? 200, item: { UserID: one } }));
        const said = combinedStatus([...final, ...through.filter((one) => one.code >= 300)], version);
        if (!answer(said) && said.value.Result.Code !== 200) parts.access.send(session, said);
      });
    }
    return meanwhile;
  }

  /** Canonical address of the user an outcome is about. */
  function userOf({ item }: ItemOutcome): string {
    return 'UserID' in item ? (parts.access.accounts.canonical(item.UserID) ?? item.UserID) : '';
  }

  /** The presence of users of this domain, as the session may see it. */
  function presenceOf(user: string, requested: AttributeSet, { session, version }: RequestContext) {
    const publisher = parts.state.of(user);
    const authorization = parts.rules.authorization(publisher, session.user);
    parts.watchers.accessed(publisher, session.user);
    if (parts.profile.reactiveOnGet) parts.reactive.asked(publisher, session.user, requested, authorization);
    const seen = requested & authorization.attributes & attributesOf(version);
    const list = parts.values.render(publisher, seen, version);
    // Without authorized attributes the list is sent empty: some clients fail if it is missing.
    return { UserID: user, PresenceSubList: [list] };
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
      const said = combinedStatus(outcomes.items, context.version);
      const afar = [...everybody(targets)].filter((user) => parts.remote.isRemote(user));
      return afar.length === 0 ? said : subscribedAfar(afar, outcomes.items, context, said);
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
      const all = [...everybody(targets)];
      const afar = all.filter((user) => parts.remote.isRemote(user));
      const presences = all.filter((user) => !afar.includes(user)).map((user) => presenceOf(user, requested, context));
      const said = (items: readonly ItemOutcome[], shown: typeof presences) =>
        primitive(
          'GetPresence-Response',
          draft('GetPresence-Response', {
            Result: combined(items, version),
            ...(shown.length === 0 ? {} : { Presence: shown }),
          }),
        );
      if (afar.length === 0) return said(outcomes.items, presences);
      const answer = context.later();
      parts.remote.read(session.user, afar, requested, version, (values) => {
        const codes = new Map(values.map(({ user, code }) => [user, code]));
        const items = outcomes.items.map((one) => ({ ...one, code: codes.get(userOf(one)) ?? one.code }));
        const read = values.filter(({ code }) => code < 300);
        const shown = [...presences, ...read.map(({ user, list }) => ({ UserID: user, PresenceSubList: [list] }))];
        answer(shown.length === 0 ? combinedStatus(items, version) : said(items, shown));
      });
      return 101;
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
