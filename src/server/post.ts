/** One POST as the transport hands it over. */
import type { Header } from '../transport/types.ts';

export interface Post {
  /** As it stood in the header; undefined without one. */
  readonly contentType: string | undefined;
  /** Request target; every path is served. */
  readonly path?: string;
  readonly headers?: readonly Header[];
  readonly body: Uint8Array;
  /** Address of the client. */
  readonly from?: string;
}
