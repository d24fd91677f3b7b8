/**
 * The result codes of CSP (and of SSP, which shares them). Names and meanings in our own words; the table of codes
 * each transaction must return is not known, so `usedBy` is where a code was met, not where it alone is allowed.
 */
import type { Version } from '../version.ts';
import { generalCodes } from './status-codes/general.ts';
import type { StatusCode } from './status-codes/notation.ts';
import { serviceCodes } from './status-codes/services.ts';

export type { StatusClass, StatusCode } from './status-codes/notation.ts';

/** All codes, ascending. */
export const STATUS_CODES: readonly StatusCode[] = [...generalCodes, ...serviceCodes];

const BY_CODE: ReadonlyMap<number, StatusCode> = new Map(STATUS_CODES.map((status) => [status.code, status]));

/** The facts of a code, undefined for one that nobody knows. */
export function statusCode(code: number): StatusCode | undefined {
  return BY_CODE.get(code);
}

/** Name of a code for messages and reports: `531 Unknown user`, or the bare number. */
export function statusText(code: number): string {
  const status = BY_CODE.get(code);
  return status === undefined ? String(code) : `${code} ${status.name}`;
}

/** The codes of a version. */
export function statusCodesOf(version: Version): readonly StatusCode[] {
  return STATUS_CODES.filter((status) => status.versions.includes(version));
}

/** 2xx: the request was carried out, wholly (200), in part (201) or perhaps later (202). */
export function isSuccess(code: number): boolean {
  return code >= 200 && code < 300;
}

/** 1xx: the final answer is still to come. */
export function isProvisional(code: number): boolean {
  return code >= 100 && code < 200;
}

/** Anything that is neither provisional nor success. */
export function isFailure(code: number): boolean {
  return !isSuccess(code) && !isProvisional(code);
}

/**
 * The code of an answer over several items (csp semantics, Combining results): all good 200; some good 201; none good
 * and one cause, that code; none good and several causes, 900.
 */
export function combinedCode(codes: readonly number[]): number {
  const failures = new Set(codes.filter(isFailure));
  if (failures.size === 0) return 200;
  if (codes.some((code) => !isFailure(code))) return 201;
  const [only] = failures;
  return failures.size === 1 && only !== undefined ? only : 900;
}
