/** Of a run that found nothing wrong: everything that was not decided, each kind with its number and its way, and the claim in short. */
import { requirementMark } from '../../../report/view/marks.ts';
import { count, list } from '../../../report/view/words.ts';
import { useReport } from '../parts/context.ts';
import { Facts, Section } from '../parts/frame.tsx';
import { Verdict } from '../parts/mark.tsx';
import { Unbroken } from '../parts/unbroken.tsx';
import { to } from '../router.ts';

export function NotDecided() {
  const { run } = useReport();
  const open = run.requirements.filter((r) => requirementMark(r) === 'inconclusive');
  const observed = run.requirements.filter((r) => requirementMark(r) === 'observed').length;
  const uncovered = run.requirements.filter((r) => r.verdict === 'not-covered').length;
  const missing = [
    ...new Set(
      open.flatMap(({ checks }) =>
        checks.flatMap(({ cause }) => (cause?.kind === 'untestable' ? [cause.missing] : [])),
      ),
    ),
  ];
  return (
    <Section title="Not decided" id="undecided" side={<Claim />}>
      <table class="t">
        <tbody>
          <tr>
            <th scope="row">
              <a href={to.requirements('open')}>{count(open.length, 'requirement')}</a>
            </th>
            <td>
              <Verdict mark="inconclusive" />
            </td>
            <td>
              {open.length === 0 ? (
                'Nothing stayed open.'
              ) : missing.length === 0 ? (
                'Could not be tested; each says why.'
              ) : (
                <>
                  The ICS/IXIT file lacks: <Unbroken words={missing} />
                </>
              )}
            </td>
          </tr>
          <tr>
            <th scope="row">
              <a href={to.requirements('observed')}>{count(observed, 'requirement')}</a>
            </th>
            <td>
              <Verdict mark="observed" />
            </td>
            <td>The sources are not sure enough to judge by: reported, never counted.</td>
          </tr>
          <tr>
            <th scope="row">
              <a href={to.requirements('not-covered')}>{count(uncovered, 'requirement')}</a>
            </th>
            <td>
              <Verdict mark="not-run" word="not covered" />
            </td>
            <td>No scenario checks them.</td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}

function Claim() {
  const { run } = useReport();
  const claimed = run.items.filter((item) => item.claimed);
  const left = run.items.filter((item) => !item.claimed && item.verdict === 'not-applicable');
  return (
    <>
      <h3>Claimed</h3>
      <Facts
        facts={[
          ['Versions', list(run.claim?.versions ?? [...new Set(run.configurations.map((c) => c.version))])],
          ['Syntaxes', list(run.claim?.syntaxes ?? [...new Set(run.configurations.map((c) => c.syntax))])],
          ...(run.claim?.roles ?? []).map(
            ({ role, judged }) => ['Role', `${role}, ${count(judged, 'requirement')} decided`] as const,
          ),
          ['Items', `${claimed.length} claimed, ${left.length} not`],
          ...(run.run.readings ?? [])
            .filter(({ chosen }) => chosen)
            .map(({ id, reading }) => ['Reading', `${id}: ${reading}`] as const),
        ]}
      />
    </>
  );
}
