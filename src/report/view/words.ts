/** The words of reports: how verdicts, numbers, times and lists are written. Runs in a browser as well. */
import type { FailureGroup, VerdictWord } from '../../results/results.ts';

/** `1 item`, `4 items`; the plural is given where an s does not make it. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${groupDigits(n)} ${n === 1 ? one : many}`;
}

const SPELLED = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** As {@link count}, with small numbers spelled out, for sentences that stand alone. */
export function countInWords(n: number, one: string, many = `${one}s`): string {
  return `${SPELLED[n] ?? groupDigits(n)} ${n === 1 ? one : many}`;
}

/** 1234567 as `1,234,567`. */
export function groupDigits(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `a`, `a and b`, `a, b and c`. */
export function list(parts: readonly string[], last = 'and'): string {
  if (parts.length < 2) return parts[0] ?? '';
  return `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)}`;
}

/** Milliseconds for people: `8 ms`, `1.4 s`, `2 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 99_950) return `${(ms / 1000).toFixed(1).replace(/\.0$/, '')} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** `CSP-LOG-001: 12 checks of 3 requirements (CSP-LOG-001, ...); 20 more could not be decided because of it`. */
export function groupInWords(group: FailureGroup): string {
  const { requirement, requirements, checks, follows, followsFrom } = group;
  const alike =
    requirements.length === 1 ? '' : ` of ${count(requirements.length, 'requirement')} (${named(requirements)})`;
  const because =
    follows.length === 0
      ? ''
      : `; ${count(follows.length, 'requirement')} could not be decided because of it (${named(follows)})`;
  const from = followsFrom === undefined ? '' : `; follows from ${followsFrom}`;
  return `${requirement}: ${count(checks, 'check')}${alike}${because}${from}`;
}

/** Most ids of a list that are named. */
const MOST_NAMED = 6;

function named(ids: readonly string[]): string {
  const more = ids.length - MOST_NAMED;
  return more > 0 ? `${ids.slice(0, MOST_NAMED).join(', ')} and ${more} more` : ids.join(', ');
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** An ISO time as `21 November 2026, 14:02`, in UTC so that a report reads the same everywhere. */
export function dateTime(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  return `${day}, ${two(at.getUTCHours())}:${two(at.getUTCMinutes())} UTC`;
}

/** An octet offset as reports write it: four hexadecimal digits at least, upper case. */
export function offset(n: number): string {
  return n.toString(16).toUpperCase().padStart(4, '0');
}

/** The word of a verdict in sentences and tables. */
export function verdictWord(verdict: VerdictWord | 'not-run'): string {
  return verdict.replace('-', ' ');
}

/** First letter in upper case. */
export function sentence(text: string): string {
  return text === '' ? text : text.charAt(0).toUpperCase() + text.slice(1);
}

/** Ends with a full stop, unless it ends with a mark already. */
export function stop(text: string): string {
  return /[.:;!?…]$/.test(text) ? text : `${text}.`;
}

/** `features/csp/groups/join.feature:12 a name` in its parts; a monitor has no place. */
export function scenarioParts(scenario: string): { readonly place: string; readonly name: string } {
  const match = /^(\S+\.feature:\d+)\s+(.*)$/s.exec(scenario);
  return match === null ? { place: '', name: scenario } : { place: match[1] ?? '', name: match[2] ?? '' };
}
