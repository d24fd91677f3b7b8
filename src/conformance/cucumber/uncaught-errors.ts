/**
 * Errors thrown where nobody waits for them: a promise that is rejected without a handler, an exception in a callback of
 * a socket or timer. Node ends the process for either; a run has measured things that must not get lost.
 */
export type Unheeded = (error: unknown, what: string) => void;

/** Hears of such faults until the returned function is called. */
export function guard(onUnheeded: Unheeded): () => void {
  const onRejection = (error: unknown) => onUnheeded(error, 'a promise was rejected and nobody waited for it');
  const onException = (error: unknown) => onUnheeded(error, 'an exception was thrown where nobody could catch it');
  process.on('unhandledRejection', onRejection);
  process.on('uncaughtException', onException);
  return () => {
    process.off('unhandledRejection', onRejection);
    process.off('uncaughtException', onException);
  };
}
