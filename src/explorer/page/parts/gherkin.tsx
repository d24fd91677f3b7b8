/** The steps of a scenario, readable as Gherkin, each with its mark and how long it took. */

import type { Mark as MarkName } from '../../../report/view/marks.ts';
import { duration } from '../../../report/view/words.ts';
import type { StepResult } from '../../../results/results.ts';
import { Mark } from './mark.tsx';

export function stepMark(verdict: StepResult['verdict']): MarkName {
  return verdict;
}

/** Steps that took no time worth a word have none, milliseconds. */
const WORTH_SAYING = 100;

function timeOf(ms: number): string {
  return ms < WORTH_SAYING ? '' : duration(ms);
}

export function Gherkin({ steps }: { steps: readonly StepResult[] }) {
  return (
    <ol class="gh">
      {steps.map((step, i) => (
        <li key={i} class={step.verdict === 'fail' ? 'is-fail' : step.verdict === 'not-run' ? 'is-skip' : undefined}>
          <Mark mark={stepMark(step.verdict)} />
          <span class="kw">{step.keyword.trim()}</span>
          <span class="tx">
            <StepText text={step.text} />
            <span class="vh">, {step.verdict === 'not-run' ? 'not reached' : step.verdict}</span>
          </span>
          <span class="ms">{step.verdict === 'not-run' ? 'not reached' : timeOf(step.durationMs)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Text in quotes is set as what it is: a value. A table or a text block of the step keeps its lines. */
export function StepText({ text }: { text: string }) {
  const [first = '', ...rest] = text.split('\n');
  return (
    <>
      {first.split(/("[^"]*")/).map((part, i) => (i % 2 === 1 ? <q key={i}>{part.slice(1, -1)}</q> : part))}
      {rest.length > 0 && <pre class="arg">{rest.join('\n')}</pre>}
    </>
  );
}
