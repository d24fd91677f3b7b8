/** The messages waiting for each user: bounded, in order of acceptance, gone when their validity ends. */

import type { KeptLimits } from '../bounded-history.ts';
import type { Clock } from '../clock.ts';
import { type Copy, lengthOf } from './messages.ts';

export interface Mailboxes {
  /** Puts a copy into the box of its recipient; false when the box is full. */
  put(copy: Copy): boolean;
  /** A waiting copy, undefined once it is confirmed, rejected, forwarded or expired. */
  get(user: string, messageId: string): Copy | undefined;
  /** Takes a copy out for good. */
  take(user: string, messageId: string): Copy | undefined;
  /** Waiting copies in order of acceptance. */
  all(user: string): readonly Copy[];
  /** Is there room for one more message of that length? */
  fits(user: string, length: number): boolean;
  clear(): void;
}

interface Box {
  readonly copies: Map<string, { readonly copy: Copy; readonly cancel: () => void }>;
  length: number;
}

/** @param limits of one box; the length is that of contents and descriptions */
export function createMailboxes(clock: Clock, limits: KeptLimits, onExpired: (copy: Copy) => void): Mailboxes {
  const boxes = new Map<string, Box>();
  const drop = (user: string, id: string) => {
    const box = boxes.get(user);
    const entry = box?.copies.get(id);
    if (box === undefined || entry === undefined) return undefined;
    entry.cancel();
    box.copies.delete(id);
    box.length -= lengthOf(entry.copy.message);
    if (box.copies.size === 0) boxes.delete(user);
    return entry.copy;
  };
  const fits = (user: string, length: number) => {
    const box = boxes.get(user);
    return (box?.copies.size ?? 0) < limits.messages && (box?.length ?? 0) + length <= limits.length;
  };
  return {
    put(copy) {
      const length = lengthOf(copy.message);
      if (!fits(copy.to, length)) return false;
      const box = boxes.get(copy.to) ?? { copies: new Map(), length: 0 };
      boxes.set(copy.to, box);
      const { id, expiresAt } = copy.message;
      const cancel = clock.after(expiresAt - clock.now(), () => {
        if (drop(copy.to, id) !== undefined) onExpired(copy);
      });
      box.copies.set(id, { copy, cancel });
      box.length += length;
      return true;
    },
    get: (user, id) => boxes.get(user)?.copies.get(id)?.copy,
    take: drop,
    all: (user) => [...(boxes.get(user)?.copies.values() ?? [])].map((entry) => entry.copy),
    fits,
    clear() {
      for (const box of boxes.values()) for (const entry of box.copies.values()) entry.cancel();
      boxes.clear();
    },
  };
}
