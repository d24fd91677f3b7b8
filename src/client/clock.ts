/** Time as the client waits in it. The embedded reference server brings a virtual one, so that waits cost nothing. */
export interface ClientClock {
  /** Milliseconds, ascending; the zero point does not matter. */
  now(): number;
  /** Resolves after `ms`, or early when the signal is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const realClock: ClientClock = {
  now: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done);
    }),
};
