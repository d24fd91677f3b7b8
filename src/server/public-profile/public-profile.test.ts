import { describe, expect, it } from 'vitest';
import { MARKUP } from '../../testing/markup.ts';
import { codeOf, type TestClient } from '../../testing/server/client.ts';
import { ask, at, codeFor, detailsOf, received, type StageOptions, stage } from '../../testing/server/stage.ts';

type Properties = Readonly<Record<string, string | undefined>>;

function update(client: TestClient, properties: Properties, more: object = {}, UserID?: string) {
  const Property = Object.entries(properties).map(([Name, Value]) => ({
    Name,
    ...(Value === undefined ? {} : { Value }),
  }));
  const profile = { ...(UserID === undefined ? {} : { UserID }), ...(Property.length === 0 ? {} : { Property }) };
  return codeFor(client, 'UpdatePublicProfile-Request', { ...more, PublicProfile: profile });
}

function profileOf(client: TestClient, name: string) {
  const answer = ask(client, 'GetPublicProfile-Request', { UserID: [at(name)] });
  const [profile] =
    (answer.value as { PublicProfile?: { UserID: string; Property?: { Name: string; Value: string }[] }[] })
      .PublicProfile ?? [];
  return Object.fromEntries((profile?.Property ?? []).map(({ Name, Value }) => [Name, Value]));
}

describe.each(MARKUP)('the public profile, in %s', (syntax) => {
  function two(options: StageOptions = {}) {
    const made = stage(options);
    return { ...made, alice: made.client('alice', '1.3', { syntax }), bob: made.client('bob', '1.3', { syntax }) };
  }

  it('is kept and shown to everybody, beyond the session (CSP-PUB-001, 002)', () => {
    const { alice, bob } = two();
    expect(update(alice, { PP_CITY: 'Turku', PP_FREE_TEXT: 'Hello <b>' })).toBe(200);
    expect(update(alice, { pp_age: '30' })).toBe(200);
    ask(alice, 'Logout-Request', {});
    expect(profileOf(bob, 'alice')).toEqual({ PP_CITY: 'Turku', PP_FREE_TEXT: 'Hello <b>', PP_AGE: '30' });
    expect(profileOf(bob, 'carol')).toEqual({});
  });

  it('is cleared as a whole, or property by property (CSP-PUB-004)', () => {
    const { alice } = two();
    update(alice, { PP_CITY: 'Turku', PP_COUNTRY: 'FI', PP_INTENTION: 'chat' });
    expect(update(alice, { PP_CITY: undefined, PP_COUNTRY: '' })).toBe(200);
    expect(profileOf(alice, 'alice')).toEqual({ PP_INTENTION: 'chat' });
    expect(update(alice, { PP_CITY: 'Oulu' }, { ClearPublicProfile: true })).toBe(200);
    expect(profileOf(alice, 'alice')).toEqual({ PP_CITY: 'Oulu' });
    expect(codeFor(alice, 'UpdatePublicProfile-Request', { ClearPublicProfile: true })).toBe(200);
    expect(profileOf(alice, 'alice')).toEqual({});
  });

  it('of unknown users is 531 beside those who are known (CSP-PUB-003)', () => {
    const { alice } = two();
    const answer = ask(alice, 'GetPublicProfile-Request', { UserID: [at('bob'), at('nobody'), 'wv:x@far.example'] });
    expect(codeOf(answer)).toBe(201);
    expect(detailsOf(answer)).toEqual([
      { Code: 531, UserID: [at('nobody')] },
      { Code: 516, UserID: ['wv:x@far.example'] },
    ]);
    expect((answer.value as { PublicProfile: unknown }).PublicProfile).toEqual([{ UserID: at('bob') }]);
    expect(codeOf(ask(alice, 'GetPublicProfile-Request', { UserID: [at('nobody')] }))).toBe(531);
    expect(codeFor(alice, 'GetPublicProfile-Request', { UserID: Array.from({ length: 501 }, () => at('bob')) })).toBe(
      402,
    );
  });

  it('of somebody else cannot be changed (CSP-PUB-006)', () => {
    const { alice, bob } = two();
    expect(update(alice, { PP_CITY: 'Turku' }, {}, at('bob'))).toBe(403);
    expect(update(alice, {}, { ClearPublicProfile: true }, at('bob'))).toBe(403);
    expect([profileOf(bob, 'bob'), profileOf(bob, 'alice')]).toEqual([{}, {}]);
    expect(update(alice, { PP_CITY: 'Turku' }, {}, 'wv:ALICE')).toBe(200);
    const lenient = two({ profile: { publicProfile: { foreignProfile: 'take-for-own' } } });
    expect(update(lenient.alice, { PP_CITY: 'Turku' }, {}, at('bob'))).toBe(200);
    expect([profileOf(bob, 'bob'), profileOf(lenient.alice, 'alice')]).toEqual([{}, { PP_CITY: 'Turku' }]);
  });

  it.each([
    ['a property that does not exist', { PP_SHOE_SIZE: '42' }],
    ['an age that is no number', { PP_AGE: 'old' }],
    ['a value without end', { PP_FREE_TEXT: 'x'.repeat(1_001) }],
  ])('does not take %s, nor anything else of that request', (_what, wrong) => {
    const { alice } = two();
    update(alice, { PP_CITY: 'Turku' });
    expect(update(alice, { PP_COUNTRY: 'FI', ...wrong }, { ClearPublicProfile: true })).toBe(402);
    expect(profileOf(alice, 'alice')).toEqual({ PP_CITY: 'Turku' });
  });

  it('tells other clients of the user that it changed, where they asked to hear of it', () => {
    const { alice, client } = two();
    const other = client('alice', '1.3', { syntax, client: 'http://other.example/' });
    codeFor(other, 'SubscribeNotification-Request', { NotificationTypeList: { NotificationType: ['PPU'] } });
    update(alice, { PP_CITY: 'Turku' });
    expect(received(other, 'Notification-Request')).toEqual([
      { NotificationType: 'PPU', UserIDList: { UserID: [at('alice')] } },
    ]);
  });
});
