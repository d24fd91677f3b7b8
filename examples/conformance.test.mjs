// The suite inside a test runner: here node:test, and vitest or jest in the same way. A test of its own for each area
// names what fails in it. Run it with `node --test conformance.test.mjs`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runConformance } from 'imps-conformance';

for (const area of ['CSP-KA', 'CSP-SES']) {
  test(`IMPS 1.2 conformance: ${area}`, async () => {
    // With { iut: 'vendor.yaml' } it is the server that the file describes; without it the reference server.
    const report = await runConformance({ select: area, versions: ['1.2'], syntaxes: ['xml'] });
    assert.equal(report.message, '');
    report.assert();
  });
}

test('a failure is named, with the scenario that found it', async () => {
  const report = await runConformance({
    defect: 'keep-alive-202',
    select: 'CSP-KA',
    versions: ['1.2'],
    failFast: true,
  });
  assert.equal(report.exitCode, 1);
  assert.match(report.message, /^CSP-KA-001 .*keep-alive\.feature:\d+ /s);
  assert.throws(() => report.assert(), { name: 'ConformanceError' });
});
