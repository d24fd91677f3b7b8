/**
 * Behaviour of a server on kept connections. A server may close an idle connection at any time (RFC 2616, 8.1.4); a
 * request under way is then lost, and the client cannot know whether it was carried out. Requests are therefore never
 * sent again; instead, connections are kept only while that works.
 */
import type { Header } from '../types.ts';

/** Lost answers over kept connections after which no connection is kept any more. */
const PATIENCE = 3;
/** Longest time a connection is kept unused, milliseconds; a server that closes sooner mostly says so. */
const LONGEST_IDLE = 2_000;
/** Time the first connection is watched for a server that closes unannounced after each answer, milliseconds. */
const WATCH = 50;

export interface Keeping {
  /** True while connections are kept. */
  readonly keeps: boolean;
  /** True for a server of this process: it closes nothing unasked, so no check is needed before each request. */
  readonly trusted: boolean;
  /** Milliseconds to wait before the first reuse of a connection, which the server may be closing; then 0. */
  watch(): number;
  /** Reports that the server closed a connection after an answer without announcing it. */
  closedUnasked(): void;
  /** Reports that a kept connection was closed after a request, without an octet of an answer. */
  lost(): void;
}

export interface KeepingOptions {
  readonly trusted?: boolean;
  /** Watch the first connection after its first answer. */
  readonly watch?: boolean;
}

export function createKeeping({ trusted = false, watch = false }: KeepingOptions = {}): Keeping {
  let keeps = true;
  let lost = 0;
  let watching = watch;
  return {
    trusted,
    get keeps() {
      return keeps;
    },
    watch() {
      const wait = watching ? WATCH : 0;
      watching = false;
      return wait;
    },
    closedUnasked() {
      keeps = false;
    },
    lost() {
      lost++;
      if (lost >= PATIENCE) keeps = false;
    },
  };
}

/** Longest idle time after an answer with these headers, milliseconds: at most half of the `Keep-Alive` timeout. */
export function idleBound(headers: readonly Header[]): number {
  for (const [name, value] of headers) {
    if (name.toLowerCase() !== 'keep-alive') continue;
    const seconds = /(?:^|[\s,;])timeout=(\d+)/i.exec(value)?.[1];
    if (seconds !== undefined) return Math.min(LONGEST_IDLE, Number(seconds) * 500);
  }
  return LONGEST_IDLE;
}
