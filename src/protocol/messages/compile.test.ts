import { describe, expect, it } from 'vitest';
import { VERSIONS } from '../version.ts';
import { childModel, compile, elementKeys, namespaceUnder, versionsOf } from './compile.ts';

describe('compiled models', () => {
  it('are there for every element of a version', () => {
    expect(VERSIONS.map((version) => elementKeys(version).length)).toEqual([304, 354, 434]);
    expect(compile('1.1', 'WatcherCount')).toBeUndefined();
    expect(compile('1.3', 'constructor')).toBeUndefined();
    expect(versionsOf('WatcherCount')).toEqual(['1.3']);
    expect(versionsOf('__proto__')).toEqual([]);
  });

  it.each(VERSIONS)('of %s name only children that the version has', (version) => {
    for (const key of elementKeys(version)) {
      for (const slot of compile(version, key)?.slots ?? []) {
        expect([key, slot.name, childModel(slot)?.name]).toEqual([key, slot.name, slot.name]);
      }
    }
  });

  it('say in which namespace a child is', () => {
    const content = compile('1.2', 'Transaction')?.byName.get('TransactionContent');
    const presence = compile('1.2', 'Presence')?.byName.get('PresenceSubList');
    const url = compile('1.2', 'ClientID')?.byName.get('URL');
    expect(content && namespaceUnder(content, 'CSP')).toBe('TRC');
    expect(presence && namespaceUnder(presence, 'TRC')).toBe('PA');
    expect(url && [namespaceUnder(url, 'TRC'), namespaceUnder(url, 'PA')]).toEqual(['TRC', 'PA']);
  });

  it('mean the presence attribute where a name stands for two elements', () => {
    const status = compile('1.2', 'CommC')?.byName.get('Status');
    expect(status?.key).toBe('PA:Status');
    expect(status && childModel(status)?.text?.values).toEqual(['OPEN', 'CLOSED']);
    expect(compile('1.2', 'TransactionContent')?.byName.get('Status')?.key).toBe('Status');
  });

  it('write themselves in the notation of a DTD', () => {
    expect(compile('1.1', 'NickList')?.notation).toBe('(NickName | UserID)*');
    expect(compile('1.3', 'User')?.notation).toBe('(UserID, FriendlyName?, (ApplicationID | ClientID)?)');
    expect(compile('1.1', 'Poll')?.notation).toBe('#boolean');
    expect(compile('1.1', 'Logout-Request')?.notation).toBe('EMPTY');
  });
});
