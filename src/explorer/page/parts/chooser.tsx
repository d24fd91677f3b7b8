/** Choice of a seeded defect or a legal variant: by area, with a search over name, behaviour and requirement. */
import { useState } from 'preact/hooks';
import type { Seeded } from '../../../report/view/reference.ts';
import { count } from '../../../report/view/words.ts';
import { areaTitle } from './area-title.ts';
import { useReference } from './reference.ts';

/** Entries of one area that are drawn; a search narrows the rest. */
const MOST_SHOWN = 60;

export function Chooser({ chosen, choose }: { chosen: string; choose: (seeded: Seeded | undefined) => void }) {
  const reference = useReference();
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<string>();
  if (reference === undefined || reference.seeded.length === 0) return null;
  const asked = search.toLowerCase().trim();
  const found = reference.seeded.filter((one) =>
    [one.id, one.title, ...one.requirements].some((text) => text.toLowerCase().includes(asked)),
  );
  const areas = new Map<string, Seeded[]>();
  for (const one of found) areas.set(one.area, [...(areas.get(one.area) ?? []), one]);
  const known = reference.seeded.find(({ id }) => id === chosen);
  return (
    <fieldset class="chooser">
      <legend>Defect or legal variant</legend>
      <p class="small">
        {known === undefined ? (
          <span class="muted">none: the server as it should be</span>
        ) : (
          <>
            <code>{known.id}</code> The server {known.title}.{' '}
            <button type="button" class="add" onClick={() => choose(undefined)}>
              Take off
            </button>
          </>
        )}
      </p>
      <label>
        <span class="vh">Search defects and variants</span>
        <input
          type="search"
          class="field"
          placeholder="Name, behaviour, requirement"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </label>{' '}
      <span class="label" role="status">
        {count(found.length, 'entry').replace('entrys', 'entries')}
      </span>
      <div class="areas-of">
        {[...areas].map(([area, all]) => {
          const unfolded = open === area || (asked !== '' && found.length <= MOST_SHOWN);
          return (
            <div key={area}>
              <button
                type="button"
                class="area"
                aria-expanded={unfolded}
                onClick={() => setOpen(open === area ? undefined : area)}
              >
                <span>{areaTitle(reference.areas, area)}</span>
                <span class="label">{all.length}</span>
              </button>
              {unfolded &&
                all.slice(0, MOST_SHOWN).map((one) => (
                  <label key={one.id} class="choice">
                    <input type="radio" name="seeded" checked={one.id === chosen} onChange={() => choose(one)} />
                    <span>
                      <code>{one.id}</code> {one.title} <span class="label">{one.requirements.join(', ')}</span>
                    </span>
                  </label>
                ))}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
