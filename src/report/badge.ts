/**
 * A badge as JSON, in the form that shields.io reads from an address. It is green only for a whole run of everything claimed
 * that ended with exit code 0 and needed no baseline.
 */
import type { RunResults } from '../results/results.ts';
import { isPart } from '../results/standing.ts';
import { answer } from './view/answer.ts';
import { countRequirements, judgedCount } from './view/sections.ts';
import { list } from './view/words.ts';

export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: 'brightgreen' | 'yellow' | 'red' | 'lightgrey';
}

export function badge(results: RunResults): Badge {
  const versions = [...new Set(results.configurations.map(({ version }) => version))].sort();
  return { schemaVersion: 1, label: `IMPS ${list(versions)}`.trim(), ...said(results) };
}

function said(results: RunResults): Pick<Badge, 'message' | 'color'> {
  const { fail, open } = countRequirements(results.requirements);
  const judged = judgedCount(results.requirements);
  const { value } = answer(results);
  if (value === 'no') return { message: fail > 0 ? `${fail} of ${judged} fail` : 'not conformant', color: 'red' };
  if (results.run.aborted !== undefined) return { message: 'ended early', color: 'lightgrey' };
  if (value === 'not decided' || results.run.exitCode !== 0) {
    return { message: open > 0 ? `${open} open` : 'not decided', color: 'lightgrey' };
  }
  if (isPart(results)) return { message: `a part: ${judged} pass`, color: 'lightgrey' };
  if (results.run.mergedFrom !== undefined) return { message: `${judged} pass, in parts`, color: 'yellow' };
  if ((results.expectation?.flaky ?? []).length > 0) return { message: 'some waver', color: 'yellow' };
  return { message: `${judged} pass`, color: 'brightgreen' };
}

export function badgeJson(results: RunResults): string {
  return `${JSON.stringify(badge(results), undefined, 2)}\n`;
}
