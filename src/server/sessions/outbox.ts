/**
 * Transactions on their way to one client: waiting until it polls, then open until it answers (csp semantics,
 * Server-initiated transactions). Bounded; order is the order of arising.
 */
import type { Primitive, TransactionMode } from '../../protocol/messages/envelope.ts';

/** The answer to a transaction the server opened. */
export type Outcome =
  | { readonly kind: 'answered'; readonly primitive: Primitive }
  | {
      readonly kind: 'lost';
      /**
       * The session ended first; the client left it unanswered too often; a newer one took its place; it does not fit
       * the ParserSize of the client.
       */
      readonly why: 'session-ended' | 'unanswered' | 'replaced' | 'too-large';
    };

export interface OutboxEntry {
  readonly id: string;
  /** Response: an answer that found no room in its own message, or came later than it. */
  readonly mode: TransactionMode;
  readonly primitive: Primitive;
  readonly onOutcome: ((outcome: Outcome) => void) | undefined;
  readonly replaces: string | undefined;
  /** The number of times that it was handed out. */
  handedOut: number;
  /** Time of the last delivery, milliseconds of the clock. */
  handedOutAt?: number;
}

/** Conditions for delivering an unanswered request again. */
export interface Repetition {
  readonly now: number;
  /** Milliseconds between attempts, so that an answer under way does not cross a repetition. */
  readonly pause: number;
  readonly attempts: number;
}

/** Number of answers remembered, so that one sent twice is treated as it was the first time. */
const KNOWN_ANSWERS = 32;

/** Each session has one: its numbers are methods, since getters would make each a kind of object of its own. */
export interface Outbox {
  /** Never handed out yet. */
  waiting(): number;
  /** Requests handed out and not answered. */
  open(): number;
  /** Appends, or takes the place of the waiting entry with the same `replaces` key. False when there is no room. */
  put(entry: OutboxEntry): boolean;
  /**
   * The next entries for a message, at most `most`, opening no more requests than `room`. Where nothing new can go
   * out, requests left unanswered for the length of the pause are handed out again, and given up after the last attempt.
   * A request that was withdrawn, or followed by a newer entry with the same `replaces` key, stays open but is not
   * repeated: a client must end with the newest value.
   */
  take(most: number, room: number, repetition: Repetition): readonly OutboxEntry[];
  /** True if a message that opens at most `room` requests would bring an entry never handed out before. */
  hasNew(room: number): boolean;
  /**
   * Takes the waiting entry with that `replaces` key out, which nobody was told of; with `open` also one handed out,
   * which otherwise stays open and is not handed out again.
   */
  withdraw(replaces: string, open?: boolean): void;
  /** Puts entries back that found no room in a message, in their old order. */
  putBack(entries: readonly OutboxEntry[]): void;
  /** An entry just taken, under a number of up to `most` for an id, and open under it if it was open. */
  number(entry: OutboxEntry, most: number): OutboxEntry;
  /** Takes the open request of that id out; undefined when there is none. */
  answered(id: string): OutboxEntry | undefined;
  isOpen(id: string): boolean;
  /** True if the request of that id was answered recently by a primitive of that name. */
  wasAnswered(id: string, primitive: string): boolean;
  /** Remembers the primitive that answered an open request. */
  remember(id: string, primitive: string): void;
  /** Empties it and returns what was in it. */
  clear(): readonly OutboxEntry[];
}

/** The content of an outbox. */
interface Box {
  waiting: OutboxEntry[];
  open: Map<string, OutboxEntry>;
  /** Open requests that are out of date. */
  readonly outdated: WeakSet<OutboxEntry>;
  /** Names of the primitives that answered, by the id of the request; the oldest first. */
  readonly answers: Map<string, string>;
  /** The last number given for an id. */
  numbered: number;
}

function outdate(box: Box, replaces: string | undefined): void {
  if (replaces === undefined) return;
  for (const entry of box.open.values()) if (entry.replaces === replaces) box.outdated.add(entry);
}

function takeNew(box: Box, most: number, room: number, now: number): OutboxEntry[] {
  const taken: OutboxEntry[] = [];
  let free = room;
  let index = 0;
  while (index < box.waiting.length && taken.length < most) {
    const entry = box.waiting[index];
    if (entry === undefined) break;
    if (entry.mode === 'Request' && free <= 0) {
      // Answers go past requests that must wait; they open nothing.
      index += 1;
      continue;
    }
    box.waiting.splice(index, 1);
    if (entry.mode === 'Request') {
      free -= 1;
      outdate(box, entry.replaces);
      box.open.set(entry.id, entry);
    }
    entry.handedOut += 1;
    entry.handedOutAt = now;
    taken.push(entry);
  }
  return taken;
}

function takeAgain(box: Box, most: number, { now, pause, attempts }: Repetition): OutboxEntry[] {
  const again: OutboxEntry[] = [];
  for (const entry of [...box.open.values()]) {
    if (now - (entry.handedOutAt ?? 0) < pause) continue;
    if (entry.handedOut >= attempts) {
      box.open.delete(entry.id);
      entry.onOutcome?.({ kind: 'lost', why: 'unanswered' });
    } else if (box.outdated.has(entry)) {
      // It goes on taking the room it took, as long as the client may still be about to answer it.
      entry.handedOut += 1;
      entry.handedOutAt = now;
    } else if (again.length < most) {
      entry.handedOut += 1;
      entry.handedOutAt = now;
      again.push(entry);
    }
  }
  return again;
}

export function createOutbox(limit: number): Outbox {
  const box: Box = { waiting: [], open: new Map(), outdated: new WeakSet(), answers: new Map(), numbered: 0 };
  return {
    waiting: () => box.waiting.length,
    open: () => box.open.size,
    put(entry) {
      const old =
        entry.replaces === undefined ? -1 : box.waiting.findIndex((other) => other.replaces === entry.replaces);
      const replaced = box.waiting[old];
      if (replaced !== undefined) {
        box.waiting[old] = entry;
        replaced.onOutcome?.({ kind: 'lost', why: 'replaced' });
        return true;
      }
      if (box.waiting.length >= limit) return false;
      box.waiting.push(entry);
      return true;
    },
    take(most, room, repetition) {
      if (most <= 0) return [];
      const fresh = takeNew(box, most, room - box.open.size, repetition.now);
      if (fresh.length > 0) return fresh;
      const before = box.open.size;
      const again = takeAgain(box, most, repetition);
      // Giving up on old requests may have made room for new ones.
      return again.length === 0 && box.open.size < before
        ? takeNew(box, most, room - box.open.size, repetition.now)
        : again;
    },
    hasNew: (room) =>
      box.waiting.length > 0 && (box.open.size < room || box.waiting.some(({ mode }) => mode === 'Response')),
    withdraw(replaces, alsoOpen = false) {
      box.waiting = box.waiting.filter((entry) => entry.replaces !== replaces);
      outdate(box, replaces);
      if (!alsoOpen) return;
      for (const [id, entry] of box.open) if (entry.replaces === replaces) box.open.delete(id);
    },
    putBack(entries) {
      for (const entry of entries) {
        entry.handedOut -= 1;
        if (entry.handedOut === 0) box.open.delete(entry.id);
      }
      box.waiting = [...entries.filter((entry) => entry.handedOut === 0), ...box.waiting];
    },
    number(entry, most) {
      if (/^\d{1,3}$/.test(entry.id)) return entry;
      do box.numbered = (box.numbered % most) + 1;
      while (box.open.has(String(box.numbered)));
      const numbered: OutboxEntry = { ...entry, id: String(box.numbered) };
      if (box.open.delete(entry.id)) box.open.set(numbered.id, numbered);
      return numbered;
    },
    answered(id) {
      const entry = box.open.get(id);
      if (entry !== undefined) box.open.delete(id);
      return entry;
    },
    isOpen: (id) => box.open.has(id),
    wasAnswered: (id, primitive) => box.answers.get(id) === primitive,
    remember(id, primitive) {
      box.answers.set(id, primitive);
      if (box.answers.size <= KNOWN_ANSWERS) return;
      for (const oldest of box.answers.keys()) {
        box.answers.delete(oldest);
        break;
      }
    },
    clear() {
      const all = [...box.open.values(), ...box.waiting];
      box.waiting = [];
      box.open = new Map();
      return all;
    },
  };
}
