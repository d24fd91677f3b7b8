/** Observations without details that differ from run to run, so that equal ones are recognised. */
import type { CheckResult } from '../../results/results.ts';

/** A text with addresses, names, identifiers, numbers of octets and times replaced; result codes stay. */
export function normalised(text: string): string {
  return text
    .replace(/\bwv:[^\s,"'<>;)]+/g, 'ADDRESS')
    .replace(/\b[A-Za-z]+-[0-9a-z]{6,}\b/g, 'NAME')
    .replace(/\b(alice|bob|carol|dave)(-\d)?\b/g, 'USER')
    .replace(/"[^"]*"/g, '"TEXT"')
    .replace(/\b\d{8}T\d{6}Z?\b/g, 'TIME')
    .replace(/\b(?=[0-9A-Fa-f-]*\d)[0-9A-Fa-f-]{8,}\b/g, 'ID')
    .replace(/\b\d+ (ms|octets|s)\b/g, 'N $1')
    .replace(/\bexchange \d+\b/g, 'exchange N');
}

/** Letters of an observation that is specific by itself; a shorter one is combined with its expectation. */
const TELLING = 12;

/** Equal for checks with the same observation; undefined if a check has none. */
export function signatureOf({ expected, observed }: Pick<CheckResult, 'expected' | 'observed'>): string | undefined {
  if (observed === undefined) return undefined;
  const seen = normalised(observed);
  const telling = /\b[1-9]\d\d\b/.test(seen) || seen.replace(/[^a-z]/gi, '').length >= TELLING;
  return telling ? seen : `${normalised(expected ?? '')} / ${seen}`;
}
