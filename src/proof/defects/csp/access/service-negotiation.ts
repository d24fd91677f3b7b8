/** Defects of service negotiation. */
import { type FunctionsValue, featuresIn } from '../../../../protocol/facts/service-tree.ts';
import { status } from '../../../../server/results.ts';
import type { Defect } from '../../../types.ts';
import { all, handler, leavesOut, mistakesCode, profile, rules } from '../../../ways/families.ts';
import { messaging } from '../../../ways/messaging.ts';
import { editsFunctions, refusesFeature } from '../../../ways/service-functions.ts';

/** The element without the empty elements that stand for everything beneath them; leaves stay. */
function withoutEmpty(functions: FunctionsValue | undefined): FunctionsValue | undefined {
  if (functions?.WVCSPFeat === undefined) return functions;
  const features = Object.entries(functions.WVCSPFeat as Record<string, object>).map(([feature, groups]) => {
    const kept = Object.entries(groups).filter(([, leaves]) => Object.keys(leaves).length > 0);
    return [feature, Object.fromEntries(kept)] as const;
  });
  const kept = features.filter(([, groups]) => Object.keys(groups).length > 0);
  return kept.length === 0 ? undefined : { WVCSPFeat: Object.fromEntries(kept) };
}

export const negotiationDefects: readonly Defect[] = [
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
];
