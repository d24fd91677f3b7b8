/** The release definitions: every row with its value, the expression as printed and as read, and its parts. */

import { count, list } from '../../../report/view/words.ts';
import type { ExpressionResult } from '../../../results/results.ts';
import { type Definition, definitionsOf, derive } from '../data/derivation.ts';
import { shortId } from '../data/expression.ts';
import { useReport } from '../parts/context.ts';
import { ExplanationTree, VALUES } from '../parts/expression.tsx';
import { Missing, Section } from '../parts/frame.tsx';
import { Mark, Verdict } from '../parts/mark.tsx';
import { WithIds } from '../parts/unbroken.tsx';
import { to } from '../router.ts';
import { roundsInWords } from './derivation.tsx';

/** The element of a row: releases number their rows alike. */
export function rowId(release: string, id: string): string {
  return `${release}-${id}`;
}

export function DefinitionView() {
  const report = useReport();
  const { run } = report;
  const definitions = definitionsOf(run.expressions);
  if (definitions.length === 0) {
    return <Missing title="No release definition">This run evaluated no rows of a release definition.</Missing>;
  }
  const chain = derive(report).flatMap((s) =>
    s.kind === 'row' ? [rowId(s.release, s.row.id), s.row.id] : s.kind === 'group' ? [s.id] : [],
  );
  const decisive = new Set(report.answer.value === 'no' ? chain : []);
  const holding = run.expressions.filter((row) => row.value === 'true').length;
  return (
    <>
      <Section first side={<Rounds definitions={definitions} />}>
        <h1 tabIndex={-1}>Release definition</h1>
        <p class="lede">
          {holding} of {count(run.expressions.length, 'row')} {run.expressions.length === 1 ? 'holds' : 'hold'}. The
          identifiers are those of the published release definitions, which number their rows alike.
        </p>
      </Section>
      <Section title="Rows" id="rows" wide>
        <ol class="index">
          {definitions.flatMap(({ release }) =>
            release.rows.map((row) => (
              <li key={rowId(release.version, row.id)}>
                <Mark mark={VALUES[row.value][0]} /> <a href={to.definition(release.version, row.id)}>{row.feature}</a>{' '}
                <span class="label">
                  {release.version}, {shortId(row.id)}
                </span>
              </li>
            )),
          )}
        </ol>
      </Section>
      {definitions.map((definition) =>
        definition.release.rows.map((row) => (
          <Row
            key={rowId(definition.release.version, row.id)}
            row={row}
            release={definition.release.version}
            decisive={decisive}
          />
        )),
      )}
    </>
  );
}

function Rounds({ definitions }: { definitions: readonly Definition[] }) {
  const rounds = definitions.map(roundsInWords).find((words) => words !== undefined);
  if (rounds === undefined) return null;
  return (
    <>
      <p>
        Rows refer to each other in circles. Assume that all hold, remove those whose condition is false, and repeat
        until nothing changes.
      </p>
      <p>
        <WithIds text={rounds} />
      </p>
    </>
  );
}

function Row(props: { row: ExpressionResult; release: string; decisive: ReadonlySet<string> }) {
  const { row, release, decisive } = props;
  const [mark, word] = VALUES[row.value];
  const id = rowId(release, row.id);
  const decides = row.value === 'false' && decisive.has(id);
  return (
    <Section
      title={`${row.feature}, ${release}, ${shortId(row.id)}`}
      id={id}
      side={
        <>
          <h3>As printed</h3>
          <p class="expr">{row.asPrinted}</p>
          {row.errata.length > 0 && (
            <>
              <h3>Read with a correction</h3>
              <p class="erratum">{list(row.errata)}.</p>
            </>
          )}
        </>
      }
    >
      <p class="kick">
        <span class="id">{row.id}</span>
        <span>{release}</span>
        <span>{row.status === 'M' ? 'M, mandatory' : `${row.status}, optional`}</span>
        <Verdict mark={decides ? 'fail' : mark} word={word} />
        <span>{row.because}</span>
      </p>
      <ExplanationTree explanation={row.explanation} decisive={decides ? decisive : new Set()} />
    </Section>
  );
}
