/**
 * The language of `--select`, whatever there is to select: requirements for a run, defects and variants for their proof.
 *
 * A list, with commas or blanks, selects what any of its parts selects; `and`, `not` and parentheses narrow it down:
 * `LOG, OUT and not confidence:low`. `and` binds closer than `or`, a comma and a blank, which all say the same. Words mean
 * what a {@link Vocabulary} says: see `words.ts` for those of the catalogue.
 */
import { didYouMean } from '../nearest.ts';

/** The ids a word selects, or why it selects none and which names may have been meant. */
export type Resolution =
  | { readonly ids: ReadonlySet<string> }
  | { readonly problem: string; readonly near: string; readonly among: readonly string[] };

export interface Vocabulary {
  /** Everything that can be selected: `not` takes away from it. */
  all(): ReadonlySet<string>;
  word(word: string): Resolution;
}

export interface SelectionProblem {
  /** Offset into the text of the selection. */
  readonly at: number;
  /** The problem, and a correct way to write it. */
  readonly message: string;
}

export type Selection =
  | { readonly ok: true; readonly ids: ReadonlySet<string> }
  | { readonly ok: false; readonly problem: SelectionProblem };

interface Token {
  readonly kind: 'word' | 'and' | 'or' | 'not' | '(' | ')' | ',' | 'end';
  readonly text: string;
  readonly at: number;
}

class NotSelectable extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

/** The ids a selection names. It may well be empty (`LOG and OUT`); a word that names nothing is a problem. */
export function select(text: string, vocabulary: Vocabulary): Selection {
  try {
    return { ok: true, ids: selectionOf(text, vocabulary) };
  } catch (error) {
    if (error instanceof NotSelectable) return { ok: false, problem: { at: error.at, message: error.message } };
    throw error;
  }
}

const WORD = /(?:[^\s,()":]+:"[^"]*"|[^\s,()"]+)/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at);
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    if (/\s/.test(char)) {
      at += 1;
    } else if (char === '(' || char === ')' || char === ',') {
      tokens.push({ kind: char, text: char, at });
      at += 1;
    } else if (word === undefined) {
      throw new NotSelectable(at, `'${char}' cannot stand here; a value with blanks is written key:"two words"`);
    } else {
      const lower = word.toLowerCase();
      const kind = lower === 'and' || lower === 'or' || lower === 'not' ? lower : 'word';
      tokens.push({ kind, text: word, at });
      at += word.length;
    }
  }
  tokens.push({ kind: 'end', text: '', at: text.length });
  return tokens;
}

function selectionOf(text: string, vocabulary: Vocabulary): ReadonlySet<string> {
  const tokens = tokensOf(text);
  const end: Token = { kind: 'end', text: '', at: text.length };
  let index = 0;
  const peek = (): Token => tokens[index] ?? end;
  const take = (): Token => {
    const token = peek();
    index += 1;
    return token;
  };

  function union(): ReadonlySet<string> {
    let selected = intersection();
    for (;;) {
      const token = peek();
      if (token.kind === 'or' || token.kind === ',') take();
      else if (token.kind === 'not') {
        throw new NotSelectable(
          token.at,
          "'not' beside a word would add everything else; write 'and not' to take away",
        );
      } else if (token.kind !== 'word' && token.kind !== '(') return selected;
      selected = new Set([...selected, ...intersection()]);
    }
  }

  function intersection(): ReadonlySet<string> {
    let selected = negation();
    while (peek().kind === 'and') {
      take();
      const other = negation();
      selected = new Set([...selected].filter((id) => other.has(id)));
    }
    return selected;
  }

  function negation(): ReadonlySet<string> {
    if (peek().kind !== 'not') return primary();
    take();
    const without = negation();
    return new Set([...vocabulary.all()].filter((id) => !without.has(id)));
  }

  function primary(): ReadonlySet<string> {
    const token = take();
    if (token.kind === 'word') return word(token);
    if (token.kind === '(') {
      const selected = union();
      if (peek().kind !== ')') throw new NotSelectable(token.at, "'(' is never closed; add ')'");
      take();
      return selected;
    }
    const found = token.kind === 'end' ? 'the selection ends' : `'${token.text}' stands`;
    throw new NotSelectable(token.at, `${found} where an id, area, item, table or key:value should`);
  }

  function word(token: Token): ReadonlySet<string> {
    const resolution = vocabulary.word(token.text);
    if ('ids' in resolution) return resolution.ids;
    throw new NotSelectable(token.at, `${resolution.problem}${didYouMean(resolution.near, resolution.among)}`);
  }

  const selected = union();
  const rest = peek();
  if (rest.kind !== 'end')
    throw new NotSelectable(rest.at, `'${rest.text}' without anything it belongs to; take it out`);
  return selected;
}
