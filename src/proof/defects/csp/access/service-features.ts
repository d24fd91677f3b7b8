/** Defects of the features of the service tree. */

import { expand } from '../../../../protocol/facts/service-tree.ts';
import type { PrimitiveName } from '../../../../protocol/messages/envelope.ts';
import type { Change, Defect } from '../../../types.ts';
import { handler } from '../../../ways/families.ts';
import { editsFunctions, refusesFeature } from '../../../ways/service-functions.ts';

/** Answers a request with 500 in sessions that agreed to none of the fundamental functions. */
function breaksDown(request: PrimitiveName): Change {
  return handler(
    request,
    (standard) => (value, call) => (call.session?.agreed('GETSPI') === true ? standard(value, call) : 500),
  );
}

export const serviceFeaturesDefects: readonly Defect[] = [
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
];
