/** Choices that narrow a list of requirements; what is chosen stands in the address. */
import type { RequirementResult } from '../../../results/results.ts';
import { NARROWED, type Only } from '../router.ts';

const NAMES = { area: 'Area', level: 'Level', confidence: 'Confidence', version: 'Version' } as const;

const ORDER: Readonly<Record<string, readonly string[]>> = {
  level: ['MUST', 'SHOULD', 'MAY'],
  confidence: ['high', 'medium', 'low'],
};

function valuesOf(requirement: RequirementResult, name: (typeof NARROWED)[number]): readonly string[] {
  return name === 'version' ? requirement.versions : [requirement[name]];
}

/** True if a requirement has all that is chosen. */
export function fits(requirement: RequirementResult, only: Only): boolean {
  return NARROWED.every((name) => {
    const wanted = only[name];
    return wanted === undefined || valuesOf(requirement, name).includes(wanted);
  });
}

export function Narrow(props: {
  requirements: readonly RequirementResult[];
  only: Only;
  choose: (only: Only) => void;
}) {
  const { requirements, only, choose } = props;
  return (
    <form class="narrow" aria-label="Narrow the list" onSubmit={(event) => event.preventDefault()}>
      {NARROWED.map((name) => {
        const found = new Set(requirements.flatMap((one) => valuesOf(one, name)));
        const values = ORDER[name]?.filter((value) => found.has(value)) ?? [...found].sort();
        if (values.length < 2) return null;
        return (
          <label key={name}>
            <span class="label">{NAMES[name]}</span>{' '}
            <select
              value={only[name] ?? ''}
              onChange={(event) => {
                const { [name]: _before, ...others } = only;
                const { value } = event.currentTarget;
                choose(value === '' ? others : { ...others, [name]: value });
              }}
            >
              <option value="">any</option>
              {values.map((value) => (
                <option key={value} value={value}>
                  {value}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </form>
  );
}
