/**
 * The selection language of `--select`: which requirements a run is about.
 *
 * Words are ids, patterns (`CSP-LOG-*`), areas (`LOG`, `CSP-LOG`, `SSP`), items, tables, ERDEF rows, levels (`must`),
 * `all`, or a key and a value (`confidence:high`). A list, with commas or blanks, selects what any of its parts
 * selects; `and`, `not` and parentheses narrow it down: `LOG, OUT and not confidence:low`. `and` binds closer than
 * `or`, a comma and a blank, which all say the same. Letter case does not matter.
 */

import type { Catalogue } from '../catalogue/catalogue.ts';
import { didYouMean } from '../nearest.ts';
import { type Resolution, resolveWord } from './words.ts';

export interface SelectionProblem {
  /** Offset into the text of the selection. */
  readonly at: number;
  /** What is wrong and what to write instead. */
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

/** Words of another room, such as feature files; undefined for a word it does not know. */
export type FurtherWords = (word: string) => Resolution | undefined;

/**
 * The requirements a selection names. It may well be empty (`LOG and OUT`); a word that names nothing is a problem.
 * `further` is asked first what a word means.
 */
export function select(catalogue: Catalogue, text: string, further: FurtherWords = () => undefined): Selection {
  try {
    return { ok: true, ids: selectionOf(catalogue, text, further) };
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

function selectionOf(catalogue: Catalogue, text: string, further: FurtherWords): ReadonlySet<string> {
  const tokens = tokensOf(text);
  const end: Token = { kind: 'end', text: '', at: text.length };
  let index = 0;
  const peek = (): Token => tokens[index] ?? end;
  const take = (): Token => {
    const token = peek();
    index += 1;
    return token;
  };
  const all = (): ReadonlySet<string> => new Set(catalogue.requirements.map((one) => one.id));

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
    return new Set([...all()].filter((id) => !without.has(id)));
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
    const resolution: Resolution = further(token.text) ?? resolveWord(catalogue, token.text);
    if ('ids' in resolution) return resolution.ids;
    throw new NotSelectable(token.at, `${resolution.problem}${didYouMean(resolution.near, resolution.among)}`);
  }

  const selected = union();
  const rest = peek();
  if (rest.kind !== 'end')
    throw new NotSelectable(rest.at, `'${rest.text}' without anything it belongs to; take it out`);
  return selected;
}
