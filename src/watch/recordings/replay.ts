/** Watches a recording: each piece of it by a watcher that shares its findings with the others. */
import { Watcher } from '../watcher.ts';
import type { Recording } from './read.ts';

/** A watcher that has seen all of a recording; between pieces everything that is known of sessions is forgotten. */
export function watched({ pieces, timed }: Pick<Recording, 'pieces' | 'timed'>): Watcher {
  const watcher = new Watcher({ timed });
  for (const [i, { exchanges, deliberate }] of pieces.entries()) {
    if (i > 0) watcher.startAnew();
    for (const [at, exchange] of exchanges.entries()) watcher.take(exchange, deliberate.has(at + 1));
    watcher.flush();
  }
  return watcher;
}
