/** A part of `scripts/spread-domains.ts`: joining groups, over a relay, with one domain that has no groups. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

it('actors of three domains bring the verdicts of one', { timeout: 180_000 }, async () => {
  const args = ['dist/scripts/spread-domains.js', '--chained', '--select', 'CSP-JON'];
  const said = await new Promise<string>((resolve) =>
    execFile(process.execPath, args, { cwd: ROOT }, (_, out, err) => resolve(out + err)),
  );
  expect(said).toMatch(/^(\d+) scenarios compared, \1 pass in one domain, 0 differ, 0 differ as the table says/);
});
