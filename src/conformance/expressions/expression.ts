/** Requirement expressions: names of items and groups, joined by AND, OR, NOT and parentheses. */

/** Characters `start` up to and not including `end` of the text of an expression. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

export type Expression =
  | { readonly kind: 'name'; readonly name: string; readonly span: TextSpan }
  | { readonly kind: 'not'; readonly part: Expression; readonly span: TextSpan }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression[]; readonly span: TextSpan };

/** The names in an expression, each once, in order. */
export function namesIn(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (node: Expression): void => {
    if (node.kind === 'name') names.add(node.name);
    else if (node.kind === 'not') visit(node.part);
    else node.parts.forEach(visit);
  };
  visit(expression);
  return [...names];
}

/** Writes an expression; parentheses only where AND, OR and NOT meet. */
export function writeExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'not':
      return `NOT ${inner(expression.part)}`;
    case 'and':
      return expression.parts.map(inner).join(' AND ');
    case 'or':
      return expression.parts.map(inner).join(' OR ');
  }
}

function inner(part: Expression): string {
  return part.kind === 'and' || part.kind === 'or' ? `(${writeExpression(part)})` : writeExpression(part);
}
