/** Reports of a run are written even if the disk is full or the process is killed. */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { JOURNAL } from '../conformance/transcripts/journal.ts';
import type { RunResults } from '../results/results.ts';
import { sampleResults } from '../testing/report/sample.ts';
import { LOCK } from './folder-lock.ts';
import { FORMATS } from './formats.ts';
import { removeReports, resultsIn, WRITERS, type Writer, writeReports } from './reports.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const LONG = 120_000;
const sample = sampleResults({ flawless: true, configurations: ['1.2-xml'] });
const results: RunResults = { ...sample, run: { ...sample.run, exitCode: 0 } };
const folder = () => mkdtempSync(join(tmpdir(), 'impsc-'));

/** A disk that is full after a few octets of one report. */
const fullAt = (name: string): Writer[] =>
  WRITERS.map((writer) =>
    writer.name === name
      ? {
          ...writer,
          write(file) {
            writeFileSync(file, 'cut');
            throw new Error('ENOSPC: no space left on device');
          },
        }
      : writer,
  );

describe('the reports of a run', () => {
  it.each(WRITERS.map(({ name }) => name))('are all written but %s, where the disk is full at it', async (name) => {
    const out = folder();
    const done = await writeReports(results, out, FORMATS, fullAt(name));
    expect(readdirSync(out).sort()).toEqual(
      WRITERS.map((w) => w.name)
        .filter((other) => other !== name)
        .sort(),
    );
    expect(done.lost).toEqual([`${name} was not written: ENOSPC: no space left on device`]);
    // The printed reason and the exit code agree with the results.
    expect(done.results.run).toMatchObject({ exitCode: 4, because: done.lost[0] });
  });

  it('are written where a folder stands in place of results.json, which stays', async () => {
    const out = folder();
    mkdirSync(join(out, 'results.json'));
    const failing = { ...results, run: { ...results.run, exitCode: 1 } };
    const done = await writeReports(failing, out);
    expect(done.lost).toHaveLength(1);
    expect(done.written).toHaveLength(3);
    expect(done.results.run.exitCode).toBe(1);
    expect(existsSync(join(out, 'results.json'))).toBe(true);
  });

  it('of a former run are taken away, and nothing else', async () => {
    const out = folder();
    await writeReports(results, out);
    writeFileSync(join(out, 'notes.txt'), 'mine');
    removeReports(out);
    expect(readdirSync(out)).toEqual(['notes.txt']);
  });
});

describe('a journal', () => {
  const written = (...lines: readonly unknown[]): string => {
    const out = folder();
    writeFileSync(join(out, JOURNAL), lines.map((l) => (typeof l === 'string' ? l : JSON.stringify(l))).join('\n'));
    return out;
  };
  const [transcript] = sample.transcripts;
  const done = { index: 1, transcript, checks: [] };

  it.each([[''], ['x'], ['null'], ['{"schema":"another"}'], [JSON.stringify(results).slice(0, 200)]])(
    'that does not begin with a plan is refused in a sentence: %#',
    (first) => {
      expect(() => resultsIn(written(first, done))).toThrow(/journal\.jsonl is no journal of this program/);
    },
  );

  it('is read past lines that say nothing, and a scenario counts once', () => {
    const lines = [done, '{cut', 'null', '5', '[]', '{}', results, done, JSON.stringify(done).slice(0, 50)];
    expect(resultsIn(written(results, ...lines)).transcripts).toHaveLength(1);
    expect(resultsIn(written(results)).transcripts).toEqual([]);
  });
});

describe('a run that is killed', () => {
  it('leaves what it measured, which becomes reports of a run that ended early', { timeout: LONG }, async () => {
    const out = folder();
    writeFileSync(join(out, 'results.json'), 'of a former run');
    const args = ['dist/src/cli/main.js', 'run', '--jobs', '1', '--version', '1.2', '--syntax', 'xml', '--out', out];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.on('close', resolve));
    const journal = join(out, JOURNAL);
    const lines = () => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length : 0);
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (lines() < 20) return;
        clearInterval(look);
        resolve();
      }, 50);
    });
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(join(out, 'results.json'))).toBe(false);

    const done = await writeReports(resultsIn(out), out, ['junit', 'markdown']);
    const { run, totals, transcripts } = done.results;
    expect(run).toMatchObject({ exitCode: 3 });
    expect(run.aborted).toMatch(/killed/);
    expect(totals.scenarios.run).toBeGreaterThan(15);
    expect(transcripts.length).toBe(totals.scenarios.run);
    expect(totals.requirements.pass).toBeGreaterThan(0);
    // The mark of the run that was killed stays until the next run takes it over.
    expect(readdirSync(out).sort()).toEqual(['junit.xml', 'results.json', LOCK, 'summary.md']);
    expect(readFileSync(join(out, 'summary.md'), 'utf8')).toContain('not decided');
  });
});
