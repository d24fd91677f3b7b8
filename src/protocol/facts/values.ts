/** Rules for values that the content models carry as plain text: presence values and properties. */
import type { Confidence } from '../version.ts';

export type ValueRule =
  | { readonly kind: 'text' }
  | { readonly kind: 'boolean' }
  /** Unsigned decimal number. */
  | { readonly kind: 'integer'; readonly unit?: string }
  /** `open`: other values occur and are no error. */
  | { readonly kind: 'enum'; readonly values: readonly string[]; readonly open?: boolean }
  | { readonly kind: 'pattern'; readonly pattern: RegExp; readonly says: string; readonly confidence: Confidence };

export interface ValueProblem {
  /** A description of the values allowed; the value itself is quoted. */
  readonly message: string;
  readonly confidence: Confidence;
}

export const TEXT = { kind: 'text' } as const;
export const BOOLEAN = { kind: 'boolean' } as const;

/**
 * Checks a value as it stands in memory: text, or a number or boolean where the content model already read it so.
 * Undefined when it is fine.
 */
export function checkValue(rule: ValueRule, value: string | number | boolean): ValueProblem | undefined {
  const text = typeof value === 'boolean' ? (value ? 'T' : 'F') : String(value);
  const problem = (says: string, confidence: Confidence = 'high'): ValueProblem => ({
    message: `'${text}' is not ${says}`,
    confidence,
  });
  switch (rule.kind) {
    case 'text':
      return undefined;
    case 'boolean':
      return text === 'T' || text === 'F' ? undefined : problem('T or F');
    case 'integer':
      return /^[0-9]{1,10}$/.test(text) && Number(text) <= 0xffffffff
        ? undefined
        : problem('a number from 0 to 4294967295');
    case 'enum':
      return rule.open === true || rule.values.includes(text) ? undefined : problem(`one of ${rule.values.join(', ')}`);
    case 'pattern':
      return rule.pattern.test(text) ? undefined : problem(rule.says, rule.confidence);
  }
}
