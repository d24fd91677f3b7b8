/** The requirement that `impsc new` lays out: the next free id of its area, and every field that must be there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '../../conformance/catalogue/catalogue.ts';
import { FILL_IN } from '../../conformance/catalogue/fill-in.ts';
import type { Area, Item } from '../../conformance/catalogue/types.ts';
import { UsageError } from '../failure.ts';

/** The id after the highest that the area ever had, retired ones of a release included. */
export function nextId({ id }: Area, catalogue: Catalogue): string {
  const published = [...catalogue.frozen.values()].flat();
  const ids = [...catalogue.requirements.map((one) => one.id), ...published];
  const numbers = ids.flatMap((one) => (one.replace(/-\d+$/, '') === id ? [Number(/\d+$/.exec(one)?.[0])] : []));
  return `${id}-${String(Math.max(0, ...numbers) + 1).padStart(3, '0')}`;
}

/** The item that the first requirement of the area belongs to. */
function itemOf(area: Area, catalogue: Catalogue): Item {
  const item = catalogue.item(area.requirements[0]?.item ?? '');
  if (item === undefined)
    throw new UsageError(`${area.id} has no requirement yet that names its item; write the first by hand`);
  return item;
}

/** Adds it to the file of the area. Returns the file. */
export function addRequirement(id: string, area: Area, catalogue: Catalogue, root: string): string {
  const item = itemOf(area, catalogue);
  const fields = {
    id,
    item: item.id,
    statement: `${FILL_IN}: what holds, observable, in your own words.`,
    actor: area.requirements[0]?.actor ?? item.role,
    level: 'MUST',
    versions: item.versions.filter((version) => item.status[version] !== 'NA'),
    confidence: 'low',
    sources: area.chapters.length > 0 ? area.chapters : ['recollection'],
    primitives: [],
    oracle: `${FILL_IN}: who does what, and what must or must not be seen.`,
    actors: 1,
    testability: 'wire',
    runsIn: 'one-syntax',
  };
  const lines = Object.entries(fields).map(([name, value]) => `      "${name}": ${inOneLine(value)}`);
  const file = `scr-tables/requirements/${area.id.toLowerCase()}.json`;
  const text = readFileSync(join(root, file), 'utf8');
  const end = /\n {4}\}\n {2}\]\n\}\n$/;
  if (!end.test(text))
    throw new UsageError(`${file} does not end as the formatter leaves it; run "npm run lint:fix" first`);
  writeFileSync(join(root, file), text.replace(end, `\n    },\n    {\n${lines.join(',\n')}\n    }\n  ]\n}\n`));
  return file;
}

function inOneLine(value: unknown): string {
  return Array.isArray(value) ? `[${value.map((one) => JSON.stringify(one)).join(', ')}]` : JSON.stringify(value);
}
