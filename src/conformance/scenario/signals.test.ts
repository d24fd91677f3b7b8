import { describe, expect, it } from 'vitest';
import { AnswerError } from '../../client/errors.ts';
import { TransportError } from '../../transport/types.ts';
import { AdapterError } from '../iut/adapter.ts';
import { ConformanceFailure, HarnessError, Inconclusive, readSignal } from './signals.ts';

const then = { prerequisite: false, text: 'the answer is right', requirements: ['CSP-KA-001'] };
const given = { ...then, prerequisite: true, text: 'A is logged in' };

describe('what a step throws', () => {
  it('is a failure where the step is about it', () => {
    const signal = readSignal(new ConformanceFailure('200', '404', { exchange: 3, side: 'response' }), then);
    expect(signal).toMatchObject({ verdict: 'fail', expected: '200', observed: '404', place: { exchange: 3 } });
  });

  it('is inconclusive in a Given, and points at the root', () => {
    expect(readSignal(new ConformanceFailure('200', '404', undefined, 'CSP-LOG-001'), given)).toMatchObject({
      verdict: 'inconclusive',
      cause: { kind: 'prerequisite-failed', root: 'CSP-LOG-001' },
      observed: '404',
    });
    expect(readSignal(new ConformanceFailure('200', '404'), given).cause).toMatchObject({ root: 'A is logged in' });
  });

  it('is a failure even in a Given when the scenario checks the root itself', () => {
    const own = { ...given, requirements: ['CSP-LOG-001'] };
    expect(readSignal(new ConformanceFailure('200', '404', undefined, 'CSP-LOG-001'), own).verdict).toBe('fail');
  });

  it('is a failure when a request was not answered as it has to be', () => {
    const error = new AnswerError(
      'empty',
      'KeepAlive-Request was not answered: HTTP 200 with an empty body',
      undefined,
    );
    expect(readSignal(error, then)).toMatchObject({ verdict: 'fail', expected: 'a CSP message in the body' });
    expect(readSignal(error, given).verdict).toBe('inconclusive');
  });

  it('names the wait that expired, and what was lost', () => {
    expect(readSignal(new TransportError('timeout', 'too slow', 'timers.response', 10_000), then).cause).toEqual({
      kind: 'timeout',
      wait: 'timers.response',
      boundMs: 10_000,
      message: 'too slow',
    });
    expect(readSignal(new TransportError('closed', 'gone'), then).cause).toEqual({
      kind: 'transport-lost',
      message: 'closed: gone',
    });
    expect(readSignal(Inconclusive.untestable('ixit.accounts.barred', 'none'), then).cause).toMatchObject({
      missing: 'ixit.accounts.barred',
    });
  });

  it('is an error of the harness otherwise', () => {
    expect(readSignal(new HarnessError('we sent rubbish'), given)).toMatchObject({
      verdict: 'error',
      cause: { kind: 'harness' },
    });
    expect(readSignal(new TypeError('x is not a function'), then).verdict).toBe('error');
    expect(readSignal('a text', then).cause?.message).toBe("something that is no Error was thrown: 'a text'");
    expect(readSignal(undefined, then).cause?.message).toContain('undefined');
  });

  it('is told with its message and where it came from, and without the frames of libraries', () => {
    const error = new TypeError('x is not a function');
    const { message } = readSignal(error, then).cause ?? { message: '' };
    expect(message).toMatch(
      /^TypeError: x is not a function\n\s+at .*src\/conformance\/scenario\/signals\.test\.ts:\d+/,
    );
    expect(message).not.toContain('node_modules');
    error.stack = 'at nowhere';
    expect(readSignal(error, then).cause?.message).toBe('TypeError: x is not a function\nat nowhere');
  });

  it('says nothing of the implementation when whoever operates it could not do it', () => {
    expect(readSignal(new AdapterError('the program could not advanceClock: it is late'), then)).toMatchObject({
      verdict: 'inconclusive',
      cause: { kind: 'prerequisite-failed', root: 'adapter' },
    });
  });
});
