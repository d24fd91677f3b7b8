/**
 * The server rows of the 1.3 release definition for the sample, with a small evaluation: groups are given, rows start true
 * and are struck while their expression is false.
 */
import type { Explanation, ExpressionResult } from '../../../results/results.ts';

/** id | status | feature | normalised | as printed | errata. Row numbers stand for OMA-ERDEF-IMPS-... */
const ROWS = `
S-001 | O | Client-Server Protocol Session and Transactions | CSP-1.3:MSF AND (S-003 OR S-004) AND S-006 AND (S-005 OR S-007) | OMA-TS-IMPS-CSP-1_3:MSF AND (S-003 OR S-004) AND S-006 AND (S-005 OR C-007) | C-007 read as S-007
S-002 | O | Client-Server Protocol Session and Transactions | CSP-1.3:OSF AND S-001 | OMA-TS-IMPS-CSP-1_3:OSF AND S-001 |
S-003 | O | Client-Server Protocol Transport Bindings | CSP-TRANSPORT-1.3:MSF AND (S-001 OR S-002) | OMA-TS-IMPS-CSP-Transport-1_3:MSF AND (S-001 OR S-002) |
S-004 | O | Client-Server Protocol Transport Bindings | CSP-TRANSPORT-1.3:OSF AND S-003 AND (S-001 OR S-002) | OMA-TS-IMPS-CSP-Transport-1_3:OSF AND S-003 AND (S-001 OR S-002) |
S-005 | O | Client-Server Protocol XML Syntax | CSP-XMLS-1.3:MSF AND (S-001 OR S-002) | OMA-TS-IMPS-CSP-XMLS-V1_3:MSF AND (S-001 OR S-002) |
S-006 | O | Client-Server Protocol Binary XML Definition and Examples | CSP-WBXML-1.3:MSF AND (S-001 OR S-002) | OMA-TS-IMPS-CSP_WBXML-V1_3:MSCF AND (S-001 OR S-002) | OMA-TS-IMPS-CSP_WBXML-V1_3:MSCF read as OMA-TS-IMPS-CSP_WBXML-V1_3:MSF
S-007 | O | Client-Server Protocol Plain Text Syntax | CSP-PTS-1.3:MSF AND (S-001 OR S-002) | OMA-TS-IMPS-CSP_PTS-V1_3:MSF AND (S-001 OR S-002) |
S-008 | O | Presence Attributes | PA-1.3:MSF AND (S-001 OR S-002 OR S-011 OR S-012) | OMA-TS-IMPS-PA-V1_3:MSF AND (S-001 OR S-002 OR S-011 OR S-012) |
S-009 | O | Presence Attributes | PA-1.3:OSF AND S-008 | OMA-TS-IMPS-PA-V1_3:OSF AND S-008 |
S-010 | O | Presence Attributes XML Syntax | PA-XMLS-1.3:MSF AND (S-008 OR S-009) | OMA-TS-IMPS-PA_XMLS-1_3:MSF AND (S-008 OR S-009) |
S-011 | O | Server-Server Protocol Semantics | SSP-1.3:MSF AND S-013 AND (S-014 OR S-015) | OMA-TS-IMPS-SSP-V1_3:MSF AND S-013 AND (S-014 OR S-015) |
S-012 | O | Server-Server Protocol Semantics | SSP-1.3:OSF AND S-011 | OMA-TS-IMPS-SSP-V1_3:OSF AND S-011 |
S-013 | O | Server-Server Protocol XML Syntax | SSP-XMLS-1.3:MSF AND (S-011 OR S-012) | OMA-TS-IMPS-SSP_XMLS-V1_3:MSF AND (S-011 OR S-012) |
S-014 | O | Server-Server Protocol Transport binding | SSP-TRANSPORT-1.3:MSF AND (S-011 OR S-012) | OMA-TS-IMPS-SSP_Transport-V1_3:MSF AND (S-011 OR S-012) |
S-015 | O | Server-Server Protocol Transport binding | SSP-TRANSPORT-1.3:OSF AND S-014 | OMA-TS-IMPS-SSP_Transport-V1_3:OSF AND S-014) | S-014) read as S-014
S-016 | M | IMPS server | S-017 OR S-018 OR S-019 OR S-020 | (S-017 OR S-018 OR S-019 OR S-020) |
S-017 | O | IMPS server serving directly only clients | S-001 OR S-002 | S-001 OR S-002 |
S-018 | O | IMPS server serving directly only servers | S-011 OR S-012 | S-011 OR S-012 |
S-019 | O | IMPS server serving directly both clients and servers | (S-001 OR S-002) AND (S-011 OR S-012) | (S-001 OR S-002) AND (S-011 OR S-012) |
S-020 | O | Service relay | S-001 OR S-002 OR S-011 OR S-012 | (S-001 OR S-002 OR S-011 OR S-012) |
`;

type Value = ExpressionResult['value'];

type Node = { readonly op: 'AND' | 'OR'; readonly parts: readonly Node[] } | { readonly atom: string };

function parse(text: string): Node {
  const tokens = text.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const primary = (): Node => {
    const token = tokens[at++] ?? '';
    if (token !== '(') return { atom: token };
    const inner = chain('OR');
    at++;
    return inner;
  };
  const chain = (op: 'AND' | 'OR'): Node => {
    const next = op === 'OR' ? () => chain('AND') : primary;
    const parts = [next()];
    while (tokens[at] === op) {
      at++;
      parts.push(next());
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { op, parts };
  };
  return chain('OR');
}

function evaluate(node: Node, holds: (atom: string) => boolean): boolean {
  if ('atom' in node) return holds(node.atom);
  return node.op === 'AND' ? node.parts.every((p) => evaluate(p, holds)) : node.parts.some((p) => evaluate(p, holds));
}

const full = (text: string) => text.replace(/\bS-(\d{3})\b/g, 'OMA-ERDEF-IMPS-S-$1');

export type SampleGroup = Omit<Explanation, 'text'>;

/** The row of 1.2, in its corrected reading. */
const ROW_12 = 'S-001 | M | IMPS server | CSP-1.2:MSF OR SSP-1.2:MSF | See [SSP_SCR] | See [SSP_SCR] read as either';

/** The rows of 1.2 and 1.3 with their values for the given groups; a group that is not given is not claimed. */
export function sampleExpressions(groups: Readonly<Record<string, SampleGroup>>, with12: boolean): ExpressionResult[] {
  return [...(with12 ? evaluateRows('1.2', ROW_12, groups) : []), ...evaluateRows('1.3', ROWS, groups)];
}

function evaluateRows(
  release: ExpressionResult['release'],
  table: string,
  groups: Readonly<Record<string, SampleGroup>>,
): ExpressionResult[] {
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const standing = new Set(rows.map((row) => row[0] ?? ''));
  const nodes = new Map(rows.map((row) => [row[0] ?? '', parse(row[3] ?? '')]));
  const holds = (atom: string) => (/^S-\d+$/.test(atom) ? standing.has(atom) : groups[atom]?.value === 'true');
  for (let changed = true; changed; ) {
    const struck = [...standing].filter((id) => {
      const node = nodes.get(id);
      return node !== undefined && !evaluate(node, holds);
    });
    for (const id of struck) standing.delete(id);
    changed = struck.length > 0;
  }
  const why = (atom: string): Omit<Explanation, 'text' | 'value'> => {
    if (/^S-/.test(atom)) return { because: standing.has(atom) ? 'holds' : 'does not hold', parts: [] };
    return groups[atom] ?? { because: 'nothing of it is claimed', parts: [] };
  };
  const explain = (node: Node, text: string): Explanation => {
    const value: Value = evaluate(node, holds) ? 'true' : 'false';
    if ('atom' in node) {
      const { because, parts } = why(node.atom);
      return { text: full(node.atom), value, because, parts };
    }
    const parts = node.parts.map((p) => explain(p, print(p)));
    const because = parts.filter((p) => p.value === value).map((p) => p.text)[0] ?? '';
    return { text: full(text), value, because: `${because} is ${value}`, parts };
  };
  return rows.map(([id = '', status = '', feature = '', normalised = '', printed = '', errata = '']) => {
    const node = nodes.get(id) ?? { atom: '' };
    const explanation = explain(node, normalised);
    return {
      id: full(id),
      release,
      feature,
      status,
      asPrinted: full(printed),
      normalised: full(normalised),
      value: explanation.value,
      because: explanation.because,
      explanation,
      errata: errata === '' ? [] : [full(errata)],
    };
  });
}

function print(node: Node): string {
  if ('atom' in node) return node.atom;
  return node.parts.map((p) => ('op' in p ? `(${print(p)})` : print(p))).join(` ${node.op} `);
}
