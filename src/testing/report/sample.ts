/**
 * A run for the tests of the reports: real items, requirements, expressions and octets; an invented server that shows a
 * user id where a screen name is due. Deterministic. Used by tests only.
 */
import type {
  CheckResult,
  Configuration,
  ItemResult,
  RequirementResult,
  RunResults,
  Transcript,
  VerdictWord,
} from '../../results/results.ts';
import { RESULTS_SCHEMA } from '../../results/results.ts';
import { type SampleGroup, sampleExpressions } from './sample/erdef.ts';
import { SAMPLE_ITEMS } from './sample/items.ts';
import { SAMPLE_REQUIREMENTS } from './sample/requirements.ts';
import { story } from './sample/stories.ts';

type Version = Configuration['version'];

function isVersion(text: string): text is Version {
  return text === '1.1' || text === '1.2' || text === '1.3';
}

export interface SampleOptions {
  /** Ids of configurations, `version-syntax`. */
  readonly configurations?: readonly string[];
  /** Leaves out what fails and what stays open. */
  readonly flawless?: boolean;
  /** Scenarios per requirement, to make a large run. */
  readonly scenariosEach?: number;
}

const UNCLAIMED =
  /^IMPS-(SSP|SMS)|-(SGMNT|GETMAP|ADVSR|VERDISC|REEST|AUTOLOGIN|MULTISESS|SMTP|WSP|UDP|TLS|HISTORY|EXCON)/;

export function sampleResults(options: SampleOptions = {}): RunResults {
  const configurations = (options.configurations ?? ['1.3-wbxml', '1.3-xml', '1.2-xml']).map(configuration);
  const transcripts: Transcript[] = [];
  const rows = lines(SAMPLE_ITEMS);
  const claimed = new Map(rows.map(([id = '']) => [id, !UNCLAIMED.test(id)]));
  const statusOf = new Map(rows.map(([id = '', , status = '']) => [id, status.split(' ')[1] ?? 'O']));

  const requirements = lines(SAMPLE_REQUIREMENTS).map((cells): RequirementResult => {
    const [id = '', item = '', grade = '', area = '', sources = '', statement = ''] = cells;
    const [level = 'MUST', confidence = 'high', versions = ''] = grade.split(' ');
    const base = {
      id,
      item,
      level: level === 'SHOULD' ? 'SHOULD' : level === 'MAY' ? 'MAY' : 'MUST',
      confidence: confidence === 'low' ? 'low' : confidence === 'medium' ? 'medium' : 'high',
      statement,
      area: id.replace(/-\d+$/, ''),
      versions: versions.split(',').filter(isVersion),
      sources: sources.split('; ').slice(0, 3),
    } as const;
    const weight =
      base.confidence === 'low'
        ? 'informative'
        : base.level !== 'MUST'
          ? 'recommended'
          : statusOf.get(item) === 'O'
            ? 'optional'
            : 'mandatory';
    if (claimed.get(item) !== true) {
      const because = `${item} is not claimed`;
      return {
        ...base,
        weight,
        applicability: 'not-applicable',
        because,
        verdict: 'not-applicable',
        note: false,
        checks: [],
      };
    }
    if (['CSP-KA-005', 'CSP-KA-008', 'CSP-SES-017'].includes(id)) {
      const because = 'no scenario yet';
      return { ...base, weight, applicability: 'applicable', because, verdict: 'not-covered', note: false, checks: [] };
    }
    const checks: CheckResult[] = [];
    for (const c of configurations.filter((one) => base.versions.includes(one.version))) {
      for (let n = 0; n < (options.scenariosEach ?? 1); n++) {
        const made = story({ id, item, area, statement }, c, n, options.flawless === true);
        if (made.transcript !== undefined) transcripts.push(made.transcript);
        checks.push(made.check);
      }
    }
    const verdict = checks.length === 0 ? 'not-applicable' : worst(checks.map((check) => check.verdict));
    const note = checks.some((check) => check.notes.length > 0);
    const because = checks.length === 0 ? `not part of ${configurations.map((c) => c.version).join(', ')}` : undefined;
    const applicability = checks.length === 0 ? 'not-applicable' : 'applicable';
    return { ...base, weight, applicability, because, verdict, note, checks };
  });

  const items = rows.map(([id = '', table = '', status = '', feature = '']): ItemResult => {
    const own = requirements.filter((r) => r.item === id);
    const [in12 = 'NA', in13 = 'NA'] = status.split(' ');
    const judged = own.filter((r) => r.weight === 'mandatory' || r.weight === 'optional');
    const ran = judged.filter((r) => r.verdict !== 'not-covered' && r.verdict !== 'not-applicable');
    const verdict: VerdictWord =
      claimed.get(id) !== true
        ? 'not-applicable'
        : ran.length === 0
          ? 'not-covered'
          : worst(ran.map((r) => (r.verdict === 'fail' || r.verdict === 'inconclusive' ? r.verdict : 'pass')));
    const because =
      claimed.get(id) === true
        ? undefined
        : /SSP/.test(id)
          ? 'the server-server protocol is not claimed'
          : 'not claimed';
    return {
      id,
      table,
      role: 'server',
      status: { '1.2': in12, '1.3': in13 },
      claimed: claimed.get(id) === true,
      verdict,
      because,
      feature,
      requirements: own.map((r) => r.id),
    };
  });

  const failing = items.filter((i) => i.verdict === 'fail' && i.table === 'csp-server' && statusOf.get(i.id) !== 'O');
  const inTable = (table: string, mandatory: boolean) =>
    items.filter((i) => i.table === table && (statusOf.get(i.id) !== 'O') === mandatory && statusOf.get(i.id) !== 'NA');
  const group = (table: string, mandatory: boolean): SampleGroup => {
    const own = inTable(table, mandatory).filter((i) => mandatory || i.claimed);
    const wrong = own.filter((i) => !i.claimed || i.verdict === 'fail');
    return {
      because:
        own.length === 0
          ? 'nothing of it is claimed'
          : wrong.length > 0
            ? `not met: ${wrong.map((i) => i.id).join(', ')}`
            : `all ${own.length} are met`,
      value: own.length > 0 && wrong.length === 0 ? 'true' : 'false',
      parts: own.map((i) => ({
        text: i.id,
        value: wrong.includes(i) ? 'false' : 'true',
        because:
          i.verdict === 'fail'
            ? 'claimed, but a requirement failed'
            : i.claimed
              ? 'claimed, nothing failed'
              : 'not claimed',
        parts: [],
      })),
    };
  };
  const expressions = sampleExpressions(
    {
      'CSP-1.3:MSF': group('csp-server', true),
      'CSP-1.3:OSF': group('csp-server', false),
      'CSP-TRANSPORT-1.3:MSF': group('csp-transport', true),
      'CSP-TRANSPORT-1.3:OSF': { value: 'false', because: 'claimed and not met: IMPS-CSPT-S-SHTTP', parts: [] },
      'CSP-XMLS-1.3:MSF': group('csp-xmls', true),
      'CSP-WBXML-1.3:MSF': group('csp-wbxml', true),
      'PA-1.3:MSF': group('pa', true),
      'PA-1.3:OSF': group('pa', false),
      'PA-XMLS-1.3:MSF': group('pa-xmls', true),
      'CSP-1.2:MSF': group('csp-server', true),
    },
    configurations.some((c) => c.version === '1.2'),
  );
  const checks = requirements.flatMap((r) => r.checks);
  const tally = (word: string) => checks.filter((check) => check.verdict === word).length;
  return {
    schema: RESULTS_SCHEMA,
    tool: { name: 'imps-conformance', version: '0.1.0', commit: '4f1c2ab' },
    run: {
      startedAt: '2026-11-21T14:02:00.000Z',
      durationMs: 41_800,
      seed: 7261,
      selection: undefined,
      exitCode: failing.length > 0 ? 1 : 0,
      kind: 'development',
      aborted: undefined,
    },
    target: { name: 'Meridian IMPS Server 4.2.1', kind: 'remote' },
    configurations,
    totals: {
      requirements: total(requirements),
      items: total(items),
      scenarios: {
        run: transcripts.length,
        pass: tally('pass'),
        fail: tally('fail'),
        inconclusive: tally('inconclusive'),
        error: tally('error'),
      },
      checks: checks.length,
      messages: transcripts.reduce((n, t) => n + t.entries.length * 2, 0),
    },
    items,
    requirements,
    expressions,
    transcripts,
    expectation: undefined,
  };
}

function lines(table: string): string[][] {
  return table
    .trim()
    .split('\n')
    .map((line) => line.split(' | '));
}

function configuration(id: string): Configuration {
  const [version = '', syntax = ''] = id.split('-');
  const known: Version = isVersion(version) ? version : '1.3';
  return { id, version: known, syntax: syntax === 'wbxml' ? 'wbxml' : 'xml', bearer: 'http' };
}

function worst(verdicts: readonly VerdictWord[]): VerdictWord {
  const order: readonly VerdictWord[] = ['error', 'fail', 'inconclusive'];
  return order.find((word) => verdicts.includes(word)) ?? 'pass';
}

function total(things: readonly { readonly verdict: VerdictWord }[]): Record<VerdictWord, number> {
  const n: Record<VerdictWord, number> = {
    pass: 0,
    fail: 0,
    inconclusive: 0,
    error: 0,
    'not-applicable': 0,
    'not-selected': 0,
    'not-covered': 0,
  };
  for (const thing of things) n[thing.verdict]++;
  return n;
}
