/** Waivers and remarks of a laboratory in words. Runs in a browser as well. */
import type { Remark, RunResults, Waiver } from '../../results/results.ts';
import { stop } from './words.ts';

/** `CSP-KA-001: the server forgets it. Decided by Ada on 2026-11-24. https://tracker.example/17` */
export function waiverInWords({ requirement, reason, owner, date, link }: Waiver): string {
  const lead = `${requirement}: ${stop(reason)} Decided by ${owner} on ${date}.`;
  return link === undefined ? lead : `${lead} ${link}`;
}

/** `CSP-KA-001: seen once a day (Ada; login.pcap)` */
export function remarkInWords({ requirement, text, by, attachments }: Remark): string {
  const names = attachments.map(({ name }) => shortName(name)).join(', ');
  const facts = [by, names].filter((fact) => fact !== undefined && fact !== '');
  return facts.length === 0 ? `${requirement}: ${text}` : `${requirement}: ${text} (${facts.join('; ')})`;
}

/** The name that the tester gave an attachment. */
export function shortName(name: string): string {
  return name.replace(/^attachments\/[0-9a-f]{8}-/, '');
}

/** The rule beside every list of waivers. */
export const WAIVERS_CHANGE_NOTHING =
  'Waivers change no verdict and no exit code, and a run with one certifies nothing.';

/** Titles and lines of what a laboratory added; a part without lines is left out. */
export function laboratoryParts({
  waivers = [],
  laboratoryRemarks = [],
}: Pick<RunResults, 'waivers' | 'laboratoryRemarks'>): readonly (readonly [title: string, lines: readonly string[]])[] {
  const parts = [
    ['Waivers', [...waivers.map(waiverInWords), WAIVERS_CHANGE_NOTHING]],
    ['Remarks of the laboratory', laboratoryRemarks.map(remarkInWords)],
  ] as const;
  return parts.filter(([, lines], i) => (i === 0 ? waivers.length > 0 : lines.length > 0));
}
