/** An implementation that runs somewhere by itself: nothing can be asked of it that does not go over the wire. */
import type { IutDescription } from '../ics/types.ts';
import type { IutAdapter } from './adapter.ts';

export function remoteIut(description: Pick<IutDescription, 'ics' | 'ixit'>): IutAdapter {
  return {
    kind: 'remote',
    name: description.ics.name,
    capabilities: new Set(),
    start: async () => ({ ics: description.ics, ixit: description.ixit }),
    stop: async () => {},
  };
}
