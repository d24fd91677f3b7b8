import { describe, expect, it } from 'vitest';
import type { Version } from '../version.ts';
import type { Document } from './document.ts';
import { primitive, seal } from './envelope.ts';
import { validate } from './validate.ts';

const CONTENT = 'WV-CSP-Message/Session/Transaction/TransactionContent/';

/** The findings of a message with this content, whatever it is. */
function findings(content: Record<string, unknown>, version: Version = '1.2'): string[] {
  const good = seal({
    version,
    sessionType: 'Inband',
    sessionId: 's',
    transactions: [{ mode: 'Request', id: 't', primitive: primitive('Logout-Request', {}) }],
  });
  const text = JSON.stringify(good).replace('{"Logout-Request":{}}', JSON.stringify(content));
  return validate(JSON.parse(text) as Document).map((f) => `${f.kind} ${f.path.replace(CONTENT, '')}`);
}

describe('a message in memory', () => {
  it('has nothing to report when it is as its model says', () => {
    expect(findings({ 'Logout-Request': {} })).toEqual([]);
    expect(findings({ Status: { Result: { Code: 200 }, ClientID: undefined } })).toEqual([]);
  });

  it('is told what is missing, too many or excludes each other', () => {
    expect(findings({ Status: { Result: {} } })).toEqual(['missing-element Status/Result']);
    expect(findings({})).toEqual([`choice ${CONTENT.slice(0, -1)}`]);
    const both = { User: [{ UserID: 'a' }], ContactList: ['b'] };
    expect(findings({ 'GetPresence-Request': both })).toEqual(['choice GetPresence-Request']);
  });

  it('is told of values of a wrong type or form, with their place', () => {
    expect(findings({ Status: { Result: { Code: '200' } } })).toEqual(['value Status/Result/Code']);
    expect(findings({ Status: { Result: 'OK' } })).toEqual(['value Status/Result']);
    expect(findings({ Status: [] })).toEqual(['value Status']);
    expect(findings({ 'GetPresence-Request': { User: { UserID: 'a' } } })).toEqual(['value GetPresence-Request/User']);
    expect(findings({ 'GetPresence-Request': { User: [{ UserID: 'a' }, { UserID: 1 }] } })).toEqual([
      'value GetPresence-Request/User[1]/UserID',
    ]);
    expect(findings({ 'Extended-Request': 'x' })).toEqual(['value Extended-Request']);
  });

  it('is told of names that have no place', () => {
    expect(findings({ 'Logout-Request': { UserID: 'x' } })).toEqual(['unexpected-element Logout-Request/UserID']);
    expect(findings({ 'Logout-Request': { WatcherCount: 1 } })).toEqual([
      'unknown-element Logout-Request/WatcherCount',
    ]);
    expect(findings({ 'Logout-Request': { constructor: 1 } })).toEqual(['unknown-element Logout-Request/constructor']);
  });

  it('is told of a root its version does not have', () => {
    const early = { version: '1.1', root: 'WV-CSP-VersionDiscovery-Request', content: {} } as unknown as Document;
    expect(validate(early).map((f) => f.kind)).toEqual(['root']);
  });

  it('has so many findings and no more', () => {
    const users = Array.from({ length: 1000 }, () => ({ UserID: 1 }));
    const message = findings({ 'GetPresence-Request': { User: users } });
    expect(message).toHaveLength(201);
    expect(message.at(-1)).toBe('further ');
  });
});
