/** Reads requirement expressions, and says where one cannot be read. */
import type { Expression, TextSpan } from './expression.ts';

export interface ParseProblem {
  /** Offset into the text at which it cannot be read on, in UTF-16 units. */
  readonly at: number;
  /** The problem there, and a correct way to write it. */
  readonly message: string;
}

export type ParseResult =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly problem: ParseProblem };

type TokenKind = 'name' | 'AND' | 'OR' | 'NOT' | '(' | ')' | 'end';
interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly span: TextSpan;
}

class Unreadable extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

const NAME = /[A-Za-z0-9][A-Za-z0-9_.:-]*/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const push = (kind: TokenKind, word: string): void => {
    tokens.push({ kind, text: word, span: { start: at, end: at + word.length } });
    at += word.length;
  };
  while (at < text.length) {
    const char = text.charAt(at);
    NAME.lastIndex = at;
    const word = NAME.exec(text)?.[0];
    if (/\s/.test(char)) at += 1;
    else if (char === '(' || char === ')') push(char, char);
    else if (word === undefined) {
      throw new Unreadable(at, `'${char}' cannot stand in an expression; names hold letters, digits and _ . : -`);
    } else if (word === 'AND' || word === 'OR' || word === 'NOT') push(word, word);
    else if (/^(and|or|not)$/i.test(word)) {
      throw new Unreadable(at, `'${word}': operators are written in capitals, ${word.toUpperCase()}`);
    } else push('name', word);
  }
  tokens.push({ kind: 'end', text: '', span: { start: text.length, end: text.length } });
  return tokens;
}

export interface ParseOptions {
  /** Conditions of items and requirements may use NOT; ERDEF expressions and `requires` may not. Default false. */
  readonly allowNot?: boolean;
}

/**
 * Parses an expression. AND and OR side by side need parentheses: which of them would bind closer is not known, since
 * the document that defines the notation is not at hand, and no expression of the tables depends on it.
 */
export function parseExpression(text: string, options: ParseOptions = {}): ParseResult {
  try {
    return { ok: true, expression: new Reader(text, options.allowNot === true).whole() };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, problem: { at: error.at, message: error.message } };
    throw error;
  }
}

/** As {@link parseExpression} for expressions of the tables; throws where the tables are wrong. */
export function expressionOf(text: string, options: ParseOptions = {}): Expression {
  const result = parseExpression(text, options);
  if (result.ok) return result.expression;
  throw new Error(`expression '${text}', character ${result.problem.at + 1}: ${result.problem.message}`);
}

class Reader {
  private readonly tokens: readonly Token[];
  private index = 0;
  /** Opening parentheses not yet closed. */
  private readonly open: Token[] = [];

  constructor(
    private readonly text: string,
    private readonly allowNot: boolean,
  ) {
    this.tokens = tokensOf(text);
  }

  whole(): Expression {
    if (this.peek().kind === 'end') throw new Unreadable(0, 'the expression is empty');
    const expression = this.chain();
    if (this.peek().kind === ')') {
      throw new Unreadable(this.peek().span.start, "')' without '(' before it; take it out or open it");
    }
    if (this.peek().kind !== 'end') throw this.unexpected('AND or OR');
    return expression;
  }

  private peek(): Token {
    const token = this.tokens[this.index] ?? this.tokens.at(-1);
    if (token === undefined) throw new Unreadable(this.text.length, 'the expression ends too early');
    return token;
  }

  private take(): Token {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  private unexpected(wanted: string): Unreadable {
    const token = this.peek();
    if (token.kind === 'end')
      return new Unreadable(token.span.start, `the expression ends where ${wanted} should stand`);
    return new Unreadable(token.span.start, `'${token.text}' where ${wanted} should stand`);
  }

  /** Parts joined by one and the same operator. */
  private chain(): Expression {
    const first = this.part();
    const operator = this.peek().kind;
    if (operator !== 'AND' && operator !== 'OR') return first;
    const parts = [first];
    while (this.peek().kind === operator) {
      this.take();
      parts.push(this.part());
    }
    if (this.peek().kind === 'AND' || this.peek().kind === 'OR') {
      throw new Unreadable(
        this.peek().span.start,
        'AND and OR side by side; put parentheses around what belongs together',
      );
    }
    const span = { start: first.span.start, end: parts.at(-1)?.span.end ?? first.span.end };
    return { kind: operator === 'AND' ? 'and' : 'or', parts, span };
  }

  private part(): Expression {
    const token = this.peek();
    switch (token.kind) {
      case 'name':
        this.take();
        return { kind: 'name', name: token.text, span: token.span };
      case 'NOT': {
        if (!this.allowNot) throw new Unreadable(token.span.start, 'NOT cannot stand here; only conditions may use it');
        this.take();
        const part = this.part();
        return { kind: 'not', part, span: { start: token.span.start, end: part.span.end } };
      }
      case '(': {
        this.open.push(this.take());
        const expression = this.chain();
        if (this.peek().kind === 'end') {
          throw new Unreadable(this.open.at(-1)?.span.start ?? token.span.start, "'(' is never closed; add ')'");
        }
        if (this.peek().kind !== ')') throw this.unexpected("AND, OR or ')'");
        this.take();
        this.open.pop();
        return expression;
      }
      default:
        throw this.unexpected(this.allowNot ? "a name, NOT or '('" : "a name or '('");
    }
  }
}
