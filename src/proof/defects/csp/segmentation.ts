/** Defects of segmentation (1.3). */
import type { Defect } from '../../types.ts';
import { editsEnvelope, handler, type LooseMessage, refuses, rules } from '../../ways/families.ts';

/** Requirements that cannot be checked when no segments are announced. */
const FURTHER = ['CSP-SEG-002', 'CSP-SEG-003', 'CSP-SEG-004'];

/** A message whose transactions announce no segments. */
function withoutSegmentInfo(content: LooseMessage): LooseMessage {
  const { Session } = content;
  const Transaction = Session.Transaction.map((transaction) => {
    const { SegmentInfo: _left, ...TransactionDescriptor } = transaction.TransactionDescriptor as Record<
      string,
      unknown
    > &
      typeof transaction.TransactionDescriptor;
    return { ...transaction, TransactionDescriptor };
  });
  return { ...content, Session: { ...Session, Transaction } };
}

export const segmentationDefects: readonly Defect[] = [
  {
    id: 'parser-size-ignored',
    title: 'sends answers whole whatever the client can parse',
    requirements: ['CSP-SEG-001'],
    unavoidable: FURTHER,
    change: rules(() => ({ messageSize: () => undefined })),
  },
  {
    id: 'segments-unannounced',
    title: 'sends the first segment without saying that there are more',
    requirements: ['CSP-SEG-001'],
    unavoidable: FURTHER,
    change: editsEnvelope(withoutSegmentInfo),
  },
  {
    id: 'segments-not-handed-out',
    title: 'refuses to hand out the segments it announced',
    requirements: ['CSP-SEG-002'],
    unavoidable: ['CSP-SEG-003'],
    change: refuses('GetSegment-Request', 404),
  },
  {
    id: 'segments-always-first',
    title: 'hands out the first segment, whichever is asked for',
    requirements: ['CSP-SEG-002'],
    unavoidable: ['CSP-SEG-003'],
    change: handler('GetSegment-Request', (standard) => (request, call) => {
      const { SegmentID } = request;
      return standard({ SegmentID: { ...SegmentID, SegmentReference: 1 } }, call);
    }),
  },
  {
    id: 'segments-clipped',
    title: 'loses the last character of every segment but the first',
    requirements: ['CSP-SEG-003'],
    change: handler('GetSegment-Request', (standard) => (request, call) => {
      const answer = standard(request, call);
      if (typeof answer === 'number' || answer.name !== 'GetSegment-Response') return answer;
      const { SegmentContent } = answer.value as { readonly SegmentContent: string };
      return { name: 'GetSegment-Response', value: { SegmentContent: SegmentContent.slice(0, -1) } };
    }),
  },
];
