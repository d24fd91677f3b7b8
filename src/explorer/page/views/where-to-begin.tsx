/** Failures grouped by what was observed: the most specific and earliest first, then those that follow from others. */
import { count, scenarioParts } from '../../../report/view/words.ts';
import type { CheckResult, FailureGroup } from '../../../results/results.ts';
import { useReport } from '../parts/context.ts';
import { Section } from '../parts/frame.tsx';
import { Verdict } from '../parts/mark.tsx';
import { Versus } from '../parts/versus.tsx';
import { to } from '../router.ts';

/** Groups shown unfolded. */
const GROUPS_UNFOLDED = 5;

export function WhereToBegin() {
  const { groups = [] } = useReport().run;
  if (groups.length === 0) return null;
  const rest = groups.slice(GROUPS_UNFOLDED);
  return (
    <Section title="Where to begin" id="begin" wide>
      <p class="lede">
        {groups.length === 1
          ? 'One observation explains every failure.'
          : `${count(groups.length, 'observation')} explain every failure; the first ones explain most.`}
      </p>
      <ol class="causes">
        {groups.slice(0, GROUPS_UNFOLDED).map((group) => (
          <Cause key={group.requirement} group={group} />
        ))}
      </ol>
      {rest.length > 0 && (
        <details>
          <summary>{count(rest.length, 'further observation')}</summary>
          <ol class="causes" start={GROUPS_UNFOLDED + 1}>
            {rest.map((group) => (
              <Cause key={`${group.requirement} ${group.scenario}`} group={group} />
            ))}
          </ol>
        </details>
      )}
    </Section>
  );
}

function Cause({ group }: { group: FailureGroup }) {
  const report = useReport();
  const { requirement: id, requirements, checks, follows, followsFrom } = group;
  const requirement = report.requirement(id);
  const check = requirement?.checks.find((one) => isFirst(one, group));
  const { name } = scenarioParts(group.scenario);
  const others = requirements.filter((one) => one !== id);
  return (
    <li>
      <p class="kick">
        <Verdict mark="fail" word="" />
        <a class="id" href={to.requirement(id)}>
          {id}
        </a>
        <span>{count(checks, 'check')}</span>
        {requirements.length > 1 && <span>{count(requirements.length, 'requirement')}</span>}
        {followsFrom !== undefined && (
          <span>
            follows from{' '}
            <a class="id" href={to.requirement(followsFrom)}>
              {followsFrom}
            </a>
          </span>
        )}
      </p>
      <p>{requirement?.statement}</p>
      {check !== undefined && <Versus check={check} place={undefined} />}
      <p class="small">
        First seen in{' '}
        {group.transcript === undefined ? name : <a href={to.scenario(report.addressOf(group.transcript))}>{name}</a>},{' '}
        <span class="nowrap">{group.configuration}</span>.
      </p>
      <Ids words="The same was observed for" ids={others} />
      <Ids words="Could not be decided because of it" ids={follows} />
    </li>
  );
}

/** True for the check a group begins with. */
function isFirst(check: CheckResult, { scenario, configuration, expected, observed }: FailureGroup): boolean {
  return (
    check.scenario === scenario &&
    check.configuration === configuration &&
    check.expected === expected &&
    check.observed === observed
  );
}

function Ids({ words, ids }: { words: string; ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <p class="small">
      {words}:{' '}
      {ids.map((id, i) => (
        <span key={id}>
          {i > 0 && ', '}
          <a class="id" href={to.requirement(id)}>
            {id}
          </a>
        </span>
      ))}
      .
    </p>
  );
}
