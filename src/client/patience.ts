/**
 * How long waits are, given how earlier ones ended. What an implementation never sends is not waited for in full again and
 * again; what comes late is given all the time there is from then on. Waits are shortened only after full ones ran out.
 */

/** What a client asks of it. Times in milliseconds. */
export interface Patience {
  /** The bound of a wait for something of that name, instead of `full`. */
  bound(what: string, full: number): number;
  /** A wait ended: what was waited for came, or did not within `bound`. */
  ended(
    what: string,
    wait: { readonly came: boolean; readonly ms: number; readonly bound: number; readonly full: number },
  ): void;
  /** Something of that name came, whoever waited for it. */
  arrived(what: string): void;
}

/** Full waits that must have run out in the same place before the next one there is shortened. */
const TWICE = 2;
/** A wait that is shortened, at least. */
const LEAST = 500;
/** Times what took longest so far: nothing that is as slow as the slowest is missed. */
const MARGIN = 10;
/** Full waits of any kind that must have run out before first waits elsewhere, too, are shortened: to a fifth. */
const ANYWHERE = 3;
const FRACTION = 5;
/** Waits that must have been met, to know what is slow. */
const KNOWN = 10;

export interface Patiences {
  /** Of a place (an area of the suite); `short` where nothing depends on it. `onShort` hears of waits that were cut and ran out. */
  at(place: string, short: boolean, onShort: (what: string, bound: number, full: number) => void): Patience;
}

export function createPatiences(): Patiences {
  /** Full waits that ran out, by place and name. */
  const ranOut = new Map<string, number>();
  /** Names of what once came after a shortened wait had run out: never shortened again. */
  const late = new Set<string>();
  let everywhere = 0;
  let met = 0;
  let slowest = 0;

  const shortest = (full: number) => Math.min(full, Math.max(LEAST, MARGIN * slowest));
  function bound(key: string, what: string, short: boolean, full: number): number {
    if (late.has(what)) return full;
    if ((ranOut.get(key) ?? 0) >= TWICE) return shortest(full);
    const known = met >= KNOWN;
    if (known && (ranOut.get(key) ?? 0) > 0) return shortest(full);
    return known && (short || everywhere >= ANYWHERE) ? Math.max(shortest(full), full / FRACTION) : full;
  }

  return {
    at(place, short, onShort) {
      const cut = new Set<string>();
      return {
        bound: (what, full) => bound(`${place} ${what}`, what, short, full),
        ended(what, wait) {
          if (wait.came) {
            met++;
            slowest = Math.max(slowest, wait.ms);
            return;
          }
          const key = `${place} ${what}`;
          ranOut.set(key, (ranOut.get(key) ?? 0) + 1);
          everywhere++;
          if (wait.bound >= wait.full) return;
          cut.add(what);
          onShort(what, wait.bound, wait.full);
        },
        arrived(what) {
          if (cut.has(what)) late.add(what);
        },
      };
    },
  };
}
