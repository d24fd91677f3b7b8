/** The content model of an element: a row a child, occurrence by version, type, token of WBXML, what is new. */
import type { Reference, ReferenceElement, ReferenceForm } from '../../../../report/view/reference.ts';
import { Scroll } from '../../parts/frame.tsx';
import { ElementLink } from '../../parts/linked.tsx';

const VERSIONS = ['1.1', '1.2', '1.3'] as const;
/** Levels that are unfolded below the element. */
const DEPTH = 2;

interface Line {
  readonly key: string;
  readonly depth: number;
  readonly occurs: Readonly<Record<string, string>>;
}

export function formIn(element: ReferenceElement | undefined, version: string): ReferenceForm | undefined {
  return element?.forms.find((form) => (form.versions as readonly string[]).includes(version));
}

export function ContentModel({ element, reference }: { element: ReferenceElement; reference: Reference }) {
  const byKey = new Map(reference.elements.map((one) => [one.key, one]));
  const versions = VERSIONS.filter((version) => formIn(element, version) !== undefined);
  const lines = [
    { key: element.key, depth: 0, occurs: Object.fromEntries(versions.map((v) => [v, '1'])) },
    ...linesOf(element, byKey, 1, [element.key]),
  ];
  return (
    <Scroll label={`Content model of ${element.name}`}>
      <table class="t model">
        <thead>
          <tr>
            <th scope="col">Element</th>
            {versions.map((version) => (
              <th key={version} scope="col" class="mm">
                {version}
              </th>
            ))}
            <th scope="col">Type or children</th>
            <th scope="col">Page / token</th>
            <th scope="col">Note</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, i) => {
            const child = byKey.get(line.key);
            const last = child?.forms.at(-1);
            return (
              <tr key={i}>
                <th scope="row">
                  <span style={{ paddingLeft: `${line.depth}rem` }}>
                    <ElementLink name={line.key} />
                  </span>
                </th>
                {versions.map((version, at) => {
                  const now = line.occurs[version] ?? '–';
                  const before = at === 0 ? now : (line.occurs[versions[at - 1] ?? ''] ?? '–');
                  return (
                    <td key={version} class="mm">
                      {now === before ? now : <b>{now}</b>}
                    </td>
                  );
                })}
                <td class="ty">{typeWords(last, line.depth >= DEPTH || i === 0)}</td>
                <td class="mm nowrap">{child?.tokens.at(-1)?.[1] ?? ''}</td>
                <td class="small muted">{noteOf(line, versions, i === 0 ? undefined : child)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

function linesOf(
  element: ReferenceElement,
  byKey: ReadonlyMap<string, ReferenceElement>,
  depth: number,
  above: readonly string[],
): readonly Line[] {
  const keys = [...new Set(element.forms.flatMap((form) => form.children.map(({ key }) => key)))];
  // The order of the latest version, with what only earlier ones have behind.
  const latest = element.forms.at(-1)?.children.map(({ key }) => key) ?? [];
  const ordered = [...latest, ...keys.filter((key) => !latest.includes(key))];
  return ordered.flatMap((key) => {
    const occurs: Record<string, string> = {};
    for (const version of VERSIONS) {
      const found = formIn(element, version)?.children.find((child) => child.key === key)?.occurs;
      if (found !== undefined) occurs[version] = found;
    }
    const child = byKey.get(key);
    const deeper = depth < DEPTH && child !== undefined && !above.includes(key);
    return [{ key, depth, occurs }, ...(deeper ? linesOf(child, byKey, depth + 1, [...above, key]) : [])];
  });
}

/** Values that are listed in a row. */
const MOST_VALUES = 6;

function typeWords(form: ReferenceForm | undefined, children: boolean): string {
  if (form === undefined) return '';
  if (form.values.length > 0) {
    const names = form.values.map(([value]) => value);
    const shown = names.slice(0, MOST_VALUES).join(' | ');
    return names.length > MOST_VALUES ? `${shown} | and ${names.length - MOST_VALUES} more` : shown;
  }
  if (form.type !== undefined) return form.type;
  return children ? form.notation : '';
}

function noteOf(line: Line, versions: readonly string[], child: ReferenceElement | undefined): string {
  const since = versions.find((version) => line.occurs[version] !== undefined);
  const last = versions.findLast((version) => line.occurs[version] !== undefined);
  const parts = [
    ...(since !== undefined && since !== versions[0] ? [`new in ${since}`] : []),
    ...(last !== undefined && last !== versions.at(-1) ? [`up to ${last}`] : []),
    ...(child?.note === undefined ? [] : [child.note]),
  ];
  return parts.join('; ');
}
