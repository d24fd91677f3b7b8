/**
 * Counts the type assertions (`x as X`, but not `as const`) of src and steps, tests left out, and holds them to a ceiling
 * that may only fall. Those that stay are explained in docs/house.md.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './perform.ts';

/** Lower it whenever assertions go; never raise it. */
const CEILING = 517;

function assertionsIn(file: string): number {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) count++;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return count;
}

const files = execFileSync('git', ['ls-files', 'src', 'steps'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|browser)\.tsx?$/.test(file) && !file.startsWith('src/testing/'));
const counts = new Map(files.map((file) => [file, assertionsIn(file)]));
const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
console.log(`${total} type assertions, at most ${CEILING}`);
if (process.argv.includes('--list')) {
  for (const [file, count] of [...counts].sort(([, a], [, b]) => b - a)) if (count > 0) console.log(`${count} ${file}`);
}
if (total > CEILING) {
  console.log('Write messages with primitive() and draft(), read them with anyVersion(): see docs/house.md.');
  process.exitCode = 1;
} else if (total < CEILING) console.log(`The ceiling in scripts/checks/assertions.ts can be lowered to ${total}.`);
