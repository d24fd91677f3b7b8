import { describe, expect, it } from 'vitest';
import type { HttpResponseBytes } from '../types.ts';
import { createPacing } from './pacing.ts';

const busy = (status: number, after?: string): HttpResponseBytes => ({
  status,
  reason: '',
  headers: after === undefined ? [] : [['Retry-After', after]],
  body: new Uint8Array(),
});

/** Pacing on a clock that only waits move. */
function onClock(options: { perSecond?: number; retryAfterMax?: number }) {
  let time = 0;
  const pacing = createPacing({
    ...options,
    now: () => time,
    wait: async (ms) => {
      time += ms;
    },
  });
  return { pacing, time: () => time };
}

describe('pacing', () => {
  it('waits for nothing unless it is told to', () => {
    const { pacing } = onClock({});
    expect(pacing.turn()).toBeUndefined();
    expect(pacing.turn()).toBeUndefined();
  });

  it('keeps to so many requests a second', async () => {
    const { pacing, time } = onClock({ perSecond: 20 });
    for (let i = 0; i < 21; i++) await pacing.turn();
    expect(time()).toBe(1_000);
  });

  it('puts off what the server puts off, within its bound, and goes slower from then on', async () => {
    const { pacing, time } = onClock({ retryAfterMax: 3_000 });
    expect(pacing.putOff(busy(503, '2'), 0)).toBe(2_000);
    expect(pacing.putOff(busy(503, '2'), 2_000)).toBeUndefined();
    expect(pacing.putOff(busy(429), 0)).toBe(1_000);
    await pacing.turn();
    await pacing.turn();
    expect(time()).toBe(100);
  });

  it('goes at its old pace again where nothing was put off for a while', async () => {
    const { pacing, time } = onClock({});
    for (let i = 0; i < 6; i++) pacing.putOff(busy(503, '0'), 0);
    for (let i = 0; i < 300; i++) await pacing.turn();
    expect(pacing.turn()).toBeUndefined();
    expect(time()).toBeLessThan(100_000);
  });

  it('takes a 503 that names no time for a failure like any other when it comes twice', () => {
    const { pacing } = onClock({});
    expect(pacing.putOff(busy(503), 0)).toBe(500);
    expect(pacing.putOff(busy(503), 500)).toBeUndefined();
    expect(pacing.putOff(busy(200, '2'), 0)).toBeUndefined();
    expect(pacing.turn()).toBeUndefined();
  });
});
