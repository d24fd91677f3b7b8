/** The results as one HTML file that needs no network: the page of the explorer with the run baked in. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RunResults } from '../../results/results.ts';
import type { Reference } from '../view/reference.ts';
import { bake } from './bake.ts';
import { pageTemplate, type TemplateOptions } from './template.ts';

export interface PageOptions extends TemplateOptions {
  /** Protocol and catalogue, to be looked up. */
  readonly reference?: Reference | undefined;
}

/** The whole file as text. */
export async function html(results: RunResults, options: PageOptions = {}): Promise<string> {
  return bake(await pageTemplate(options), results, options.reference);
}

/** Writes the file; folders are made. Gives its size in octets. */
export async function writeHtml(results: RunResults, path: string, options: PageOptions = {}): Promise<number> {
  const text = await html(results, options);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return Buffer.byteLength(text);
}
