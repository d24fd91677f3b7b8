import { describe, expect, it } from 'vitest';
import { parseFeatures } from '../features/features.ts';
import type { Scheduled } from '../plan/scheduled.ts';
import { createScenario } from './scenario.ts';
import { ConformanceFailure } from './signals.ts';

const [source] = parseFeatures([
  { uri: 'f.feature', text: 'Feature: F\n  @CSP-KA-001\n  Scenario: s\n    Given a\n    When b\n    Then c\n' },
]).scenarios;
if (source === undefined) throw new Error('no scenario');
const scheduled: Scheduled = {
  source,
  configuration: { id: '1.2-xml', version: '1.2', syntax: 'xml', bearer: 'http' },
  requirements: ['CSP-KA-001'],
};
const scenario = (scenarioMs = 1000, cleanUpMs = 1000) => createScenario(scheduled, 1, { scenarioMs, cleanUpMs });

describe('a scenario', () => {
  it('reads the first thing a step throws, by the kind of the step', async () => {
    const run = scenario();
    run.stepStarted(0);
    await expect(run.runStep(() => Promise.reject(new ConformanceFailure('a', 'b')))).rejects.toThrow();
    expect(run.outcome().signal?.verdict).toBe('inconclusive');
    const second = scenario();
    second.stepStarted(2);
    await expect(
      second.runStep(() => {
        throw new ConformanceFailure('a', 'b');
      }),
    ).rejects.toThrow();
    expect(second.outcome().signal).toMatchObject({ verdict: 'fail', expected: 'a', observed: 'b' });
  });

  it('has a bound of its own', async () => {
    const run = scenario(30);
    run.stepStarted(1);
    await expect(run.runStep(() => new Promise(() => {}))).rejects.toThrow('did not end within 30 ms');
    expect(run.outcome().signal?.cause).toMatchObject({ kind: 'timeout', wait: 'timers.scenario', boundMs: 30 });
  });

  it('can be ended from outside', async () => {
    const run = scenario();
    run.stepStarted(1);
    const step = run.runStep(() => new Promise(() => {}));
    run.abort(new Error('interrupted'));
    await expect(step).rejects.toThrow('interrupted');
  });

  it('cleans up last first, whatever happens to one of them, and says what it could not', async () => {
    const run = scenario();
    const done: string[] = [];
    run.cleanUp('first', async () => {
      done.push('first');
    });
    run.cleanUp('second', () => Promise.reject(new Error('no')));
    run.cleanUp('third', async () => {
      done.push('third');
    });
    await run.finish();
    expect(done).toEqual(['third', 'first']);
    expect(run.outcome().notes).toEqual(['clean-up: second: no']);
  });

  it('does not wait for a clean-up for ever', async () => {
    const run = scenario(1000, 20);
    run.cleanUp('endless', () => new Promise(() => {}));
    await run.finish();
    expect(run.outcome().notes).toEqual(['clean-up: endless: not finished within 20 ms, given up']);
  });
});
