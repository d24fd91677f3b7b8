/** The set-ups under way with each domain: begun, in time, and ended (ssp, section 4.3). */
import type { Clock } from '../clock.ts';
import type { Handshake, Link } from './link.ts';

/** In `asking` this server is requestor, in `asked` provider. */
export type Side = 'asking' | 'asked';

export interface Handshakes {
  of(link: Link, side: Side, id: string | undefined): Handshake | undefined;
  /** The next state of a side, with the time for the step that has to follow. */
  enter(link: Link, side: Side, state: Omit<Handshake, 'stop'>): Handshake;
  /** Forgets a set-up; nothing of it is used again. */
  end(link: Link, side: Side, handshake: Handshake, failed: boolean): void;
}

/** Set-ups begun in the name of one domain that are kept at the same time; the oldest goes first. */
const MOST_ASKED = 8;

/** @param bound milliseconds for each step */
export function createHandshakes(clock: Clock, bound: number, failed: (link: Link) => void): Handshakes {
  const handshakes: Handshakes = {
    of(link, side, id) {
      if (side === 'asked') return link.asked.get(id ?? '');
      return link.asking?.id === id ? link.asking : undefined;
    },
    enter(link, side, state) {
      handshakes.of(link, side, state.id)?.stop();
      const handshake: Handshake = {
        ...state,
        stop: clock.after(bound, () => handshakes.end(link, side, handshake, true)),
      };
      if (side === 'asking') link.asking = handshake;
      else link.asked.set(handshake.id, handshake);
      const [oldest] = link.asked.values();
      if (link.asked.size > MOST_ASKED && oldest !== undefined) handshakes.end(link, 'asked', oldest, true);
      return handshake;
    },
    end(link, side, handshake, hasFailed) {
      if (handshakes.of(link, side, handshake.id) !== handshake) return;
      handshake.stop();
      if (side === 'asked') {
        link.asked.delete(handshake.id);
        return;
      }
      link.asking = undefined;
      if (hasFailed) failed(link);
    },
  };
  return handshakes;
}
