/** Expressions of the release definition: AND, OR and parentheses over rows and groups. */

export type Node = { readonly op: 'AND' | 'OR'; readonly parts: readonly Node[] } | { readonly atom: string };

export type Truth = 'true' | 'false' | 'unknown';

export type Token = { readonly kind: 'atom' | 'word'; readonly text: string };

/** The expression cut into names and the words between them, in order. */
export function tokens(text: string): readonly Token[] {
  return (text.match(/[()]|[^\s()]+/g) ?? []).map((part) =>
    part === '(' || part === ')' || part === 'AND' || part === 'OR'
      ? { kind: 'word', text: part }
      : { kind: 'atom', text: part },
  );
}

/** The expression as a tree, AND before OR; undefined where it does not parse. */
export function parse(text: string): Node | undefined {
  const all = tokens(text);
  let at = 0;
  const primary = (): Node | undefined => {
    const token = all[at++];
    if (token?.kind === 'atom') return { atom: token.text };
    if (token?.text !== '(') return undefined;
    const inner = chain('OR');
    return all[at++]?.text === ')' ? inner : undefined;
  };
  const chain = (op: 'AND' | 'OR'): Node | undefined => {
    const next = op === 'OR' ? () => chain('AND') : primary;
    const parts: Node[] = [];
    do {
      const part = next();
      if (part === undefined) return undefined;
      parts.push(part);
    } while (all[at]?.text === op && at++ >= 0);
    return parts.length === 1 ? parts[0] : { op, parts };
  };
  const node = chain('OR');
  return at === all.length ? node : undefined;
}

/** The value of an expression when the value of every name is known. */
export function evaluate(node: Node, valueFor: (atom: string) => Truth): Truth {
  if ('atom' in node) return valueFor(node.atom);
  const values = node.parts.map((part) => evaluate(part, valueFor));
  const decisive = node.op === 'AND' ? 'false' : 'true';
  if (values.includes(decisive)) return decisive;
  return values.includes('unknown') ? 'unknown' : node.op === 'AND' ? 'true' : 'false';
}

export function atoms(node: Node): readonly string[] {
  return 'atom' in node ? [node.atom] : node.parts.flatMap(atoms);
}

/** `OMA-ERDEF-IMPS-S-017` as `S-017`: the rows of one table are told apart by that. */
export function shortId(id: string): string {
  return id.replace(/^OMA-ERDEF-IMPS-/, '');
}
