/** A source file with all its slips in it, each behind a switch of its own. */
import ts from 'typescript';
import { isQuantifier, type Operator, shown, slipsAt } from './mutators.ts';

/** A mutant: a slip at a place. */
export interface Mutant {
  /** Stable while the text around it stays: file, declaration, operator and change, without line numbers. */
  readonly key: string;
  readonly operator: Operator;
  /** Path below the folder that is mutated, without extension. */
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

export interface Instrumented {
  /** TypeScript source; its switches ask if the mutant of a number is on. */
  readonly code: string;
  readonly mutants: readonly Mutant[];
}

/** The function the switches ask; it is global, so that mutated modules import nothing. */
export const SWITCH = '__mutant';

/** Puts the switches in, numbered from `first`. */
export function instrument(file: string, text: string, first: number): Instrumented {
  const source = ts.createSourceFile(`${file}.ts`, text, ts.ScriptTarget.ES2023, true);
  const mutants: Mutant[] = [];
  const seen = new Map<string, number>();

  function add(node: ts.Node, operator: Operator, what: string): string {
    const plain = `${file} ${declarationOf(node)}: ${operator} ${what}`;
    const times = (seen.get(plain) ?? 0) + 1;
    seen.set(plain, times);
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    mutants.push({ key: times === 1 ? plain : `${plain} (${times})`, operator, file, line, what });
    return `${SWITCH}(${first + mutants.length - 1})`;
  }

  function write(node: ts.Node): string {
    const start = node.getStart(source);
    if (isLeftAlone(node)) return text.slice(start, node.end);
    let written = '';
    let at = start;
    ts.forEachChild(node, (child) => {
      const from = child.getStart(source);
      if (child.end <= at || from < at) return;
      const between = text.slice(at, from);
      written += ts.isIdentifier(child) && isQuantifier(child) ? between.replace(/(\?\.)|\./, '$1') : between;
      written += write(child);
      at = child.end;
    });
    written += text.slice(at, node.end);
    return slipsAt(node).reduce((inner, slip) => slip.wrap(inner, add(node, slip.operator, slip.what)), written);
  }

  return { code: write(source), mutants };
}

/** Types do not exist at run time, and a pattern or a name is no value. */
function isLeftAlone(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isTypeParameterDeclaration(node)
  );
}

/** The names of the declarations around a node, outermost first. */
function declarationOf(node: ts.Node): string {
  const names: string[] = [];
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    const name = nameOf(at);
    if (name !== undefined) names.unshift(shown(name.getText()));
  }
  return names.length === 0 ? '-' : names.join('.');
}

function nameOf(node: ts.Node): ts.Node | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return node.name;
  return ts.isMethodDeclaration(node) || ts.isVariableDeclaration(node) ? node.name : undefined;
}
