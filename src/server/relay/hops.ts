/**
 * Passing requests on between other domains: the transaction table, with one entry for each request that is not answered yet
 * (ssp, sections 6.4, 7.2 and 7.3). Each hop has an identifier of its own; the answer goes back as it came.
 */
import { serviceId } from '../../protocol/ssp/addresses.ts';
import type { SspPrimitive } from '../../protocol/ssp/envelope.ts';
import { origin } from './authority.ts';
import type { Link } from './link.ts';
import type { Queue } from './queue.ts';
import { statusWith } from './translate.ts';

interface HopParts {
  readonly queue: Pick<Queue, 'hasRoom' | 'put'>;
  /** Requests passed on and not answered, at most. */
  readonly most: number;
  /** Milliseconds that a request may take on its further way. */
  readonly validity: (request: SspPrimitive) => number;
}

export interface Hops {
  readonly open: number;
  /** Passes a request on, or answers at once why not. `instead`: the domain that speaks from here on. */
  pass(request: SspPrimitive, from: Link, to: Link, answer: (answer: SspPrimitive) => void, instead?: string): void;
  clear(): void;
}

export function createHops({ queue, most, validity }: HopParts): Hops {
  let open = 0;
  return {
    get open() {
      return open;
    },
    pass(request, from, to, answer, instead) {
      // back to where it came from, or to the domain that began it: a loop
      if (to === from || origin(request) === to.domain) return answer(statusWith(516));
      const length = JSON.stringify(request.value).length;
      if (open >= most || !queue.hasRoom(to, length)) return answer(statusWith(503));
      open += 1;
      queue.put(to, instead === undefined ? request : inTheNameOf(request, instead), {
        length,
        validity: validity(request),
        ended(ending) {
          open -= 1;
          answer('answer' in ending ? ending.answer : statusWith(ending.code));
        },
      });
    },
    clear() {
      open = 0;
    },
  };
}

/** A notice of a service that another domain provides for this one. */
function inTheNameOf(request: SspPrimitive, domain: string): SspPrimitive {
  const MetaInfo = { clientOriginated: false, Requestor: { serviceID: serviceId(domain) } };
  return { ...request, value: { ...request.value, MetaInfo } };
}
