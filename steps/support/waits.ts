/** Waits of the client that came to their end. */
import { TransportError } from '../../src/transport/types.ts';

/** Whether what was waited for did not come in time. A connection that broke meanwhile, or an answer that did not come, says nothing of it. */
export function ranOut(error: unknown): error is TransportError {
  return error instanceof TransportError && error.cause_ === 'timeout' && error.wait === 'timers.notification';
}
