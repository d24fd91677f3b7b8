/** Changes of delivery reports. */
import type { Change } from '../types.ts';
import { edits } from './families.ts';

/** Reports with one code carry another. */
export function reportsCode(from: number, to: number): Change {
  return edits('DeliveryReport-Request', (value) =>
    value.Result.Code === from ? { ...value, Result: { ...value.Result, Code: to } } : value,
  );
}
