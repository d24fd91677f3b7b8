/** A monitor: a rule about every message of the implementation, watched in every scenario. */

import type { ReadResult, Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { Configuration, Place } from '../../results/results.ts';
import type { Observed } from './stream.ts';

export interface Violation {
  readonly expected: string;
  readonly observed: string;
  readonly place: Place;
}

/** The findings of a monitor in one stream. */
export interface Sighting {
  /** Messages the rule was applied to. */
  readonly seen: number;
  readonly violations: readonly Violation[];
}

export interface Report {
  /** The rule applied to a message, whatever came of it. */
  saw(): void;
  violation(expected: string, observed: string, place: Place): void;
}

export interface Monitor {
  /** A few words: `answers bear the TransactionID of the request`. */
  readonly name: string;
  /** The requirement it judges. */
  readonly requirement: string;
  /** Versions or syntaxes in which the rule exists; nothing outside is looked at. */
  readonly versions?: readonly Version[];
  readonly syntax?: Syntax;
  /** False where plain text has no known form for what the rule looks at. */
  readonly plainText?: false;
  /** True for a rule about messages between servers; the others look at those between client and server. */
  readonly betweenServers?: boolean;
  /** A stream is the traffic of one scenario, in the order of the exchanges. */
  watch(stream: readonly Observed[], report: Report): void;
}

function speaks(read: ReadResult | undefined, { version, syntax }: Pick<Configuration, 'version' | 'syntax'>): boolean {
  return read === undefined || ((read.version ?? version) === version && read.syntax === syntax);
}

/** True for an exchange whose answer is not in plain text. */
function inMarkup({ response }: Observed): boolean {
  return response?.read.syntax !== 'pts';
}

/** Most violations kept of one monitor in one stream. */
const MOST_VIOLATIONS = 200;

/** Applies monitors to a stream. */
export function watchStream(
  monitors: readonly Monitor[],
  whole: readonly Observed[],
  configuration: { readonly version: Version; readonly syntax: Syntax },
  onFault: (error: unknown) => void = (error) => {
    throw error;
  },
): Map<Monitor, Sighting> {
  const sightings = new Map<Monitor, Sighting>();
  const between = whole.filter(({ ssp }) => ssp !== undefined);
  const stream = between.length === 0 ? whole : whole.filter(({ ssp }) => ssp === undefined);
  const uniform = stream.every(({ response }) => speaks(response?.read, configuration));
  const own = uniform ? stream : stream.filter(({ response }) => speaks(response?.read, configuration));
  for (const monitor of monitors) {
    if (monitor.syntax !== undefined && monitor.syntax !== configuration.syntax) continue;
    if (monitor.betweenServers === true && between.length === 0) continue;
    if (monitor.versions !== undefined && !monitor.versions.includes(configuration.version)) continue;
    // Such a rule does not concern answers to other parties in another version or syntax.
    const spoken = monitor.syntax === undefined && monitor.versions === undefined ? stream : own;
    const ofClients = monitor.plainText === false ? spoken.filter(inMarkup) : spoken;
    const concerned = monitor.betweenServers === true ? between : ofClients;
    let seen = 0;
    const violations: Violation[] = [];
    try {
      monitor.watch(concerned, {
        saw: () => {
          seen++;
        },
        violation: (expected, observed, place) => {
          if (violations.length < MOST_VIOLATIONS) violations.push({ expected, observed, place });
        },
      });
    } catch (error) {
      onFault(error);
    }
    sightings.set(monitor, { seen, violations });
  }
  return sightings;
}
