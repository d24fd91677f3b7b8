/** Remarks and waivers of a laboratory, from a file of their own. No verdict depends on them. Its format: docs/laboratory.md. */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import type { Attachment, Remark, Waiver } from '../../results/results.ts';
import { redactor } from '../../transport/redact.ts';
import { isDay, noSuchRequirement } from '../baseline/baseline.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readText, whyUnreadable } from '../ics/text.ts';
import { parseYaml } from '../ics/yaml.ts';
import { ConfigurationError, type Problem } from '../problems.ts';
import { LABORATORY_SCHEMA } from './schema.ts';

export interface LaboratoryFile {
  readonly waivers: readonly Waiver[];
  readonly remarks: readonly Remark[];
  /** Content of the attachments, by their names in a bundle. */
  readonly attachments: ReadonlyMap<string, Uint8Array>;
}

export interface LaboratoryOptions {
  readonly catalogue: Catalogue;
  /** Passwords and the like: texts are kept without them, and no attachment may hold one. */
  readonly secrets: readonly string[];
  /** ISO date in UTC: nothing was decided on a later day. */
  readonly today: string;
}

interface Written {
  readonly waivers?: readonly Waiver[];
  readonly remarks?: readonly (Omit<Remark, 'attachments'> & { readonly attachments?: readonly string[] })[];
}

type Fault = (path: readonly (string | number)[], message: string) => void;

/** The folder of attachments in a bundle. */
const FOLDER = 'attachments/';
/** Octets of the largest attachment, and of the longest name that one keeps. */
const LARGEST = 64 * 1024 * 1024;
const LONGEST_NAME = 80;

/**
 * Reads a file of a laboratory, and the files it attaches.
 * @throws ConfigurationError with line and key of everything wrong, requirements and attachments included that do not exist
 */
export function loadLaboratory(file: string, options: LaboratoryOptions): LaboratoryFile {
  const yaml = parseYaml<Written>(readText(file, 'laboratory file'), file, LABORATORY_SCHEMA, 'laboratory file');
  const { waivers = [], remarks = [] } = yaml.value;
  const problems: Problem[] = [];
  const fault: Fault = (path, message) => void problems.push(yaml.problemAt(path, message));
  demandRequirements({ waivers, remarks }, options.catalogue, fault);
  waivers.forEach(({ date }, i) => {
    if (!isDay(date)) fault(['waivers', i, 'date'], `${date} is no day`);
    else if (date > options.today) fault(['waivers', i, 'date'], `${date} lies in the future`);
  });
  const { text, octets: covered } = redactor(options.secrets);
  const attachments = new Map<string, Uint8Array>();
  const told = remarks.map(({ attachments: names = [], ...remark }, i): Remark => {
    const attached = names.flatMap((name, k) => {
      const octets = contentOf(name, dirname(file));
      const holds = typeof octets !== 'string' && covered(octets) !== octets;
      const wrong = typeof octets === 'string' ? octets : 'it holds a password or another secret of the IXIT';
      if (typeof octets === 'string' || holds) fault(['remarks', i, 'attachments', k], `${name}: ${wrong}`);
      if (typeof octets === 'string') return [];
      const one = attachmentOf(name, octets);
      attachments.set(one.name, octets);
      return [one];
    });
    return { ...remark, text: text(remark.text), attachments: attached };
  });
  if (problems.length > 0) throw new ConfigurationError('The laboratory file cannot be used.', problems);
  return { waivers: waivers.map((one) => ({ ...one, reason: text(one.reason) })), remarks: told, attachments };
}

function demandRequirements({ waivers = [], remarks = [] }: Written, catalogue: Catalogue, fault: Fault): void {
  const seen = new Set<string>();
  waivers.forEach(({ requirement }, i) => {
    if (seen.has(requirement)) fault(['waivers', i, 'requirement'], `${requirement} stands twice`);
    seen.add(requirement);
  });
  for (const [list, entries] of Object.entries({ waivers, remarks })) {
    entries.forEach(({ requirement }, i) => {
      if (catalogue.requirement(requirement) !== undefined) return;
      fault([list, i, 'requirement'], noSuchRequirement(requirement, catalogue));
    });
  }
}

/** Octets of an attachment, or the word for what is wrong with it. Links may not lead out of the folder. */
function contentOf(name: string, folder: string): Uint8Array | string {
  const file = resolve(folder, name);
  const inside = (path: string, root: string) => path.startsWith(root.endsWith(sep) ? root : root + sep);
  const outside = 'it lies outside the folder of this file';
  if (!inside(file, resolve(folder))) return outside;
  try {
    if (!inside(realpathSync(file), realpathSync(resolve(folder)))) return outside;
    const status = statSync(file);
    if (!status.isFile()) return 'it is no file';
    return status.size > LARGEST ? `it is larger than ${LARGEST} octets` : readFileSync(file);
  } catch (error) {
    return whyUnreadable(error);
  }
}

/** Named by what is in it, too: files of one name stay apart, and none is ever replaced by another. */
function attachmentOf(name: string, octets: Uint8Array): Attachment {
  const sha256 = createHash('sha256').update(octets).digest('hex');
  const plain = basename(name)
    .replace(/[^\w.-]/g, '_')
    .slice(-LONGEST_NAME);
  return { name: `${FOLDER}${sha256.slice(0, 8)}-${plain}`, size: octets.length, sha256 };
}
