/** All scenarios, or those in which a primitive occurs, or those of one verdict: a row a scenario, a column a configuration. */

import type { TranscriptHead } from '../../../report/html/baked.ts';
import { count, scenarioParts } from '../../../report/view/words.ts';
import { useReport } from '../parts/context.ts';
import { Fold, ROWS_AT_FIRST, worthALook } from '../parts/fold.tsx';
import { Section } from '../parts/frame.tsx';
import { Mark } from '../parts/mark.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { to } from '../router.ts';

const FILTERS = ['all', 'pass', 'fail', 'inconclusive', 'error'] as const;

export function ScenariosView({ primitive, show }: { primitive: string | undefined; show: string }) {
  const { heads } = useReport();
  const kept = primitive === undefined ? heads : heads.filter((head) => head.primitives.includes(primitive));
  const rows = byScenario(kept);
  const fits = (runs: readonly TranscriptHead[], filter: string) =>
    filter === 'all' ||
    (filter === 'pass' ? runs.every((r) => r.verdict === filter) : runs.some((r) => r.verdict === filter));
  const filters = FILTERS.map((id) => ({ id, n: [...rows.values()].filter((runs) => fits(runs, id)).length }));
  const used = filters.filter(({ id, n }) => n > 0 || id === show || id === 'all');
  const chosen = used.find(({ id }) => id === show)?.id ?? 'all';
  const shown = [...rows].filter(([, runs]) => fits(runs, chosen));
  const features = new Map<string, (readonly [string, readonly TranscriptHead[]])[]>();
  for (const one of shown) {
    const feature = scenarioParts(one[0]).place.replace(/:\d+$/, '') || 'monitors';
    features.set(feature, [...(features.get(feature) ?? []), one]);
  }
  return (
    <>
      <Section first side={<p>A mark leads to the scenario as it ran in that configuration, with every message.</p>}>
        <h1 tabIndex={-1}>{primitive === undefined ? 'Scenarios' : `Scenarios with ${primitive}`}</h1>
        <p class="lede">
          {count(rows.size, 'scenario')}, run {kept.length} times.{' '}
          {primitive !== undefined && <a href={to.scenarios()}>Show all</a>}
        </p>
      </Section>
      <section class="row wide">
        <Tabs
          label="Scenarios by verdict"
          tabs={used.map(({ id, n }) => ({ id, words: `${id === 'all' ? 'All' : id} ${n}` }))}
          chosen={chosen}
          choose={(id) => location.replace(to.scenarios(primitive, id))}
        >
          {[...features].map(([feature, scenarios]) => (
            <Fold
              key={`${feature} ${chosen}`}
              title={<FeatureName file={feature} />}
              words={count(scenarios.length, 'scenario')}
              marks={worthALook(scenarios.flatMap(([, runs]) => runs.map((run) => run.verdict)))}
              open={shown.length <= ROWS_AT_FIRST || features.size === 1}
            >
              {() => <Runs scenarios={scenarios} />}
            </Fold>
          ))}
        </Tabs>
      </section>
    </>
  );
}

/** `Login`, then the file in small: a reader looks for the subject, a developer for the file. */
function FeatureName({ file }: { file: string }) {
  const name =
    file
      .split('/')
      .at(-1)
      ?.replace(/\.feature$/, '')
      .replaceAll('-', ' ') ?? file;
  return (
    <>
      {/^(xml|wbxml|http|pts)$/.test(name) ? name.toUpperCase() : name.charAt(0).toUpperCase() + name.slice(1)}{' '}
      <code class="small muted">{file}</code>
    </>
  );
}

function byScenario(heads: readonly TranscriptHead[]): ReadonlyMap<string, readonly TranscriptHead[]> {
  const rows = new Map<string, TranscriptHead[]>();
  const inOrder = [...heads].sort((a, b) => (a.feature < b.feature ? -1 : a.feature > b.feature ? 1 : a.line - b.line));
  for (const head of inOrder) {
    const known = rows.get(head.scenario);
    if (known === undefined) rows.set(head.scenario, [head]);
    else known.push(head);
  }
  return rows;
}

function Runs({ scenarios }: { scenarios: readonly (readonly [string, readonly TranscriptHead[]])[] }) {
  const { run, addressOf } = useReport();
  return (
    <table class="t scenarios">
      <thead>
        <tr>
          <th scope="col">Scenario</th>
          {run.configurations.map((c) => (
            <th key={c.id} scope="col" class="mk">
              {c.id}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {scenarios.map(([scenario, runs]) => (
          <tr key={scenario}>
            <th scope="row">{scenarioParts(scenario).name}</th>
            {run.configurations.map((c) => {
              const head = runs.find((one) => one.configuration === c.id);
              return (
                <td key={c.id} class="mk" data-w={c.id}>
                  {head === undefined ? (
                    <Mark mark="not-applicable" />
                  ) : (
                    <a href={to.scenario(addressOf(head.key))} aria-label={`${head.verdict}, in ${c.id}`}>
                      <Mark mark={head.verdict} />
                    </a>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
