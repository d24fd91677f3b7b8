/** The messages waiting for each user: bounded, in order of acceptance, gone when their validity ends. */
import type { Clock } from '../clock.ts';
import type { Copy } from './messages.ts';

export interface Mailboxes {
  /** Puts a copy into the box of its recipient; false when the box is full. */
  put(copy: Copy): boolean;
  /** A waiting copy, undefined once it is confirmed, rejected, forwarded or expired. */
  get(user: string, messageId: string): Copy | undefined;
  /** Takes a copy out for good. */
  take(user: string, messageId: string): Copy | undefined;
  /** Waiting copies in order of acceptance. */
  all(user: string): readonly Copy[];
  room(user: string): number;
  clear(): void;
}

export function createMailboxes(clock: Clock, limit: number, onExpired: (copy: Copy) => void): Mailboxes {
  const boxes = new Map<string, Map<string, { copy: Copy; cancel: () => void }>>();
  const drop = (user: string, id: string) => {
    const box = boxes.get(user);
    const entry = box?.get(id);
    if (box === undefined || entry === undefined) return undefined;
    entry.cancel();
    box.delete(id);
    if (box.size === 0) boxes.delete(user);
    return entry.copy;
  };
  return {
    put(copy) {
      const box = boxes.get(copy.to) ?? new Map();
      if (box.size >= limit) return false;
      boxes.set(copy.to, box);
      const { id, expiresAt } = copy.message;
      const cancel = clock.after(expiresAt - clock.now(), () => {
        if (drop(copy.to, id) !== undefined) onExpired(copy);
      });
      box.set(id, { copy, cancel });
      return true;
    },
    get: (user, id) => boxes.get(user)?.get(id)?.copy,
    take: drop,
    all: (user) => [...(boxes.get(user)?.values() ?? [])].map((entry) => entry.copy),
    room: (user) => limit - (boxes.get(user)?.size ?? 0),
    clear() {
      for (const box of boxes.values()) for (const entry of box.values()) entry.cancel();
      boxes.clear();
    },
  };
}
