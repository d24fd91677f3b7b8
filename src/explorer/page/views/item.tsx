/** An item of a conformance table: status, value, its requirements. */

import { VERSIONS } from '../../../protocol/version.ts';
import { isMandatory, itemMark, markWord, requirementMark } from '../../../report/view/marks.ts';
import { count, countInWords, list, sentence } from '../../../report/view/words.ts';
import type { ItemResult, RequirementResult } from '../../../results/results.ts';
import { definitionsOf, itemsOfGroup } from '../data/derivation.ts';
import type { Report } from '../data/report.ts';
import { useReport } from '../parts/context.ts';
import { Fold, worthALook } from '../parts/fold.tsx';
import { Facts, Headline, Missing, Scroll, Section, Where } from '../parts/frame.tsx';
import { Verdict } from '../parts/mark.tsx';
import { RequirementTable } from '../parts/requirement-table.tsx';
import { to } from '../router.ts';

const STATUS: Readonly<Record<string, string>> = {
  M: 'mandatory',
  O: 'optional',
  C: 'mandatory when its condition holds',
  NA: 'not applicable',
};

export function ItemView({ id }: { id: string }) {
  const report = useReport();
  const item = report.item(id);
  if (item === undefined) return <Missing title={`No item ${id}`}>This run knows no item of that name.</Missing>;
  const requirements = report.requirementsOf(item);
  const mark = itemMark(item, requirements);
  const word = mark === 'not-run' ? item.verdict.replace('-', ' ') : markWord(mark);
  const section = report.sectionOf(item);
  return (
    <>
      <Where steps={[[section, to.items]]} here={item.id} />
      <Section first side={<Side item={item} report={report} />}>
        <p class="kick">
          <span class="id">{item.id}</span>
          <span>
            {section}, {item.role} side
          </span>
          <span>{Object.keys(item.status).join(', ')}</span>
        </p>
        <Headline mark={mark}>
          {item.feature}: <b>{word}</b>
        </Headline>
        <p class="lede">{lede(item, requirements, report)}</p>
      </Section>
      {requirements.length > 0 ? (
        <Section title="Requirements" id="requirements" wide>
          <Scroll label="Requirements of the item">
            <RequirementTable requirements={requirements} />
          </Scroll>
        </Section>
      ) : (
        <Section title="Requirements" id="requirements" wide>
          <p class="muted">None of its requirements is part of this run.</p>
        </Section>
      )}
    </>
  );
}

function Side({ item, report }: { item: ItemResult; report: Report }) {
  const mandatory = isMandatory(item, report.requirementsOf(item), report.run);
  const groups = definitionsOf(report.run.expressions).flatMap((definition) =>
    [...definition.groups.keys()].filter((group) => itemsOfGroup(report, definition, group).includes(item)),
  );
  return (
    <Facts
      facts={[
        ...Object.entries(item.status).map(
          ([version, status]) => [`Status in ${version}`, `${status}, ${STATUS[status ?? ''] ?? 'unknown'}`] as const,
        ),
        ['Claimed', item.claimed ? 'yes' : 'no'],
        ...(item.because === undefined ? [] : [['Because', item.because] as const]),
        ['Here', mandatory ? 'mandatory for this claim' : item.claimed ? 'a claimed option' : 'not part of the claim'],
        ...groups.map(
          (group) =>
            [
              'Group',
              <a key={group} class="id" href={to.definition()}>
                {group}
              </a>,
            ] as const,
        ),
      ]}
    />
  );
}

function lede(item: ItemResult, requirements: readonly RequirementResult[], report: Report): string {
  if (item.verdict === 'not-applicable')
    return stopped(`Not applicable: ${item.because ?? 'the claim does not name it'}`);
  const words = (['fail', 'error', 'inconclusive', 'note', 'observed', 'pass'] as const)
    .map((mark) => [mark, requirements.filter((r) => requirementMark(r) === mark).length] as const)
    .filter(([, n]) => n > 0)
    .map(([mark, n]) => `${n} ${markWord(mark)}`);
  const uncovered = requirements.filter((r) => r.verdict === 'not-covered').length;
  const parts = [...words, ...(uncovered > 0 ? [`${uncovered} not covered`] : [])];
  if (parts.length === 0) return sentence(`${countInWords(0, 'requirement')} ran.`);
  const consequence =
    item.verdict === 'fail' && isMandatory(item, requirements, report.run)
      ? ' Since the item is mandatory for this claim, the group it belongs to fails with it.'
      : '';
  return `Of ${countInWords(requirements.length, 'requirement')}: ${list(parts)}.${consequence}`;
}

function stopped(text: string): string {
  return `${text}.`;
}

/** All items by section. */
export function ItemsView() {
  const report = useReport();
  return (
    <>
      <Section
        first
        side={
          <p>
            Items in the order of their tables; under each version M mandatory, O optional, C mandatory under a
            condition, NA not applicable. A failed item is tinted.
          </p>
        }
      >
        <h1 tabIndex={-1}>Items</h1>
      </Section>
      {report.sections.map((section) => (
        <Fold
          key={section.name}
          title={section.name}
          words={
            section.items.every((item) => item.verdict === 'not-applicable')
              ? `${count(section.items.length, 'item')}, not claimed`
              : count(section.items.length, 'item')
          }
          marks={worthALook(section.items.map((item) => itemMark(item, report.requirementsOf(item))))}
          open={section.items.some((item) => item.verdict !== 'not-applicable')}
        >
          {() => (
            <table class="t stack">
              <thead>
                <tr>
                  <th scope="col">Item</th>
                  <th scope="col">Feature</th>
                  {VERSIONS.map((version) => (
                    <th key={version} scope="col" class="mm">
                      {version}
                    </th>
                  ))}
                  <th scope="col" class="n">
                    Requirements
                  </th>
                  <th scope="col">Verdict</th>
                </tr>
              </thead>
              <tbody>
                {section.items.map((item) => {
                  const requirements = report.requirementsOf(item);
                  const mark = itemMark(item, requirements);
                  return (
                    <tr key={item.id} class={mark === 'fail' ? 'bad' : undefined}>
                      <td>
                        <a class="id" href={to.item(item.id)}>
                          {item.id}
                        </a>
                      </td>
                      <td class="st">{item.feature}</td>
                      {VERSIONS.map((version) => (
                        <td key={version} class="mm" data-w={version}>
                          {item.status[version] ?? ''}
                        </td>
                      ))}
                      <td class="n" data-w={requirements.length === 1 ? 'requirement' : 'requirements'}>
                        {requirements.length}
                      </td>
                      <td>
                        <Verdict mark={mark} word={mark === 'not-run' ? item.verdict.replace('-', ' ') : undefined} />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )}
        </Fold>
      ))}
    </>
  );
}
