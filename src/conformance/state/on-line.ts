/**
 * Users who are on line without a client of the run: somebody else uses the account. Their OnlineStatus after a logout
 * says nothing about the implementation.
 */
import type { Client } from '../../client/types.ts';
import { type Ixit, PARTIES, type PartyName } from '../ics/types.ts';
import { naming } from './changes.ts';

export interface OnLineOptions {
  readonly ixit: Ixit;
  claims(item: string): boolean;
}

/** Logs a user in for the duration of `call`. */
export type Visiting = (name: PartyName, call: (client: Client) => Promise<void>) => Promise<void>;

const NEEDED = ['IMPS-CSP-S-CALI', 'IMPS-CSP-S-DALI', 'IMPS-CSP-S-GETPR'];

/** OnlineStatus as a list of presence values asks for it: 1.3 has one for each client. */
const status = ({ version }: Client) => (version === '1.3' ? { OnlineStatus: [{}] } : { OnlineStatus: {} });

const isOnLine = (answer: unknown): boolean =>
  /"OnlineStatus":[^\]]*?"PresenceValue":(?:true|"T")/.test(JSON.stringify(answer));

const before = (name: PartyName): PartyName => PARTIES.at(PARTIES.indexOf(name) - 1) ?? name;
const after = (name: PartyName): PartyName => PARTIES[(PARTIES.indexOf(name) + 1) % PARTIES.length] ?? name;

/**
 * Returns those users. Each user shows OnlineStatus to the one before, who looks while nobody else is logged in. If all
 * seem to be on line, the implementation does not notice logouts; scenarios judge that.
 */
export async function onLineElsewhere({ ixit, claims }: OnLineOptions, visiting: Visiting): Promise<readonly string[]> {
  if (!NEEDED.every(claims)) return [];
  const userOf = (name: PartyName) => ixit.accounts[name].user;
  for (const name of PARTIES) {
    await visiting(name, async (client) => {
      const shown = naming({ users: [userOf(before(name))], lists: [] }, client.version, true);
      await client.request(
        'CreateAttributeList-Request',
        { ...shown, PresenceSubList: status(client), DefaultList: false },
        { unchecked: true },
      );
    });
  }
  const present: string[] = [];
  for (const name of PARTIES) {
    await visiting(name, async (client) => {
      const other = userOf(after(name));
      const asked = {
        ...naming({ users: [other], lists: [] }, client.version, false),
        PresenceSubList: status(client),
      };
      const answer = await client.request('GetPresence-Request', asked, { unchecked: true });
      if (isOnLine(answer.primitive.value)) present.push(other);
    });
  }
  for (const name of PARTIES) {
    await visiting(name, async (client) => {
      const gone = naming({ users: [userOf(before(name))], lists: [] }, client.version, true);
      await client.request(
        'DeleteAttributeList-Request',
        { ...gone, DefaultList: false },
        {
          unchecked: true,
        },
      );
    });
  }
  return present.length === PARTIES.length ? [] : present;
}
