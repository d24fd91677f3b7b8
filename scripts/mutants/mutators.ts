/**
 * The mutators: small slips a programmer could make, one at a time. Each says what it does to a node of the sources and
 * leaves the original in place beside it; the switch decides at run time.
 */
import ts from 'typescript';

export const OPERATORS = [
  'COND',
  'REL',
  'EQ',
  'LOGIC',
  'STMT',
  'STR',
  'NUM',
  'BOOL',
  'RET',
  'ARR',
  'OBJ',
  'SPREAD',
  'QUANT',
  'FILTER',
  'ARITH',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** One slip at one node. */
export interface Slip {
  readonly operator: Operator;
  /** Description in words, with the source text it changes. */
  readonly what: string;
  /** The code of the node with a switch in it. `on` is the call that is true where this slip is switched on. */
  wrap(inner: string, on: string): string;
}

/** Longest piece of source text in a description, characters. */
const SHOWN = 90;

export function shown(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= SHOWN ? flat : `${flat.slice(0, SHOWN - 1)}…`;
}

const textOf = (node: ts.Node) => node.getText();

/**
 * Either this expression or the original one. The mutated side holds no switches: only one is on at a time. Its
 * parentheses are double, for `? (a) : (b) =>` would read as the beginning of a function.
 */
function instead(operator: Operator, what: string, mutated: string): Slip {
  return { operator, what, wrap: (inner, on) => `(${on} ? ((${mutated})) : (${inner}))` };
}

const RELATIONS = new Map([
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
]);
const EQUALITIES = new Map([
  ['===', '!=='],
  ['!==', '==='],
]);
const JUNCTIONS = new Map([
  ['&&', '||'],
  ['||', '&&'],
]);
const SUMS = new Map([
  ['+', '-'],
  ['-', '+'],
]);
const SWAPS: readonly (readonly [Operator, ReadonlyMap<string, string>])[] = [
  ['REL', RELATIONS],
  ['EQ', EQUALITIES],
  ['LOGIC', JUNCTIONS],
  ['ARITH', SUMS],
];

function ofBinary(node: ts.BinaryExpression): Slip[] {
  const sign = textOf(node.operatorToken);
  const [left, right] = [textOf(node.left), textOf(node.right)];
  if (sign === '??') return [instead('LOGIC', `drop the ?? fallback: ${shown(textOf(node))}`, left)];
  for (const [operator, signs] of SWAPS) {
    const other = signs.get(sign);
    if (other === undefined || (operator === 'ARITH' && isText(node))) continue;
    return [instead(operator, `${sign} to ${other}: ${shown(textOf(node))}`, `(${left}) ${other} (${right})`)];
  }
  return [];
}

/** Joining texts is no arithmetic. */
function isText(node: ts.Expression): boolean {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return true;
  return ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right));
}

function isCondition(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) {
    return parent.expression === node;
  }
  return ts.isConditionalExpression(parent) && parent.condition === node;
}

function ofLiteral(node: ts.Node): Slip[] {
  if (ts.isNumericLiteral(node)) {
    return [
      instead(
        'NUM',
        `${node.getText()} to ${node.getText()}+1 in ${shown(textOf(node.parent))}`,
        `${node.getText()} + 1`,
      ),
    ];
  }
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
    if (ts.isTaggedTemplateExpression(node.parent)) return [];
    const mutated = ts.isStringLiteralLike(node) && node.text === '' ? "'mutant'" : "''";
    return [instead('STR', `${shown(textOf(node))} to ${mutated} in ${shown(textOf(node.parent))}`, mutated)];
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    const mutated = node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true';
    return [instead('BOOL', `${textOf(node)} to ${mutated} in ${shown(textOf(node.parent))}`, mutated)];
  }
  return [];
}

const ASKS = /^(some|every|includes|has|startsWith|endsWith|test|isArray)$/;
const COMPARES = /^(===|!==|<|<=|>|>=|in|instanceof)$/;

/** Looks like something that is true or false. */
function isBoolean(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isBoolean(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return node.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isCallExpression(node)) {
    return ts.isPropertyAccessExpression(node.expression) && ASKS.test(node.expression.name.text);
  }
  if (!ts.isBinaryExpression(node)) return false;
  const sign = textOf(node.operatorToken);
  return JUNCTIONS.has(sign) ? isBoolean(node.left) || isBoolean(node.right) : COMPARES.test(sign);
}

function isReturned(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isReturnStatement(parent)) return true;
  return ts.isArrowFunction(parent) && parent.body === node && !ts.isBlock(node);
}

function ofReturned(node: ts.Expression): Slip[] {
  const literal = node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;
  if (literal || textOf(node) === 'undefined') return [];
  const values = isBoolean(node) ? ['true', 'false'] : ['undefined'];
  const how = ts.isReturnStatement(node.parent) ? 'return' : '=>';
  return values.map((value) => instead('RET', `${how} ${value} for: ${shown(textOf(node))}`, value));
}

/** A literal on the left of an assignment is a pattern. */
function isPattern(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function ofPart(node: ts.Node): Slip[] {
  const { parent } = node;
  if (ts.isSpreadElement(node) || ts.isSpreadAssignment(node)) {
    const nothing = ts.isSpreadElement(node) ? '[]' : '{}';
    const whole = textOf(node.expression);
    return [
      {
        operator: 'SPREAD',
        what: `drop spread ...${shown(whole)} in ${shown(textOf(parent))}`,
        wrap: (inner, on) => `...(${on} ? ${nothing} : (${inner.slice('...'.length)}))`,
      },
    ];
  }
  if (ts.isArrayLiteralExpression(parent) && !isPattern(parent) && !ts.isOmittedExpression(node)) {
    return [
      {
        operator: 'ARR',
        what: `drop element ${shown(textOf(node))} in ${shown(textOf(parent))}`,
        wrap: (inner, on) => `...(${on} ? [] : [${inner}])`,
      },
    ];
  }
  const member =
    ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isMethodDeclaration(node);
  if (member && ts.isObjectLiteralExpression(parent) && !isPattern(parent)) {
    return [
      {
        operator: 'OBJ',
        what: `drop member ${shown(textOf(node))}`,
        wrap: (inner, on) => `...(${on} ? {} : { ${inner} })`,
      },
    ];
  }
  return [];
}

function ofCall(node: ts.CallExpression): Slip[] {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  // In the middle of an optional chain a parenthesis would change what is left out.
  const chained = (node.flags & ts.NodeFlags.OptionalChain) !== 0;
  if (expression.name.text !== 'filter' || chained) return [];
  return [instead('FILTER', `drop filter: ${shown(textOf(node))}`, textOf(expression.expression))];
}

function ofName(node: ts.Identifier): Slip[] {
  const { parent } = node;
  if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) return [];
  if (!ts.isCallExpression(parent.parent) || parent.parent.expression !== parent) return [];
  const other = node.text === 'some' ? 'every' : node.text === 'every' ? 'some' : undefined;
  if (other === undefined) return [];
  const what = `${node.text} to ${other}: ${shown(textOf(parent.parent))}`;
  // The caller that writes the access removes the dot before it.
  return [{ operator: 'QUANT', what, wrap: (inner, on) => `[${on} ? '${other}' : '${inner}']` }];
}

function ofStatement(node: ts.ExpressionStatement): Slip[] {
  const { expression } = node;
  if (ts.isStringLiteral(expression)) return [];
  if (ts.isCallExpression(expression) && expression.expression.kind === ts.SyntaxKind.SuperKeyword) return [];
  return [
    {
      operator: 'STMT',
      what: `drop: ${shown(textOf(node))}`,
      wrap: (inner, on) => `{ if (!${on}) { ${inner} } }`,
    },
  ];
}

/** True for a node that is a name, not a value. */
function isNameOf(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isImportAttribute(parent)) return true;
  return 'name' in parent && parent.name === node && !ts.isPropertyAccessExpression(parent);
}

/** All slips at a node, innermost first: the code of each encloses that of the one before. */
export function slipsAt(node: ts.Node): readonly Slip[] {
  if (ts.isExpressionStatement(node)) return ofStatement(node);
  if (ts.isIdentifier(node) && !isCondition(node) && !isReturned(node) && isQuantifier(node)) return ofName(node);
  if (!ts.isExpression(node) && !ts.isObjectLiteralElement(node)) return [];
  if (isNameOf(node)) return [];
  const slips: Slip[] = [...ofLiteral(node)];
  if (ts.isBinaryExpression(node)) slips.push(...ofBinary(node));
  if (ts.isCallExpression(node)) slips.push(...ofCall(node));
  if (isCondition(node)) {
    const what = `negate${ts.isConditionalExpression(node.parent) ? ' ?' : ''}: ${shown(textOf(node))}`;
    slips.push({ operator: 'COND', what, wrap: (inner, on) => `(${on} !== !!(${inner}))` });
  }
  if (ts.isExpression(node) && isReturned(node)) slips.push(...ofReturned(node));
  slips.push(...ofPart(node));
  return slips;
}

export function isQuantifier(node: ts.Identifier): boolean {
  return ofName(node).length > 0;
}
