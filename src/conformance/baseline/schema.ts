/** The format of a baseline as JSON Schema: see docs/baseline.md. */
import { SYNTAXES } from '../../protocol/configuration.ts';

/** Most entries of the list of flaky requirements: a longer one hides a fault of the server or of the suite. */
export const MOST_FLAKY = 10;

const scope = {
  versions: {
    type: 'array',
    minItems: 1,
    description: 'a list of versions: ["1.2"]',
    items: { enum: ['1.1', '1.2', '1.3'], description: 'a version, in quotes: "1.2"' },
  },
  syntaxes: {
    type: 'array',
    minItems: 1,
    description: 'a list of syntaxes: [xml]',
    items: { enum: [...SYNTAXES], description: `a syntax: ${SYNTAXES.join(', ')}` },
  },
  bearers: {
    type: 'array',
    minItems: 1,
    description: 'a list of bearers: [http]',
    items: { type: 'string', pattern: '^[a-z]+$', description: 'a bearer: http' },
  },
  configurations: {
    type: 'array',
    minItems: 1,
    description: 'a list of configurations: ["1.2-xml"]',
    items: { type: 'string', pattern: '^1\\.[123]-(xml|wbxml)(-[a-z]+)?$', description: 'a configuration: 1.2-xml' },
  },
  scenario: {
    type: 'string',
    minLength: 1,
    description: 'a feature file, a scenario by its name, a line of a feature file, or a monitor',
  },
} as const;

const requirement = { type: 'string', description: 'the id of a requirement: CSP-LOG-001' };
const reason = { type: 'string', minLength: 10, description: 'a sentence on why it fails and who mends it' };
const link = { type: 'string', pattern: '^https?://\\S+$', description: 'an address: https://tracker.example/17' };
const owner = { type: 'string', minLength: 2, description: 'who mends it: a person or a team' };
const expires = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'the last day it is expected on: 2027-03-31',
};

/** Without `$id`, as files are held against it. */
export const BASELINE_SCHEMA = {
  type: 'object',
  description: 'a map with the key expected',
  required: ['expected'],
  additionalProperties: false,
  properties: {
    expected: {
      type: 'array',
      description: 'a list of expected failures',
      items: {
        type: 'object',
        description: '{ requirement: CSP-LOG-001, reason: why it fails }',
        required: ['requirement', 'reason'],
        additionalProperties: false,
        properties: {
          requirement,
          verdict: { enum: ['fail', 'inconclusive'], description: 'fail (the default) or inconclusive' },
          ...scope,
          reason,
          link,
          owner,
          expires,
        },
      },
    },
    flaky: {
      type: 'array',
      maxItems: MOST_FLAKY,
      description: `a list of at most ${MOST_FLAKY} requirements whose verdict wavers`,
      items: {
        type: 'object',
        description: '{ requirement: CSP-LOG-001, reason: why it wavers, owner: who mends it, expires: 2027-03-31 }',
        required: ['requirement', 'reason', 'owner', 'expires'],
        additionalProperties: false,
        properties: { requirement, ...scope, reason, link, owner, expires },
      },
    },
  },
};
