/** SetDeliveryMethod: how a session wants its messages, as a whole and for single groups. */
import type { Session } from '../sessions/session.ts';

export interface Method {
  readonly method: 'P' | 'N';
  /** Longest content pushed, octets; undefined: what capability negotiation said. */
  readonly length: number | undefined;
}

export interface DeliveryMethods {
  of(session: Session, group: string | undefined): Method;
  set(session: Session, group: string | undefined, method: Method): void;
  forget(session: Session): void;
  clear(): void;
}

export function createDeliveryMethods(): DeliveryMethods {
  const chosen = new Map<string, Map<string, Method>>();
  return {
    of(session, group) {
      const own = chosen.get(session.id);
      return (
        (group === undefined ? undefined : own?.get(group)) ??
        own?.get('') ?? { method: session.capabilities.deliveryMethod, length: undefined }
      );
    },
    set(session, group, method) {
      const own = chosen.get(session.id) ?? new Map<string, Method>();
      chosen.set(session.id, own);
      own.set(group ?? '', method);
    },
    forget: (session) => void chosen.delete(session.id),
    clear: () => chosen.clear(),
  };
}
