/** The Cucumber formatter that says nothing: verdicts and reports are ours. */
export const type = 'formatter';

export function formatter(): void {}
