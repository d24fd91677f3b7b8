import { describe, expect, it } from 'vitest';
import { compareRuns } from '../../results/compare/compare.ts';
import type { RunResults } from '../../results/results.ts';
import { sampleResults } from '../../testing/report/sample.ts';
import { comparisonLines } from './console.ts';
import { comparisonMarkdown } from './markdown.ts';
import { comparisonPage } from './page.ts';

const flawless = sampleResults({ flawless: true });
const failing = sampleResults();
const plain = { color: false, columns: 100 };
const selected = (results: RunResults): RunResults => ({ ...results, run: { ...results.run, selection: 'CSP-IMS' } });

describe('a comparison on the console', () => {
  it('says caveats first, then failures with both observations, and ends in one sentence', () => {
    const lines = comparisonLines(compareRuns(flawless, selected(failing)), plain);
    const text = lines.join('\n');
    expect(text.indexOf('what was selected: first everything; then CSP-IMS')).toBeGreaterThan(0);
    expect(text.indexOf('what was selected')).toBeLessThan(text.indexOf('New failures'));
    expect(text).toMatch(/CSP-IMS-011\n[\s\S]*?first {2}pass\n\s+then {3}fail: observed /);
    expect(lines.at(-1)).toBe('Exit code 1.');
    expect(lines.at(-2)).toMatch(/^Worse: \d+ requirements? fails? anew/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('says that nothing is worse only with the number of requirements judged in both', () => {
    const lines = comparisonLines(compareRuns(failing, flawless), plain);
    expect(lines.at(-2)).toMatch(
      /^Nothing worse: of \d+ requirements that were judged in both runs none became worse\.$/,
    );
    expect(lines.join('\n')).toMatch(/Mended \(\d+\)/);
  });
});

describe('a comparison as Markdown', () => {
  it('has the sentence, the totals and an entry for each observation', () => {
    const text = comparisonMarkdown(compareRuns(flawless, failing));
    expect(text).toMatch(/^# Worse: /);
    expect(text).toContain('## New failures');
    expect(text).toMatch(/- \*\*CSP-IMS-011\*\*: [^\n]+ {2}\n {2}`pass`, then `fail: observed /);
  });

  it('fits into a comment however much changed, and says what is left out', () => {
    const observed = 'x'.repeat(900);
    const many: RunResults = {
      ...failing,
      groups: [],
      requirements: failing.requirements.map((r, i) => ({
        ...r,
        verdict: r.checks.length > 0 ? 'fail' : r.verdict,
        checks: r.checks.map((c) => ({ ...c, verdict: 'fail', observed: `${i}${observed}` })),
      })),
    };
    const text = comparisonMarkdown(compareRuns(flawless, many));
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(60_000);
    expect(text).toMatch(/\n\d+ further entries left out\.\n$/);
  });
});

describe('a comparison as a page', () => {
  it('has the sentence, both standings of each change, and no script', async () => {
    const page = await comparisonPage(compareRuns(flawless, failing));
    expect(page).toMatch(/<h1>Worse: /);
    expect(page).toMatch(
      /CSP-IMS-011<\/th>.*?class="w" data-w="First">.*?pass.*?data-w="Then">.*?fail<\/span><span class="sub">observed /,
    );
    expect(page).not.toContain('<script');
  });

  it('shows text of the implementation as text', async () => {
    const named = { ...failing, target: { ...failing.target, name: '<b>&\u0007' } };
    const page = await comparisonPage(compareRuns(flawless, named));
    expect(page).toContain('&lt;b&gt;&amp;');
    expect(page).not.toContain('<b>&');
    expect(page).not.toContain('\u0007');
  });

  it('names scenarios that became slower, and only those', async () => {
    const late: RunResults = {
      ...flawless,
      transcripts: flawless.transcripts.map((one, i) => ({
        ...one,
        entries: one.entries.map((e) => ({ ...e, answeredAt: (e.answeredAt ?? e.sentAt) + (i === 0 ? 200 : 0) })),
      })),
    };
    const compared = compareRuns(flawless, late);
    expect(compared.slower).toHaveLength(1);
    expect(compared.exitCode).toBe(0);
    expect(await comparisonPage(compared)).toContain('<h2 id="slower">Slower</h2>');
    expect(await comparisonPage(compareRuns(flawless, flawless))).not.toContain('Slower');
  });
});
