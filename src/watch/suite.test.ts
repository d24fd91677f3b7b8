/** Traffic of the suite, watched: what is right must not be called wrong. Steps are loaded by Node alone, hence a process. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

it('the traffic of the suite raises no finding about the server, nor of CSP about servers that speak to it', () => {
  const chosen = ['--version', '1.3', '--syntax', 'xml', '--select', 'TRN-CIR-UDP,SSP-TXN,CSP-CLS'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['dist/scripts/watching/main.js', '--suite', ...chosen],
    { cwd: join(import.meta.dirname, '../..'), encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  const [, messages = '0', findings] = /^1\.3 xml: (\d+) messages, (\d+) findings/.exec(stdout) ?? [];
  expect([Number(messages) > 500, findings]).toEqual([true, '0']);
  expect(stdout).not.toContain('TRN-HTTP-004');
});
