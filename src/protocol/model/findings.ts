/** Collecting findings: bounded, so that a hostile document cannot make a report of its own size. */
import type { Finding } from '../syntax/types.ts';

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
