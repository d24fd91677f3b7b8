/** Three-valued logic (Kleene): what is not known may turn out either way. */
export type Truth = 'true' | 'false' | 'unknown';

export function and(values: readonly Truth[]): Truth {
  if (values.includes('false')) return 'false';
  return values.includes('unknown') ? 'unknown' : 'true';
}

export function or(values: readonly Truth[]): Truth {
  if (values.includes('true')) return 'true';
  return values.includes('unknown') ? 'unknown' : 'false';
}

export function not(value: Truth): Truth {
  if (value === 'unknown') return 'unknown';
  return value === 'true' ? 'false' : 'true';
}

export function truth(value: boolean): Truth {
  return value ? 'true' : 'false';
}
