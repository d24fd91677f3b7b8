/** The events in the scenarios of the sample: a group message, a message that never came, and plain exchanges. */
import type { CheckResult, Configuration, Transcript } from '../../../results/results.ts';
import { login, logout, type Recorder, recorder, status, user } from './scenario.ts';

interface Subject {
  readonly id: string;
  readonly item: string;
  readonly area: string;
  readonly statement: string;
}

interface Story {
  readonly check: CheckResult;
  readonly transcript: Transcript | undefined;
}

/** The scenario `n` of a requirement in one configuration. */
export function story(subject: Subject, configuration: Configuration, n: number, flawless: boolean): Story {
  const r = recorder(configuration);
  const scenario = `${feature(subject)}:${12 + 14 * n} ${nameOf(subject)}${n === 0 ? '' : `, case ${n + 1}`}`;
  const key = `${subject.id}/${configuration.id}/${n}`;
  const plain = (verdict: Transcript['verdict']): Transcript =>
    r.transcript({ key, scenario, requirements: [subject.id], verdict });
  const base: CheckResult = {
    scenario,
    configuration: configuration.id,
    verdict: 'pass',
    cause: undefined,
    expected: undefined,
    observed: undefined,
    place: undefined,
    durationMs: 20 + ((key.length * 13) % 40),
    transcript: key,
    notes: [],
  };
  if (subject.item === 'IMPS-CSP-S-GROUPMSG') {
    const wrong = subject.id === 'CSP-IMS-011' && !flawless;
    const exchange = groupMessage(r, wrong);
    if (!wrong) return { check: base, transcript: plain('pass') };
    const path = `${ENVELOPE}/NewMessage/MessageInfo/Sender/User`;
    const span = r.written(exchange, 'response')?.spans.get(path);
    const check = {
      ...base,
      verdict: 'fail' as const,
      expected: `Group\n  ScreenName\n    SName    Wicked Vicky\n    GroupID  ${GROUP}`,
      observed: `User\n  UserID   ${user('alice')}`,
      place: { exchange, side: 'response' as const, path, span },
    };
    return { check, transcript: plain('fail') };
  }
  if (subject.id === 'CSP-OFF-001' && !flawless) {
    offline(r);
    const message = 'no NewMessage for bob after his login';
    const cause = { kind: 'timeout', wait: 'timers.message', boundMs: 5000, message } as const;
    return { check: { ...base, verdict: 'inconclusive', cause }, transcript: plain('inconclusive') };
  }
  if (subject.id === 'CSP-OFF-004' && !flawless) {
    const message = 'stored messages could not be seen at all';
    const cause = { kind: 'prerequisite-failed', root: 'CSP-OFF-001', message } as const;
    return { check: { ...base, verdict: 'inconclusive', cause, transcript: undefined }, transcript: undefined };
  }
  if (subject.item === 'IMPS-CSPT-S-SHTTP' && !flawless) {
    const message = 'the IXIT names no address at which the server reaches the suite over HTTP';
    const cause = { kind: 'untestable', missing: 'cir.http.listen', message } as const;
    return { check: { ...base, verdict: 'inconclusive', cause, transcript: undefined }, transcript: undefined };
  }
  if (subject.id === 'CSP-SRC-001' && configuration.version === '1.2' && !flawless) {
    search(r);
    const check = {
      ...base,
      verdict: 'fail' as const,
      expected: 'Status/Result/Code 200',
      observed: 'Status/Result/Code 501',
    };
    return { check: { ...check, place: { exchange: 2, side: 'response' as const } }, transcript: plain('fail') };
  }
  if (subject.id === 'CSP-PRE-025') getPresence(r, configuration.version);
  else keepAlive(r);
  const notes = subject.id === 'CSP-OFF-005' && !flawless ? ['delivered only after a second poll'] : [];
  return { check: { ...base, notes }, transcript: plain('pass') };
}

export const ENVELOPE = 'WV-CSP-Message/Session/Transaction/TransactionContent';
const GROUP = 'wv:alice/harbour@imps.example';
const TEXT = 'Hi guys, just arrived... How is it going?';

function feature(subject: Subject): string {
  return `features/csp/${subject.area.split(' ')[0]}/${subject.item.slice(11).toLowerCase()}.feature`;
}

function nameOf(subject: Subject): string {
  const text = subject.statement.replace(/\.$/, '');
  return text.length > 70 ? `${text.slice(0, 66).replace(/\s+\S*$/, '')} …` : text;
}

/** Gives the exchange in which bob gets the message. */
function groupMessage(r: Recorder, wrong: boolean): number {
  const screenName = (name: string) => ['ScreenName', ['SName', name], ['GroupID', GROUP]] as const;
  r.step('Given', 'alice and bob are logged in');
  login(r, 'alice');
  login(r, 'bob');
  r.step('And', 'alice has created the group "harbour"');
  r.exchange(
    'alice',
    [
      'CreateGroup-Request',
      ['GroupID', GROUP],
      ['GroupProperties', ['Property', ['Name', 'Name'], ['Value', 'harbour']]],
      ['JoinGroup', 'F'],
      ['SubscribeNotification', 'F'],
    ],
    status(200, 'Successful'),
  );
  r.step('And', 'both have joined it, as "Wicked Vicky" and "Johnnie"');
  for (const [name, shown] of [
    ['alice', 'Wicked Vicky'],
    ['bob', 'Johnnie'],
  ] as const) {
    r.exchange(
      name,
      [
        'JoinGroup-Request',
        ['GroupID', GROUP],
        screenName(shown),
        ['JoinedRequest', 'F'],
        ['SubscribeNotification', 'F'],
      ],
      ['JoinGroup-Response'],
    );
  }
  r.step('When', `alice sends "${TEXT}" to "harbour"`);
  const info = [
    ['ContentType', 'text/plain'],
    ['ContentEncoding', 'None'],
    ['ContentSize', TEXT.length],
  ] as const;
  r.exchange(
    'alice',
    [
      'SendMessage-Request',
      ['DeliveryReport', 'F'],
      [
        'MessageInfo',
        ...info,
        ['Recipient', ['Group', ['GroupID', GROUP]]],
        ['Sender', ['Group', screenName('Wicked Vicky')]],
        ['Validity', 600],
      ],
      ['ContentData', TEXT],
    ],
    ['SendMessage-Response', ['Result', ['Code', 200]], ['MessageID', 'm-41']],
  );
  r.step('Then', 'bob gets the message');
  const exchange = r.exchange(
    'bob',
    ['Polling-Request'],
    [
      'NewMessage',
      [
        'MessageInfo',
        ['MessageID', 'm-41'],
        ...info,
        ['Recipient', ['Group', screenName('Johnnie')]],
        wrong ? ['Sender', ['User', ['UserID', user('alice')]]] : ['Sender', ['Group', screenName('Wicked Vicky')]],
        ['DateTime', '20261121T140231Z'],
        ['Validity', 600],
      ],
      ['ContentData', TEXT],
    ],
    { fromServer: true },
  );
  r.exchange('bob', ['MessageDelivered', ['MessageID', 'm-41']], 'nothing');
  r.step('And', 'the sender bob sees is "Wicked Vicky" in "harbour"', wrong ? 'fail' : 'pass');
  r.step('And', "alice's user id occurs nowhere in the message", wrong ? 'not-run' : 'pass');
  r.step('After', 'delete the group, log out');
  r.exchange('alice', ['DeleteGroup-Request', ['GroupID', GROUP]], status(200, 'Successful'));
  logout(r, 'alice', 'bob');
  return exchange;
}

function offline(r: Recorder): void {
  r.step('Given', 'alice is logged in and bob is not');
  login(r, 'alice');
  r.step('And', 'alice has sent "See you at eight" to bob');
  r.exchange(
    'alice',
    [
      'SendMessage-Request',
      ['DeliveryReport', 'F'],
      [
        'MessageInfo',
        ['ContentType', 'text/plain'],
        ['ContentSize', 16],
        ['Recipient', ['User', ['UserID', user('bob')]]],
        ['Sender', ['User', ['UserID', user('alice')]]],
      ],
      ['ContentData', 'See you at eight'],
    ],
    ['SendMessage-Response', ['Result', ['Code', 200]], ['MessageID', 'm-42']],
  );
  r.step('When', 'bob logs in');
  login(r, 'bob');
  r.step('Then', 'bob gets the message', 'inconclusive');
  r.exchange('bob', ['Polling-Request'], 'nothing');
  r.exchange('bob', ['Polling-Request'], 'silence', { takes: 5000 });
}

function search(r: Recorder): void {
  r.step('Given', 'alice is logged in');
  login(r, 'alice');
  r.step('When', 'alice asks for the server information', 'fail');
  r.exchange('alice', ['KeepAlive-Request'], status(501, 'Not implemented'));
}

function getPresence(r: Recorder, version: Configuration['version']): void {
  r.step('Given', 'alice may see the mood of bob');
  login(r, 'alice');
  r.step('When', 'alice asks for the presence of bob');
  const bob = ['UserID', user('bob')] as const;
  const value = (name: string, content: string) => [name, ['Qualifier', 'T'], ['PresenceValue', content]] as const;
  r.exchange(
    'alice',
    ['GetPresence-Request', [version === '1.3' ? 'UserIDList' : 'User', bob]],
    [
      'GetPresence-Response',
      ['Result', ['Code', 200]],
      ['Presence', bob, ['PresenceSubList', value('StatusText', 'at sea'), value('StatusMood', 'HAPPY')]],
    ],
  );
  r.step('Then', 'alice sees the mood of bob');
  r.step('After', 'log out');
  logout(r, 'alice');
}

function keepAlive(r: Recorder): void {
  r.step('Given', 'alice is logged in');
  login(r, 'alice');
  r.step('When', 'alice sends KeepAlive-Request with TimeToLive 300');
  r.exchange(
    'alice',
    ['KeepAlive-Request', ['TimeToLive', 300]],
    ['KeepAlive-Response', ['Result', ['Code', 200]], ['KeepAliveTime', 300]],
  );
  r.step('Then', 'alice gets KeepAlive-Response with code 200');
  r.step('And', 'the time in force is 300 seconds');
  r.step('After', 'log out');
  logout(r, 'alice');
}
