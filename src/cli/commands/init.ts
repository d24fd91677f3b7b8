/** `impsc init` */
import { existsSync } from 'node:fs';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { knownTo } from '../../conformance/ics/known.ts';
import { readIut } from '../../conformance/ics/load.ts';
import { TEMPLATE } from '../../conformance/ics/template.ts';
import { PARTIES } from '../../conformance/ics/types.ts';
import { filledTemplate, type NamedAccount } from '../../conformance/review/filled.ts';
import { type Probed, probe } from '../../conformance/review/probe.ts';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { UsageError } from '../failure.ts';

export interface InitOptions {
  readonly force?: boolean;
  /** Address of a server to log in to. */
  readonly probe?: string;
  /** `wv:alice@example.com=env:ALICE_PASSWORD`, in the order of alice, bob, carol, dave. */
  readonly account?: readonly string[];
}

const NOT_REACHED = 3;

export async function initCommand(options: InitOptions, file = 'iut.yaml'): Promise<number> {
  if (existsSync(file) && options.force !== true) {
    throw new UsageError(`${file} exists; name another file, or add --force to overwrite it`);
  }
  const accounts = (options.account ?? []).map(accountIn);
  if (accounts.length > PARTIES.length) throw new UsageError(`--account: there are ${PARTIES.length} users`);
  if (options.probe === undefined) {
    if (accounts.length > 0) throw new UsageError('--account goes with --probe');
    writeWhole(file, TEMPLATE);
    process.stdout.write(`${file} is written. Fill it in, then:\n${next(file)}`);
    return 0;
  }
  const { ixit } = readIut(filledTemplate({ address: options.probe, accounts }), file, knownTo(catalogue));
  const probed = await probe(ixit, catalogue);
  if (!probed.reached) {
    process.stderr.write(`impsc: nothing answers: ${probed.refused[0]?.why ?? ''}; ${file} is not written\n`);
    return NOT_REACHED;
  }
  if (probed.versions.length === 0) {
    process.stderr.write(
      `impsc: ${ixit.accounts.alice.user} cannot log in; ${file} is not written\n${refusals(probed)}`,
    );
    return 1;
  }
  const text = filledTemplate({ address: options.probe, accounts, probed });
  readIut(text, file, knownTo(catalogue));
  writeWhole(file, text);
  process.stdout.write(
    `${file} is written, with what was found:\n` +
      `  versions ${probed.versions.join(', ')}; syntaxes ${probed.syntaxes.join(', ')}\n` +
      `  ${probed.claimed.length} optional items that service negotiation offers\n` +
      refusals(probed) +
      `What negotiation does not show is left to you: bearers, communication initiation, syntaxes item by item.\nThen:\n${next(file)}`,
  );
  return 0;
}

function refusals({ refused }: Probed): string {
  return refused.map(({ configuration, why }) => `  not in ${configuration}: ${why}\n`).join('');
}

function next(file: string): string {
  return `  impsc review ${file} --connect\n  impsc run --iut ${file}\n`;
}

/** The password itself is never an argument: others see the arguments of a process. */
function accountIn(text: string): NamedAccount {
  const at = text.indexOf('=');
  const [user, password] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || !/^(env|file):./.test(password)) {
    throw new UsageError(
      '--account: USER=env:NAME or USER=file:PATH is needed; a password does not belong on a command line',
    );
  }
  return { user, password };
}
