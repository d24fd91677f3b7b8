/** The implementation, the laboratory and the machine of a run, as they stand in its results. */
import { availableParallelism, release, type } from 'node:os';
import type { Subject } from '../../results/results.ts';
import { redactor } from '../../transport/redact.ts';
import type { Ics, Ixit } from '../ics/types.ts';
import { ixitWithoutSecrets } from '../ics/without-secrets.ts';
import { writeIut } from '../ics/write.ts';

const COMMENT = 'As it was used in this run, with every default. Secrets are overwritten.';

export function subjectOf(ics: Ics, ixit: Ixit, capabilities: Iterable<string>): Subject {
  const { text } = redactor(ixit.secrets);
  // A secret may stand in another value as well, the password in the name of its user: there transcripts cover it, too.
  const clean = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value), (_key, one: unknown) => (typeof one === 'string' ? text(one) : one));
  const told = clean(ics);
  const { vendor, implementation, laboratory } = told;
  return {
    iut: writeIut(told, clean(ixitWithoutSecrets(ixit)), COMMENT),
    vendor,
    version: implementation?.version,
    build: implementation?.build,
    laboratory: laboratory?.name,
    tester: laboratory?.tester,
    environment: laboratory?.environment,
    capabilities: [...capabilities],
    host: {
      node: process.version,
      system: `${type()} ${release()} ${process.arch}`,
      processors: availableParallelism(),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
  };
}
