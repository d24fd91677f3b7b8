/** An implementation that gets so many requests a second at most, whatever its IXIT says. */
import type { IutAdapter } from './adapter.ts';

export function paced(adapter: IutAdapter, perSecond: number): IutAdapter {
  return {
    ...adapter,
    get capabilities() {
      return adapter.capabilities;
    },
    async start() {
      const { ics, ixit } = await adapter.start();
      return { ics, ixit: { ...ixit, http: { ...ixit.http, perSecond } } };
    },
  };
}
