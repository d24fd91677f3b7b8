/** Changes of HTTP responses. */
import type { Post } from '../../server/server.ts';
import type { ServerResponse } from '../../transport/http/server.ts';
import type { Change } from '../types.ts';
import { hooks } from './families.ts';

/** Changes answers of HTTP, by what was posted. */
export function answers(change: (response: ServerResponse, post: Post) => ServerResponse): Change {
  return hooks({ response: change });
}
