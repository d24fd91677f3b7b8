/**
 * The last answers of a session, for requests that come twice: a client whose connection broke sends the same octets
 * again, and the operation must not be carried out again (AMB-011). Bounded in number and time.
 */
import type { Primitive } from '../../protocol/messages/envelope.ts';

interface Reply {
  readonly print: number;
  readonly answer: Primitive;
  readonly at: number;
}

export interface Replies {
  /** The answer given to the same request before; `print` is that of its message, see {@link fingerprint}. */
  recall(id: string, print: number, now: number): Primitive | undefined;
  remember(id: string, print: number, answer: Primitive, now: number): void;
}

export function createReplies(most: number, seconds: number): Replies {
  const replies = new Map<string, Reply>();
  return {
    recall(id, print, now) {
      const reply = replies.get(id);
      if (reply === undefined || reply.print !== print || now - reply.at > seconds * 1000) return undefined;
      return reply.answer;
    },
    remember(id, print, answer, now) {
      if (most <= 0) return;
      if (replies.size >= most && !replies.has(id)) {
        for (const oldest of replies.keys()) {
          replies.delete(oldest);
          break;
        }
      }
      replies.set(id, { print, answer, at: now });
    },
  };
}

/** A number that differs, as good as always, for different octets (FNV-1a). Not for secrets. */
export function fingerprint(octets: Uint8Array): number {
  let hash = 0x811c9dc5 ^ octets.length;
  for (let i = 0; i < octets.length; i++) {
    hash ^= octets[i] ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}
