/**
 * A transport that serves recorded exchanges in place of a network. Each party gets its exchanges in the order in which it
 * began them, and answers come in the order in which they came; so the same code sends the same requests. Whether they are
 * the same is compared afterwards, when the scenario has a transcript of its own.
 */

import type { HttpClient } from '../../transport/http/client.ts';
import { complete } from '../../transport/http/converse.ts';
import type { ExchangeOptions } from '../../transport/http/exchange-options.ts';
import { header } from '../../transport/http/headers.ts';
import { createTargets } from '../../transport/http/target.ts';
import type { Exchange, HttpRequestBytes, Tap } from '../../transport/types.ts';
import type { Ixit } from '../ics/types.ts';

/** The recording does not hold what the scenario needs next. */
export class ReplayError extends Error {
  override readonly name = 'ReplayError';
}

/** Turns of the event loop without any progress, after which an exchange that was never begun is missed. */
const PATIENCE = 40;

interface Waiting {
  readonly resolve: (exchange: Exchange) => void;
  readonly reject: (error: Error) => void;
}

export interface ReplayTransport extends Pick<HttpClient, 'exchange'> {
  /** Numbers of exchanges nobody asked for. */
  readonly unused: readonly number[];
  /** Parties that asked for an exchange the recording does not hold; a clean-up passes over the error. */
  readonly lacking: readonly string[];
}

export function replayTransport(recorded: readonly Exchange[], tap: Tap, ixit: Ixit): ReplayTransport {
  const targetOf = createTargets({ proxy: ixit.http.proxy, tls: undefined });
  const begun = [...recorded].sort((a, b) => a.sentAt - b.sentAt || a.number - b.number);
  const taken = new Set<number>();
  const waiting = new Map<number, Waiting>();
  const lacking: string[] = [];
  let next = 0;
  let progress = 0;
  let watching = false;

  function take(party: string): Exchange {
    const found = begun.find((one) => one.party === party && !taken.has(one.number));
    if (found === undefined) {
      lacking.push(party);
      throw new ReplayError(`${party} sends a request that the recording does not hold`);
    }
    taken.add(found.number);
    progress++;
    return found;
  }

  /** Hands answers over whose turn it is. */
  function handOver(): void {
    const due = recorded[next];
    const one = due && waiting.get(due.number);
    if (due === undefined || one === undefined) {
      watch();
      return;
    }
    waiting.delete(due.number);
    next++;
    progress++;
    one.resolve(due);
    setImmediate(handOver);
  }

  /** Gives up if the exchange whose turn it is was never begun. */
  function watch(): void {
    if (watching || waiting.size === 0) return;
    watching = true;
    let seen = progress;
    let idle = 0;
    const look = () => {
      if (waiting.size === 0 || progress !== seen) {
        seen = progress;
        idle = 0;
      }
      if (waiting.size > 0 && ++idle < PATIENCE) {
        setImmediate(look);
        return;
      }
      watching = false;
      const due = recorded[next];
      const error = new ReplayError(
        due === undefined
          ? 'the recording ends before the scenario does'
          : `exchange ${due.number} of ${due.party} is in the recording, and the scenario does not send it`,
      );
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    };
    setImmediate(look);
  }

  function answered(exchange: Exchange): Promise<Exchange> {
    return new Promise((resolve, reject) => {
      waiting.set(exchange.number, { resolve, reject });
      setImmediate(handOver);
    });
  }

  async function attempt(request: HttpRequestBytes, options: ExchangeOptions): Promise<Exchange> {
    const found = take(options.party);
    const keeps = header(found.request.headers, 'Connection')?.toLowerCase() !== 'close';
    const sent = complete(request, targetOf(request.url), options, { headers: ixit.http.headers, keeps });
    const answer = await answered(found);
    const result = { ...answer, request: sent, number: tap.nextNumber() };
    tap.record(result);
    return result;
  }

  return {
    lacking,
    async exchange(request, options) {
      for (;;) {
        const result = await attempt(request, options);
        // A request that was put off was sent again.
        if (result.putOff !== true) return result;
      }
    },
    get unused() {
      return recorded.filter(({ number }) => !taken.has(number)).map(({ number }) => number);
    },
  };
}
