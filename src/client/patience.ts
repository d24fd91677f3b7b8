/**
 * Lengths of waits, adapted to the outcome of earlier ones. Waits for something the implementation never sends become
 * shorter, but only after full ones ran out. If it then arrives after a shortened wait, waits for it are full again.
 */

/** The lengths of waits as a client asks for them. Times in milliseconds. */
export interface Patience {
  /** The bound of a wait for something of that name, instead of `full`. */
  bound(what: string, full: number): number;
  /** Reports the end of a wait: something of that name came, or nothing within `bound`. */
  ended(
    what: string,
    wait: { readonly came: boolean; readonly ms: number; readonly bound: number; readonly full: number },
  ): void;
  /** Reports that something of that name came, in a wait or not. */
  arrived(what: string): void;
  /** Reports the time of an answer, milliseconds: no wait is shorter than a few of those. */
  answered(ms: number): void;
}

/** Full waits that must have run out in the same place before the next one there is shortened. */
const TWICE = 2;
/** Shortest wait, milliseconds. */
const LEAST = 500;
/** A shortened wait lasts at least this many times the longest successful one. */
const MARGIN = 10;
/** A shortened wait lasts at least this many usual answer times, averaged over some `RULE_OF` answers. */
const POLLS = 5;
const RULE_OF = 16;
/** Full waits of any kind that must have run out before first waits elsewhere, too, are shortened: to a fifth. */
const ANYWHERE = 3;
const FRACTION = 5;
/** Places in which a name never came, before first waits for it elsewhere are cut to a twentieth. */
const PLACES = 2;
const SMALL_FRACTION = 20;
/** Full waits in a row that ran out, after which even a name that once came late is not waited for in full. */
const TEN = 10;
const HALF = 2;
/** Successful waits needed to know how slow the implementation is. */
const KNOWN = 10;

export interface Patiences {
  /** Waits in a place, an area of the suite; `short`: no verdict depends on them. `onShort` gets cut waits in vain. */
  at(place: string, short: boolean, onShort: (what: string, bound: number, full: number) => void): Patience;
}

export function createPatiences(): Patiences {
  /** Waits that ran out, by name and place. */
  const ranOut = new Map<string, Map<string, number>>();
  /** Names that came at least once. */
  const seen = new Set<string>();
  /** Names that came after a shortened wait had run out: waited for in full, until ten such waits in a row ran out. */
  const late = new Set<string>();
  const inARow = new Map<string, number>();
  let inFull = 0;
  let met = 0;
  let slowest = 0;
  let usualAnswer: number | undefined;

  const shortest = (full: number) => Math.min(full, Math.max(LEAST, MARGIN * slowest, POLLS * (usualAnswer ?? 0)));
  function bound(place: string, what: string, short: boolean, full: number): number {
    if (late.has(what)) return (inARow.get(what) ?? 0) < TEN ? full : Math.max(shortest(full), full / HALF);
    const places = ranOut.get(what);
    const here = places?.get(place) ?? 0;
    if (here >= TWICE) return shortest(full);
    // The pace of the server is known, from successful waits or from full ones in vain.
    const known = met >= KNOWN || inFull >= ANYWHERE;
    if (known && here > 0) return shortest(full);
    if (!known || !(short || inFull >= ANYWHERE)) return full;
    const never = !seen.has(what) && (places?.size ?? 0) >= PLACES;
    return Math.max(shortest(full), full / (never ? SMALL_FRACTION : FRACTION));
  }
  function inVain(place: string, what: string): void {
    const places = ranOut.get(what) ?? new Map<string, number>();
    ranOut.set(what, places.set(place, (places.get(place) ?? 0) + 1));
  }

  return {
    at(place, short, onShort) {
      const cut = new Set<string>();
      return {
        bound: (what, full) => bound(place, what, short, full),
        ended(what, wait) {
          if (wait.came) {
            met++;
            seen.add(what);
            inARow.delete(what);
            slowest = Math.max(slowest, wait.ms);
            return;
          }
          inVain(place, what);
          inARow.set(what, (inARow.get(what) ?? 0) + 1);
          if (wait.bound >= wait.full) {
            inFull++;
            return;
          }
          cut.add(what);
          onShort(what, wait.bound, wait.full);
        },
        arrived(what) {
          seen.add(what);
          if (cut.has(what)) late.add(what);
        },
        answered(ms) {
          usualAnswer = usualAnswer === undefined ? ms : usualAnswer + (ms - usualAnswer) / RULE_OF;
        },
      };
    },
  };
}
