/** Pace of requests: the bound set by the tester, and the delays a server asks for by 429 or 503 with Retry-After. */

import type { HttpResponseBytes } from '../types.ts';
import { header } from './headers.ts';

export interface PacingOptions {
  /** Most requests a second; undefined: no bound. */
  readonly perSecond?: number | undefined;
  /** Longest time a request is put off because the server asks for it, all its attempts together, milliseconds. */
  readonly retryAfterMax?: number | undefined;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
}

export interface Pacing {
  /** Resolves when the next request may be sent; undefined if it may be sent now. */
  turn(): Promise<void> | undefined;
  /**
   * Milliseconds after which a request that this answer put off may be sent again. Undefined if the answer does not put
   * it off, or for longer than the rest of the bound.
   */
  putOff(response: HttpResponseBytes, waited: number): number | undefined;
  wait(ms: number): Promise<void>;
}

export const RETRY_AFTER_MAX = 10_000;
/** The gap between requests once the server asked to slow down: at first, and at most; doubled each time. Milliseconds. */
const FIRST_GAP = 25;
const LONGEST_GAP = 1_000;
/** Requests in a row that were not put off, after which the gap is halved. */
const UNDISTURBED = 40;
/** Delay after a 503 without Retry-After, milliseconds; such a request is sent again once. */
const PASSING = 500;

/** True if an answer says that the server is overloaded: status 429, or 503 with Retry-After. */
export function asksToSlowDown({ status, headers }: HttpResponseBytes): boolean {
  return status === 429 || (status === 503 && header(headers, 'Retry-After') !== undefined);
}

/** Retry-After, in seconds or as a date, in milliseconds; 1000 for a 429 without it. */
function retryAfter({ headers }: HttpResponseBytes): number {
  const given = header(headers, 'Retry-After')?.trim() ?? '1';
  if (/^\d+$/.test(given)) return Number(given) * 1_000;
  const at = Date.parse(given);
  return Number.isNaN(at) ? 1_000 : Math.max(0, at - Date.now());
}

export function createPacing(options: PacingOptions = {}): Pacing {
  const now = options.now ?? (() => performance.now());
  const wait = options.wait ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const max = options.retryAfterMax ?? RETRY_AFTER_MAX;
  const least = options.perSecond === undefined ? 0 : 1_000 / options.perSecond;
  let gap = least;
  let next = 0;
  let undisturbed = 0;
  return {
    turn() {
      if (gap === 0) return undefined;
      if (++undisturbed > UNDISTURBED) {
        undisturbed = 0;
        gap = Math.max(least, gap > FIRST_GAP ? gap / 2 : 0);
      }
      const at = Math.max(now(), next);
      next = at + gap;
      const ms = at - now();
      return ms > 0 ? wait(ms) : undefined;
    },
    putOff(response, waited) {
      if (!asksToSlowDown(response)) return response.status === 503 && waited === 0 ? PASSING : undefined;
      undisturbed = 0;
      gap = Math.min(LONGEST_GAP, Math.max(FIRST_GAP, gap * 2));
      const ms = retryAfter(response);
      return waited + ms > max ? undefined : ms;
    },
    wait,
  };
}
