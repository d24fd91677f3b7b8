/** A process that tries mutants: it receives their numbers, and sends outcomes and signs of life. */
import { readFileSync } from 'node:fs';
import { type Coverage, reachedBy } from './coverage.ts';
import { type Outcome, tryMutant } from './trial.ts';
import { openWorkshop, placeIn } from './workshop.ts';

export interface Order {
  readonly number: number;
  readonly most: number;
}
export type News =
  | { readonly kind: 'ready' }
  | { readonly kind: 'alive' }
  | { readonly kind: 'done'; readonly outcome: Outcome };

/** Never resolves before the connection ends. */
export async function work(folder: string, below: string): Promise<void> {
  const tell = (news: News) => {
    if (process.connected) process.send?.(news);
  };
  process.once('disconnect', () => process.exit(0));
  const place = placeIn(folder);
  const workshop = await openWorkshop(place, below);
  const coverage = JSON.parse(readFileSync(place.coverage, 'utf8')) as Coverage;
  const reaching = reachedBy(coverage);
  process.on('message', async ({ number, most }: Order) => {
    const alive = () => tell({ kind: 'alive' });
    tell({ kind: 'done', outcome: await tryMutant(number, { workshop, coverage, reaching, most, alive }) });
  });
  tell({ kind: 'ready' });
}
