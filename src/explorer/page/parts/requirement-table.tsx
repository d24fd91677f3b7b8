/** Requirements as a table: identifier, words, properties, verdict. */

import { requirementMark, requirementWord } from '../../../report/view/marks.ts';
import type { RequirementResult } from '../../../results/results.ts';
import { to } from '../router.ts';
import { Linked, SourceTags } from './linked.tsx';
import { Verdict } from './mark.tsx';

export function RequirementTable({ requirements }: { requirements: readonly RequirementResult[] }) {
  return (
    <table class="t stack early">
      <thead>
        <tr>
          <th scope="col">Requirement</th>
          <th scope="col">Statement</th>
          <th scope="col">Level</th>
          <th scope="col">Confidence</th>
          <th scope="col">Source</th>
          <th scope="col">Verdict</th>
        </tr>
      </thead>
      <tbody>
        {requirements.map((r) => {
          const mark = requirementMark(r);
          return (
            <tr key={r.id} class={mark === 'fail' ? 'bad' : undefined}>
              <td>
                <a class="id" href={to.requirement(r.id)}>
                  {r.id}
                </a>
              </td>
              <td class="st">
                <Linked text={r.statement} />
              </td>
              <td>{r.level}</td>
              <td>{r.confidence}</td>
              <td class="small muted">
                <SourceTags sources={r.sources} />
              </td>
              <td>
                <Verdict mark={mark} word={requirementWord(r)} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
