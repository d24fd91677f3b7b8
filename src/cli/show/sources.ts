/** Places in the sources of this project: file and line of a step, a defect, a monitor, a handler. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Sources {
  /** False in an installed package, which has no sources: then no place is known. */
  readonly there: boolean;
  /** `file:line` of the first line of a file that contains the text. */
  placeIn(file: string, text: string): string | undefined;
  /** `file:line` of each line below the folders that contains the text and, if a form is given, has it. No tests. */
  places(folders: readonly string[], text: string, form?: RegExp): readonly string[];
  /** The files below a folder. */
  files(folder: string): readonly string[];
}

export function sourcesOf(root: string): Sources {
  const textOf = remembered((file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''));
  const filesIn = remembered((folder): readonly string[] => {
    if (!existsSync(join(root, folder))) return [];
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesIn(path);
      return /\.tsx?$/.test(path) && !/\.(test|browser)\.tsx?$/.test(path) ? [path] : [];
    });
  });
  return {
    there: existsSync(join(root, 'src')) && existsSync(join(root, 'steps')),
    placeIn(file, text) {
      const at = textOf(file)
        .split('\n')
        .findIndex((line) => line.includes(text));
      return at < 0 ? undefined : `${file}:${at + 1}`;
    },
    places: (folders, text, form) =>
      folders
        .flatMap(filesIn)
        .filter((file) => textOf(file).includes(text))
        .sort()
        .flatMap((file) =>
          textOf(file)
            .split('\n')
            .flatMap((line, n) => (line.includes(text) && form?.test(line) !== false ? [`${file}:${n + 1}`] : [])),
        ),
    files: filesIn,
  };
}

/** Computes a value for each key once. */
function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
