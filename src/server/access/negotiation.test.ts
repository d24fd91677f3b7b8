import { describe, expect, it } from 'vitest';
import { is, type Primitive, type PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import { codeOf, TestClient } from '../../testing/server/client.ts';
import type { ServiceElement } from '../element.ts';
import { type ProfileChanges, serverProfile } from '../profile.ts';
import { createServer } from '../server.ts';
import { acceptsType, agreeCapabilities, defaultCapabilities, fitsPush } from '../sessions/capabilities.ts';
import { neededFor, SERVICE_NAMES } from '../sessions/service-agreement.ts';
import type { Session } from '../sessions/session.ts';

/** Answers everything of contact lists and presence with 200, and writes down what it is told. */
function sample(told: string[]): ServiceElement {
  const fine = () => 200;
  const note = (event: string) => (session: Session) => void told.push(`${event} ${session.agreed('GETPR')}`);
  return {
    name: 'sample',
    functions: SERVICE_NAMES.filter((name) => name !== 'GETWL' && name !== 'GETMAP' && name !== 'FundamentalFeat'),
    handlers: {
      'GetPresence-Request': fine,
      'SubscribePresence-Request': fine,
      'GetList-Request': fine,
      'GetWatcherList-Request': fine,
      MessageDelivered: fine,
      'CreateAttributeList-Request': fine,
    } as ServiceElement['handlers'],
    capabilitiesAgreed: note('capabilities'),
    servicesAgreed: note('services'),
  };
}

function setUp(version: Version, changes: ProfileChanges = {}) {
  const told: string[] = [];
  const server = createServer({
    accounts: [
      { user: 'alice', password: 'secret' },
      { user: 'poor', password: 'secret', withheld: ['GCLI', 'GroupFeat'] },
    ],
    profile: serverProfile(changes),
    cir: {},
    elements: [() => sample(told)],
    onFault: (error) => {
      throw error;
    },
  });
  const client = new TestClient(server, { version });
  client.login();
  const negotiate = (tree: object, all = false, who = client) => {
    const own = version === '1.1' ? { ClientID: who.clientId } : {};
    const answer = who.request('Service-Request', {
      ...own,
      Functions: { WVCSPFeat: tree },
      AllFunctionsRequest: all,
    } as Value<'Service-Request'>);
    if (!is(answer, 'Service-Response')) throw new Error(`${answer.name} ${codeOf(answer)}`);
    const value = answer.value as { Functions?: { WVCSPFeat?: object }; AllFunctions?: { WVCSPFeat?: object } };
    return { refused: value.Functions?.WVCSPFeat, all: value.AllFunctions?.WVCSPFeat };
  };
  const use = (name: PrimitiveName, who = client) =>
    codeOf(who.send({ name, value: MINIMAL[name] ?? {} } as Primitive));
  return { server, client, told, negotiate, use };
}

const MINIMAL: Partial<Record<PrimitiveName, object>> = {
  'GetPresence-Request': { User: [{ UserID: 'wv:b' }] },
};

describe.each(['1.1', '1.2'] as const)('service negotiation, CSP %s', (version) => {
  it('governs what may be used (CSP-SVC-001, 003, 008, 017)', () => {
    const { negotiate, use } = setUp(version);
    expect(use('GetPresence-Request')).toBe(506);
    expect(use('SubscribePresence-Request')).toBe(506);
    // GETWL is on nobody's offer; ContListFunc is not asked for.
    expect(negotiate({ PresenceFeat: { PresenceAuthFunc: {}, PresenceDeliverFunc: {} } }).refused).toEqual({
      PresenceFeat: { PresenceAuthFunc: { GETWL: {} } },
    });
    expect(use('GetPresence-Request')).toBe(200);
    expect(use('SubscribePresence-Request')).toBe(200);
    expect(use('GetList-Request')).toBe(506);
    expect(use('GetWatcherList-Request')).toBe(506);
  });

  it('leaves Functions out when everything was agreed, or writes it empty (CSP-SVC-002)', () => {
    const asked = { PresenceFeat: { ContListFunc: {} } };
    expect(setUp(version).negotiate(asked).refused).toBeUndefined();
    expect(setUp(version, { services: { everythingAgreed: 'empty' } }).negotiate(asked).refused).toEqual({});
  });

  it('names a branch alone when all of it is refused, but never more than was asked for (CSP-SVC-004)', () => {
    const { negotiate } = setUp(version, { services: { withheld: ['GroupFeat', 'GCLI', 'CCLI', 'DCLI', 'MCLS'] } });
    expect(negotiate({ GroupFeat: {}, PresenceFeat: { ContListFunc: {} } }).refused).toEqual({
      GroupFeat: {},
      PresenceFeat: { ContListFunc: {} },
    });
    expect(negotiate({ GroupFeat: { GroupMgmtFunc: { CREAG: {} } } }).refused).toEqual({
      GroupFeat: { GroupMgmtFunc: { CREAG: {} } },
    });
  });

  it('does not name a feature as a whole while its functions without a code are agreed', () => {
    const leaves = SERVICE_NAMES.slice(4);
    const { negotiate, use } = setUp(version, { services: { withheld: leaves } });
    const { refused } = negotiate({ PresenceFeat: {} });
    const groups = ['ContListFunc', 'PresenceAuthFunc', 'PresenceDeliverFunc', 'AttListFunc'];
    expect(refused).toEqual({ PresenceFeat: Object.fromEntries(groups.map((group) => [group, {}])) });
    expect(use('SubscribePresence-Request')).toBe(200);
  });

  it('names everything on offer when asked to (CSP-SVC-005, 006)', () => {
    const { negotiate } = setUp(version);
    const { all } = negotiate({ PresenceFeat: {} }, true) as { all: Record<string, Record<string, object>> };
    expect(Object.keys(all)).toEqual(['FundamentalFeat', 'PresenceFeat', 'IMFeat', 'GroupFeat']);
    expect(all.GroupFeat).toEqual({});
    expect(Object.keys(all.PresenceFeat?.PresenceAuthFunc ?? {})).not.toContain('GETWL');
    expect(negotiate({ PresenceFeat: {} }).all).toBeUndefined();
    expect(setUp(version, { services: { alwaysNameAll: true } }).negotiate({}).all).toBeDefined();
  });

  it('knows what an account may not use (CSP-SVC-007)', () => {
    const { server, negotiate } = setUp(version);
    const poor = new TestClient(server, { version, user: 'wv:poor@example.com' });
    poor.login();
    expect(negotiate({ PresenceFeat: { ContListFunc: {} }, GroupFeat: {} }, false, poor).refused).toEqual({
      PresenceFeat: { ContListFunc: { GCLI: {} } },
      GroupFeat: {},
    });
  });

  it('replaces the earlier agreement, or adds to it, as the profile says (CSP-SVC-012)', () => {
    const bothAfter = (changes: ProfileChanges) => {
      const { negotiate, use } = setUp(version, changes);
      negotiate({ PresenceFeat: { PresenceDeliverFunc: {} } });
      negotiate({ PresenceFeat: { ContListFunc: {} } });
      return [use('GetPresence-Request'), use('GetList-Request')];
    };
    expect(bothAfter({})).toEqual([506, 200]);
    expect(bothAfter({ services: { renegotiation: 'add' } })).toEqual([200, 200]);
  });

  it('serves what was not asked for where the profile says so, but nothing refused (CSP-SVC-017)', () => {
    const { negotiate, use } = setUp(version, { services: { notAskedFor: 'serve', withheld: ['GCLI'] } });
    expect(use('GetPresence-Request')).toBe(200);
    negotiate({ PresenceFeat: { ContListFunc: {} } });
    expect([use('GetPresence-Request'), use('GetList-Request')]).toEqual([200, 506]);
  });

  it('waits for the capability negotiation it demanded where the profile says so (CSP-CAP-014)', () => {
    const { client } = setUp(version, { capability: { servicesFirst: 'refuse' } });
    const asked = { ClientID: client.clientId, Functions: { WVCSPFeat: {} }, AllFunctionsRequest: false };
    const request = (version === '1.1' ? asked : { ...asked, ClientID: undefined }) as Value<'Service-Request'>;
    expect(codeOf(client.request('Service-Request', request))).toBe(506);
    expect(client.negotiate().services.name).toBe('Service-Response');
  });

  it('tells the elements, after the agreement holds', () => {
    const { client, told } = setUp(version);
    client.negotiate();
    expect(told).toEqual(['capabilities false', 'services true']);
  });
});

describe('service negotiation, differences of versions', () => {
  it.each(['1.2', '1.3'] as const)('takes MF, MP, MM, MG for the mandatory functions, %s (CSP-SVC-010)', (version) => {
    const { client, negotiate, use } = setUp(version);
    expect(negotiate({ PresenceFeat: { MP: {} } }).refused).toBeUndefined();
    const users = version === '1.3' ? { UserIDList: { UserID: ['wv:b'] } } : { User: [{ UserID: 'wv:b' }] };
    expect(codeOf(client.send({ name: 'SubscribePresence-Request', value: users } as Primitive))).toBe(200);
    expect(codeOf(client.send({ name: 'GetPresence-Request', value: users } as Primitive))).toBe(506);
    expect(use('GetList-Request')).toBe(506);
    const without = setUp(version, { services: { withheld: ['PresenceFeat'] } });
    expect(without.negotiate({ PresenceFeat: { MP: {} } }).refused).toEqual({ PresenceFeat: { MP: {} } });
  });

  it('neither agrees nor refuses functions the version does not have (CSP-SVC-011)', () => {
    const early = setUp('1.1').negotiate({ FundamentalFeat: { VerifyIDFunc: {}, SearchFunc: { SRCH: {} } } });
    expect(early.refused).toBeUndefined();
    const late = setUp('1.3');
    expect(
      late.negotiate({ PresenceFeat: { AttListFunc: { CALI: {} }, PresenceDeliverFunc: {} } }).refused,
    ).toBeUndefined();
    // Without a code in 1.3, attribute lists come with the feature (AMB-053).
    const list = { PresenceSubList: {}, DefaultList: true };
    expect(codeOf(late.client.send({ name: 'CreateAttributeList-Request', value: list } as Primitive))).toBe(200);
  });

  it('refuses strange elements altogether where the profile says so (AMB-025)', () => {
    const { client } = setUp('1.2', { unknownElements: 'refuse' });
    const asked = { Functions: { WVCSPFeat: { Nonsense: {} } }, AllFunctionsRequest: false };
    expect(codeOf(client.request('Service-Request', asked as Value<'Service-Request'>))).toBe(400);
    const ignoring = setUp('1.2').client;
    expect(ignoring.request('Service-Request', asked as Value<'Service-Request'>).name).toBe('Service-Response');
  });

  it('needs NEWM or GETM for MessageDelivered, and nothing for the session itself', () => {
    for (const version of VERSIONS) {
      expect(neededFor('MessageDelivered', version)).toEqual(['NEWM', 'GETM']);
      expect(neededFor('Logout-Request', version)).toEqual([]);
      expect(neededFor('SendMessage-Request', version)).toEqual(['IMFeat']);
      expect(neededFor('NoSuch-Request', version)).toEqual([]);
    }
    expect(neededFor('PresenceAuth-Request', '1.2')).toEqual(['REACT']);
  });
});

describe.each(VERSIONS)('capability negotiation, CSP %s', (version) => {
  const offered = (client: TestClient, change: Readonly<Record<string, unknown>>) =>
    client.negotiate(undefined, change).capabilities.value as {
      readonly CapabilityList?: Record<string, unknown>;
      readonly AgreedCapabilityList?: Record<string, unknown>;
    };
  const listOf = (client: TestClient, change: Readonly<Record<string, unknown>> = {}) => {
    const value = offered(client, change);
    expect(Object.keys(value)).toContain(version === '1.1' ? 'CapabilityList' : 'AgreedCapabilityList');
    return value.CapabilityList ?? value.AgreedCapabilityList ?? {};
  };

  it('is answered with the list of the version (CSP-CAP-001, 002)', () => {
    const { client } = setUp(version);
    expect(listOf(client, { SupportedBearer: ['WSP', 'HTTP'] }).SupportedBearer).toEqual(['HTTP']);
  });

  it('agrees CIR methods offered only, with their addresses (CSP-CAP-003, 004)', () => {
    const cir = { tcp: { address: '192.0.2.1', port: 3717 }, httpUrl: 'http://cir.example/' };
    const { client } = setUp(version, { capability: { cir } });
    const stcp = listOf(client, { SupportedCIRMethod: ['STCP', 'WAPSMS'] });
    expect(stcp).toMatchObject({ SupportedCIRMethod: ['STCP'], TCPAddress: '192.0.2.1', TCPPort: 3717 });
    const none = listOf(client, { SupportedCIRMethod: ['SUDP'] });
    const withoutPort = version === '1.1' ? undefined : ['SUDP'];
    expect([none.SupportedCIRMethod, none.TCPAddress]).toEqual([withoutPort, undefined]);
    expect(listOf(client, { SupportedCIRMethod: ['SUDP'], UDPPort: 4000 }).SupportedCIRMethod).toEqual(['SUDP']);
    if (version !== '1.1') {
      const http = listOf(client, { SupportedCIRMethod: ['SHTTP'] });
      expect(http[version === '1.2' ? 'CIRURL' : 'CIRHTTPAddress']).toEqual({ URL: 'http://cir.example/' });
    }
    expect(listOf(setUp(version).client, { SupportedCIRMethod: ['STCP'] }).SupportedCIRMethod).toBeUndefined();
  });

  it('raises the poll interval to its own (CSP-CAP-006)', () => {
    const { client } = setUp(version, { polling: { minimum: 5 } });
    expect(listOf(client, { ServerPollMin: 2 }).ServerPollMin).toBe(5);
    expect(listOf(client, { ServerPollMin: 9 }).ServerPollMin).toBe(9);
    expect(listOf(client).ServerPollMin).toBe(5);
    expect(listOf(setUp(version).client).ServerPollMin).toBeUndefined();
  });

  it('may be repeated, and the new values hold (CSP-CAP-012)', () => {
    const { client, server } = setUp(version);
    const method = () => server.access.session(client.sessionId ?? '')?.capabilities.deliveryMethod;
    client.negotiate(undefined, { InitialDeliveryMethod: 'N' });
    expect(method()).toBe('N');
    client.negotiate(undefined, { InitialDeliveryMethod: 'P' });
    expect(method()).toBe('P');
  });
});

describe('what capabilities say', () => {
  const profile = serverProfile();
  const agree = (offer: Parameters<typeof agreeCapabilities>[0]) => agreeCapabilities(offer, profile.capability, 0);

  it('plain text is always welcome, other types when accepted', () => {
    const capabilities = agree({ AcceptedContentType: ['image/PNG; q=1', 'audio/*'] });
    const types = ['text/plain; charset=utf-8', 'IMAGE/png', 'image/gif', 'audio/amr'];
    expect(types.map((type) => acceptsType(capabilities, type))).toEqual([true, true, false, true]);
    expect(acceptsType(agree({ AnyContent: true }), 'x/y')).toBe(true);
    expect(acceptsType(defaultCapabilities(profile.capability), 'image/gif')).toBe(false);
  });

  it('what is pushed fits all lengths that were said', () => {
    const early = agree({ AcceptedContentLength: 20 });
    expect([fitsPush(early, 'text/plain', 20), fitsPush(early, 'text/plain', 21)]).toEqual([true, false]);
    const late = agree({
      AcceptedPushLength: 100,
      AcceptedTextContentLength: 10,
      AcceptedContentType: [{ ContentType: 'image/png', AcceptedRichContentLength: 50 }],
    });
    expect(fitsPush(late, 'text/plain', 11)).toBe(false);
    expect([fitsPush(late, 'image/png', 50), fitsPush(late, 'image/png', 51)]).toEqual([true, false]);
  });

  it('values are read as clients of the time wrote them, and kept within bounds', () => {
    const agreed = agree({ SupportedBearer: ['WSP, HTTP'], MultiTrans: 0, MultiTransPerMessage: 999, ParserSize: 0 });
    expect(agreed).toMatchObject({ bearers: ['HTTP'], multiTrans: 1, multiTransPerMessage: 10, parserSize: undefined });
  });
});
