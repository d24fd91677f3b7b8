import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { arbitrarySsp, arbitrarySspElement, arbitraryStep } from '../../testing/protocol/ssp-arbitrary.ts';
import { defaultDialect } from '../../transport/ssp/dialects.ts';
import { SSP_VERSIONS } from '../elements/ssp/index.ts';
import { sspNames } from './compile.ts';
import type { Dialect } from './dialect.ts';
import { sealSsp, unsealSsp } from './envelope.ts';
import { sspPrimitiveFacts, sspPrimitiveNames, sspPrimitives } from './primitives.ts';
import { readSsp } from './read.ts';
import type { SspDocument, SspValue } from './types.ts';
import { writeSsp } from './write.ts';

const dialect = defaultDialect();

/** A dialect in which every name is another one. */
const strange: Dialect = {
  ...dialect,
  name: 'strange',
  versions: {
    '1.2': { ...dialect.versions['1.2'], namespace: { value: 'urn:x-ssp:1.2', confidence: 'low' } },
    '1.3': { ...dialect.versions['1.3'], namespace: { value: 'urn:x-ssp:1.3', confidence: 'low' } },
  },
  elements: Object.fromEntries(
    sspNames('1.3')
      .filter((name) => name !== 'WV-SSP-Message')
      .map((name) => [name, `X.${name}`]),
  ),
  attributes: { Session: { sessionID: 'id' }, SendMessageRequest: { deliveryReport: 'report' } },
};

function survives(message: SspDocument, by: Dialect): void {
  const read = readSsp(writeSsp(message, by), by);
  expect(read.findings).toEqual([]);
  expect(read.version).toBe(message.version);
  expect(read.document).toEqual(message);
  const envelope = unsealSsp(read);
  if (envelope === undefined) throw new Error('no envelope');
  expect(sealSsp(envelope)).toEqual(message);
}

describe.each(SSP_VERSIONS)('SSP messages of %s', (version) => {
  it.each(sspPrimitiveNames(version))('%s survives writing and reading', (name) => {
    fc.assert(
      fc.property(arbitrarySsp(version, name), (message) => survives(message, dialect)),
      { numRuns: 15, seed: 13 },
    );
  });

  it.each(['SendSecretToken', 'LoginRequest', 'LoginResponse', 'Status'] as const)('the step %s survives', (step) => {
    fc.assert(
      fc.property(arbitraryStep(version, step), (message) => survives(message, dialect)),
      { numRuns: 30, seed: 13 },
    );
  });

  it('survive in a dialect with other names, too', () => {
    const any = fc.constantFrom(...sspPrimitiveNames(version)).chain((name) => arbitrarySsp(version, name));
    fc.assert(
      fc.property(any, (message) => survives(message, strange)),
      { numRuns: 200, seed: 13 },
    );
  });

  it('have a model for every name that a model mentions', () => {
    for (const name of sspNames(version)) {
      if (['WV-SSP-Message', 'SetupTransaction', 'Session', 'Transaction'].includes(name)) continue;
      expect(() => fc.sample(arbitrarySspElement(version, name), { numRuns: 3, seed: 13 })).not.toThrow();
    }
  });
});

describe('the primitives of SSP', () => {
  it('are those that a Transaction may carry, and each is answered by a response', () => {
    for (const [name, facts] of Object.entries(sspPrimitives)) {
      if (facts.role === 'response') expect([name, ...facts.answeredBy]).toEqual([name]);
      else expect([name, facts.answeredBy.length > 0]).toEqual([name, true]);
      for (const answer of facts.answeredBy) expect(sspPrimitiveFacts(answer)).toBeDefined();
    }
  });

  it('are typed by their models', () => {
    expectTypeOf<SspValue<'SendMessageRequest', '1.3'>['deliveryReport']>().toEqualTypeOf<boolean>();
    expectTypeOf<SspValue<'MessageInfo', '1.3'>['validity']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<SspValue<'SecretToken', '1.3'>>().toEqualTypeOf<{ value: string; encoding?: 'base64' | undefined }>();
    expectTypeOf<SspValue<'UserID', '1.2'>>().toEqualTypeOf<{ userID: string }>();
    expectTypeOf<SspValue<'StatusDescription', '1.2'>>().toEqualTypeOf<string>();
    expectTypeOf<{ userID: number }>().not.toExtend<SspValue<'UserID', '1.2'>>();
  });
});
