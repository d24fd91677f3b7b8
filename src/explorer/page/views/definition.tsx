/** The release definition: every row with its value, the expression as printed and as read, and its parts. */
import type { ExpressionResult } from '../../../conformance/results.ts';
import { count, list } from '../../../report/words.ts';
import { definitionOf, derive } from '../data/derivation.ts';
import { useReport } from '../parts/context.ts';
import { ExplanationTree, VALUES } from '../parts/expression.tsx';
import { Missing, Section } from '../parts/frame.tsx';
import { Verdict } from '../parts/mark.tsx';
import { WithIds } from '../parts/unbroken.tsx';
import { roundsInWords } from './derivation.tsx';

export function DefinitionView() {
  const report = useReport();
  const { run } = report;
  if (run.expressions.length === 0) {
    return (
      <Missing title="No release definition">
        The rows of a release definition are evaluated for 1.3; this run has none.
      </Missing>
    );
  }
  const rounds = roundsInWords(definitionOf(run.expressions));
  const chain = derive(report).flatMap((s) => (s.kind === 'row' ? [s.row.id] : s.kind === 'group' ? [s.id] : []));
  const decisive = new Set(report.answer.value === 'no' ? chain : []);
  const holding = run.expressions.filter((row) => row.value === 'true').length;
  return (
    <>
      <Section
        first
        side={
          <>
            <p>
              Rows refer to each other in circles. All start true; those whose expression is false are struck, again and
              again, until nothing changes.
            </p>
            {rounds !== undefined && (
              <p>
                <WithIds text={rounds} />
              </p>
            )}
          </>
        }
      >
        <h1 tabIndex={-1}>Release definition</h1>
        <p class="lede">
          {holding} of {count(run.expressions.length, 'row')} hold. The identifiers are those of the published release
          definition.
        </p>
      </Section>
      {run.expressions.map((row) => (
        <Row key={row.id} row={row} decisive={decisive} />
      ))}
    </>
  );
}

function Row({ row, decisive }: { row: ExpressionResult; decisive: ReadonlySet<string> }) {
  const [mark, word] = VALUES[row.value];
  const decides = row.value === 'false' && decisive.has(row.id);
  return (
    <Section
      title={row.feature}
      id={row.id}
      side={
        <>
          <h3>As printed</h3>
          <p class="expr">{row.asPrinted}</p>
          {row.errata.length > 0 && (
            <>
              <h3>Read with a correction</h3>
              <p>{list(row.errata)}.</p>
            </>
          )}
        </>
      }
    >
      <p class="kick">
        <span class="id">{row.id}</span>
        <span>{row.status === 'M' ? 'M, mandatory' : `${row.status}, optional`}</span>
        <Verdict mark={decides ? 'fail' : mark} word={word} />
        <span>{row.because}</span>
      </p>
      <ExplanationTree explanation={row.explanation} decisive={decides ? decisive : new Set()} />
    </Section>
  );
}
