/** The monitor: a passage whose octets are read and watched, with a journal of what is found. */

import type { Watcher } from './watcher.ts';
import { Conversation } from './wire/conversation.ts';
import { openPassage, type Passage, type PassageOptions } from './wire/passage.ts';

/** Exchanges that wait to be judged; more are passed on and not looked at. */
const MOST_WAITING = 5_000;
const MOST_WAITING_OCTETS = 64 * 1024 * 1024;
/** Exchanges judged in one turn of the event loop, or one rule of a window: what passes must not wait for what is judged. */
const PER_TURN = 1;
/** Pause before judging begins, milliseconds: an answer on its way goes first. */
const JUDGE_AFTER_MS = 20;
/** Pause of the traffic after which what came is judged to the end, milliseconds. */
const QUIET_MS = 500;
/** Different remarks that are kept. */
const MOST_REMARKS = 50;

export interface MonitorOptions extends Omit<PassageOptions, 'overhear' | 'onTrouble'> {
  readonly watcher: Watcher;
  readonly now?: () => number;
}

export interface Monitor {
  readonly url: string;
  readonly remarks: readonly string[];
  /** Judges what has come so far. */
  settle(): void;
  close(): Promise<void>;
}

export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const { watcher, upstream } = options;
  const start = performance.now();
  const now = options.now ?? (() => performance.now() - start);
  const remarks = new Map<string, number>();
  const remark = (text: string): void => {
    if (remarks.has(text) || remarks.size < MOST_REMARKS) remarks.set(text, (remarks.get(text) ?? 0) + 1);
  };
  const waiting = createQueue(watcher, remark);
  const origin = `${upstream.tls === undefined ? 'http' : 'https'}://${host(upstream.host)}:${upstream.port}`;
  const passage: Passage = await openPassage({
    ...options,
    onTrouble: remark,
    overhear: (name) =>
      new Conversation({ name, origin, now, onExchange: (exchange) => waiting.add(exchange), onUnread: remark }),
  });
  const scheme = options.tls === undefined ? 'http' : 'https';
  return {
    url: `${scheme}://${host(options.listen.host)}:${passage.port}`,
    get remarks() {
      return [...remarks].map(([text, times]) => (times === 1 ? text : `${text} (${times} times)`));
    },
    settle: () => waiting.settle(),
    async close() {
      await passage.close();
      waiting.settle();
    },
  };
}

function host(name: string): string {
  return name.includes(':') ? `[${name}]` : name;
}

interface Queue {
  add(exchange: Parameters<Watcher['take']>[0]): void;
  settle(): void;
}

/** Judges in turns of their own, so that octets are passed on in between. */
function createQueue(watcher: Watcher, remark: (text: string) => void): Queue {
  type Entry = Parameters<Watcher['take']>[0];
  const entries: Entry[] = [];
  let octets = 0;
  let scheduled = false;
  let quiet: NodeJS.Timeout | undefined;
  let begin: NodeJS.Timeout | undefined;
  /** The rest of a window that is being judged; nothing is taken before it is done. */
  let pieces: Iterator<void, void> | undefined;
  const sizeOf = ({ request, response }: Entry) => request.body.length + (response?.body.length ?? 0);
  const take = (most: number): void => {
    for (const entry of entries.splice(0, most)) {
      octets -= sizeOf(entry);
      watcher.take(entry);
    }
  };
  const later = (): void => {
    scheduled = true;
    setImmediate(run);
  };
  const piece = (left: Iterator<void, void>): void => {
    pieces = left.next().done === true ? undefined : left;
  };
  const run = (): void => {
    scheduled = false;
    const took = pieces === undefined && !watcher.full && entries.length > 0;
    if (took) take(PER_TURN);
    else if (pieces !== undefined || watcher.full) piece(pieces ?? watcher.flushInPieces());
    if (pieces !== undefined || watcher.full || entries.length > 0) {
      later();
      return;
    }
    if (!took) return;
    clearTimeout(quiet);
    quiet = setTimeout(() => {
      if (scheduled) return;
      pieces = watcher.flushInPieces();
      later();
    }, QUIET_MS);
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    begin = setTimeout(run, JUDGE_AFTER_MS);
  };
  return {
    add(entry) {
      if (entries.length >= MOST_WAITING || octets >= MOST_WAITING_OCTETS) {
        remark('exchanges came faster than they can be judged and were passed on without a look');
        watcher.missed();
        return;
      }
      entries.push(entry);
      octets += sizeOf(entry);
      schedule();
    },
    settle() {
      clearTimeout(quiet);
      clearTimeout(begin);
      scheduled = false;
      while (pieces !== undefined) piece(pieces);
      take(entries.length);
      watcher.flush();
    },
  };
}
