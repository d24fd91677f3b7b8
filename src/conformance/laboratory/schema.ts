/** The format of the file of a laboratory as JSON Schema: see docs/laboratory.md. */

const requirement = { type: 'string', description: 'the id of a requirement: CSP-LOG-001' };

const waiver = {
  type: 'object',
  description: '{ requirement: CSP-LOG-001, reason: why it is accepted, owner: who decided, date: 2026-11-24 }',
  required: ['requirement', 'reason', 'owner', 'date'],
  additionalProperties: false,
  properties: {
    requirement,
    reason: { type: 'string', minLength: 10, description: 'a sentence on why the failure is accepted' },
    owner: { type: 'string', minLength: 2, description: 'who decided it: a person or a team' },
    date: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'the day it was decided: 2026-11-24' },
    link: { type: 'string', pattern: '^https?://\\S+$', description: 'an address: https://tracker.example/17' },
  },
};

const remark = {
  type: 'object',
  description: '{ requirement: CSP-LOG-001, text: what was seen }',
  required: ['requirement', 'text'],
  additionalProperties: false,
  properties: {
    requirement,
    text: { type: 'string', minLength: 1, description: 'the remark in words' },
    by: { type: 'string', minLength: 2, description: 'who says so' },
    attachments: {
      type: 'array',
      minItems: 1,
      uniqueItems: true,
      description: 'a list of files beside this one: [login.pcap]',
      items: { type: 'string', minLength: 1, description: 'a file in the folder of this one: login.pcap' },
    },
  },
};

/** Without `$id`, as files are held against it. */
export const LABORATORY_SCHEMA = {
  type: 'object',
  description: 'a map with the keys waivers and remarks',
  minProperties: 1,
  additionalProperties: false,
  properties: {
    waivers: { type: 'array', description: 'a list of failures that the laboratory lives with', items: waiver },
    remarks: { type: 'array', description: 'a list of remarks on requirements', items: remark },
  },
};
