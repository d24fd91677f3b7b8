/** A server that serves only sessions in the version of the request. */
import type { PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Version } from '../../protocol/version.ts';
import type { Change } from '../types.ts';
import { all, handler, rules } from './families.ts';

/** The primitives that a request causes are sent only to sessions in the version of that request. */
export function withinVersion(request: PrimitiveName, ...sent: readonly PrimitiveName[]): Change {
  let version: Version | undefined;
  return all(
    handler(request, (standard) => (value, call) => {
      version = call.version;
      return standard(value, call);
    }),
    rules((standard) => ({
      maySend: (session, primitive) =>
        !(sent.includes(primitive.name) && version !== undefined && session.version !== version) &&
        standard.maySend(session, primitive),
    })),
  );
}
