/** `impsc new requirement AREA`: lays out a requirement with scenario, step and defect. For those who write them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalogue, catalogue } from '../../conformance/catalogue/catalogue.ts';
import { didYouMean } from '../../conformance/nearest.ts';
import { UsageError } from '../failure.ts';
import { addDefect, addScenario, addStep } from '../new/checks.ts';
import { addRequirement, nextId } from '../new/requirement.ts';
import { findProject } from '../project.ts';

export async function newCommand(_options: object, kind = '', area = ''): Promise<number> {
  if (kind !== 'requirement')
    throw new UsageError(`"${kind}" cannot be laid out${didYouMean(kind, ['requirement']) || '; a requirement can'}`);
  const { id, files } = layOut(area, catalogue, findProject().root);
  process.stdout.write(
    `${id} is laid out in\n${files.map((file) => `  ${file}\n`).join('')}
Fill it in; "impsc lint" says what is missing. Then:
  npm run impsc -- run --select ${id} --version 1.2 --syntax xml
  npm run impsc -- defects --select ${id}
  npm run check\n`,
  );
  return 0;
}

/** Writes requirement, scenario, step and defect with the next free id of an area. */
export function layOut(name: string, catalogue: Catalogue, root: string): { id: string; files: readonly string[] } {
  if (!existsSync(join(root, 'src')) || !existsSync(join(root, 'steps'))) {
    throw new UsageError('only a checkout of the sources can be added to; this is an installed package');
  }
  const area = catalogue.area(name.toUpperCase());
  if (area === undefined) {
    const ids = catalogue.areas.map(({ id }) => id);
    throw new UsageError(`"${name}" is no area${didYouMean(name, ids)}; "impsc list areas" lists them`);
  }
  const id = nextId(area, catalogue);
  const files = [
    addRequirement(id, area, catalogue, root),
    addScenario(id, area, root),
    addStep(id, area, root),
    addDefect(id, area, root),
  ];
  return { id, files };
}
