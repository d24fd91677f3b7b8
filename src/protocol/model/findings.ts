/** Findings: deviations of a message from its model. Collected with a bound, so that a hostile document cannot make a report of its own size. */
import type { Span } from './tree.ts';

export type FindingKind =
  /** The document cannot be read as XML or WBXML at all, or only by the lenient reader. */
  | 'not-well-formed'
  /** A WBXML token missing from the tables of the version: the element is read under a placeholder name. */
  | 'unknown-token'
  /** A WBXML value token missing from the tables of the version: its element is read without it. */
  | 'unknown-value'
  /** A limit of the reader was passed (depth, size, string table, entities). */
  | 'limit'
  /** More findings exist than are kept; as severe as the most severe of those left out. */
  | 'further'
  /** DOCTYPE, public identifier, charset or XML declaration say something else than the standard. */
  | 'prolog'
  /** The public identifier of a WBXML document names another version than its namespace, which counts. */
  | 'contradiction'
  | 'root'
  | 'namespace'
  /** Element that the version does not have. */
  | 'unknown-element'
  /** Element of a namespace that is none of the standard's: a vendor's own. */
  | 'foreign-element'
  /** Element of the version in a place where the model has none. */
  | 'unexpected-element'
  /** Spelling met in the field for an element of the standard. */
  | 'alias'
  | 'missing-element'
  | 'too-many'
  /** Children in another order than the model's. */
  | 'order'
  /** Alternatives that exclude each other stand together, or none of them is there. */
  | 'choice'
  /** Text that is not of the type of its element. */
  | 'value'
  /** White space around a value whose type allows none; one finding per message. */
  | 'white-space'
  /** Text where the model has none. */
  | 'unexpected-text'
  | 'attribute';

/**
 * Something in a message that is not as the model says. An `error` makes the message invalid; a `deviation` is
 * reported but the message is read on (order, alias, unknown elements, prolog, what `readerTolerance` lets pass).
 */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: 'error' | 'deviation';
  /** Element names from the root, with the index of a repeated one: `WV-CSP-Message/Session/Transaction[1]/...`. */
  readonly path: string;
  readonly span: Span | undefined;
  /** The fault and the expectation: one sentence fragment in lower case, no final stop. */
  readonly message: string;
  /** Confidence of the model that was applied: judged only when high or medium. */
  readonly confidence: 'high' | 'medium' | 'low';
}

/** Findings kept of one document; what comes after them is counted in one last finding. */
export const MAX_FINDINGS = 200;

/** Adds a finding unless there are too many already. Returns false when it was left out. */
export function addFinding(findings: Finding[], finding: Finding): boolean {
  if (findings.length < MAX_FINDINGS) {
    findings.push(finding);
    return true;
  }
  const last = findings[MAX_FINDINGS];
  if (last === undefined || (last.severity === 'deviation' && finding.severity === 'error')) {
    findings.splice(MAX_FINDINGS, 1, {
      kind: 'further',
      severity: finding.severity,
      path: '',
      span: undefined,
      message: `more than ${MAX_FINDINGS} findings, the rest is left out`,
      confidence: 'high',
    });
  }
  return false;
}

/** True when no finding is an error. */
export function isValid(findings: readonly Finding[]): boolean {
  for (const finding of findings) if (finding.severity === 'error') return false;
  return true;
}
