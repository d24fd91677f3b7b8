import { afterEach, describe, expect, it, vi } from 'vitest';
import { readIut } from '../ics/load.ts';
import { TEMPLATE } from '../ics/template.ts';
import type { IutAdapter } from './adapter.ts';
import { inRealTime, withOtherAccounts } from './real-time.ts';
import { remoteIut } from './remote.ts';

const remote = remoteIut(readIut(TEMPLATE, 'iut.yaml'));

describe('an implementation that is waited for', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lets time pass by waiting, where its clock cannot be moved', async () => {
    vi.useFakeTimers();
    const adapter = inRealTime(remote);
    expect(adapter.capabilities.has('clock')).toBe(true);
    expect(adapter.waits).toBe(true);
    let passed = false;
    const passing = adapter.advanceClock?.(10_000).then(() => {
      passed = true;
    });
    await vi.advanceTimersByTimeAsync(9_999);
    expect(passed).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await passing;
    expect(passed).toBe(true);
  });

  it('moves the clock where it can', async () => {
    const moved: number[] = [];
    const moving: IutAdapter = {
      ...remote,
      capabilities: new Set(['clock']),
      advanceClock: async (ms) => {
        moved.push(ms);
      },
    };
    const adapter = inRealTime(moving);
    expect(adapter.waits).toBe(false);
    await adapter.advanceClock?.(10_000);
    expect(moved).toEqual([10_000]);
  });

  it('has other users where several processes wait', async () => {
    const { ixit } = await withOtherAccounts(remote, 1).start();
    const { accounts } = ixit;
    expect([accounts.alice, accounts.bob, accounts.carol, accounts.dave].map(({ user }) => user)).toEqual([
      'wv:bob@example.com',
      'wv:carol@example.com',
      'wv:dave@example.com',
      'wv:alice@example.com',
    ]);
  });
});
