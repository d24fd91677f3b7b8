/** The scenario, step and defect that `impsc new` lays out, each in the file of its area, which is made if need be. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { FILL_IN } from '../../conformance/catalogue/fill-in.ts';
import type { Area } from '../../conformance/catalogue/types.ts';
import { UsageError } from '../failure.ts';

/** The text of the step that is to be filled in. */
export const stepText = (id: string): string => `${FILL_IN} ${id}: the reaction`;

const read = (root: string, file: string): string | undefined =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined;

function write(root: string, file: string, text: string): string {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  return file;
}

/** Adds a scenario to the feature of the area, or to the first where it has several. Returns the file. */
export function addScenario(id: string, { folder, title }: Area, root: string): string {
  const inFolder = existsSync(join(root, 'features', folder)) ? readdirSync(join(root, 'features', folder)) : [];
  const files = [`features/${folder}.feature`, ...inFolder.sort().map((name) => `features/${folder}/${name}`)];
  const file = files.find((one) => existsSync(join(root, one))) ?? `features/${folder}.feature`;
  const before =
    read(root, file) ?? `Feature: ${capital(title)}\n  ${FILL_IN}: what the feature is about, in a sentence.\n`;
  const indent = [...before.matchAll(/^( *)Scenario/gm)].at(-1)?.[1] ?? '  ';
  const loggedIn = /^ {2}Background:\n {4}Given A (is|and .* are) logged in/m.test(before);
  const lines = [
    `@${id}`,
    `Scenario: ${FILL_IN}: the expected reaction to one stimulus`,
    ...(loggedIn ? [] : ['  Given A is logged in']),
    '  When A sends a KeepAlive-Request',
    `  Then ${stepText(id)}`,
  ];
  return write(root, file, `${before}\n${lines.map((line) => `${indent}${line}\n`).join('')}`);
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Adds a step to the step file of the area. Returns the file. */
export function addStep(id: string, { folder, title }: Area, root: string): string {
  const file = `steps/${folder}.steps.ts`;
  const world = relative(dirname(file), 'steps/support/world.ts');
  let text =
    read(root, file) ??
    `/** ${capital(title)}. */\nimport { Then } from '@cucumber/cucumber';\nimport type { World } from '${world.startsWith('.') ? world : `./${world}`}';\n`;
  text = text.replace(/import \{([^}]*)\} from '@cucumber\/cucumber';/, (whole, names: string) =>
    /\bThen\b/.test(names) ? whole : `import {${names.trimEnd()}, Then } from '@cucumber/cucumber';`,
  );
  if (!/\bWorld\b.*world\.ts/.test(text))
    throw new UsageError(`${file} does not import World from ${world}; add that first`);
  return write(
    root,
    file,
    `${text}\nThen('${stepText(id)}', function (this: World) {\n  this.expect.success(this.answer);\n});\n`,
  );
}

/** Adds a defect to the file of the area, and that file to the index where it is new. Returns the file. */
export function addDefect(id: string, { folder, title }: Area, root: string): string {
  const file = `src/proof/defects/${folder}.ts`;
  const entry = `  {
    id: 'fill-in-${id.toLowerCase()}',
    title: '${FILL_IN}: what the broken server does',
    requirements: ['${id}'],
    change: (options) => options,
  },
`;
  const before = read(root, file);
  if (before === undefined) {
    const name = `${folder.replace(/[-/](\w)/g, (_, letter: string) => letter.toUpperCase())}Defects`;
    const types = relative(dirname(file), 'src/proof/types.ts');
    const head = `/** Defects of ${title}. */\nimport type { Defect } from '${types}';\n\nexport const ${name}: readonly Defect[] = [\n`;
    addToIndex(folder, name, root);
    return write(root, file, `${head}${entry}];\n`);
  }
  const list = /^export const \w+: readonly Defect\[\] = \[\n[\s\S]*?^\];\n/m;
  if (!list.test(before)) throw new UsageError(`${file} exports no list of defects; add one first`);
  return write(
    root,
    file,
    before.replace(list, (whole) => `${whole.slice(0, -'];\n'.length)}${entry}];\n`),
  );
}

function addToIndex(folder: string, name: string, root: string): void {
  const file = 'src/proof/index.ts';
  const text = read(root, file) ?? '';
  const imported = `import { ${name} } from './defects/${folder}.ts';\n`;
  write(
    root,
    file,
    text
      .replace('import { reasons }', `${imported}import { reasons }`)
      .replace(/(defectsByPath[^{]*\{\n[\s\S]*?)^\};/m, `$1  '${folder}': ${name},\n};`),
  );
}
