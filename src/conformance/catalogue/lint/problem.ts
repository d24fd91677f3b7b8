/** A rule of the catalogue that is broken, and where. */
export interface CatalogueProblem {
  /** Name of the rule, for instance `frozen-id`. */
  readonly rule: string;
  /** Id of the requirement, item or row, or file and path. */
  readonly where: string;
  readonly message: string;
}
