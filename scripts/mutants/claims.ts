/** Claims of a server that is measured with one mutant after the other. */
import type { Ics, Ixit } from '../../src/conformance/ics/types.ts';
import type { IutAdapter } from '../../src/conformance/iut/adapter.ts';

export type Claims = { readonly ics: Ics; readonly ixit: Ixit };

/** Claims of the unchanged server, as in the file of a vendor, whatever the mutant changes; its addresses are those it has now. */
export function claiming(adapter: IutAdapter, { ics, ixit }: Claims): IutAdapter {
  return {
    ...adapter,
    start: async () => {
      const { address, ssp } = (await adapter.start()).ixit;
      const between = ixit.ssp === undefined || ssp === undefined ? ixit.ssp : { ...ixit.ssp, address: ssp.address };
      return { ics, ixit: { ...ixit, address, ssp: between } };
    },
  };
}
