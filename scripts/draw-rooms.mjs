// Draws the rooms of src/ into docs/index.md, and the floors inside them into docs/house.md, from the import rules that lint holds
// (scripts/rooms.cjs, scripts/floors.cjs).
// With --check it changes nothing, and exits with 1 when a picture is not that of the rules.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const load = createRequire(import.meta.url);
const imports = load('./rooms.cjs');
const floors = load('./floors.cjs');
/** The command line imports every room, the steps import what a scenario may know. */
const rooms = { ...imports, cli: ['explorer', 'proof'], steps: ['conformance'] };

/** Rooms that a room reaches through another one: an arrow to them would say nothing new. */
function reached(room) {
  return new Set((rooms[room] ?? []).flatMap((next) => [next, ...reached(next)]));
}

function arrows() {
  return Object.entries(rooms).flatMap(([room, allowed]) =>
    allowed
      .filter((to) => !allowed.some((other) => other !== to && reached(other).has(to)))
      .map((to) => `  ${room} --> ${to}`),
  );
}

/** The floors of a room, the highest first as in a house. */
const house = Object.entries(floors).map(
  ([room, order]) =>
    `| \`${room}\` | ${order
      .toReversed()
      .map((name) => `\`${name}\``)
      .join(', ')} |`,
);

const pictures = [
  { page: 'docs/index.md', name: 'rooms', lines: ['```mermaid', 'graph TD', ...arrows(), '```'] },
  { page: 'docs/house.md', name: 'floors', lines: ['| room | floors, the highest first |', '|---|---|', ...house] },
];

/** Draws one picture between its marks; answers with whether the page had it already. */
function draw({ page, name, lines }) {
  const file = fileURLToPath(new URL(`../${page}`, import.meta.url));
  const text = readFileSync(file, 'utf8');
  const start = `<!-- ${name}: drawn by scripts/draw-rooms.mjs -->`;
  const end = `<!-- end of ${name} -->`;
  if (!text.includes(start) || !text.includes(end)) throw new Error(`${page} has no marks "${start}" and "${end}"`);
  const picture = [start, '', ...lines, '', end].join('\n');
  const before = text.slice(text.indexOf(start), text.indexOf(end) + end.length);
  if (before === picture) return true;
  if (!process.argv.includes('--check'))
    writeFileSync(
      file,
      text.replace(before, () => picture),
    );
  else
    process.stderr.write(`${page}: the ${name} are not those of the import rules; run node scripts/draw-rooms.mjs\n`);
  return false;
}

const current = pictures.map(draw).every(Boolean);
if (!current && process.argv.includes('--check')) process.exit(1);
