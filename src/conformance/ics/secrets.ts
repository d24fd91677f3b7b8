/** Secrets stand in an environment variable or a file of their own, so that neither argv nor the IXIT file holds them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { whyUnreadable } from './text.ts';

export type SecretResult = { readonly value: string; readonly secret: boolean } | { readonly problem: string };

/**
 * The value of `env:NAME`, of `file:PATH` (relative to `directory`; one line end at its end is cut off), of
 * `text:VALUE` (for values that begin like the others), or the text itself.
 */
export function resolveSecret(
  text: string,
  directory: string,
  environment: Readonly<Record<string, string | undefined>>,
): SecretResult {
  if (text.startsWith('env:')) {
    const name = text.slice(4);
    if (name === '') return { problem: 'env: needs the name of an environment variable' };
    const value = environment[name];
    if (value === undefined) return { problem: `the environment variable ${name} is not set` };
    if (value === '') return { problem: `the environment variable ${name} is empty` };
    return { value, secret: true };
  }
  if (text.startsWith('file:')) return fromFile(text.slice(5), directory);
  if (text === 'text:') return { problem: 'nothing stands behind text:' };
  return { value: text.startsWith('text:') ? text.slice(5) : text, secret: false };
}

function fromFile(name: string, directory: string): SecretResult {
  if (name === '') return { problem: 'file: needs the path of a file' };
  const path = resolve(directory, name);
  try {
    const value = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).replace(/\r?\n$/, '');
    return value === '' ? { problem: `the file ${path} is empty` } : { value, secret: true };
  } catch (error) {
    const why = error instanceof TypeError ? 'it is not UTF-8' : whyUnreadable(error);
    return { problem: `cannot read the secret from ${path}: ${why}` };
  }
}
