/** Rules of a server: presence values as they were published, attributes as they were asked for. */

import type { Report } from '../../conformance/monitors/monitor.ts';
import { presenceAttribute } from '../../protocol/facts/presence.ts';
import type { Scene, Told } from '../scene.ts';
import { elementsIn, inside, type Loose, number, several, text } from '../session.ts';
import { keyOf } from '../users.ts';
import { atAnswer, type Rule } from './rule.ts';
import { answerRule } from './server-access.ts';

/** The requirement an attribute comes back under. */
const COMES_BACK: Readonly<Record<string, string>> = {
  UserAvailability: 'CSP-PAT-001',
  StatusMood: 'CSP-PAT-002',
  StatusText: 'CSP-PAT-005',
  Alias: 'CSP-PAT-005',
  FreeTextLocation: 'CSP-PAT-005',
  CommCap: 'CSP-PAT-006',
  PreferredContacts: 'CSP-PAT-007',
  StatusContent: 'CSP-PAT-008',
  ContactInfo: 'CSP-PAT-009',
  InfoLink: 'CSP-PAT-010',
  PreferredLanguage: 'CSP-PAT-011',
  ClientInfo: 'CSP-PAT-015',
};

/** Presence elements in what the server tells. */
function presencesIn(scene: Scene): readonly { readonly part: Told; readonly presence: Loose }[] {
  return [...scene.told, ...scene.answers]
    .filter(({ name }) => name === 'PresenceNotification-Request' || name === 'GetPresence-Response')
    .flatMap((part) => elementsIn(part.value, 'Presence').map((presence) => ({ part, presence })));
}

/** A value without what a server may add: who published it, and the qualifier. */
function leavesOf(value: unknown): readonly string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [String(value).trim()];
  return Object.entries(value).flatMap(([name, child]) =>
    name === 'Qualifier' || name === 'ClientID' ? [] : leavesOf(child),
  );
}

const comeBack: readonly Rule[] = [...new Set(Object.values(COMES_BACK))].map((requirement) => ({
  name: `published values come back unchanged (${requirement})`,
  requirement,
  judge(scene: Scene, report: Report) {
    for (const { part, presence } of presencesIn(scene)) {
      const known = scene.users.published.get(keyOf(text(presence, 'UserID') ?? ''));
      const [list] = elementsIn(presence, 'PresenceSubList');
      if (known === undefined || list === undefined) continue;
      for (const [name, published] of known) {
        if (COMES_BACK[name] !== requirement || published === undefined) continue;
        const shown = elementsIn(list, name);
        const [only] = shown;
        // Several clients may publish one each; a value that does not hold says nothing.
        if (only === undefined || shown.length > 1 || only.Qualifier !== true) continue;
        report.saw();
        const [given, back] = [leavesOf(published), leavesOf(only)];
        const lost = given.filter((one) => !back.includes(one));
        if (lost.length === 0) continue;
        const observed = `${name} ${back.join(', ') || 'empty'}`.slice(0, 200);
        report.violation(`${name} ${given.join(', ')}`.slice(0, 200), observed, atAnswer(scene, part, name));
      }
    }
  },
}));

const withdrawn: Rule = {
  name: 'a value that was taken back is not shown as valid',
  requirement: 'CSP-PRE-035',
  judge(scene, report) {
    for (const { part, presence } of presencesIn(scene)) {
      if (part.name !== 'GetPresence-Response') continue;
      const known = scene.users.published.get(keyOf(text(presence, 'UserID') ?? ''));
      for (const [name, published] of known ?? []) {
        if (published !== undefined) continue;
        const shown = elementsIn(elementsIn(presence, 'PresenceSubList')[0], name);
        report.saw();
        const valid = shown.find((one) => one.Qualifier === true && one.ClientID === undefined);
        if (valid === undefined || presenceAttribute(name)?.setBy !== 'client') continue;
        report.violation(
          'Qualifier F, or nothing',
          `${name} ${leavesOf(valid).join(', ')}`,
          atAnswer(scene, part, name),
        );
      }
    }
  },
};

/** Names of the attributes of a Presence; its list may stand in it more than once. */
function attributesIn(presence: Loose): readonly string[] {
  return elementsIn(presence, 'PresenceSubList').flatMap((list) => Object.keys(list));
}

/** Attributes a request names; undefined for all. */
function attributesNamed(value: Loose): readonly string[] | undefined {
  const names = Object.keys(inside(value, 'PresenceSubList') ?? {});
  return names.length === 0 ? undefined : names;
}

const askedOnly = answerRule(
  'CSP-PRE-027',
  'only attributes that were asked for are returned',
  'GetPresence-Request',
  (answer) => {
    const asked = attributesNamed(answer.to.value);
    if (answer.name !== 'GetPresence-Response' || asked === undefined) return undefined;
    const shown = elementsIn(answer.value, 'Presence').flatMap((one) => attributesIn(one));
    const strange = shown.find((name) => !asked.includes(name) && presenceAttribute(name) !== undefined);
    return strange === undefined ? 'fine' : [asked.join(', '), strange];
  },
);

const publisherOnly: Rule = {
  name: 'a notification names the publisher',
  requirement: 'CSP-PRE-020',
  judge(scene, report) {
    for (const part of scene.told) {
      if (part.name !== 'PresenceNotification-Request') continue;
      const all = elementsIn(part.value, 'Presence');
      report.saw();
      const nameless = all.length === 0 || all.some((one) => text(one, 'UserID') === undefined);
      const empty = all.find((one) => one.PresenceSubList === undefined && one.UserID !== undefined);
      if (nameless) report.violation('a UserID in each Presence', 'none', atAnswer(scene, part));
      else if (empty !== undefined && all.length > 1) {
        report.violation(
          'values of each user that is named',
          `${text(empty, 'UserID')} without any`,
          atAnswer(scene, part),
        );
      }
    }
  },
};

const subscribedOnly: Rule = {
  name: 'notifications bring attributes that were subscribed to',
  requirement: 'CSP-PRE-004',
  judge(scene, report) {
    const { session } = scene;
    if (session?.whole !== true || session.wildSubscriptions) return;
    for (const part of scene.told) {
      if (part.name !== 'PresenceNotification-Request') continue;
      for (const presence of elementsIn(part.value, 'Presence')) {
        const wanted = session.subscriptions.get(keyOf(text(presence, 'UserID') ?? ''));
        if (wanted === undefined || wanted.has('*')) continue;
        report.saw();
        const names = attributesIn(presence);
        const strange = names.find((name) => !wanted.has(name) && presenceAttribute(name) !== undefined);
        if (strange !== undefined) report.violation([...wanted].join(', '), strange, atAnswer(scene, part, strange));
      }
    }
  },
};

const atMost = answerRule(
  'CSP-WAT-009',
  'no more watchers are named than MaxWatcherList',
  'GetWatcherList-Request',
  (answer) => {
    const most = number(answer.to.value, 'MaxWatcherList');
    if (answer.name !== 'GetWatcherList-Response' || most === undefined) return undefined;
    const count = several(answer.value, 'Watcher').length + several(answer.value, 'User').length;
    return count > most ? [`at most ${most}`, `${count} watchers`] : 'fine';
  },
);

/** Attribute lists as they were attached last, by the user or list they are attached to. */
const attached = answerRule(
  'CSP-ATL-004',
  'an attribute list is returned as it was attached last',
  'GetAttributeList-Request',
  (answer, { session, users }) => {
    const owner = session?.user === undefined ? undefined : keyOf(session.user);
    if (answer.name !== 'GetAttributeList-Response' || owner === undefined) return undefined;
    let seen = false;
    for (const presence of elementsIn(answer.value, 'Presence')) {
      const about = text(presence, 'UserID') ?? text(presence, 'ContactList');
      const known = about === undefined ? undefined : users.attributes.get(`${owner} ${keyOf(about)}`);
      if (known === undefined || known === 'none') continue;
      seen = true;
      const shown = attributesIn(presence);
      const same = shown.length === known.length && known.every((name) => shown.includes(name));
      if (!same) return [`${about}: ${known.join(', ')}`, shown.join(', ') || 'no attribute'];
    }
    return seen ? 'fine' : undefined;
  },
);

const detached = answerRule(
  'CSP-ATL-016',
  'an attribute list that was removed is not returned',
  'GetAttributeList-Request',
  (answer, { session, users }) => {
    const owner = session?.user === undefined ? undefined : keyOf(session.user);
    if (answer.name !== 'GetAttributeList-Response' || owner === undefined) return undefined;
    for (const presence of elementsIn(answer.value, 'Presence')) {
      const about = text(presence, 'UserID') ?? text(presence, 'ContactList');
      const known = about === undefined ? undefined : users.attributes.get(`${owner} ${keyOf(about)}`);
      const shown = attributesIn(presence);
      if (known === 'none' && shown.length > 0) return [`nothing for ${about}`, shown.join(', ')];
    }
    return 'fine';
  },
);

const named = answerRule(
  'CSP-ATL-013',
  'attribute lists of those who were named are returned',
  'GetAttributeList-Request',
  (answer) => {
    if (answer.name !== 'GetAttributeList-Response') return undefined;
    const asked = [
      ...elementsIn(answer.to.value, 'User').flatMap((one) => text(one, 'UserID') ?? []),
      ...several(inside(answer.to.value, 'UserIDList'), 'UserID').map(String),
      ...several(answer.to.value, 'ContactList').map(String),
      ...several(inside(answer.to.value, 'ContactListIDList'), 'ContactList').map(String),
    ].map(keyOf);
    if (asked.length === 0) return undefined;
    const shown = elementsIn(answer.value, 'Presence').flatMap(
      (one) => text(one, 'UserID') ?? text(one, 'ContactList') ?? [],
    );
    const strange = shown.find((one) => !asked.some((other) => sameKey(other, keyOf(one))));
    return strange === undefined ? 'fine' : [asked.join(', '), strange];
  },
);

function sameKey(a: string, b: string): boolean {
  const bare = (one: string) => one.replace(/@.*$/, '');
  return a === b || (a.includes('@') !== b.includes('@') && bare(a) === bare(b));
}

export const serverPresenceRules: readonly Rule[] = [
  ...comeBack,
  withdrawn,
  askedOnly,
  publisherOnly,
  subscribedOnly,
  atMost,
  attached,
  detached,
  named,
];
