import { expect, it } from 'vitest';
import { VirtualClock } from '../clock.ts';
import { createNonces } from './nonces.ts';

const challenge = (nonce: string) => ({ nonce, schema: 'MD5' as const });

it('gives a challenge back once, to the client it was made for', () => {
  const nonces = createNonces(new VirtualClock(), 60, 10);
  nonces.put('wv:a@h', 'client 1', challenge('n1'));
  expect(nonces.take('wv:a@h', 'client 2')).toBeUndefined();
  expect(nonces.take('wv:a@h', 'client 1')?.nonce).toBe('n1');
  expect(nonces.take('wv:a@h', 'client 1')).toBeUndefined();
});

it('forgets a challenge after its time, and the earlier one of two', () => {
  const clock = new VirtualClock();
  const nonces = createNonces(clock, 60, 10);
  nonces.put('wv:a@h', 'c', challenge('n1'));
  nonces.put('wv:a@h', 'c', challenge('n2'));
  expect(nonces.size).toBe(1);
  clock.advance(60_000);
  expect(nonces.take('wv:a@h', 'c')?.nonce).toBe('n2');
  nonces.put('wv:a@h', 'c', challenge('n3'));
  clock.advance(60_001);
  expect(nonces.take('wv:a@h', 'c')).toBeUndefined();
});

it('keeps the newest when there are too many', () => {
  const nonces = createNonces(new VirtualClock(), 60, 3);
  for (let i = 0; i < 10; i++) nonces.put('wv:a@h', `c${i}`, challenge(`n${i}`));
  expect(nonces.size).toBe(3);
  expect(nonces.take('wv:a@h', 'c6')).toBeUndefined();
  expect(nonces.take('wv:a@h', 'c7')?.nonce).toBe('n7');
});
