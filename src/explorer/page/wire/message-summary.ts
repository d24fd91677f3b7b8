/** The content of a message in a few words for the timetable: result, users, subject; never the whole content. */
import type { TreeNode } from '../../../protocol/syntax/index.ts';
import { child, children, text, transactions } from './tree.ts';

export interface Carried {
  readonly summary: string;
  /** Answers a transaction; undefined where the message does not say. */
  readonly answers: boolean | undefined;
}

export function carried(root: TreeNode | undefined): Carried {
  const all = transactions(root);
  const summary = all
    .flatMap(({ primitive }) => (primitive === undefined ? [] : [words(primitive)]))
    .filter((part) => part !== '')
    .join('; ');
  const mode = all[0]?.mode;
  return { summary, answers: mode === undefined ? undefined : mode === 'Response' };
}

function words(primitive: TreeNode): string {
  const info = child(primitive, 'MessageInfo');
  const parts = [
    resultOf(child(primitive, 'Result')),
    labelled('message', child(primitive, 'MessageID') ?? child(info, 'MessageID')),
    partiesOf('to', child(info, 'Recipient') ?? child(primitive, 'Recipient')),
    partiesOf('from', child(info, 'Sender') ?? child(primitive, 'Sender')),
    labelled('screen name', child(primitive, 'ScreenName', 'SName')),
    ...['UserID', 'GroupID', 'ContactList', 'InviteID', 'SearchID'].map((name) => text(child(primitive, name))),
    labelled('session', child(primitive, 'SessionID')),
    seconds('asks', child(primitive, 'TimeToLive')),
    seconds('grants', child(primitive, 'KeepAliveTime')),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function resultOf(result: TreeNode | undefined): string | undefined {
  const code = text(child(result, 'Code'));
  if (code === undefined) return undefined;
  const description = text(child(result, 'Description'));
  const details = children(result, 'DetailedResult').length;
  return [code, description, details > 0 ? `(${details} in detail)` : undefined]
    .filter((p) => p !== undefined)
    .join(' ');
}

function labelled(label: string, node: TreeNode | undefined): string | undefined {
  const value = text(node);
  return value === undefined ? undefined : `${label} ${value}`;
}

function seconds(verb: string, node: TreeNode | undefined): string | undefined {
  const value = text(node);
  return value === undefined ? undefined : `${verb} ${value} s`;
}

function partiesOf(way: string, node: TreeNode | undefined): string | undefined {
  const found = node?.children.map((party) => {
    const user = text(child(party, 'UserID'));
    if (user !== undefined) return way === 'from' ? `user ${user}` : user;
    const screenName = text(child(party, 'ScreenName', 'SName'));
    if (screenName !== undefined) return `screen name ${screenName}`;
    return text(child(party, 'GroupID')) ?? text(party);
  });
  const known = found?.filter((party) => party !== undefined) ?? [];
  if (known.length === 0) return undefined;
  return `${way} ${known[0]}${known.length > 1 ? ` and ${known.length - 1} more` : ''}`;
}
