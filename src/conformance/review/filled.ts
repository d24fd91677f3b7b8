/** The commented file of `impsc init` with what a probe found in its place. */
import { parseDocument } from 'yaml';
import { TEMPLATE } from '../ics/template.ts';
import { PARTIES } from '../ics/types.ts';
import type { Probed } from './probe.ts';

/** An account with the place of its password: `env:NAME`, `file:PATH`. */
export interface NamedAccount {
  readonly user: string;
  readonly password: string;
}

export interface Filling {
  readonly address: string;
  /** In the order of alice, bob, carol, dave; the template has the rest. */
  readonly accounts: readonly NamedAccount[];
  /** Without it the claims are those of the template. */
  readonly probed?: Probed | undefined;
}

/** The text of the file. Comments stay but for the examples among the claims. */
export function filledTemplate({ address, accounts, probed }: Filling): string {
  const document = parseDocument(TEMPLATE);
  const flow = (value: object) => document.createNode(value, { flow: true });
  document.setIn(['ixit', 'address'], address);
  const [first] = accounts;
  const domain = first === undefined ? undefined : /@(.+)$/.exec(first.user)?.[1];
  if (domain !== undefined) document.setIn(['ixit', 'domain'], domain);
  accounts.forEach((account, i) => {
    const name = PARTIES[i];
    if (name !== undefined) document.setIn(['ixit', 'accounts', name], flow(account));
  });
  if (probed !== undefined && probed.versions.length > 0) {
    const { versions, syntaxes, claimed } = probed;
    document.setIn(['ics', 'versions'], flow([...versions]));
    document.setIn(['ics', 'syntaxes'], flow([...syntaxes]));
    document.setIn(
      ['ics', 'items', 'claimed'],
      document.createNode(
        claimed.map((one) => (one.versions.length === versions.length ? one.item : flow({ ...one }))),
        { aliasDuplicateObjects: false },
      ),
    );
  }
  return document.toString({ lineWidth: 0 });
}
