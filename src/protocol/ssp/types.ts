/** SSP messages in memory: plain data whose types follow from the content models. */
import type { SspElements, SspVersion } from '../elements/ssp/index.ts';
import type { ValueIn } from '../messages/infer.ts';
import type { Finding } from '../model/findings.ts';
import type { TreeNode } from '../model/tree.ts';
import type { ReadResult } from '../syntax/types.ts';

export type { SspVersion } from '../elements/ssp/index.ts';

/** The name of an SSP element in the models; a dialect may write it differently on the wire. */
export type SspName = keyof SspElements & string;

/**
 * The value of an SSP element: attributes and children keyed by their names in the models, Yes and No as `boolean`, numbers
 * as `number`; the text of an element that has attributes is its `value`.
 */
export type SspValue<K extends SspName, V extends SspVersion = SspVersion> = ValueIn<SspElements, K, V>;

/** A whole SSP message in memory. */
export interface SspDocument<V extends SspVersion = SspVersion> {
  readonly version: V;
  readonly content: SspValue<'WV-SSP-Message', V>;
}

export interface SspReadResult {
  /** Undefined where the octets are no XML or have another document element. */
  readonly document: SspDocument | undefined;
  /** The version that the namespace says; undefined for a namespace that the dialect does not know. */
  readonly version: SspVersion | undefined;
  readonly tree: TreeNode | undefined;
  /** By Transaction or SetupTransaction in memory: the name of what it carries that is no primitive. */
  readonly unknown: ReadonlyMap<object, string>;
  readonly findings: readonly Finding[];
  /** True when no finding is an error. */
  readonly valid: boolean;
  readonly reader: ReadResult['reader'];
}
