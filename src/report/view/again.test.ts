import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { sampleResults } from '../../testing/report/sample.ts';
import { again, quoted } from './again.ts';

const results = sampleResults({ configurations: ['1.3-wbxml', '1.2-xml'] });

describe('the line that repeats a part of a run', () => {
  it('names the implementation, the versions, the syntaxes and the seed', () => {
    const command = ['--iut', "our server's.yaml"];
    const line = again({ ...results, run: { ...results.run, seed: 7, command } }, 'CSP-IMS-011', ['1.2-xml']);
    expect(line).toBe(
      "impsc run --iut 'our server'\\''s.yaml' --select CSP-IMS-011 --version 1.2 --syntax xml --seed 7",
    );
    const all = again({ ...results, run: { ...results.run, seed: 7 } }, 'CSP-IMS-011', []);
    expect(all).toBe('impsc run --select CSP-IMS-011 --version 1.3,1.2 --syntax wbxml,xml --seed 7');
  });

  it('is read by a shell as it was meant', () => {
    for (const word of ["it's", '$HOME `id` "x"', 'a b\\c', 'plain.yaml', '*;&|<>()']) {
      expect(execFileSync('sh', ['-c', `printf %s ${quoted(word)}`], { encoding: 'utf8' })).toBe(word);
    }
  });
});
