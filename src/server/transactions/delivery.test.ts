import { describe, expect, it } from 'vitest';
import { is, type Primitive, primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { read, type Syntax, type TreeNode } from '../../protocol/syntax/index.ts';
import type { Version } from '../../protocol/version.ts';
import { MARKUP } from '../../testing/markup.ts';
import { codeOf, FORMS, TestClient } from '../../testing/server/client.ts';
import { VirtualClock } from '../clock.ts';
import type { ServiceElement } from '../element.ts';
import { type ProfileChanges, serverProfile } from '../profile.ts';
import { createServer } from '../server.ts';
import type { Outcome } from '../sessions/outbox.ts';
import type { Session } from '../sessions/session.ts';

const invitation = (id: string, note?: string): Primitive =>
  primitive('InviteUser-Request', {
    InviteID: id,
    InviteType: 'IM',
    Sender: { User: { UserID: 'wv:bob@example.com' } },
    ...(note === undefined ? {} : { InviteNote: note }),
  } as Value<'InviteUser-Request'>) as Primitive;

/** Names of the elements that have a child of this name. */
function parentsOf(name: string, node: TreeNode | undefined): readonly string[] {
  const own = node?.children.some((child) => child.name === name) === true ? [node.name] : [];
  return [...own, ...(node?.children ?? []).flatMap((child) => parentsOf(name, child))];
}

const inviteIdOf = (p: Primitive) => (is(p, 'InviteUser-Request') ? p.value.InviteID : p.name);

function setUp([version, syntax]: readonly [Version, Syntax], changes: ProfileChanges = {}, capabilities: object = {}) {
  const clock = new VirtualClock();
  const waited: string[] = [];
  let answerLater: ((answer: Primitive | number) => void) | undefined;
  const element: ServiceElement = {
    name: 'sample',
    functions: ['INVIT', 'GCLI', 'IMFeat', 'GETM', 'SRCH'],
    handlers: {
      'GetMessage-Request': (request) =>
        primitive('GetMessage-Response', {
          MessageInfo: {
            MessageID: 'm',
            ContentType: 'text/plain',
            ContentSize: 0,
            Recipient: { User: [{ UserID: 'wv:alice@example.com' }] },
            Sender: { User: { UserID: 'wv:bob@example.com' } },
          },
          ContentData: 'ü<&>'.repeat(Number(request.MessageID)),
        } as unknown as Value<'GetMessage-Response'>) as Primitive,
      'GetList-Request': (_request, context) => {
        answerLater = context.later();
        return 101;
      },
      'InviteUser-Response': () => 200,
    },
  };
  const server = createServer({
    clock,
    accounts: [{ user: 'alice', password: 'secret' }],
    profile: serverProfile(changes),
    elements: [() => element],
    onWaiting: (session) => void waited.push(session.id),
    onFault: (error) => {
      throw error;
    },
  });
  const client = new TestClient(server, { version, syntax });
  client.login();
  client.negotiate(undefined, {
    MultiTrans: 2,
    ...(version === '1.3' ? { MultiTransPerMessage: 2 } : {}),
    ...capabilities,
  });
  const session = server.access.session(client.sessionId ?? '') as Session;
  const outcomes: Outcome[] = [];
  const send = (id: string, note?: string, replaces?: string) =>
    server.access.send(session, invitation(id, note), {
      onOutcome: (outcome) => void outcomes.push(outcome),
      ...(replaces === undefined ? {} : { replaces }),
    });
  const ids = () => client.poll().map((t) => inviteIdOf(t.primitive));
  return { clock, server, client, session, outcomes, send, ids, waited, later: () => answerLater };
}

const poll = { mode: 'Request', id: '', primitive: primitive('Polling-Request', {}) as Primitive } as const;
const keepAlive = (client: TestClient) =>
  ({ mode: 'Request', id: client.nextId(), primitive: primitive('KeepAlive-Request', {}) as Primitive }) as const;
const ok = primitive('Status', { Result: { Code: 200 } } as Value<'Status'>) as Primitive;

describe.each(FORMS)('server-initiated transactions, CSP %s in %s', (...form) => {
  const [version, syntax] = form;
  it('wait for a poll and come in order, each with an ID of its own (CSP-SES-002, POL-002, 003)', () => {
    const { client, send, outcomes } = setUp(form);
    expect([send('a'), send('b'), send('c')]).toEqual(['queued', 'queued', 'queued']);
    const received: string[] = [];
    const seen = new Set<string | undefined>();
    for (let came = client.poll(); came.length > 0; ) {
      const next = [];
      for (const t of came) {
        expect(t.mode).toBe('Request');
        received.push(inviteIdOf(t.primitive));
        seen.add(t.id);
        next.push(...(client.answer(t.id).envelope?.transactions ?? []));
      }
      came = next;
    }
    expect(received).toEqual(['a', 'b', 'c']);
    expect(seen.size).toBe(3);
    expect(outcomes).toEqual([1, 2, 3].map(() => ({ kind: 'answered', primitive: ok })));
  });

  it('raise the Poll flag where the version has it, and lower it after (CSP-SES-019, 020, TRN-HTTP-018)', () => {
    const { client, send } = setUp(form);
    const kept = () => client.post([keepAlive(client)]);
    expect(kept().envelope?.poll).toBeUndefined();
    send('a');
    const { tree } = read(kept().octets, syntax);
    const holders = parentsOf('Poll', tree);
    expect(holders).toEqual([version === '1.1' ? 'TransactionDescriptor' : 'Session']);
    client.poll();
    expect(kept().envelope?.poll).toBeUndefined();
  });

  it('write Poll F where the profile says so', () => {
    const { client } = setUp(form, { polling: { flag: 'always' } });
    const reply = client.post([
      { mode: 'Request', id: '1', primitive: primitive('KeepAlive-Request', {}) as Primitive },
    ]);
    expect(reply.envelope?.poll).toBe(false);
  });

  const one = { MultiTrans: 1, ...(version === '1.3' ? { MultiTransPerMessage: 1 } : {}) };

  it('are open in no greater number than agreed (CSP-SES-021)', () => {
    const { client, send, ids } = setUp(form, {}, one);
    for (const id of ['a', 'b']) send(id);
    const [first] = client.poll();
    expect(inviteIdOf(first?.primitive ?? ok)).toBe('a');
    expect(ids()).toEqual([]);
    expect(client.answer(first?.id).envelope?.transactions.map((t) => inviteIdOf(t.primitive))).toEqual(['b']);
  });

  it('are repeated after a pause, no sooner, and a poll in between brings nothing (CSP-POL-045)', () => {
    const { clock, client, send, ids, outcomes } = setUp(form, {}, one);
    for (const id of ['a', 'b']) send(id);
    const [first] = client.poll();
    for (let i = 0; i < 10; i++) expect(client.poll()).toEqual([]);
    clock.advance(4_999);
    expect(ids()).toEqual([]);
    clock.advance(1);
    expect(client.poll().map((t) => [t.id, inviteIdOf(t.primitive)])).toEqual([[first?.id, 'a']]);
    expect(ids()).toEqual([]);
    expect(client.answer(first?.id).envelope?.transactions).toHaveLength(1);
    expect(outcomes).toHaveLength(1);
  });

  it('raise the Poll flag only where a poll would bring something new', () => {
    const { client, send } = setUp(form, {}, one);
    const flag = () => client.post([keepAlive(client)]).envelope?.poll;
    for (const id of ['a', 'b']) send(id);
    expect(flag()).toBe(true);
    const reply = client.post([poll]);
    // b has to wait for the answer to a, which brings it.
    expect([reply.envelope?.poll, flag()]).toEqual([undefined, undefined]);
    const told = setUp(form, { polling: { afterAnswers: false } }, one);
    for (const id of ['a', 'b']) told.send(id);
    expect(told.client.post([poll]).envelope?.poll).toBe(true);
  });

  it('take an answer that comes again as they took it first', () => {
    const { client, send, outcomes } = setUp(form, {}, one);
    send('a');
    const [first] = client.poll();
    const accepted = primitive('InviteUser-Response', {
      InviteID: 'a',
      Acceptance: true,
    } as Value<'InviteUser-Response'>) as Primitive;
    for (const answer of [accepted, accepted, accepted]) {
      expect(client.answer(first?.id, answer)).toMatchObject({ status: 200, envelope: undefined });
    }
    expect(outcomes).toHaveLength(1);
  });

  it('come one in a message up to 1.2, and as many as agreed in 1.3 (CSP-SES-022; AMB-010)', () => {
    const { send, ids } = setUp(form);
    for (const id of ['a', 'b', 'c']) send(id);
    expect(ids()).toEqual(version === '1.3' ? ['a', 'b'] : ['a']);
    const several = setUp(form, { polling: { severalPerMessage: true } });
    for (const id of ['a', 'b', 'c']) several.send(id);
    expect(several.ids()).toEqual(['a', 'b']);
  });

  it('are given up when the client never answers, after so many pauses', () => {
    const { clock, send, ids, outcomes } = setUp(form, { polling: { attempts: 2, repeatAfter: 7 } });
    send('a');
    const later = (ms: number) => {
      clock.advance(ms);
      return ids();
    };
    expect([ids(), ids(), later(7_000), ids(), ids()]).toEqual([['a'], [], ['a'], [], []]);
    expect(outcomes).toEqual([]);
    expect(later(7_000)).toEqual([]);
    expect(outcomes).toEqual([{ kind: 'lost', why: 'unanswered' }]);
  });

  it('travel with the answer to an answer, unless the profile says otherwise (TRN-HTTP-009)', () => {
    const plain = setUp(form, { polling: { afterAnswers: false } });
    plain.send('a');
    plain.send('b');
    const [first] = plain.client.poll();
    expect(plain.client.answer(first?.id)).toMatchObject({ status: 200, envelope: undefined });
    const eager = setUp(form);
    eager.send('a');
    eager.send('b');
    eager.send('c');
    const [one] = eager.client.poll();
    expect(eager.client.answer(one?.id).envelope?.transactions.length).toBeGreaterThan(0);
  });

  it('replace an older one under the same key, as long as it waits', () => {
    const { send, ids, outcomes } = setUp(form);
    send('old', undefined, 'k');
    send('other');
    send('new', undefined, 'k');
    expect(outcomes).toEqual([{ kind: 'lost', why: 'replaced' }]);
    const all = [...ids(), ...ids()];
    expect(all.slice(0, 2)).toEqual(['new', 'other']);
  });

  it('are bounded, and lost when the session ends', () => {
    const { send, server, client, outcomes, session } = setUp(form, { limits: { waiting: 2 } });
    expect([send('a'), send('b'), send('c')]).toEqual(['queued', 'queued', 'full']);
    expect(server.access.waiting(session)).toBe(2);
    client.request('Logout-Request', {});
    expect(outcomes).toEqual([1, 2].map(() => ({ kind: 'lost', why: 'session-ended' })));
    expect(send('d')).toBe('closed');
    expect(server.access.waiting(session)).toBe(0);
  });

  it('are not sent for a function that was not agreed (CSP-SVC-009)', () => {
    const { server, session, ids } = setUp(form);
    const notice = primitive('GroupChangeNotice', { GroupID: 'wv:/g@example.com' } as Value<'GroupChangeNotice'>);
    expect(server.access.send(session, notice as Primitive)).toBe('not-agreed');
    expect(ids()).toEqual([]);
  });

  it('tell whoever runs CIR channels that something waits; and the client how its channel is', () => {
    const { server, client, send, waited } = setUp(form);
    send('a');
    expect(waited).toEqual([client.sessionId]);
    expect(server.setCirState(client.sessionId ?? '', false)).toBe(true);
    const reply = client.post([
      { mode: 'Request', id: '1', primitive: primitive('KeepAlive-Request', {}) as Primitive },
    ]);
    expect(reply.envelope?.cir).toBe(version === '1.1' ? undefined : false);
  });

  it('leave an idle poll empty, or answer it with Status (TRN-HTTP-006)', () => {
    const reply = (client: TestClient) =>
      client.post([{ mode: 'Request', id: '', primitive: primitive('Polling-Request', {}) as Primitive }]);
    expect(reply(setUp(form).client)).toMatchObject({ status: 200, envelope: undefined });
    const spoken = reply(setUp(form, { polling: { idleAnswer: 'status' } }).client);
    expect(spoken.envelope?.transactions).toMatchObject([{ mode: 'Response', id: '', primitive: { name: 'Status' } }]);
  });

  it('come to a client that polls too early only where it was invited, if the profile enforces it', () => {
    const { clock, send, ids, client } = setUp(form, { polling: { minimum: 10, enforce: true } });
    expect(ids()).toEqual([]);
    send('a');
    expect(ids()).toEqual([]);
    clock.advance(10_000);
    expect(ids()).toEqual(['a']);
    send('b');
    client.request('KeepAlive-Request', {});
    expect(ids()).toEqual(['b']);
  });

  it('are matched with answers by TransactionID, strangers being ignored', () => {
    const { client, send, outcomes } = setUp(form);
    send('a');
    const [t] = client.poll();
    expect(client.answer('never-asked')).toMatchObject({ status: 200, envelope: undefined });
    expect(outcomes).toEqual([]);
    // Mode Response is how some clients label a transaction of their own (AMB-021).
    const mislabelled = client.send(
      primitive('InviteUser-Response', {
        InviteID: 'a',
        Acceptance: true,
      } as Value<'InviteUser-Response'>) as Primitive,
      'own',
      'Response',
    );
    expect(codeOf(mislabelled)).toBe(200);
    client.answer(t?.id);
    expect(outcomes).toHaveLength(1);
  });

  it('let a handler answer later, under the same TransactionID', () => {
    const { client, later } = setUp(form);
    expect(codeOf(client.request('GetList-Request', {}, 'slow'))).toBe(101);
    expect(client.poll()).toEqual([]);
    later()?.(200);
    const [final] = client.poll();
    expect(final).toMatchObject({ id: 'slow', mode: 'Response', primitive: { name: 'Status' } });
    expect(client.poll()).toEqual([]);
  });
});

describe.each(FORMS)('answers and requests too large for the client, CSP %s in %s', (...form) => {
  const [version] = form;
  it('are replaced by a Status that fits (CSP-SES-025)', () => {
    const { client } = setUp(form, { services: { withheld: ['SGMNT'] } }, { ParserSize: 2048 });
    expect(client.request('GetMessage-Request', { MessageID: '10' }).name).toBe('GetMessage-Response');
    const answer = client.request('GetMessage-Request', { MessageID: '2000' });
    expect([answer.name, codeOf(answer)]).toEqual(['Status', version === '1.1' ? 500 : 432]);
  });

  it('are dropped, and the element learns of it; the next one comes', () => {
    const { send, ids, outcomes } = setUp(form, {}, { ParserSize: 2048 });
    send('large', 'x'.repeat(3000));
    send('small');
    const received = [...ids(), ...ids()];
    expect(received[0]).toBe('small');
    expect(outcomes).toEqual([{ kind: 'lost', why: 'too-large' }]);
  });
});

it.each(MARKUP)('spreads transactions over more messages when they are too large together, %s', (syntax) => {
  const { send, ids } = setUp(['1.3', syntax], {}, { ParserSize: 2048 });
  send('a', 'x'.repeat(1000));
  send('b', 'x'.repeat(1000));
  expect([ids(), ids()]).toEqual([['a'], ['b']]);
});

describe.each(MARKUP)('segments (1.3), in %s', (syntax) => {
  const limit = 2048;
  it('carry an answer too large for one message (CSP-SEG-001 to 005)', () => {
    const { client } = setUp(['1.3', syntax], {}, { ParserSize: limit });
    const reply = client.post([
      { mode: 'Request', id: 'big', primitive: primitive('GetMessage-Request', { MessageID: '1000' }) as Primitive },
    ]);
    expect(reply.octets.length).toBeLessThanOrEqual(limit);
    const [first] = reply.envelope?.transactions ?? [];
    const info = first?.segmentInfo;
    expect(info?.SegmentID).toEqual({ TransactionID: 'big', SegmentReference: 1 });
    const contentOf = (p: Primitive | undefined) =>
      p !== undefined && is(p, 'GetSegment-Response') ? p.value.SegmentContent : '';
    const pieces = [contentOf(first?.primitive)];
    const fetch = (SegmentReference: number, TransactionID = 'big') =>
      client.request('GetSegment-Request', { SegmentID: { TransactionID, SegmentReference } });
    for (let n = 2; n <= (info?.SegmentCount ?? 0); n++) pieces.push(contentOf(fetch(n)));
    const whole = `<WV-CSP-Message xmlns="http://www.openmobilealliance.org/DTD/IMPS-CSP1.3"><Session><SessionDescriptor><SessionType>Outband</SessionType></SessionDescriptor><Transaction><TransactionDescriptor><TransactionMode>Response</TransactionMode><TransactionID>x</TransactionID></TransactionDescriptor><TransactionContent xmlns="http://www.openmobilealliance.org/DTD/IMPS-TRC1.3">${pieces.join('')}</TransactionContent></Transaction></Session></WV-CSP-Message>`;
    const result = read(new TextEncoder().encode(whole), 'xml');
    expect(result.findings).toEqual([]);
    expect(JSON.stringify(result.document)).toContain(JSON.stringify('ü<&>'.repeat(1000)));

    expect(codeOf(fetch((info?.SegmentCount ?? 0) + 1))).toBe(404);
    expect(codeOf(fetch(1, 'made-up'))).toBe(404);
    const drop = () =>
      codeOf(client.request('DropSegment-Request', { SegmentID: { TransactionID: 'big', SegmentReference: 1 } }));
    expect([drop(), codeOf(fetch(2)), drop()]).toEqual([200, 404, 404]);
  });

  it('are not made of an answer beyond all bounds', () => {
    const { client } = setUp(['1.3', syntax], { limits: { segmentOctets: 3000 } }, { ParserSize: limit });
    expect(codeOf(client.request('GetMessage-Request', { MessageID: '2000' }))).toBe(432);
  });
});
