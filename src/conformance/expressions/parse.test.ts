import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Expression, namesIn, writeExpression } from './expression.ts';
import { expressionOf, parseExpression } from './parse.ts';

function problemOf(text: string, allowNot = false): string {
  const result = parseExpression(text, { allowNot });
  if (result.ok) throw new Error(`'${text}' was read as ${writeExpression(result.expression)}`);
  return `${result.problem.at}: ${result.problem.message}`;
}

describe('parseExpression', () => {
  it('reads names, groups, operators and parentheses, with their places', () => {
    const text = 'CSP-1.3:MSF AND (S-003 OR S-004)';
    const expression = expressionOf(text);
    expect(expression.kind).toBe('and');
    expect(namesIn(expression)).toEqual(['CSP-1.3:MSF', 'S-003', 'S-004']);
    const second = expression.kind === 'and' ? expression.parts[1] : undefined;
    expect(text.slice(second?.span.start, second?.span.end)).toBe('S-003 OR S-004');
  });

  it('reads the names of documents as the release definition prints them', () => {
    expect(namesIn(expressionOf('OMA-TS-IMPS-CSP_WBXML-V1_3:MSCF AND OMA-ERDEF-IMPS-S-001'))).toEqual([
      'OMA-TS-IMPS-CSP_WBXML-V1_3:MSCF',
      'OMA-ERDEF-IMPS-S-001',
    ]);
  });

  it.each([
    ['', '0: the expression is empty'],
    ['A AND', '5: the expression ends where a name'],
    ['A B', "2: 'B' where AND or OR should stand"],
    ['(A OR B', "0: '(' is never closed"],
    ['A AND (B OR (C AND D)', "6: '(' is never closed"],
    ['OMA-TS-IMPS-SSP_Transport-V1_3:OSF AND OMA-ERDEF-IMPS-S-014)', "59: ')' without '(' before it"],
    ['A AND B OR C', '8: AND and OR side by side'],
    ['A and B', "2: 'and': operators are written in capitals, AND"],
    ['A & B', "2: '&' cannot stand in an expression"],
    ['NOT A', '0: NOT cannot stand here'],
    ['()', "1: ')' where a name or '(' should stand"],
  ])('refuses %j', (text, says) => {
    expect(problemOf(text)).toContain(says);
  });

  it('allows NOT in conditions', () => {
    expect(writeExpression(expressionOf('NOT A AND NOT (B OR C)', { allowNot: true }))).toBe('NOT A AND NOT (B OR C)');
    expect(problemOf('A NOT', true)).toContain("'NOT' where AND or OR");
  });

  it('reads back what it writes', () => {
    const span = { start: 0, end: 0 };
    const name = fc.constantFrom('A', 'B-1', 'CSP-1.3:MSF').map((n): Expression => ({ kind: 'name', name: n, span }));
    const { tree } = fc.letrec<{ tree: Expression }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        name,
        tie('tree').map((part): Expression => ({ kind: 'not', part, span })),
        fc
          .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('tree'), { minLength: 2, maxLength: 4 }))
          .map(([kind, parts]): Expression => ({ kind, parts, span })),
      ),
    }));
    fc.assert(
      fc.property(tree, (expression) => {
        const text = writeExpression(expression);
        expect(writeExpression(expressionOf(text, { allowNot: true }))).toBe(text);
      }),
    );
  });

  it('never fails in another way than with a problem inside the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('A', 'AND', 'OR', 'NOT', '(', ')', ' ', '?')), (tokens) => {
        const text = tokens.join(' ');
        const result = parseExpression(text, { allowNot: true });
        if (!result.ok) expect(result.problem.at).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
