import { describe, expect, it } from 'vitest';
import { message, type Tree, writeXml } from '../../../testing/report/sample/wire.ts';
import { carried } from './message-summary.ts';
import { treeOf } from './view.ts';

const XML = [['Content-Type', 'application/vnd.wv.csp+xml']] as const;

function summary(primitive: Tree, mode: 'Request' | 'Response' = 'Request') {
  return carried(treeOf(XML, writeXml(message(mode, 't1', 's1', primitive), '1.3').body));
}

const group = (name: string): Tree => ['Group', ['ScreenName', ['SName', name], ['GroupID', 'wv:a/g@b']]];

describe('what a message carries', () => {
  it('is the result of an answer', () => {
    const status: Tree = ['Status', ['Result', ['Code', 604], ['Description', 'Invalid session']]];
    expect(summary(status, 'Response')).toEqual({ summary: '604 Invalid session', answers: true });
  });

  it('is who writes to whom, as user or under a screen name', () => {
    const info = (...parties: Tree[]): Tree => ['NewMessage', ['MessageInfo', ['MessageID', 'm-1'], ...parties]];
    expect(summary(info(['Recipient', group('Johnnie')], ['Sender', ['User', ['UserID', 'wv:alice@x']]])).summary).toBe(
      'message m-1, to screen name Johnnie, from user wv:alice@x',
    );
    const two: Tree = ['Recipient', ['User', ['UserID', 'wv:b@x']], ['User', ['UserID', 'wv:c@x']]];
    expect(summary(info(two)).summary).toBe('message m-1, to wv:b@x and 1 more');
  });

  it('is nothing where there is nothing to say or to read', () => {
    expect(summary(['Polling-Request'])).toEqual({ summary: '', answers: false });
    expect(carried(undefined)).toEqual({ summary: '', answers: undefined });
  });
});
