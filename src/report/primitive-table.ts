/** The table of primitives as Markdown, for docs/primitives.md. The same catalogue and features give the same text. */
import { AREAS, EXCEPTIONS, type PrimitiveRow, primitiveProblems } from '../conformance/features/primitives.ts';

const TITLES: Readonly<Record<(typeof AREAS)[number], string>> = {
  fundamental: 'Session and common services',
  presence: 'Presence and contact lists',
  messaging: 'Messaging and access lists',
  group: 'Groups',
};

const HEAD = ['primitive', 'versions', 'items', 'requirements', 'scenarios', 'reference server', 'confidence'];

/** `CSP-LOG-001` to `-004` in a row become `CSP-LOG-001…004`, further ones of the area `, 007`. */
export function shortened(ids: readonly string[]): string {
  const areas = new Map<string, number[]>();
  for (const id of ids) {
    const [, area = id, number = ''] = /^(.+)-(\d+)$/.exec(id) ?? [];
    areas.set(area, [...(areas.get(area) ?? []), Number(number)]);
  }
  return [...areas].map(([area, numbers]) => `${area}-${runs(numbers)}`).join(', ');
}

function runs(numbers: readonly number[]): string {
  const parts: [first: number, last: number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const open = parts.at(-1);
    if (open !== undefined && open[1] === number - 1) open[1] = number;
    else parts.push([number, number]);
  }
  const padded = (number: number) => String(number).padStart(3, '0');
  return parts
    .map(([first, last]) => {
      if (first === last) return padded(first);
      return last === first + 1 ? `${padded(first)}, ${padded(last)}` : `${padded(first)}…${padded(last)}`;
    })
    .join(', ');
}

/** The cells about a primitive in a version, without primitive and version. */
function cellsOf(row: PrimitiveRow): readonly string[] {
  const requirements = [
    ...(row.judged.length === 0 ? [] : [shortened(row.judged)]),
    ...(row.observed.length === 0 ? [] : [`(${shortened(row.observed)})`]),
  ].join('; ');
  const checks = [
    ...(row.scenarios === 0 ? [] : [String(row.scenarios)]),
    ...(row.monitored.length === 0 ? [] : ['monitor']),
  ].join(' + ');
  const does = row.direction === 'C->S' ? 'takes' : 'sends';
  const served = row.served === 'no' ? 'no' : row.served === 'yes' ? does : `${does} where equipped`;
  return [row.items.join(', ') || 'none', requirements || 'none', checks || 'none', served, row.confidence];
}

/** Versions of a primitive in which all is the same share a line. */
function linesOf(rows: readonly PrimitiveRow[]): readonly string[] {
  const lines: { readonly primitive: string; readonly versions: string[]; readonly cells: readonly string[] }[] = [];
  for (const row of rows) {
    const cells = cellsOf(row);
    const before = lines.at(-1);
    if (before?.primitive === row.primitive && before.cells.join('|') === cells.join('|')) {
      before.versions.push(row.version);
    } else lines.push({ primitive: row.primitive, versions: [row.version], cells });
  }
  return lines.map(({ primitive, versions, cells }, n) => {
    const name = lines[n - 1]?.primitive === primitive ? '' : `\`${primitive}\``;
    return lineOf([name, versions.join(' '), ...cells]);
  });
}

function lineOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** The whole page. */
export function primitiveTable(rows: readonly PrimitiveRow[]): string {
  const primitives = new Set(rows.map((row) => row.primitive)).size;
  const problems = primitiveProblems(rows);
  const sections = AREAS.flatMap((area) => [
    `## ${TITLES[area]}`,
    '',
    lineOf(HEAD),
    lineOf(HEAD.map(() => '---')),
    ...linesOf(rows.filter((row) => row.area === area)),
    '',
  ]);
  return `${[
    '# The primitives',
    '',
    'Made by `npm run -s impsc -- list primitives --markdown > docs/primitives.md`; `npm test` fails where it is outdated, where a',
    'primitive of a version lacks an item, a scenario or monitor, or an implementation without a reason below, and where the suite',
    'did not see the reference server take or send what it is said to here.',
    '',
    `All ${primitives} primitives of CSP, ${rows.length} with their versions. A line holds for all versions it names.`,
    '',
    '- **items, requirements**: those whose entry in the catalogue names the primitive, on either side. In parentheses: low confidence,',
    '  observed and never judged. `001…004` are all numbers between, of those that exist in the version.',
    '- **scenarios**: of the version, that check one of the requirements; a row of an outline counts. `monitor`: a rule about every',
    '  message watches one of them, too.',
    '- **reference server**: takes requests it has a handler for and whose function it offers; sends what answers them, and what it begins',
    '  itself. *Where equipped*: not the one of the suite, but one whose provider has maps (the legal variants `map-as-*`).',
    '- **confidence**: how sure the content model of the primitive is in the version.',
    '',
    ...sections,
    '## Exceptions',
    '',
    ...EXCEPTIONS.map(({ primitive, versions, lacks, reason }) => {
      const of = versions === undefined ? '' : ` of ${versions.join(', ')}`;
      return `- \`${primitive}\`${of} lacks ${lacks}: ${reason}.`;
    }),
    ...(problems.length === 0 ? [] : ['', '## Problems', '', ...problems.map((problem) => `- ${problem}`)]),
  ].join('\n')}\n`;
}
