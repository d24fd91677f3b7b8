/** Secrets stand in an environment variable or a file of their own, so that neither argv nor the IXIT file holds them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

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
    const value = environment[name];
    if (value === undefined) return { problem: `the environment variable ${name} is not set` };
    if (value === '') return { problem: `the environment variable ${name} is empty` };
    return { value, secret: true };
  }
  if (text.startsWith('file:')) {
    const path = resolve(directory, text.slice(5));
    try {
      return { value: readFileSync(path, 'utf8').replace(/\r?\n$/, ''), secret: true };
    } catch (error) {
      return {
        problem: `cannot read the secret from ${path} (${(error as NodeJS.ErrnoException).code ?? 'unreadable'})`,
      };
    }
  }
  return { value: text.startsWith('text:') ? text.slice(5) : text, secret: false };
}
