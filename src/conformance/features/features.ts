/** The scenarios there are: feature files parsed once, with what their tags say. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { AstBuilder, compile, GherkinClassicTokenMatcher, Parser } from '@cucumber/gherkin';
import { type GherkinDocument, IdGenerator, type Pickle } from '@cucumber/messages';
import { SYNTAXES, type Syntax } from '../../protocol/syntax/types.ts';
import { isVersion, VERSIONS, type Version } from '../../protocol/version.ts';

/** A scenario, or one row of the examples of an outline. */
export interface ScenarioSource {
  /** Path relative to the project, with slashes: `features/csp/access/login.feature`. */
  readonly uri: string;
  /** Line of the scenario, or of the row. */
  readonly line: number;
  readonly name: string;
  readonly feature: string;
  /** `uri:line name`, as it stands in results. */
  readonly id: string;
  readonly tags: readonly string[];
  /** Requirement ids it cites, in the order of the tags. */
  readonly requirements: readonly string[];
  /** Versions and syntaxes it is restricted to by its tags. */
  readonly versions: readonly Version[];
  readonly syntaxes: readonly Syntax[];
  /** Runs in one of the claimed syntaxes only, since the syntax makes no difference to it. */
  readonly oneSyntax: boolean;
  /** Testability needs: an ability of the adapter or a key of the IXIT. */
  readonly needs: readonly string[];
  /** Items that must be claimed in the version, and items that must not, for the scenario to make sense. */
  readonly claims: readonly string[];
  readonly unclaimed: readonly string[];
  /** Request primitives that its steps write out: sent by name, or as XML. */
  readonly writes: readonly string[];
  readonly pickle: Pickle;
  readonly document: GherkinDocument;
}

export interface FeatureProblem {
  readonly uri: string;
  readonly line: number;
  readonly message: string;
}

export interface FeatureIndex {
  readonly scenarios: readonly ScenarioSource[];
  /** Files that cannot be parsed and tags that cannot be understood: faults of the harness. */
  readonly problems: readonly FeatureProblem[];
}

const REQUIREMENT_TAG = /^@(([A-Z]+-)+\d{3})$/;
/** Tags that say something to people or to other tools. */
const FREE_TAG = /^@(slow|negative|twin|informative|smoke|alone)$/;

/** Parses every `.feature` file below a directory. `root` is what the paths are told relative to. */
export function loadFeatures(directory: string, root: string = process.cwd()): FeatureIndex {
  const files = featureFiles(resolve(root, directory)).sort();
  return parseFeatures(
    files.map((file) => ({ uri: relative(root, file).split(sep).join('/'), text: readFileSync(file, 'utf8') })),
  );
}

/** As {@link loadFeatures}, from texts. */
export function parseFeatures(files: readonly { readonly uri: string; readonly text: string }[]): FeatureIndex {
  const newId = IdGenerator.incrementing();
  const scenarios: ScenarioSource[] = [];
  const problems: FeatureProblem[] = [];
  for (const { uri, text } of files) {
    let document: GherkinDocument;
    try {
      document = { ...new Parser(new AstBuilder(newId), new GherkinClassicTokenMatcher()).parse(text), uri };
    } catch (error) {
      const message = (error as Error).message;
      problems.push({ uri, line: Number(/\((\d+):/.exec(message)?.[1] ?? 0), message });
      continue;
    }
    for (const pickle of compile(document, uri, newId)) {
      scenarios.push(readScenario(uri, document, pickle, problems));
    }
  }
  return { scenarios, problems };
}

function readScenario(
  uri: string,
  document: GherkinDocument,
  pickle: Pickle,
  problems: FeatureProblem[],
): ScenarioSource {
  const line = pickle.location?.line ?? 0;
  const tags = pickle.tags.map((t) => t.name);
  const requirements: string[] = [];
  const only: Version[] = [];
  const syntaxes: Syntax[] = [];
  const needs: string[] = [];
  const claims: string[] = [];
  const unclaimed: string[] = [];
  let versions: readonly Version[] = VERSIONS;
  let oneSyntax = false;
  const wrong = (message: string) => problems.push({ uri, line, message });
  for (const tag of tags) {
    const requirement = REQUIREMENT_TAG.exec(tag)?.[1];
    const [, key, value = ''] = /^@([a-z]+)(?::(.+))?$/.exec(tag) ?? [];
    if (requirement !== undefined) requirements.push(requirement);
    else if (key === 'version' || key === 'since' || key === 'until') {
      if (!isVersion(value)) wrong(`${tag}: "${value}" is no version; ${VERSIONS.join(', ')} are`);
      else if (key === 'version') only.push(value);
      else versions = versions.filter((v) => (key === 'since' ? v >= value : v <= value));
    } else if (key === 'syntax') {
      const syntax = SYNTAXES.find((s) => s === value);
      if (value === 'one') oneSyntax = true;
      else if (syntax === undefined) wrong(`${tag}: "${value}" is no syntax; ${SYNTAXES.join(', ')} and "one" are`);
      else syntaxes.push(syntax);
    } else if (key === 'needs' && value !== '') needs.push(value);
    else if (key === 'claims' && value !== '') claims.push(value);
    else if (key === 'unclaimed' && value !== '') unclaimed.push(value);
    else if (!FREE_TAG.test(tag)) wrong(`${tag}: nobody knows this tag (docs/writing-scenarios.md lists them)`);
  }
  if (requirements.length === 0) wrong('no requirement is cited; a tag like @CSP-LOG-001 does that');
  if (pickle.steps.length === 0) wrong('a scenario without steps would always pass');
  return {
    uri,
    line,
    name: pickle.name,
    feature: document.feature?.name ?? uri,
    id: `${uri}:${line} ${pickle.name}`,
    tags,
    requirements,
    versions: versions.filter((v) => only.length === 0 || only.includes(v)),
    syntaxes: syntaxes.length === 0 ? SYNTAXES : syntaxes,
    oneSyntax,
    needs,
    claims,
    unclaimed,
    writes: writtenIn(pickle),
    pickle,
    document,
  };
}

/** Names of requests that a step says it sends, and roots of requests in doc strings. */
function writtenIn(pickle: Pickle): readonly string[] {
  const names = pickle.steps.flatMap(({ text, argument }) => [
    ...text.matchAll(/\bsends? (?:an? |the )?([A-Z][A-Za-z]+-Request)\b/g),
    ...(argument?.docString?.content ?? '').matchAll(/^\s*<([A-Z][A-Za-z]+-Request)\b/g),
  ]);
  return [...new Set(names.map(([, name = '']) => name))];
}

function featureFiles(directory: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) found.push(...featureFiles(path));
    else if (entry.name.endsWith('.feature')) found.push(path);
  }
  return found;
}
