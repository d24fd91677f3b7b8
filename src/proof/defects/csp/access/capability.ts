/** Defects of client capabilities. */
import { anyVersion } from '../../../../protocol/messages/any-version.ts';
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
  rules,
} from '../../../ways/families.ts';

/** Agrees to other capabilities than what was offered. */
function agrees(change: (agreed: Capabilities) => Partial<Capabilities>): Change {
  return rules((standard) => ({
    agreeCapabilities(offer, reach) {
      const agreed = standard.agreeCapabilities(offer, reach);
      return { ...agreed, ...change(agreed) };
    },
  }));
}

type Lists = { readonly CapabilityList?: object; readonly AgreedCapabilityList?: object };

/** Changes the list of the capability answer, whatever its name. */
function editsList(edit: (list: Record<string, unknown>) => object): Change {
  return edits('ClientCapability-Response', (value) => {
    const lists = anyVersion(value);
    const name = lists.AgreedCapabilityList === undefined ? 'CapabilityList' : 'AgreedCapabilityList';
    return { ...value, [name]: edit({ ...lists[name] }) };
  });
}

const ALL_CAPABILITIES = ['002', '003', '006', '007', '008', '009', '010', '011', '013'].map((n) => `CSP-CAP-${n}`);

export const capabilityDefects: readonly Defect[] = [
  {
    id: 'capability-answered-by-status',
    title: 'answers ClientCapability-Request with Status 200',
    requirements: ['CSP-CAP-001'],
    unavoidable: [...ALL_CAPABILITIES, 'CSP-CAP-004', 'CSP-CAP-012', 'CSP-CAP-014', 'CSP-CAP-015', 'CSP-CAP-040'],
    change: answersStatus('ClientCapability-Response', 200),
  },
  {
    id: 'capability-list-under-old-name',
    title: 'answers with CapabilityList from 1.2 on, too',
    requirements: ['CSP-CAP-002'],
    unavoidable: ['CSP-CAP-003', 'CSP-CAP-004', 'CSP-CAP-006', 'CSP-CAP-040'],
    versions: ['1.2'],
    change: edits('ClientCapability-Response', (value) => {
      const { AgreedCapabilityList } = value as Lists;
      return { CapabilityList: AgreedCapabilityList };
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
    unavoidable: ['CSP-CAP-040'],
    change: editsList((list) => ({ ...list, SupportedCIRMethod: ['SUDP'] })),
  },
  {
    id: 'capability-stcp-without-address',
    title: 'agrees to STCP and does not say where to connect to',
    requirements: ['CSP-CAP-040'],
    unavoidable: ['CSP-CAP-004'],
    change: handler('ClientCapability-Request', (standard) => (request, call) => {
      const { CapabilityList } = request;
      const offered = [CapabilityList?.SupportedCIRMethod ?? []].flat().includes('STCP');
      const answer = asPrimitive(standard(request, call));
      if (!offered) return answer;
      const lists = Object.entries(answer.value).map(([key, list]) => [
        key,
        key.endsWith('CapabilityList')
          ? { ...(list as object), SupportedCIRMethod: ['STCP'], TCPAddress: undefined, TCPPort: undefined }
          : list,
      ]);
      return { ...answer, value: Object.fromEntries(lists) };
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
    unavoidable: ['CSP-CAP-008'],
    change: leavesOut('NewMessage', 'MessageInfo/ContentEncoding'),
  },
  {
    id: 'capability-no-session-404',
    title: 'refuses ClientCapability-Request without a session with a code that means something else',
    requirements: ['CSP-CAP-013'],
    change: mistakesCode(604, 404, 'ClientCapability-Request'),
  },
  {
    id: 'capability-sudp-without-port',
    title: 'agrees to SUDP with a client that did not say at which port it listens',
    requirements: ['CSP-CAP-040'],
    versions: ['1.1'],
    change: rules((standard) => ({
      agreeCapabilities(offer, reach) {
        const blind = offer.SupportedCIRMethod?.includes('SUDP') === true && offer.UDPPort === undefined;
        return standard.agreeCapabilities(blind ? { ...offer, UDPPort: 1 } : offer, reach);
      },
    })),
  },
  {
    id: 'cir-tcp-address-of-nobody',
    title: 'tells a port at which nobody listens',
    requirements: ['CSP-CAP-004'],
    change: profile({ capability: { cir: { tcp: { address: '127.0.0.1', port: 1 } } } }),
  },
];
