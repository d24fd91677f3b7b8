/** A monitor: the rule it watches in every message. */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { SERVER_MONITORS } from '../../conformance/monitors/index.ts';
import type { Monitor } from '../../conformance/monitors/monitor.ts';
import { given, type Shown } from './shown.ts';
import type { Sources } from './sources.ts';

/** The monitor of a name; letter case does not matter. */
export function monitorNamed(name: string): Monitor | undefined {
  return SERVER_MONITORS.find((one) => one.name.toLowerCase() === name.toLowerCase());
}

export function placeOfMonitor({ name, requirement }: Monitor, sources: Sources): string | undefined {
  const quoted = [name, requirement].flatMap((text) => [`'${text}'`, `"${text}"`, `\`${text}\``]);
  for (const text of quoted) {
    const [place] = sources.places(['src/conformance/monitors'], text);
    if (place !== undefined) return place;
  }
  return undefined;
}

export function showMonitor(monitor: Monitor, sources: Sources): Shown {
  const requirement = catalogue.requirement(monitor.requirement);
  return {
    kind: 'monitor',
    id: monitor.name,
    title: `${monitor.name}  monitor`,
    fields: [
      ...given('place', placeOfMonitor(monitor, sources)),
      ['requirement', `${monitor.requirement}  ${requirement?.statement ?? ''}`],
      ...given('versions', monitor.versions?.join(', ')),
      ...given('syntax', monitor.syntax),
    ],
  };
}
