/** Thrown for a message that the plain text syntax has no form for; `element` is the element in the way. */
export class PtsError extends Error {
  override readonly name = 'PtsError';
  readonly element: string;

  constructor(element: string, message: string) {
    super(message);
    this.element = element;
  }
}
