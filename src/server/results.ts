/** Results and Status primitives, and how the outcomes for single items make one Result. */

import { combinedCode, statusCode } from '../protocol/facts/status-codes.ts';
import { draft } from '../protocol/messages/any-version.ts';
import type { Primitive } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import type { Version } from '../protocol/version.ts';

/** A Result with the name of the code as Description. */
export function result(code: number, details: readonly Value<'DetailedResult'>[] = [], description?: string) {
  const text = description ?? statusCode(code)?.name;
  return draft('Result', {
    Code: code,
    ...(text === undefined ? {} : { Description: text }),
    ...(details.length === 0 ? {} : { DetailedResult: [...details] }),
  });
}

/** The generic answer. */
export function status(
  code: number,
  details: readonly Value<'DetailedResult'>[] = [],
  description?: string,
): Primitive<'Status'> {
  return { name: 'Status', value: draft('Status', { Result: result(code, details, description) }) };
}

/** One item of a request over several (a recipient, a member, a list) and how it fared. */
export interface ItemOutcome {
  /** 200, or the code of the failure. */
  readonly code: number;
  /** The name in DetailedResult that lists it; a plain value as the request had it. */
  readonly item:
    | { readonly UserID: string }
    | { readonly GroupID: string }
    | { readonly ScreenName: Value<'ScreenName'> }
    | { readonly MessageID: string }
    | { readonly ContactList: string }
    | { readonly Domain: string }
    | { readonly SearchElement: string };
}

const ITEM_KEYS = {
  '1.1': ['UserID', 'GroupID', 'ScreenName', 'MessageID'],
  '1.2': ['UserID', 'GroupID', 'ScreenName', 'MessageID', 'ContactList', 'Domain'],
  '1.3': ['UserID', 'GroupID', 'ScreenName', 'MessageID', 'ContactList', 'Domain', 'SearchElement'],
} as const satisfies Record<Version, readonly string[]>;

/**
 * One DetailedResult per code, each listing its items. Kinds of items the version has no place for are left out of it;
 * the code still stands.
 */
export function detailedResults(
  outcomes: readonly ItemOutcome[],
  version: Version,
): readonly Value<'DetailedResult'>[] {
  const byCode = new Map<number, Record<string, unknown>>();
  const keys: readonly string[] = ITEM_KEYS[version];
  for (const { code, item } of outcomes) {
    const detail = byCode.get(code) ?? { Code: code };
    byCode.set(code, detail);
    for (const [key, value] of Object.entries(item)) {
      if (!keys.includes(key)) continue;
      const list = (detail[key] ?? []) as unknown[];
      list.push(value);
      detail[key] = list;
    }
  }
  return [...byCode.values()] as unknown as readonly Value<'DetailedResult'>[];
}

/**
 * The Result over several items (csp semantics, Combining results): 200, 201 with the failures in DetailedResult, the
 * one code all failed with, or 900. `none` is the Result of a request that named no item.
 */
export function combined(outcomes: readonly ItemOutcome[], version: Version, none = 200): Value<'Result'> {
  const failures = outcomes.filter((outcome) => outcome.code < 100 || outcome.code >= 300);
  const code = outcomes.length === 0 ? none : combinedCode(outcomes.map((outcome) => outcome.code));
  return result(code, detailedResults(failures, version));
}

/** Status with {@link combined}. */
export function combinedStatus(outcomes: readonly ItemOutcome[], version: Version, none = 200): Primitive<'Status'> {
  return { name: 'Status', value: draft('Status', { Result: combined(outcomes, version, none) }) };
}
