/** A run with a defect or a variant switched on: what should turn red, and what did. */
import { requirementMark } from '../../../report/view/marks.ts';
import { list } from '../../../report/view/words.ts';
import { useReport } from '../parts/context.ts';
import { Section } from '../parts/frame.tsx';
import { Verdict } from '../parts/mark.tsx';
import { useReference } from '../parts/reference.ts';
import { to } from '../router.ts';

export function SeededOutcome() {
  const { run } = useReport();
  const reference = useReference();
  const { command = [] } = run.run;
  const at = command.findIndex((word) => word === '--defect' || word === '--variant');
  if (at < 0) return null;
  const id = command[at + 1] ?? '';
  const seeded = reference?.seeded.find((one) => one.id === id);
  const red = run.requirements.filter((r) => requirementMark(r) === 'fail').map((r) => r.id);
  const expected = seeded?.requirements ?? [];
  const missed = expected.filter((one) => !red.includes(one));
  const other = red.filter((one) => !expected.includes(one));
  const variant = command[at] === '--variant';
  return (
    <Section
      title={variant ? 'A legal variant is switched on' : 'A defect is switched on'}
      id="seeded"
      side={
        <p>{variant ? 'The standard allows it: nothing should turn red.' : 'It should turn red what it is about.'}</p>
      }
    >
      <table class="t stack">
        <thead>
          <tr>
            <th scope="col">The server</th>
            <th scope="col">{variant ? 'May turn red' : 'Should turn red'}</th>
            <th scope="col">Turned red</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">
              <a class="id" href={to.entry('defect', id)}>
                {id}
              </a>{' '}
              {seeded?.title}
            </th>
            <td>{expected.length === 0 ? 'nothing' : <Ids ids={expected} />}</td>
            <td>
              {red.length === 0 ? (
                <Verdict mark="not-run" word="nothing" />
              ) : missed.length === 0 && other.length === 0 ? (
                <Verdict
                  mark="fail"
                  word={red.length === 1 ? 'that one, and nothing else' : 'these, and nothing else'}
                />
              ) : (
                <>
                  <Verdict mark="fail" word={list(red)} />
                  {missed.length > 0 && !variant && <span class="cause">Not red, or not run: {list(missed)}</span>}
                </>
              )}
            </td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}

function Ids({ ids }: { ids: readonly string[] }) {
  return (
    <>
      {ids.map((id) => (
        <a key={id} class="id apart-right" href={to.requirement(id)}>
          {id}
        </a>
      ))}
    </>
  );
}
