/**
 * The values of presence attributes. Attributes of the user are one per user. Attributes of the client are kept per
 * client; a 1.3 watcher gets one instance per client, told apart by ClientID, an older one a single instance.
 *
 * What is shown of client attributes: the clients on line; with none on line, what was published last. Of a user who
 * is on line with any client OnlineStatus is never F.
 */

import { checkPresenceAttribute, presenceAttribute } from '../../protocol/facts/presence.ts';
import type { Version } from '../../protocol/version.ts';
import { Refusal } from '../element.ts';
import type { Session } from '../sessions/session.ts';
import { clientKeyOf } from '../sessions/sessions.ts';
import { type AttributeSet, CLIENT_ATTRIBUTES, has, NOTHING, named, namesIn, setOf } from './attributes.ts';
import { fitTo } from './fit-to-version.ts';
import type { Changed, PresenceParts, PresenceValues, Write } from './parts.ts';
import type { AttributeValue, ClientRecord, StoredValue, UserRecord } from './state.ts';

/** 1.3 watchers see an instance per client. */
export function changedFor(changed: Changed, version: Version): AttributeSet {
  return version === '1.3' ? changed.perClient : changed.single;
}

const CLIENT_NAMES = namesIn(CLIENT_ATTRIBUTES);
const ON: AttributeValue = { Qualifier: true, PresenceValue: 'T' };
const OFF: AttributeValue = { Qualifier: true, PresenceValue: 'F' };

function latest(records: readonly ClientRecord[], name: string): readonly [ClientRecord, StoredValue] | undefined {
  let found: readonly [ClientRecord, StoredValue] | undefined;
  for (const record of records) {
    const stored = record.values.get(name);
    if (stored !== undefined && (found === undefined || stored.order > found[1].order)) found = [record, stored];
  }
  return found;
}

const UNNOTICED: Changed = { single: NOTHING, perClient: NOTHING };

function withClient(value: AttributeValue, client: ClientRecord): AttributeValue {
  return { ClientID: client.clientId, ...value };
}

function refuse(code: 750 | 751, message: string): never {
  throw new Refusal(code, message);
}

/** Checks one instance; what comes back carries a Qualifier, and nothing else under Qualifier F. */
function checked(parts: PresenceParts, name: string, content: AttributeValue, session: Session): AttributeValue {
  const { Qualifier: qualifier, ClientID: clientId, ...rest } = content;
  const empty = Object.values(rest).every((value) => value === undefined);
  if (qualifier === undefined && empty) refuse(751, `${name} has neither Qualifier nor value`);
  if (clientId !== undefined && !sameClient(clientId, session)) {
    refuse(751, `${name} names a ClientID that is not the one of this session`);
  }
  if (qualifier === false) return { Qualifier: false };
  const single = presenceAttribute(name)?.fields[0]?.path === 'PresenceValue';
  if (single && rest.PresenceValue === undefined) refuse(751, `${name} has Qualifier T and no PresenceValue`);
  const problem = checkPresenceAttribute(name, rest, session.version).find((one) => one.confidence !== 'low');
  if (problem !== undefined && parts.profile.valueOutsideSet === 'refuse') {
    refuse(751, `${problem.path}: ${problem.message}`.slice(0, 200));
  }
  if (JSON.stringify(rest).length > parts.profile.limits.valueLength) {
    refuse(751, `${name} is longer than the ${parts.profile.limits.valueLength} characters this server keeps`);
  }
  return { Qualifier: true, ...rest };
}

/** The record of a client; the one longest offline makes room for a new one. */
function clientOf(parts: PresenceParts, record: UserRecord, session: Session): ClientRecord {
  const known = record.clients.get(clientOfSession(session));
  if (known !== undefined) return known;
  if (record.clients.size >= parts.profile.limits.clientsPerUser) {
    const offline = [...record.clients].filter(([, client]) => client.sessions === 0);
    offline.sort(([, a], [, b]) => a.lastSeen - b.lastSeen);
    const oldest = offline[0];
    if (oldest !== undefined) record.clients.delete(oldest[0]);
  }
  const client: ClientRecord = { clientId: session.clientId, sessions: 0, lastSeen: 0, values: new Map() };
  record.clients.set(clientOfSession(session), client);
  return client;
}

/** Which of these attributes look different, to either kind of watcher, after `mutate`; none where nobody watches. */
function comparing(parts: PresenceParts, record: UserRecord, names: readonly string[], mutate: () => void): Changed {
  const { rules, values } = parts;
  if (record.subscribers.size === 0) {
    mutate();
    return UNNOTICED;
  }
  const views = [false, true] as const;
  const before = views.map((perClient) => names.map((name) => values.instances(record, name, perClient)));
  mutate();
  const [single, perClient] = views.map((view, v) =>
    setOf(names.filter((name, n) => rules.isChange(before[v]?.[n] ?? [], values.instances(record, name, view)))),
  );
  return { single: single ?? NOTHING, perClient: perClient ?? NOTHING };
}

function onlineStatus(record: UserRecord, perClient: boolean): readonly AttributeValue[] {
  const clients = [...record.clients.values()];
  const online = clients.filter((client) => client.sessions > 0);
  if (!perClient) return [online.length > 0 ? ON : OFF];
  if (online.length > 0) return online.map((client) => withClient(ON, client));
  const last = clients.sort((a, b) => b.lastSeen - a.lastSeen)[0];
  return [last === undefined ? OFF : withClient(OFF, last)];
}

export function createValues(parts: PresenceParts): PresenceValues {
  return {
    read(list, session) {
      const { unsupported } = named(list, session.version);
      const [first] = unsupported;
      if (first !== undefined && parts.profile.unsupportedAttribute === 'refuse') {
        refuse(750, `${session.version} has no presence attribute ${first}`);
      }
      const writes: Write[] = [];
      for (const [name, content] of Object.entries(list)) {
        if (content === undefined || unsupported.includes(name)) continue;
        const instances = Array.isArray(content) ? content : [content];
        if (instances.length > 1) refuse(751, `${name} occurs ${instances.length} times; a client has one`);
        for (const instance of instances) {
          const value = checked(parts, name, instance, session);
          if (name !== 'OnlineStatus') writes.push({ name, value });
          else if (parts.profile.onlineStatusUpdate === 'refuse') refuse(751, 'OnlineStatus is set by the server');
        }
      }
      return writes;
    },

    write(record, session, writes) {
      const names = writes.map((write) => write.name);
      const changed = comparing(parts, record, names, () => {
        for (const { name, value } of writes) {
          const into = has(CLIENT_ATTRIBUTES, name) ? clientOf(parts, record, session).values : record.userValues;
          into.set(name, { value, order: parts.state.tick() });
        }
      });
      if (!parts.profile.notifyUnchanged) return changed;
      return { single: setOf(names), perClient: setOf(names) };
    },

    opened(record, session) {
      return comparing(parts, record, CLIENT_NAMES, () => {
        const client = clientOf(parts, record, session);
        client.sessions += 1;
        client.lastSeen = parts.state.tick();
        client.values.set('Registration', { value: ON, order: parts.state.tick() });
      });
    },

    closed(record, session) {
      const client = record.clients.get(clientOfSession(session));
      if (client === undefined || client.sessions === 0) return { single: NOTHING, perClient: NOTHING };
      return comparing(parts, record, CLIENT_NAMES, () => {
        client.sessions -= 1;
        client.lastSeen = parts.state.tick();
        if (client.sessions > 0) return;
        client.values.set('Registration', { value: OFF, order: parts.state.tick() });
      });
    },

    online: (record) => [...record.clients.values()].some((client) => client.sessions > 0),

    instances(record, name, perClient) {
      if (name === 'OnlineStatus') return onlineStatus(record, perClient);
      if (!has(CLIENT_ATTRIBUTES, name)) {
        const stored = record.userValues.get(name);
        return stored === undefined ? [] : [stored.value];
      }
      const all = [...record.clients.values()];
      const online = all.filter((client) => client.sessions > 0 && client.values.has(name));
      if (perClient && online.length > 0) {
        return online.map((client) => withClient(client.values.get(name)?.value ?? {}, client));
      }
      const found = latest(online.length > 0 ? online : all, name);
      if (found === undefined) return [];
      const [client, stored] = found;
      return [perClient ? withClient(stored.value, client) : stored.value];
    },

    render(record, set, version) {
      const perClient = version === '1.3';
      const rendered: Record<string, unknown> = {};
      for (const name of namesIn(set)) {
        const instances = parts.values.instances(record, name, perClient).map((one) => fitTo(name, one, version));
        const [first] = instances;
        if (first === undefined) continue;
        rendered[name] = perClient && has(CLIENT_ATTRIBUTES, name) ? instances : first;
      }
      return rendered;
    },
  };
}

/** Watchers tell clients apart by ClientID alone, so several applications on one client share its attributes. */
function clientOfSession(session: Session): string {
  return clientKeyOf(session.clientId);
}

/** Is this the ClientID the session was opened with? */
function sameClient(given: unknown, session: Session): boolean {
  if (typeof given !== 'object' || given === null) return false;
  const { URL: url, MSISDN: msisdn } = given as { URL?: unknown; MSISDN?: unknown };
  return url === session.clientId.URL && msisdn === session.clientId.MSISDN;
}
