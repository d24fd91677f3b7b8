/** Every format of one result says the same numbers; none is green for what was not run. */
import { describe, expect, it } from 'vitest';
import type { RunResults } from '../results/results.ts';
import { isJudged } from '../results/standing.ts';
import { sampleResults } from '../testing/report/sample.ts';
import { badge } from './badge.ts';
import { consoleLines } from './console/console.ts';
import { csv } from './csv.ts';
import { annotations } from './github.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { matrixOf } from './matrix/rows.ts';
import { pullRequest } from './pull-request.ts';
import { countRequirements } from './view/sections.ts';

const failing = sampleResults();
const flawless = sampleResults({ flawless: true });
const change = (results: RunResults, run: Partial<RunResults['run']>): RunResults => ({
  ...results,
  run: { ...results.run, ...run },
});
const failed = failing.requirements.filter((r) => isJudged(r) && r.verdict === 'fail').map(({ id }) => id);
const [known = '', ...unknown] = failed;
const expectation = {
  file: 'known.yaml',
  met: [known],
  unexpected: unknown,
  stale: [],
  reasons: { [known]: 'ticket 17' },
};
const unselected: RunResults = {
  ...change(flawless, { selection: 'CSP-IMS' }),
  requirements: flawless.requirements.map((r) =>
    r.area === 'CSP-IMS' || r.verdict === 'not-applicable'
      ? r
      : { ...r, verdict: 'not-selected', applicability: 'not-selected', checks: [] },
  ),
};

const RUNS: readonly (readonly [name: string, results: RunResults])[] = [
  ['a run with failures', failing],
  ['a run without', flawless],
  ['a part', unselected],
  ['a run that ended early', change(flawless, { aborted: 'nobody answers', exitCode: 3 })],
  ['a run with a baseline', { ...failing, expectation }],
];

/** The numbers of a line of a table, a dot for none. */
function numbers(line: string | undefined): number[] {
  return (line?.match(/(?<![\w-])(\d+|·)(?![\w-])/g) ?? []).map((cell) => (cell === '·' ? 0 : Number(cell)));
}

function rowsOf(text: string): Record<string, string>[] {
  const [head = [], ...rows] = [...text.matchAll(/(.*)\r\n/g)].map(([, line = '']) =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map(([, cell = '']) => cell),
  );
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])));
}

describe.each(RUNS)('of %s', (_, results) => {
  const n = countRequirements(results.requirements);
  const all = [n.apply, n.pass, n.fail, n.open, n.note, n.observed, n.notCovered, n.notSelected];
  const met = new Set(results.expectation?.met ?? []);
  const failures = results.requirements.filter((r) => isJudged(r) && r.verdict === 'fail' && !met.has(r.id));

  it('the tables agree', () => {
    const summary = markdown(results)
      .split('\n')
      .find((line) => line.startsWith('| **All**'));
    expect(numbers(summary?.replaceAll('**', ''))).toEqual(all);
    const comment = pullRequest(results)
      .split('\n')
      .find((line) => /^\| \d/.test(line));
    expect(numbers(comment)).toEqual(all);
    const [row] = matrixOf([results]).columns;
    expect(row?.counts).toEqual(n);
    const terminal = consoleLines(results, { color: false, columns: 120 });
    const head =
      terminal
        .find((line) => line.startsWith('Requirements'))
        ?.trim()
        .split(/\s{2,}/)
        .slice(1) ?? [];
    const counts = numbers(terminal.find((line) => line.startsWith('All ')));
    const named = Object.fromEntries(head.map((name, i) => [name, counts[i]]));
    expect(named).toMatchObject({ apply: n.apply, pass: n.pass });
    expect(named.fail ?? 0).toBe(n.fail);
    expect(named.open ?? 0).toBe(n.open);
    expect(named['not selected'] ?? 0).toBe(n.notSelected);
  });

  it('the lists agree', () => {
    const rows = rowsOf(csv(results));
    expect(rows.map(({ requirement }) => requirement)).toEqual(results.requirements.map(({ id }) => id));
    const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
    for (const verdict of ['pass', 'fail', 'inconclusive', 'not-covered', 'not-selected', 'not-applicable'] as const) {
      expect(count(verdict)).toBe(results.requirements.filter((r) => r.verdict === verdict).length);
    }
    const failuresInCsv = rows.filter((row) => row.verdict === 'fail' && row.counts === 'yes');
    expect(failuresInCsv.filter((row) => !met.has(row.requirement ?? '')).length).toBe(failures.length);
    const red = new Set([...junit(results).matchAll(/name="([^"]+)" time="[^"]*">\n\s*<failure/g)].map(([, id]) => id));
    expect([...red].sort()).toEqual(failures.map(({ id }) => id).sort());
    const lines = annotations(results).trim().split('\n');
    const told = lines.filter((line) => /title=\S+ fails /.test(line)).length;
    const more = Number(/^::error title=and (\d+) more/m.exec(lines.join('\n'))?.[1] ?? 0);
    expect(told + more).toBe(failures.length);
  });

  it('the badge is green only for a whole run without failures', () => {
    const { color, message } = badge(results);
    if (results === failing || results.expectation !== undefined) {
      expect(color).toBe('red');
      expect(message).toMatch(new RegExp(`^${n.fail} of \\d+ fail$`));
    } else {
      expect(color).toBe(results === flawless ? 'brightgreen' : 'lightgrey');
    }
  });
});

describe('annotations', () => {
  it('name file and line, and cannot be ended by what the server sent', () => {
    const odd: RunResults = {
      ...failing,
      requirements: failing.requirements.map((r) =>
        r.id === 'CSP-IMS-011'
          ? { ...r, checks: r.checks.map((c) => ({ ...c, observed: '100%\n::error title=x::forged' })) }
          : r,
      ),
    };
    const lines = annotations(odd).trim().split('\n');
    const line = lines.find((one) => one.includes('CSP-IMS-011 fails'));
    expect(line).toMatch(/^::error file=features\/[^,:]+\.feature,line=\d+,title=CSP-IMS-011 fails \[/);
    expect(line).toContain('100%25');
    expect(lines.filter((one) => !/^::(error|warning|notice) /.test(one))).toEqual([]);
    expect(lines.filter((one) => one.startsWith('::error title=x'))).toEqual([]);
  });

  it('are ten of a kind at most', () => {
    const many: RunResults = {
      ...failing,
      requirements: failing.requirements.map((r) =>
        r.checks.length > 0 && isJudged(r)
          ? { ...r, verdict: 'fail', checks: r.checks.map((c) => ({ ...c, verdict: 'fail', cause: undefined })) }
          : r,
      ),
    };
    const lines = annotations(many).trim().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines[9]).toMatch(/^::error title=and \d+ more::/);
  });
});

describe('a comment of a pull request', () => {
  it('stays inside the limit of GitHub', () => {
    const long = 'x'.repeat(5_000);
    const many: RunResults = {
      ...failing,
      requirements: failing.requirements.map((r) => ({
        ...r,
        weight: 'mandatory',
        verdict: r.checks.length > 0 ? 'fail' : r.verdict,
        statement: `${r.statement} ${long.slice(0, 600)}`,
        checks: r.checks.map((c) => ({ ...c, verdict: 'fail', observed: `${r.id} ${long}`, expected: long })),
      })),
    };
    const text = pullRequest(many);
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toMatch(/\n\d+ further entries in the report\.\n$/);
  });
});

describe('CSV', () => {
  it('quotes, and lets no cell be a formula', () => {
    const odd: RunResults = {
      ...failing,
      requirements: failing.requirements.map((r) =>
        r.id === 'CSP-IMS-011'
          ? { ...r, checks: r.checks.map((c) => ({ ...c, observed: '=1+1', expected: 'a "b",\nc' })) }
          : r,
      ),
    };
    const row = csv(odd)
      .split('\r\n')
      .find((line) => line.startsWith('CSP-IMS-011,'));
    expect(row).toContain(`,"a ""b"", c",'=1+1,`);
  });
});
