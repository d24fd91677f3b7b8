/** Changes of the data channel over short messages. */
import type { SmsRules } from '../../server/sms.ts';
import type { Change } from '../types.ts';

/** Replaces decisions of the channel; each server begins anew. */
export function changesSms(change: (standard: SmsRules) => Partial<SmsRules>): Change {
  return (options) => {
    const { sms } = options;
    if (sms === undefined) return options;
    const before = sms.rules ?? ((standard: SmsRules) => standard);
    return {
      ...options,
      sms: {
        ...sms,
        rules(standard) {
          const previous = before(standard);
          return { ...previous, ...change(previous) };
        },
      },
    };
  };
}
