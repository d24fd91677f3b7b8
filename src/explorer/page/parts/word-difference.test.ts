import { describe, expect, it } from 'vitest';
import { wordDifference } from './word-difference.ts';

const marked = (left: string, right: string) =>
  wordDifference(left, right).map((pieces) => pieces.filter(({ same }) => !same).map(({ text }) => text));

describe('the difference of two texts by words', () => {
  it('marks a value that is another, and nothing around it', () => {
    expect(marked('KeepAlive-Response 200', 'KeepAlive-Response 202')).toEqual([['200'], ['202']]);
    expect(marked('Code 200', 'Code 200')).toEqual([[], []]);
    expect(marked('200', '202')).toEqual([['200'], ['202']]);
  });

  it('goes by order: a word that stands elsewhere too is missing here', () => {
    expect(marked('alice, bob, alice', 'alice, bob')).toEqual([[', alice'], []]);
    expect(marked('wv:alice/friends@a.example', 'wv:alice/family@a.example')).toEqual([['friends'], ['family']]);
  });

  it('leaves texts whole that have little in common', () => {
    expect(marked('SHTTP as the value token A5 or text', 'a request without a body')).toEqual([[], []]);
  });

  it('keeps every character', () => {
    const [left, right] = ['a  b\n(c) 1.2.3', 'a b\n[c] 1.2.4'];
    const texts = wordDifference(left, right).map((pieces) => pieces.map(({ text }) => text).join(''));
    expect(texts).toEqual([left, right]);
  });
});
