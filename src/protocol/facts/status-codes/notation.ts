/** The notation the tables of result codes are written in. */
import type { Confidence, Version } from '../../version.ts';

export const ALL = ['1.1', '1.2', '1.3'] as const;
export const FROM_1_2 = ['1.2', '1.3'] as const;
export const ONLY_1_3 = ['1.3'] as const;

/** The families of codes: 1xx, 2xx, 4xx, 5xx, 6xx, 7xx, 8xx, 9xx. */
export type StatusClass =
  | 'informational'
  | 'success'
  | 'client'
  | 'server'
  | 'session'
  | 'presence-contactlist'
  | 'group'
  | 'general';

export interface StatusCode {
  readonly code: number;
  readonly name: string;
  readonly meaning: string;
  readonly versions: readonly Version[];
  readonly class: StatusClass;
  /** Primitives or answers in which it is at home; `*` for any. */
  readonly usedBy: readonly string[];
  readonly confidence: Confidence;
  readonly note: string | undefined;
}

interface Options {
  readonly usedBy?: readonly string[];
  readonly confidence?: Confidence;
  readonly note?: string;
}

export function code(
  number: number,
  name: string,
  statusClass: StatusClass,
  versions: readonly Version[],
  meaning: string,
  options: Options = {},
): StatusCode {
  return {
    code: number,
    name,
    meaning,
    versions,
    class: statusClass,
    usedBy: options.usedBy ?? ['*'],
    confidence: options.confidence ?? 'high',
    note: options.note,
  };
}
