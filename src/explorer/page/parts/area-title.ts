/** The title of the area that a path of defects belongs to. */
import type { Reference } from '../../../report/view/reference.ts';
import { sentence } from '../../../report/view/words.ts';

export function areaTitle(areas: Reference['areas'], folder: string): string {
  if (folder === '') return 'Legal variants';
  const exact = areas.find((one) => one.folder === folder);
  return sentence(
    exact?.title ??
      areas.find((one) => one.folder.startsWith(folder) || folder.startsWith(one.folder))?.title ??
      folder,
  );
}
