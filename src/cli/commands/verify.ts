/** `impsc verify`: a bundle against its hashes, its signature, its schema, and its own verdicts. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { type Opened, openBundle } from '../../bundle/open.ts';
import { BundleError, type Finding } from '../../bundle/problem.ts';
import { style, terminalOf, wrap } from '../../report/console/terminal.ts';
import { UsageError } from '../failure.ts';
import { verifyingKey } from '../keys.ts';
import { faultIn } from '../schemas.ts';

export interface VerifyOptions {
  readonly key?: string;
  readonly json?: boolean;
}

export async function verifyCommand(options: VerifyOptions, file = ''): Promise<number> {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file`);
  if (!statSync(file).isFile()) throw new UsageError(`${file} is no file`);
  const key = verifyingKey(options.key);
  const opened = openedFrom(file, key);
  const { manifest, findings, signedBy } = opened;
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ file, ...manifest, signedBy, findings }, undefined, 2)}\n`);
  } else tell(file, opened);
  return findings.length === 0 ? 0 : 1;
}

function openedFrom(file: string, key: ReturnType<typeof verifyingKey>): Opened {
  try {
    return openBundle(readFileSync(file), { fault: faultIn, key });
  } catch (error) {
    if (error instanceof BundleError) throw new BundleError(`${file}: ${error.message}`);
    throw error;
  }
}

function tell(file: string, { manifest, findings, signedBy }: Opened): void {
  const terminal = terminalOf(process.stdout);
  const s = style(terminal);
  const what =
    manifest.kind === 'certificate'
      ? `certificate ${manifest.number ?? ''} of ${manifest.implementation}`
      : `development run of ${manifest.implementation}, which certifies nothing`;
  const lines = [s.bold(`${file}: ${what}`)];
  lines.push(signedBy === undefined ? '  not signed' : `  signed with the key ${signedBy}`);
  for (const { message } of manifest.obstacles) lines.push(...bullet(message, terminal.columns));
  if (findings.length === 0) lines.push(`  ${manifest.parts.length} parts, all as they were written`);
  else lines.push(s.bad(`  not what was written: ${findings.length} findings`));
  for (const one of findings) lines.push(...bullet(sentence(one), terminal.columns));
  terminal.write(`${lines.join('\n')}\n`);
}

function sentence({ part, message }: Finding): string {
  return `${part}: ${message}`;
}

function bullet(text: string, width: number): string[] {
  return wrap(text, width - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);
}
