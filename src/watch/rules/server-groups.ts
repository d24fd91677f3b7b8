/** Rules of a server: groups, their properties, members, notices, as far as they were seen to change. */
import type { Scene } from '../scene.ts';
import { inside, type Loose, text } from '../session.ts';
import { type Group, keyOf } from '../users.ts';
import { atAnswer, type Rule } from './rule.ts';
import { answerRule } from './server-access.ts';
import { propertiesIn } from './server-lists.ts';

function groupOf(value: Loose, { users }: Scene): Group | undefined {
  return users.groups.get(keyOf(text(value, 'GroupID') ?? ''));
}
const userOf = ({ session }: Scene) => (session?.user === undefined ? undefined : keyOf(session.user));

/** A property of GetGroupProps-Response that was set, as it was set last. */
const kept = (requirement: string, name: string, wanted: (property: string, changed: boolean) => boolean): Rule =>
  answerRule(requirement, name, 'GetGroupProps-Request', (answer, scene) => {
    const group = groupOf(answer.to.value, scene);
    if (answer.name !== 'GetGroupProps-Response' || group === undefined) return undefined;
    const shown = propertiesIn(inside(answer.value, 'GroupProperties'));
    let seen = false;
    for (const [property, { value, changed }] of group.properties) {
      if (!wanted(property, changed)) continue;
      const found = shown.get(property);
      if (found === undefined) continue;
      seen = true;
      if (found !== value) return [`${property} ${value}`, `${property} ${found}`];
    }
    return seen ? 'fine' : undefined;
  });

const FREE = ['Name', 'Topic'];

const active = answerRule(
  'CSP-PRP-002',
  'ActiveUsers counts who is joined',
  'GetGroupProps-Request',
  (answer, scene) => {
    const group = groupOf(answer.to.value, scene);
    const user = userOf(scene);
    if (answer.name !== 'GetGroupProps-Response' || user === undefined || group?.joined.has(user) !== true)
      return undefined;
    const shown = propertiesIn(inside(answer.value, 'GroupProperties')).get('ActiveUsers');
    if (shown === undefined || scene.session?.groups.get(keyOf(text(answer.to.value, 'GroupID') ?? '')) !== 'joined')
      return undefined;
    return shown === '0' ? ['at least 1: the user is joined', 'ActiveUsers 0'] : 'fine';
  },
);

const privileges = answerRule(
  'CSP-PRP-003',
  'the owner of a group is told to be its administrator',
  'GetGroupProps-Request',
  (answer, scene) => {
    const group = groupOf(answer.to.value, scene);
    const user = userOf(scene);
    if (
      answer.name !== 'GetGroupProps-Response' ||
      user === undefined ||
      group?.created !== true ||
      group.owner !== user
    )
      return undefined;
    const shown = propertiesIn(inside(answer.value, 'OwnProperties')).get('PrivilegeLevel');
    if (shown === undefined) return undefined;
    return shown === 'Admin' ? 'fine' : ['PrivilegeLevel Admin', `PrivilegeLevel ${shown}`];
  },
);

const own = answerRule(
  'CSP-PRP-001',
  'the owner is told the properties of the group and the own ones',
  'GetGroupProps-Request',
  (answer, scene) => {
    const group = groupOf(answer.to.value, scene);
    const user = userOf(scene);
    if (
      answer.name !== 'GetGroupProps-Response' ||
      user === undefined ||
      group?.created !== true ||
      group.owner !== user
    )
      return undefined;
    const lacking = ['GroupProperties', 'OwnProperties'].filter((name) => answer.value[name] === undefined);
    return lacking.length === 0 ? 'fine' : ['GroupProperties and OwnProperties', `no ${lacking.join(', ')}`];
  },
);

const privateType = answerRule(
  'CSP-GRP-013',
  'groups of users are Private',
  'GetGroupProps-Request',
  (answer, scene) => {
    const group = groupOf(answer.to.value, scene);
    if (answer.name !== 'GetGroupProps-Response' || group?.created !== true) return undefined;
    const shown = propertiesIn(inside(answer.value, 'GroupProperties')).get('Type');
    if (shown === undefined) return undefined;
    return shown === 'Private' ? 'fine' : ['Type Private', `Type ${shown}`];
  },
);

const listUnasked = answerRule(
  'CSP-JON-003',
  'who is joined is told where it is asked for',
  'JoinGroup-Request',
  (answer) => {
    if (answer.name !== 'JoinGroup-Response' || answer.to.value.JoinedRequest !== false) return undefined;
    const came = ['UserList', 'UserMapList', 'Joined'].filter((name) => hasContent(answer.value[name]));
    return came.length === 0 ? 'fine' : ['no list of users', came.join(', ')];
  },
);

function hasContent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

const welcome = answerRule(
  'CSP-JON-004',
  'who joins is welcomed as the group says',
  'JoinGroup-Request',
  (answer, scene) => {
    const note = groupOf(answer.to.value, scene)?.welcome;
    if (answer.name !== 'JoinGroup-Response' || note === undefined) return undefined;
    const shown = inside(answer.value, 'WelcomeNote');
    return shown === undefined ? ['a WelcomeNote', 'none'] : 'fine';
  },
);

const welcomeKept = answerRule(
  'CSP-PRP-014',
  'a new WelcomeNote is handed out',
  'JoinGroup-Request',
  (answer, scene) => {
    const group = groupOf(answer.to.value, scene);
    const shown = text(inside(answer.value, 'WelcomeNote'), 'ContentData');
    if (
      answer.name !== 'JoinGroup-Response' ||
      group?.welcome === undefined ||
      shown === undefined ||
      !group.welcomeChanged
    )
      return undefined;
    return shown === group.welcome ? 'fine' : [`WelcomeNote ${group.welcome}`, `WelcomeNote ${shown}`];
  },
);

const noteShown = answerRule(
  'CSP-PRP-062',
  'the WelcomeNote is shown as it was set',
  'GetGroupProps-Request',
  (answer, scene) => {
    const group = groupOf(answer.to.value, scene);
    const shown = text(inside(inside(answer.value, 'GroupProperties'), 'WelcomeNote'), 'ContentData');
    if (answer.name !== 'GetGroupProps-Response' || group?.welcome === undefined || shown === undefined)
      return undefined;
    return shown === group.welcome ? 'fine' : [`WelcomeNote ${group.welcome}`, `WelcomeNote ${shown}`];
  },
);

/** Every UserID and screen name in a list of members. */
function usersIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [keyOf(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) =>
    name === 'GroupID' || name === 'Result' ? [] : usersIn(child),
  );
}

const membersOnce = answerRule('CSP-MEM-001', 'each member is listed once', 'GetGroupMembers-Request', (answer) => {
  if (answer.name !== 'GetGroupMembers-Response') return undefined;
  const users = usersIn(answer.value);
  const twice = users.find((one, i) => users.indexOf(one) !== i);
  return twice === undefined ? 'fine' : [`${twice} once`, `${twice} twice`];
});

const withOwner = answerRule(
  'CSP-MEM-054',
  'the owner stands among the members',
  'GetGroupMembers-Request',
  (answer, scene) => {
    const group = groupOf(answer.to.value, scene);
    if (answer.name !== 'GetGroupMembers-Response' || group?.created !== true || group.owner === undefined)
      return undefined;
    const users = usersIn(answer.value);
    const { owner } = group;
    const there = users.some((one) => one === owner || one.replace(/@.*$/, '') === owner.replace(/@.*$/, ''));
    return there ? 'fine' : [owner, users.join(', ') || 'nobody'];
  },
);

const rejectedShown = answerRule(
  'CSP-MEM-018',
  'who was put on the reject list stands on it',
  'RejectList-Request',
  (answer) => {
    const added = usersIn(inside(answer.to.value, 'AddList'));
    if (answer.name !== 'RejectList-Response' || added.length === 0) return undefined;
    const shown = usersIn(inside(answer.value, 'UserList'));
    return shown.length === 0 ? [added.join(', '), 'an empty list'] : 'fine';
  },
);

const changes: Rule = {
  name: 'a notice names a group and a change',
  requirement: 'CSP-GCN-006',
  judge(scene, report) {
    for (const part of scene.told) {
      if (part.name !== 'GroupChangeNotice') continue;
      report.saw();
      const any = ['Joined', 'Left', 'GroupProperties', 'OwnProperties', 'JoinedBlocked', 'LeftBlocked'].some(
        (name) => part.value[name] !== undefined,
      );
      if (!any || text(part.value, 'GroupID') === undefined) {
        report.violation('GroupID and a change', any ? 'no GroupID' : 'no change', atAnswer(scene, part));
      }
    }
  },
};

const newcomers: Rule = {
  name: 'newcomers are named in the list of the version',
  requirement: 'CSP-GCN-009',
  judge(scene, report) {
    for (const part of scene.told) {
      const joined = part.name === 'GroupChangeNotice' ? inside(part.value, 'Joined') : undefined;
      if (joined === undefined || scene.session === undefined) continue;
      report.saw();
      const later = scene.session.version !== '1.1';
      const wrong = later ? 'UserList' : 'UserMapList';
      if (joined[wrong] === undefined) continue;
      report.violation(later ? 'UserMapList' : 'UserList', wrong, atAnswer(scene, part, 'Joined'));
    }
  },
};

/** Notices to a session that ended its subscription, or never had one, of a group it joined while watched. */
const subscribers = (requirement: string, name: string, state: 'never' | 'ended'): Rule => ({
  name,
  requirement,
  judge(scene, report) {
    const { session } = scene;
    if (session?.whole !== true) return;
    for (const part of scene.told) {
      if (part.name !== 'GroupChangeNotice') continue;
      const id = keyOf(text(part.value, 'GroupID') ?? '');
      const known = session.notices.get(id);
      if (known === undefined) continue;
      if (known.state === 'on') report.saw();
      if (known.state !== state) continue;
      // One that was on its way when the subscription ended may still come.
      if (state === 'ended' && !known.drained) continue;
      report.saw();
      report.violation('no notice: nobody subscribed', `a notice about ${id}`, atAnswer(scene, part));
    }
  },
});

const toldState = (requirement: string, state: 'on' | 'ended', name: string): Rule =>
  answerRule(requirement, name, 'SubscribeGroupNotice-Request', (answer, { session }) => {
    const known = session?.notices.get(keyOf(text(answer.to.value, 'GroupID') ?? ''));
    if (answer.name !== 'SubscribeGroupNotice-Response' || known?.state !== state) return undefined;
    const { Value } = answer.value;
    const on = Value === true || Value === 'T';
    return on === (state === 'on') ? 'fine' : [`Value ${state === 'on' ? 'T' : 'F'}`, `Value ${on ? 'T' : 'F'}`];
  });

const asCreated = answerRule(
  'CSP-ADR-005',
  'a group is used under the address it was created with',
  'GetGroupProps-Request',
  (answer, scene) => {
    const id = keyOf(text(answer.to.value, 'GroupID') ?? '');
    const group = scene.users.groups.get(id);
    if (group?.created !== true || group.deleted || answer.code !== 800)
      return group?.created === true ? 'fine' : undefined;
    return ['the properties of a group that was created', `${answer.name} 800`];
  },
);

export const serverGroupRules: readonly Rule[] = [
  kept(
    'CSP-GRP-002',
    'a group has the properties it was created with',
    (property, changed) => FREE.includes(property) && !changed,
  ),
  kept(
    'CSP-PRP-006',
    'properties of a group are shown as they were set',
    (property, changed) => FREE.includes(property) && changed,
  ),
  active,
  privileges,
  own,
  privateType,
  listUnasked,
  welcome,
  welcomeKept,
  noteShown,
  membersOnce,
  withOwner,
  rejectedShown,
  changes,
  newcomers,
  subscribers('CSP-GCN-007', 'notices come to those who subscribed', 'never'),
  subscribers('CSP-GCN-008', 'notices end with the subscription', 'ended'),
  toldState('CSP-GCN-003', 'on', 'a subscription to notices is told as T'),
  toldState('CSP-GCN-002', 'ended', 'a subscription that ended is told as F'),
  asCreated,
];
