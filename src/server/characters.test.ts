import { describe, expect, it } from 'vitest';
import { fitsXml } from '../protocol/model/text-value.ts';
import { readTree, type WritableNode, writeTree } from '../protocol/syntax/index.ts';
import { createServer } from './server.ts';

const NAMESPACE = 'http://www.openmobilealliance.org/DTD/WV-CSP1.2';
const TRANSACTION = 'http://www.openmobilealliance.org/DTD/WV-TRC1.2';

/** A message with `%` in its texts as the placeholder for characters that XML could not carry. */
function message(content: string, sessionId: string, id: string): WritableNode {
  const text = `<WV-CSP-Message xmlns="${NAMESPACE}"><Session><SessionDescriptor><SessionType>Inband</SessionType><SessionID>${sessionId}</SessionID></SessionDescriptor><Transaction><TransactionDescriptor><TransactionMode>Request</TransactionMode><TransactionID>${id}</TransactionID></TransactionDescriptor><TransactionContent xmlns="${TRANSACTION}">${content}</TransactionContent></Transaction></Session></WV-CSP-Message>`;
  const { tree } = readTree(new TextEncoder().encode(text), 'xml');
  if (tree === undefined) throw new Error('the message of the test cannot be read');
  return tree;
}

function withCharacter(node: WritableNode, character: string): WritableNode {
  const children = (node.children ?? []).map((child) => withCharacter(child, character));
  return { ...node, text: node.text?.replaceAll('%', character), children };
}

function texts(node: WritableNode): string[] {
  return [node.text ?? '', ...(node.children ?? []).flatMap(texts)];
}

describe('characters that XML does not have', () => {
  const sent = {
    'the TransactionID': message('<KeepAlive-Request/>', 's', 't%'),
    'the SessionID': message('<KeepAlive-Request/>', 's%', 't'),
    'a search string': message(
      '<Search-Request><SearchPairList><SearchElement>USER_ALIAS</SearchElement><SearchString>a%b</SearchString></SearchPairList><SearchLimit>5</SearchLimit></Search-Request>',
      's',
      't',
    ),
    'an address': message('<JoinGroup-Request><GroupID>wv:a/g%</GroupID></JoinGroup-Request>', 's', 't'),
  };
  const server = createServer({ accounts: [] });

  for (const [where, tree] of Object.entries(sent)) {
    it.each(['\u0001', '\u001f', '\ufffe', '\uffff'])(`in ${where} do not come back in the answer: %j`, (character) => {
      const body = writeTree(withCharacter(tree, character), '1.2', { syntax: 'wbxml' });
      const answer = server.handle({ contentType: 'application/vnd.wv.csp.wbxml', body });
      expect(answer.status).toBe(200);
      const read = readTree(answer.body ?? new Uint8Array(), 'wbxml').tree;
      if (read === undefined) throw new Error('the answer cannot be read');
      expect(texts(read).filter((text) => !fitsXml(text))).toEqual([]);
    });
  }
});
