/** Legal variants of presence notifications: how much one of them says, when it comes, what becomes of older ones. */
import { type Primitive, primitive } from '../../../../protocol/messages/envelope.ts';
import type { Value } from '../../../../protocol/messages/infer.ts';
import type { AccessPoint, SendOptions } from '../../../../server/element.ts';
import {
  attributesOf,
  CLIENT_ATTRIBUTES,
  EVERYTHING,
  has,
  NOTHING,
  namesIn,
} from '../../../../server/presence/attributes.ts';
import type { Outcome } from '../../../../server/sessions/outbox.ts';
import type { Session } from '../../../../server/sessions/session.ts';
import type { Change, Variant } from '../../../types.ts';
import { hooks, type LooseMessage, requestNames } from '../../../ways/families.ts';
import { part } from '../../../ways/presence.ts';

type Notification = Value<'PresenceNotification-Request'>;
type Presence = Notification['Presence'][number];

const NAME = 'PresenceNotification-Request';
const EVERY_NAME = namesIn(EVERYTHING);
const presencesOf = (sent: Primitive): readonly Presence[] => (sent.value as Notification).Presence;
const notification = (presences: readonly object[]): Primitive => primitive(NAME, { Presence: presences });

/** Another way to send and take back notifications; everything else the server sends goes as ever. */
interface Sending {
  send(session: Session, sent: Primitive, key: string, options: SendOptions): ReturnType<AccessPoint['send']>;
  withdraw(session: Session, key: string): void;
}

function sends(make: (access: AccessPoint) => Sending): Change {
  return hooks({
    access(access) {
      const { send, withdraw } = make(access);
      return {
        ...access,
        send: (session, sent, options = {}) =>
          sent.name === NAME && options.replaces !== undefined
            ? send(session, sent, options.replaces, options)
            : access.send(session, sent, options),
        withdraw(session, key, open) {
          withdraw(session, key);
          access.withdraw?.(session, key, open);
        },
      };
    },
  });
}

/** A notification for each attribute; the whole is answered when the last of them is. */
const perAttribute = sends((access) => ({
  send(session, sent, key, options) {
    const pieces = presencesOf(sent).flatMap((one) =>
      (one.PresenceSubList ?? []).flatMap((list) =>
        Object.entries(list).map(([name, value]) => [name, { ...one, PresenceSubList: [{ [name]: value }] }] as const),
      ),
    );
    if (pieces.length === 0) return access.send(session, sent, options);
    let left = pieces.length;
    const onOutcome = (outcome: Outcome) => {
      left -= 1;
      if (left === 0) options.onOutcome?.(outcome);
    };
    let last: ReturnType<AccessPoint['send']> = 'queued';
    for (const [name, piece] of pieces) {
      last = access.send(session, notification([piece]), { replaces: `${key} ${name}`, onOutcome });
    }
    return last;
  },
  withdraw(session, key) {
    for (const name of EVERY_NAME) access.withdraw?.(session, `${key} ${name}`);
  },
}));

interface Batch {
  readonly members: Map<string, { readonly presences: readonly Presence[]; readonly options: SendOptions }>;
  /** Another one took its place before the client fetched it. */
  replaced: boolean;
}

/** One notification waits for a client, however many publishers changed. */
const batched = sends((access) => {
  const current = new Map<string, Batch>();
  function put(session: Session, batch: Batch): ReturnType<AccessPoint['send']> {
    current.set(session.id, batch);
    const presences = [...batch.members.values()].flatMap((member) => member.presences);
    return access.send(session, notification(presences), {
      replaces: 'presence',
      onOutcome(outcome) {
        batch.replaced = outcome.kind === 'lost' && outcome.why === 'replaced';
        if (!batch.replaced) for (const { options } of batch.members.values()) options.onOutcome?.(outcome);
      },
    });
  }
  return {
    send(session, sent, key, options) {
      const before = current.get(session.id);
      const own = { presences: presencesOf(sent), options };
      const queued = put(session, { members: new Map([[key, own]]), replaced: false });
      if (before?.replaced !== true) return queued;
      // The earlier one was still waiting: what it said of others goes along.
      const overtaken = before.members.get(key);
      const together = put(session, { members: new Map([...before.members, [key, own]]), replaced: false });
      overtaken?.options.onOutcome?.({ kind: 'lost', why: 'replaced' });
      return together;
    },
    withdraw(session, key) {
      const batch = current.get(session.id);
      if (batch?.members.has(key) !== true) return;
      const others = new Map([...batch.members].filter(([one]) => one !== key));
      current.delete(session.id);
      access.withdraw?.(session, 'presence');
      if (others.size > 0) put(session, { members: others, replaced: false });
    },
  };
});

interface Held {
  readonly session: Session;
  readonly sent: Primitive;
  readonly key: string;
  readonly options: SendOptions;
  polls: number;
}

/** A notification waits for the second poll after the change: the first one finds nothing yet. */
const later: Change = (options) => {
  let held: Held[] = [];
  let send: AccessPoint['send'] | undefined;
  const holding = sends((access) => {
    send = access.send;
    return {
      send(session, sent, key, sendOptions) {
        const same = held.find((one) => one.session.id === session.id && one.key === key);
        held = held.filter((one) => one !== same);
        held.push({ session, sent, key, options: sendOptions, polls: same?.polls ?? 0 });
        same?.options.onOutcome?.({ kind: 'lost', why: 'replaced' });
        return 'queued';
      },
      withdraw(session, key) {
        held = held.filter((one) => one.session.id !== session.id || one.key !== key);
      },
    };
  });
  const polled = hooks({
    incoming(document) {
      if (!requestNames(document).includes('Polling-Request')) return document;
      const { SessionID } = (document.content as LooseMessage).Session.SessionDescriptor;
      const polling = held.filter((one) => one.session.id === SessionID);
      const due = polling.filter((one) => one.polls > 0);
      held = held.filter((one) => one.session.alive && !due.includes(one));
      for (const one of polling) one.polls += 1;
      for (const one of due) send?.(one.session, one.sent, one.options);
      return document;
    },
  });
  return polled(holding(options));
};

/** None takes the place of another: the client gets all of them, in their order. */
const allDelivered = sends((access) => {
  const keys = new Map<string, Set<string>>();
  let count = 0;
  return {
    send(session, sent, key, options) {
      count += 1;
      const own = `${key} ${count}`;
      const known = keys.get(`${session.id} ${key}`) ?? new Set<string>();
      keys.set(`${session.id} ${key}`, known.add(own));
      const onOutcome = (outcome: Outcome) => {
        known.delete(own);
        options.onOutcome?.(outcome);
      };
      return access.send(session, sent, { replaces: own, onOutcome });
    },
    withdraw(session, key) {
      for (const own of keys.get(`${session.id} ${key}`) ?? []) access.withdraw?.(session, own);
      keys.delete(`${session.id} ${key}`);
    },
  };
});

export const presenceDeliveryVariants: readonly Variant[] = [
  {
    id: 'presence-notification-per-attribute',
    title: 'sends a notification of its own for each attribute',
    change: perAttribute,
  },
  {
    id: 'presence-notifications-batched',
    title: 'gathers what waits for a client in one notification with a Presence element for each publisher',
    change: batched,
  },
  {
    id: 'presence-notified-later',
    title: 'notifies not at once: the first poll after a change finds nothing yet',
    change: later,
  },
  {
    id: 'presence-notifications-all-delivered',
    title: 'delivers every notification in its order instead of replacing old ones by newer',
    change: allDelivered,
  },
  {
    id: 'presence-all-values-notified',
    title: 'repeats in every notification all values the watcher asked for and may see',
    change: part('notifier', (standard) => ({
      deliver: (publisher, subscription, attributes, round, evenEmpty) =>
        standard.deliver(
          publisher,
          subscription,
          attributes === NOTHING ? NOTHING : EVERYTHING,
          round,
          ...(evenEmpty === undefined ? [] : [evenEmpty]),
        ),
    })),
  },
  {
    id: 'presence-unknown-values-unset',
    title: 'shows attributes without a value, with Qualifier F, instead of leaving them out',
    change: part('values', (standard) => ({
      render(record, set, version) {
        const known: Readonly<Record<string, unknown>> = standard.render(record, set, version);
        const unset = (name: string) =>
          version === '1.3' && has(CLIENT_ATTRIBUTES, name) ? [{ Qualifier: false }] : { Qualifier: false };
        return Object.fromEntries(
          namesIn(set & attributesOf(version)).map((name) => [name, known[name] ?? unset(name)]),
        );
      },
    })),
  },
  {
    id: 'presence-clients-forgotten-offline',
    title: 'takes back what a client published of itself when it goes off line, and never speaks of Registration',
    change: part('values', (standard) => ({
      instances(record, name, perClient) {
        if (name === 'Registration') return [];
        const found = standard.instances(record, name, perClient);
        if (name === 'OnlineStatus' || !has(CLIENT_ATTRIBUTES, name) || standard.online(record)) return found;
        return found.map(() => ({ Qualifier: false }));
      },
    })),
  },
];
