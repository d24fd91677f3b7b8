/** The tap: every exchange of a scenario, in order of completion, with times of one monotonic clock. */
import type { Exchange, Millis, Tap } from './types.ts';

/**
 * A tap that starts now. Exchanges are numbered in the order in which they ended, so that
 * `exchanges[n - 1].number` is `n`; `sentAt` tells the order in which they began.
 */
export function createTap(clock: () => number = () => performance.now()): Tap {
  const start = clock();
  const exchanges: Exchange[] = [];
  const listeners: ((exchange: Exchange) => void)[] = [];
  return {
    exchanges,
    now: (): Millis => clock() - start,
    nextNumber: () => exchanges.length + 1,
    record(exchange) {
      if (exchange.number !== exchanges.length + 1) {
        throw new RangeError(
          `exchange number ${exchange.number} is out of turn: the next one is ${exchanges.length + 1}, as nextNumber() says`,
        );
      }
      exchanges.push(exchange);
      for (const listener of listeners) listener(exchange);
    },
    onExchange(listener) {
      listeners.push(listener);
    },
  };
}
