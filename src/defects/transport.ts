/** Defects of the HTTP binding and of what travels in it. */
import { header } from '../transport/headers.ts';
import type { ServerResponse } from '../transport/http-server.ts';
import { all, editPrimitives, edits, hooks, profile, replacesOctets, requestNames } from './families.ts';
import type { Change, Defect } from './types.ts';
import type { Post } from '../server/server.ts';
import type { Document } from '../protocol/syntax/types.ts';
import { readTree } from '../protocol/syntax/index.ts';

/** Changes answers of HTTP, by what was posted. */
function answers(change: (response: ServerResponse, post: Post) => ServerResponse): Change {
  return hooks({ response: change });
}

/** The names of the primitives in a POST. */
function postedNames({ contentType, body }: Post): readonly string[] {
  const { tree } = readTree(body, contentType?.includes('wbxml') === true ? 'wbxml' : 'xml');
  const names: string[] = [];
  const walk = (node: NonNullable<typeof tree>): void => {
    if (node.name === 'TransactionContent') names.push(...node.children.map((child) => child.name));
    else for (const child of node.children) walk(child);
  };
  if (tree !== undefined) walk(tree);
  return names;
}
const posts = (post: Post, name: string): boolean => postedNames(post).includes(name);
