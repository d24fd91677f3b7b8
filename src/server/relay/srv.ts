/** Finding the server of a domain by DNS SRV, `_imps-server._tcp` (ssp, section 2; medium confidence). */

/** A record of the answer; lower priorities first, heavier ones among equals. */
interface SrvRecord {
  readonly name: string;
  readonly port: number;
  readonly priority: number;
  readonly weight: number;
}

/** @param resolve asks the name service; rejects where there is no record */
export function srvLookup(
  resolve: (name: string) => Promise<readonly SrvRecord[]>,
): (domain: string) => Promise<string | undefined> {
  return async (domain) => {
    const records = await resolve(`_imps-server._tcp.${domain}`);
    const [best] = [...records].sort((a, b) => a.priority - b.priority || b.weight - a.weight);
    // a single dot says that the service is not there
    return best === undefined || best.name === '' || best.name === '.'
      ? undefined
      : `http://${best.name}:${best.port}/`;
  };
}
