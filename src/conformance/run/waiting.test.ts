import { describe, expect, it } from 'vitest';
import { parseFeatures } from '../features/features.ts';
import type { Scheduled } from '../plan/scheduled.ts';
import { sortWaiting } from './waiting.ts';

const FEATURE = `Feature: F
  @CSP-KA-001
  Scenario: waits for nothing
    Given A is logged in
  @CSP-KA-005
  Scenario: waits for one user
    Given A is logged in
    When A sends a KeepAlive-Request
  @CSP-KA-005
  Scenario: waits for two
    Given A and B are logged in
  @CSP-OFF-004 @needs:clock
  Scenario: waits by its tag
    Given A is logged in
  @CSP-KA-005
  Scenario: needs a second client
    Given A2 is logged in
`;

describe('scenarios that are waited for', () => {
  it('are sorted by whether they need one user', () => {
    const { scenarios } = parseFeatures([{ uri: 'features/f.feature', text: FEATURE }]);
    const configuration = { id: '1.2-xml', version: '1.2', syntax: 'xml', bearer: 'http' } as const;
    const schedule = scenarios.map(
      (source): Scheduled => ({ source, configuration, requirements: source.requirements }),
    );
    expect(sortWaiting(schedule, (id) => id === 'CSP-KA-005')).toEqual({
      others: [1],
      alone: [2, 4],
      together: [3, 5],
    });
  });
});
