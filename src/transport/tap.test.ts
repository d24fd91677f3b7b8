import { describe, expect, it } from 'vitest';
import { createTap } from './tap.ts';
import type { Exchange } from './types.ts';

function exchange(number: number): Exchange {
  return {
    number,
    party: 'alice',
    bearer: 'http',
    request: { method: 'POST', url: 'http://x/', headers: [], body: new Uint8Array() },
    response: undefined,
    failure: undefined,
    sentAt: 0,
    answeredAt: undefined,
    connection: undefined,
  };
}

describe('tap', () => {
  it('starts its clock at zero', () => {
    let now = 1_000;
    const tap = createTap(() => now);
    expect(tap.now()).toBe(0);
    now += 12.5;
    expect(tap.now()).toBe(12.5);
  });

  it('keeps exchanges in order and tells every listener', () => {
    const tap = createTap();
    const heard: number[] = [];
    tap.onExchange((e) => heard.push(e.number));
    tap.record(exchange(tap.nextNumber()));
    tap.onExchange((e) => heard.push(-e.number));
    tap.record(exchange(tap.nextNumber()));
    expect(tap.exchanges.map((e) => e.number)).toEqual([1, 2]);
    expect(heard).toEqual([1, 2, -2]);
  });

  it('refuses a number out of turn', () => {
    const tap = createTap();
    expect(() => tap.record(exchange(2))).toThrow('exchange number 2 is out of turn: the next one is 1');
  });
});
