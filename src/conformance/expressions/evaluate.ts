/** The value of an expression, with the reason for it at every node. */
import type { Explanation } from '../../results/results.ts';
import { type Expression, writeExpression } from './expression.ts';
import { and, not, or, type Truth } from './truth.ts';

/** The value of a name in an expression, and the reason for it. */
export interface NameValue {
  readonly value: Truth;
  /** `claimed`, `not claimed`, `struck in round 2`: a fragment that reads after the name. */
  readonly because: string;
  readonly parts?: readonly Explanation[];
}

export type NameValueOf = (name: string) => NameValue;

/** Evaluates an expression; each name is asked for once per occurrence. */
export function evaluate(expression: Expression, nameValue: NameValueOf): Explanation {
  const text = writeExpression(expression);
  switch (expression.kind) {
    case 'name': {
      const { value, because, parts } = nameValue(expression.name);
      return { text, value, because, parts: parts ?? [] };
    }
    case 'not': {
      const part = evaluate(expression.part, nameValue);
      return { text, value: not(part.value), because: `NOT of ${part.value}`, parts: [part] };
    }
    case 'and':
    case 'or': {
      const parts = expression.parts.map((part) => evaluate(part, nameValue));
      const value = (expression.kind === 'and' ? and : or)(parts.map((part) => part.value));
      return { text, value, because: becauseOf(expression.kind, value, parts), parts };
    }
  }
}

/** Only the value, without explanation: for the rounds of a fixed point. */
export function truthOf(expression: Expression, value: (name: string) => Truth): Truth {
  switch (expression.kind) {
    case 'name':
      return value(expression.name);
    case 'not':
      return not(truthOf(expression.part, value));
    case 'and':
      return and(expression.parts.map((part) => truthOf(part, value)));
    case 'or':
      return or(expression.parts.map((part) => truthOf(part, value)));
  }
}

/** Names the parts that decided: those false in a false AND, those true in a true OR, those unknown in an unknown one. */
function becauseOf(kind: 'and' | 'or', value: Truth, parts: readonly Explanation[]): string {
  const deciding = parts.filter((part) => part.value === value).map((part) => part.text);
  if (value === 'unknown') return `not known: ${list(deciding)}`;
  if (kind === 'and') return value === 'true' ? 'every part holds' : `does not hold: ${list(deciding)}`;
  return value === 'true' ? `holds: ${list(deciding)}` : 'no alternative holds';
}

export function list(texts: readonly string[]): string {
  const shown = texts.slice(0, 5);
  const more = texts.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
