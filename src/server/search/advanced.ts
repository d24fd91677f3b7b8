/**
 * AdvancedCriteria of 1.3 (function ADVSR): a Boolean expression over PairIDs. That it names PairIDs and operators is
 * known, its grammar is not (AMB-190; low confidence). Read here: PairIDs, AND, OR, NOT in any letter case, also as
 * `&`, `|`, `!`, single or double, and parentheses; NOT binds closest, then AND, then OR.
 */
import { Refusal } from '../element.ts';

export type Expression =
  | { readonly is: 'pair'; readonly id: number }
  | { readonly is: 'not'; readonly of: Expression }
  | { readonly is: 'and' | 'or'; readonly of: readonly Expression[] };

/** A hostile expression must not exhaust the stack. */
const LONGEST = 1_000;
const TOKEN = /\s*(?:(\d{1,10})|(and\b|&&?)|(or\b|\|\|?)|(not\b|!)|(\()|(\)))/iy;

type Token =
  | { readonly is: 'pair'; readonly id: number }
  | { readonly is: 'and' | 'or' | 'not' | 'open' | 'close' | 'end' };

function refuse(what: string): never {
  throw new Refusal(
    402,
    `AdvancedCriteria: ${what}; write PairIDs joined by AND, OR, NOT, for instance 1 AND (2 OR 3)`,
  );
}

function tokens(text: string): readonly Token[] {
  const found: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) return refuse(`cannot read '${text.slice(from, from + 20).trim()}'`);
    const [, id, and, or, not, open] = match;
    if (id !== undefined) found.push({ is: 'pair', id: Number(id) });
    else found.push({ is: and ? 'and' : or ? 'or' : not ? 'not' : open ? 'open' : 'close' });
  }
  return [...found, { is: 'end' }];
}

/** @throws Refusal 402 for what is no expression, or names a PairID no pair of the request has. */
export function parseAdvanced(text: string, pairIds: ReadonlySet<number>): Expression {
  if (text.length > LONGEST) return refuse(`longer than ${LONGEST} characters`);
  const all = tokens(text);
  let at = 0;
  const peek = (): Token['is'] => all[at]?.is ?? 'end';
  const take = (): Token => all[at++] ?? { is: 'end' };

  function single(): Expression {
    const token = take();
    if (token.is === 'pair') {
      if (!pairIds.has(token.id)) return refuse(`no search pair has the PairID ${token.id}`);
      return token;
    }
    if (token.is === 'not') return { is: 'not', of: single() };
    if (token.is !== 'open') return refuse('a PairID is missing');
    const inner = joined('or');
    return take().is === 'close' ? inner : refuse('a parenthesis is not closed');
  }

  function joined(by: 'and' | 'or'): Expression {
    const next = () => (by === 'or' ? joined('and') : single());
    const parts = [next()];
    while (peek() === by) {
      take();
      parts.push(next());
    }
    const [only] = parts;
    return only !== undefined && parts.length === 1 ? only : { is: by, of: parts };
  }

  const expression = joined('or');
  return peek() === 'end' ? expression : refuse('an operator is missing');
}

/** The PairIDs an expression names. */
export function pairsNamed(expression: Expression): ReadonlySet<number> {
  if (expression.is === 'pair') return new Set([expression.id]);
  const inner = expression.is === 'not' ? [expression.of] : expression.of;
  return new Set(inner.flatMap((part) => [...pairsNamed(part)]));
}

export function holds(expression: Expression, pairHolds: (id: number) => boolean): boolean {
  switch (expression.is) {
    case 'pair':
      return pairHolds(expression.id);
    case 'not':
      return !holds(expression.of, pairHolds);
    case 'and':
      return expression.of.every((part) => holds(part, pairHolds));
    case 'or':
      return expression.of.some((part) => holds(part, pairHolds));
  }
}
