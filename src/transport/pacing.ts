/** The pace of requests: what the tester bounds it to, and what a server asks for by 429 or 503 with Retry-After. */
import { header } from './headers.ts';
import type { HttpResponseBytes } from './types.ts';

export interface PacingOptions {
  /** Requests a second at most; undefined: as many as there are. */
  readonly perSecond?: number | undefined;
  /** Longest time a request is put off because the server asks for it, all its attempts together, milliseconds. */
  readonly retryAfterMax?: number | undefined;
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
}

export interface Pacing {
  /** Resolves when the next request may go out; undefined where that is now. */
  turn(): Promise<void> | undefined;
  /**
   * The server may ask to slow down by this answer: milliseconds after which the request, which was not carried out, may
   * go again. Undefined where it does not ask, or for longer than what is left of the bound.
   */
  putOff(response: HttpResponseBytes, waited: number): number | undefined;
  wait(ms: number): Promise<void>;
}

export const RETRY_AFTER_MAX = 10_000;
/** The gap between requests once the server asked to slow down: at first, and at most; doubled each time. Milliseconds. */
const FIRST_GAP = 25;
const LONGEST_GAP = 1_000;
/** Requests in a row that were not put off, after which the gap is halved: the server has time again. */
const UNDISTURBED = 40;
/** A 503 that names no time may pass: the request goes again once, after so many milliseconds. */
const PASSING = 500;

/** True if an answer says that the server is overloaded: status 429, or 503 with Retry-After. */
export function asksToSlowDown({ status, headers }: HttpResponseBytes): boolean {
  return status === 429 || (status === 503 && header(headers, 'Retry-After') !== undefined);
}

/** Retry-After in milliseconds: seconds, or a date; a second where a 429 names none. */
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
