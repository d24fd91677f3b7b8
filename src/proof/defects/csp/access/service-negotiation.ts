/** Defects of capability negotiation, service negotiation and provider information. */

import {
  expand,
  type FunctionsValue,
  featuresIn,
  type ServiceFeature,
} from '../../../../protocol/facts/service-tree.ts';
import type { Document } from '../../../../protocol/messages/document.ts';
import type { PrimitiveName } from '../../../../protocol/messages/envelope.ts';
import type { Value } from '../../../../protocol/messages/infer.ts';
import { status } from '../../../../server/results.ts';
import type { Capabilities } from '../../../../server/sessions/capabilities.ts';
import type { Change, Defect } from '../../../types.ts';
import {
  all,
  answersStatus,
  asPrimitive,
  edits,
  handler,
  leavesOut,
  mistakesCode,
  profile,
  requestValue,
  rules,
} from '../../../ways/families.ts';
import { messaging } from '../../../ways/messaging-parts.ts';

/** Answers a request with 500 in sessions that agreed to none of the fundamental functions. */
function breaksDown(request: PrimitiveName): Change {
  return handler(
    request,
    (standard) => (value, call) => (call.session?.agreed('GETSPI') === true ? standard(value, call) : 500),
  );
}

/** Agrees to other capabilities than what was offered. */
function agrees(change: (agreed: Capabilities) => Partial<Capabilities>): Change {
  return rules((standard) => ({
    agreeCapabilities(offer) {
      const agreed = standard.agreeCapabilities(offer);
      return { ...agreed, ...change(agreed) };
    },
  }));
}

type Lists = { readonly CapabilityList?: object; readonly AgreedCapabilityList?: object };

/** Changes the list of the capability answer, whatever its name. */
function editsList(edit: (list: Record<string, unknown>) => object): Change {
  return edits('ClientCapability-Response', (value) => {
    const lists = value as Lists;
    const name = lists.AgreedCapabilityList === undefined ? 'CapabilityList' : 'AgreedCapabilityList';
    return { ...value, [name]: edit({ ...lists[name] }) } as typeof value;
  });
}

type Response = Value<'Service-Response'>;

/** What a Service-Request asked for. */
function asked(request: Document | undefined): FunctionsValue | undefined {
  return requestValue(request, 'Service-Request')?.Functions;
}

/** Changes the Functions of the answer to a Service-Request. */
function editsFunctions(
  edit: (
    named: object | undefined,
    wanted: FunctionsValue | undefined,
    version: Document['version'],
  ) => object | undefined,
): Change {
  return edits('Service-Response', (value, { request }) => {
    const tree = edit(value.Functions?.WVCSPFeat, asked(request), request?.version ?? '1.2');
    const { Functions: _before, ...rest } = value;
    return (tree === undefined ? rest : { ...rest, Functions: { WVCSPFeat: tree } }) as Response;
  });
}

/** Names a feature as refused altogether where it is asked for alone, as an empty element or by its mandatory token. */
function refusesFeature(feature: ServiceFeature, token?: string): Change {
  const wanted = JSON.stringify({ [feature]: token === undefined ? {} : { [token]: {} } });
  return editsFunctions((named, functions) =>
    JSON.stringify(functions?.WVCSPFeat) === wanted ? { [feature]: token === undefined ? {} : { [token]: {} } } : named,
  );
}

/** The element without the empty elements that stand for everything beneath them; leaves stay. */
function withoutEmpty(functions: FunctionsValue | undefined): FunctionsValue | undefined {
  if (functions?.WVCSPFeat === undefined) return functions;
  const features = Object.entries(functions.WVCSPFeat as Record<string, object>).map(([feature, groups]) => {
    const kept = Object.entries(groups).filter(([, leaves]) => Object.keys(leaves as object).length > 0);
    return [feature, Object.fromEntries(kept)] as const;
  });
  const kept = features.filter(([, groups]) => Object.keys(groups).length > 0);
  return kept.length === 0 ? undefined : { WVCSPFeat: Object.fromEntries(kept) };
}

const ALL_CAPABILITIES = ['002', '003', '006', '007', '008', '009', '010', '011', '013'].map((n) => `CSP-CAP-${n}`);

export const negotiationDefects: readonly Defect[] = [
  {
    id: 'capability-answered-by-status',
    title: 'answers ClientCapability-Request with Status 200',
    requirements: ['CSP-CAP-001'],
    unavoidable: [...ALL_CAPABILITIES, 'CSP-CAP-012', 'CSP-CAP-014', 'CSP-CAP-015', 'CSP-CAP-040'],
    change: answersStatus('ClientCapability-Response', 200),
  },
  {
    id: 'capability-list-under-old-name',
    title: 'answers with CapabilityList from 1.2 on, too',
    requirements: ['CSP-CAP-002'],
    unavoidable: ['CSP-CAP-003', 'CSP-CAP-006', 'CSP-CAP-040'],
    versions: ['1.2'],
    change: edits('ClientCapability-Response', (value) => {
      const { AgreedCapabilityList } = value as Lists;
      return { CapabilityList: AgreedCapabilityList } as unknown as typeof value;
    }),
  },
  {
    id: 'capability-agrees-to-unoffered-bearer',
    title: 'agrees to the bearer WSP, which was not offered',
    requirements: ['CSP-CAP-003'],
    change: editsList((list) => ({ ...list, SupportedBearer: ['HTTP', 'WSP'] })),
  },
  {
    id: 'capability-agrees-to-unoffered-cir-method',
    title: 'agrees to the CIR method SUDP, which was not offered',
    requirements: ['CSP-CAP-003'],
    change: editsList((list) => ({ ...list, SupportedCIRMethod: ['SUDP'] })),
  },
  {
    id: 'capability-stcp-without-address',
    title: 'agrees to STCP and does not say where to connect to',
    requirements: ['CSP-CAP-040'],
    change: handler('ClientCapability-Request', (standard) => (request, call) => {
      const { CapabilityList } = request as { readonly CapabilityList?: { readonly SupportedCIRMethod?: unknown } };
      const offered = [CapabilityList?.SupportedCIRMethod ?? []].flat().includes('STCP');
      const answer = asPrimitive(standard(request, call));
      if (!offered) return answer;
      const lists = Object.entries(answer.value as Readonly<Record<string, unknown>>).map(([key, list]) => [
        key,
        key.endsWith('CapabilityList') ? { ...(list as object), SupportedCIRMethod: ['STCP'] } : list,
      ]);
      return { ...answer, value: Object.fromEntries(lists) } as typeof answer;
    }),
  },
  {
    id: 'capability-refuses-polls',
    title: 'refuses polls with 503 while nothing waits',
    requirements: ['CSP-CAP-006'],
    change: all(profile({ polling: { idleAnswer: 'status' } }), mistakesCode(200, 503, 'Polling-Request')),
  },
  {
    id: 'capability-pushes-always',
    title: 'pushes messages after delivery method N, too',
    requirements: ['CSP-CAP-007'],
    change: agrees(() => ({ deliveryMethod: 'P' })),
  },
  {
    id: 'capability-announces-always',
    title: 'announces messages after delivery method P, too',
    requirements: ['CSP-CAP-008'],
    change: agrees(() => ({ deliveryMethod: 'N' })),
  },
  {
    id: 'capability-ignores-accepted-length',
    title: 'pushes messages of any length',
    requirements: ['CSP-CAP-009'],
    change: agrees(() => ({ pushLength: undefined, textLength: undefined })),
  },
  {
    id: 'capability-ignores-content-types',
    title: 'pushes content of any type',
    requirements: ['CSP-CAP-010'],
    change: agrees(() => ({ anyContent: true })),
  },
  {
    id: 'capability-encoding-unsaid',
    title: 'does not say that content is BASE64',
    requirements: ['CSP-CAP-011'],
    change: leavesOut('NewMessage', 'MessageInfo/ContentEncoding'),
  },
  {
    id: 'capability-no-session-404',
    title: 'refuses ClientCapability-Request without a session with a code that means something else',
    requirements: ['CSP-CAP-013'],
    change: mistakesCode(604, 404, 'ClientCapability-Request'),
  },
  {
    id: 'services-names-unasked',
    title: 'names functions nobody asked for as not agreed',
    requirements: ['CSP-SVC-001'],
    change: editsFunctions((named, functions, version) =>
      featuresIn(functions, version).has('FundamentalFeat') || functions === undefined
        ? named
        : { FundamentalFeat: { SearchFunc: { SRCH: {} } }, ...named },
    ),
    unavoidable: ['CSP-SVC-002', 'CSP-FEA-003', 'CSP-FEA-004', 'CSP-FEA-005'],
  },
  {
    id: 'services-refuses-silently',
    title: 'refuses GetList-Request though GCLI was asked for and not named',
    requirements: ['CSP-SVC-001', 'CSP-SVC-003'],
    unavoidable: ['CSP-SVC-017'],
    change: handler('GetList-Request', () => () => status(506)),
  },
  {
    id: 'services-names-agreed',
    title: 'names a function though everything was agreed',
    requirements: ['CSP-SVC-002'],
    change: editsFunctions((named, functions, version) =>
      named === undefined && featuresIn(functions, version).size > 1
        ? { PresenceFeat: { ContListFunc: { GCLI: {} } } }
        : named,
    ),
  },
  {
    id: 'services-empty-asks-for-nothing',
    title: 'takes an empty element for no function at all',
    requirements: ['CSP-SVC-003'],
    unavoidable: [
      'CSP-SVC-009',
      'CSP-FEA-003',
      'CSP-FEA-004',
      'CSP-FEA-005',
      'CSP-SVC-010',
      'CSP-SVC-017',
      'CSP-FEA-002',
      'CSP-SVC-020',
    ],
    change: rules((standard) => ({
      negotiate: (session, functions, offer) => standard.negotiate(session, withoutEmpty(functions), offer),
    })),
  },
  {
    id: 'services-all-functions-missing',
    title: 'leaves AllFunctions out though it was asked for',
    requirements: ['CSP-SVC-005'],
    change: leavesOut('Service-Response', 'AllFunctions'),
  },
  {
    id: 'services-not-agreed-404',
    title: 'refuses what it does not do with a code that means something else',
    requirements: ['CSP-SVC-008'],
    change: all(mistakesCode(501, 404), mistakesCode(405, 404)),
  },
  {
    id: 'services-sends-unagreed',
    title: 'sends transactions of functions that were not agreed',
    requirements: ['CSP-SVC-009'],
    change: rules(() => ({ maySend: () => true })),
  },
  {
    id: 'services-refuses-mandatory-token',
    title: 'does not know MP',
    requirements: ['CSP-SVC-010'],
    versions: ['1.2'],
    change: refusesFeature('PresenceFeat', 'MP'),
  },
  {
    id: 'services-no-session-404',
    title: 'refuses Service-Request without a session with a code that means something else',
    requirements: ['CSP-SVC-013'],
    change: mistakesCode(604, 404, 'Service-Request'),
  },
  {
    id: 'services-serves-unasked',
    title: 'serves functions the client did not ask for',
    requirements: ['CSP-SVC-017'],
    unavoidable: ['CSP-SVC-020'],
    change: profile({ services: { notAskedFor: 'serve' } }),
  },
  {
    id: 'services-refuses-claimed',
    title: 'names GCLI as not agreed where it is asked for alone',
    requirements: ['CSP-FEA-001'],
    change: editsFunctions((named, functions, version) => {
      const wanted = expand(functions, version);
      return wanted.size === 1 && wanted.has('GCLI') ? { PresenceFeat: { ContListFunc: { GCLI: {} } } } : named;
    }),
  },
  {
    id: 'services-agrees-to-everything',
    title: 'names nothing where a single function is asked for',
    requirements: ['CSP-FEA-002'],
    change: editsFunctions((named, functions, version) => (expand(functions, version).size === 1 ? undefined : named)),
  },
  ...(['PresenceFeat', 'IMFeat', 'GroupFeat'] as const).map(
    (feature, index): Defect => ({
      id: `services-refuses-${['presence', 'messaging', 'groups'][index]}`,
      title: `refuses ${feature} as a whole`,
      requirements: [`CSP-FEA-00${index + 3}`],
      change: refusesFeature(feature),
    }),
  ),
  {
    id: 'provider-name-empty',
    title: 'says an empty Name',
    requirements: ['CSP-SPI-001'],
    unavoidable: ['CSP-SPI-002'],
    change: edits('GetSPInfo-Response', (value) => ({ ...value, Name: '' })),
  },
  {
    id: 'provider-tells-only-in-session',
    title: 'refuses GetSPInfo-Request without a session',
    requirements: ['CSP-SPI-002'],
    change: handler(
      'GetSPInfo-Request',
      (standard) => (request, call) => (call.session === undefined ? status(604) : standard(request, call)),
    ),
  },
  {
    id: 'provider-returns-other-client',
    title: 'returns another ClientID than that of the request',
    requirements: ['CSP-SPI-003'],
    change: edits('GetSPInfo-Response', (value) => ({ ...value, ClientID: { URL: 'http://another.client.example/' } })),
  },
  {
    id: 'provider-logo-encoding-unsaid',
    title: 'does not say that the logo is BASE64',
    requirements: ['CSP-SPI-004'],
    unavoidable: ['SYN-XML-004'],
    change: leavesOut('GetSPInfo-Response', 'Logo/ContentEncoding'),
  },
  {
    id: 'presence-alone-500',
    title: 'breaks down over a subscription of who agreed to nothing but presence',
    requirements: ['CSP-FEA-003', 'CSP-SVC-010'],
    change: breaksDown('SubscribePresence-Request'),
  },
  {
    id: 'messaging-alone-500',
    title: 'breaks down over a message of who agreed to nothing but messaging',
    requirements: ['CSP-FEA-004', 'CSP-SVC-010'],
    change: breaksDown('SendMessage-Request'),
  },
  {
    id: 'announces-only-beside-push',
    title: 'announces messages only to who agreed to be pushed messages, too',
    requirements: ['CSP-SVC-020'],
    change: messaging((standard) => ({
      way: (copy, session, ...others) => (session.agreed('NEWM') ? standard.way(copy, session, ...others) : 'wait'),
    })),
  },
  {
    id: 'pushes-only-beside-announcements',
    title: 'pushes messages only to who agreed to announcements, too',
    requirements: ['CSP-SVC-020'],
    change: messaging((standard) => ({
      way: (copy, session, ...others) => (session.agreed('NOTIF') ? standard.way(copy, session, ...others) : 'wait'),
    })),
  },
  {
    id: 'capability-sudp-without-port',
    title: 'agrees to SUDP with a client that did not say at which port it listens',
    requirements: ['CSP-CAP-040'],
    change: rules((standard) => ({
      agreeCapabilities(offer) {
        const blind = offer.SupportedCIRMethod?.includes('SUDP') === true && offer.UDPPort === undefined;
        return standard.agreeCapabilities(blind ? { ...offer, UDPPort: 1 } : offer);
      },
    })),
  },
];
