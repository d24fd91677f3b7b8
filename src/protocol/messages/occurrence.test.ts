import { describe, expect, it } from 'vitest';
import type { Version } from '../version.ts';
import { compile } from './compile.ts';
import { misplaced, occurrenceProblems } from './occurrence.ts';

/** The problems of an element with these children, as kinds with the names concerned. */
function problems(version: Version, key: string, ...children: string[]): string[] {
  const model = compile(version, key);
  if (model === undefined) throw new Error(`no ${key} in ${version}`);
  const counts = model.slots.map((slot) => children.filter((name) => name === slot.name).length);
  return (occurrenceProblems(model, counts) ?? []).map(({ kind, names }) => [kind, ...names].join(' '));
}

/** Which child stands where it may not; undefined when the order is right. */
function wrongChild(version: Version, key: string, ...children: string[]): string | undefined {
  const model = compile(version, key);
  if (model === undefined) throw new Error(`no ${key} in ${version}`);
  const sequence = children.map((name) => model.byName.get(name)?.index ?? -1);
  return children[misplaced(model.orders, sequence)];
}

describe('occurrence', () => {
  it('of plain children', () => {
    expect(problems('1.1', 'SessionDescriptor', 'SessionType')).toEqual([]);
    expect(problems('1.1', 'SessionDescriptor')).toEqual(['missing-element SessionType']);
    expect(problems('1.1', 'SessionDescriptor', 'SessionType', 'SessionID', 'SessionID')).toEqual([
      'too-many SessionID',
    ]);
  });

  it('of alternatives', () => {
    expect(problems('1.1', 'Sender', 'User')).toEqual([]);
    expect(problems('1.1', 'Sender')).toEqual(['choice']);
    expect(problems('1.1', 'Sender', 'User', 'Group')).toEqual(['choice User Group']);
    expect(problems('1.2', 'FundamentalFeat')).toEqual([]);
    expect(problems('1.2', 'FundamentalFeat', 'ServiceFunc', 'SearchFunc')).toEqual([]);
    expect(problems('1.2', 'FundamentalFeat', 'MF', 'SearchFunc')).toEqual(['choice MF SearchFunc']);
  });

  it('of alternatives that are sequences', () => {
    expect(problems('1.3', 'Presence', 'UserID', 'UserNotify')).toEqual([]);
    expect(problems('1.3', 'Presence', 'UserNotify')).toEqual(['missing-element UserID']);
    expect(problems('1.3', 'Presence', 'UserID', 'ContactListNotify')).toEqual(['choice UserID ContactListNotify']);
  });

  it('of optional groups: all or nothing', () => {
    expect(problems('1.3', 'AgreedCapabilityList', 'TCPAddress', 'TCPPort')).toEqual([]);
    expect(problems('1.3', 'AgreedCapabilityList', 'TCPAddress')).toEqual(['missing-element TCPPort']);
    expect(problems('1.3', 'AgreedCapabilityList')).toEqual([]);
  });

  it('of repeated groups', () => {
    expect(problems('1.1', 'NickList')).toEqual([]);
    expect(problems('1.2', 'AddNickList')).toEqual(['choice']);
    expect(problems('1.2', 'AddNickList', 'UserID', 'NickName', 'UserID')).toEqual([]);
    const pair = ['SearchElement', 'SearchString'];
    expect(problems('1.3', 'SearchPairList', ...pair, ...pair, 'PairID')).toEqual([]);
    expect(problems('1.3', 'SearchPairList', ...pair, 'SearchElement')).toEqual(['missing-element SearchString']);
    expect(problems('1.3', 'SearchPairList', 'SearchPair', ...pair)).toEqual([
      'choice SearchPair SearchElement SearchString',
    ]);
  });

  it('of primitives: exactly one', () => {
    expect(problems('1.1', 'TransactionContent', 'Status')).toEqual([]);
    expect(problems('1.1', 'TransactionContent')).toEqual(['choice']);
    expect(problems('1.1', 'TransactionContent', 'Status', 'Status')).toEqual(['choice Status']);
  });
});

describe('order', () => {
  it('is that of the model', () => {
    expect(wrongChild('1.1', 'SessionDescriptor', 'SessionType', 'SessionID')).toBeUndefined();
    expect(wrongChild('1.1', 'SessionDescriptor', 'SessionID', 'SessionType')).toBe('SessionType');
    expect(wrongChild('1.1', 'DetailedResult', 'Code', 'UserID', 'UserID', 'GroupID')).toBeUndefined();
    expect(wrongChild('1.1', 'DetailedResult', 'Code', 'UserID', 'GroupID', 'UserID')).toBe('UserID');
  });

  it('is free in a repeated choice and goes in rounds in a repeated sequence', () => {
    expect(wrongChild('1.1', 'NickList', 'UserID', 'NickName', 'UserID', 'NickName')).toBeUndefined();
    const pair = ['SearchElement', 'SearchString'];
    expect(wrongChild('1.3', 'SearchPairList', ...pair, 'PairID', ...pair)).toBeUndefined();
    expect(wrongChild('1.3', 'SearchPairList', 'SearchElement', ...pair, 'SearchString')).toBe('SearchString');
    expect(wrongChild('1.3', 'SearchPairList', 'SearchString', 'SearchElement')).toBeUndefined();
  });

  it('may be any of those that alternatives give', () => {
    const flags = ['BlockListInUse', 'GrantListInUse'];
    expect(wrongChild('1.3', 'BlockEntity-Request', ...flags, 'BlockList', 'GrantList')).toBeUndefined();
    expect(wrongChild('1.3', 'BlockEntity-Request', 'BlockList', 'BlockListInUse', 'GrantList')).toBeUndefined();
    expect(wrongChild('1.3', 'BlockEntity-Request', 'GrantList', 'BlockList')).toBe('BlockList');
  });
});
