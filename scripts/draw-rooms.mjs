// Draws the rooms of src/ into docs/index.md from the import rules that lint holds (scripts/rooms.cjs).
// With --check it changes nothing, and exits with 1 when the picture is not that of the rules.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('../docs/index.md', import.meta.url));
const START = '<!-- rooms: drawn by scripts/draw-rooms.mjs -->';
const END = '<!-- end of rooms -->';

const imports = createRequire(import.meta.url)('./rooms.cjs');
/** The command line imports every room, the steps import what a scenario may know. */
const rooms = { ...imports, cli: ['explorer', 'defects'], steps: ['conformance'] };

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

const picture = [START, '', '```mermaid', 'graph TD', ...arrows(), '```', '', END].join('\n');
const text = readFileSync(page, 'utf8');
const before = text.slice(text.indexOf(START), text.indexOf(END) + END.length);
if (before === picture) process.exit(0);
if (process.argv.includes('--check')) {
  process.stderr.write(
    'docs/index.md: the picture of the rooms is not that of the import rules; run node scripts/draw-rooms.mjs\n',
  );
  process.exit(1);
}
writeFileSync(
  page,
  text.replace(before, () => picture),
);
