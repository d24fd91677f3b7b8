/** Defects of the data channel over short messages. */
import type { Defect } from '../../types.ts';
import { changesSms } from '../../ways/short-messages.ts';

export const transportSmsDefects: readonly Defect[] = [
  {
    id: 'sms-waits-for-polls',
    title: 'sends nothing by short message that was not polled for',
    requirements: ['TRN-SMS-003'],
    change: changesSms(() => ({ sendsAtOnce: () => false })),
  },
  {
    id: 'sms-parts-in-order-only',
    title: 'puts parts of short messages together in the order in which they come',
    requirements: ['TRN-SMS-005'],
    // What is put together wrongly names no session.
    unavoidable: ['CSP-SES-004'],
    change: changesSms((standard) => {
      const open = new Map<string, string>();
      return {
        join(sender, part) {
          const text = new TextDecoder().decode(part);
          const [, head = '', own, last, rest = ''] = /^(WV\d\d[A-Z]{2}\d+)([a-z])([a-z]) (.*)$/s.exec(text) ?? [];
          if (own === undefined) return standard.join(sender, part);
          const joined = `${open.get(sender) ?? `${head} `}${rest}`;
          open.set(sender, joined);
          if (own !== last) return undefined;
          open.delete(sender);
          return new TextEncoder().encode(joined);
        },
      };
    }),
  },
];
