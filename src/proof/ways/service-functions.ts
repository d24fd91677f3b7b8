/** Changes of the functions in the answer to a Service-Request. */
import type { FunctionsValue, ServiceFeature } from '../../protocol/facts/service-tree.ts';
import type { Document } from '../../protocol/messages/document.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Change } from '../types.ts';
import { edits, requestValue } from './families.ts';

export type Response = Value<'Service-Response'>;

/** The functions that a Service-Request asked for. */
export function asked(request: Document | undefined): FunctionsValue | undefined {
  return requestValue(request, 'Service-Request')?.Functions;
}

/** Changes the Functions of the answer to a Service-Request. */
export function editsFunctions(
  edit: (
    named: object | undefined,
    wanted: FunctionsValue | undefined,
    version: Document['version'],
  ) => object | undefined,
): Change {
  return edits('Service-Response', (value, { request }) => {
    const tree = edit(value.Functions?.WVCSPFeat, asked(request), request?.version ?? '1.2');
    const { Functions: _before, ...rest } = value;
    return (tree === undefined ? rest : { ...rest, Functions: { WVCSPFeat: tree } }) as Response;
  });
}

/** Names a feature as refused altogether where it is asked for alone, as an empty element or by its mandatory token. */
export function refusesFeature(feature: ServiceFeature, token?: string): Change {
  const wanted = JSON.stringify({ [feature]: token === undefined ? {} : { [token]: {} } });
  return editsFunctions((named, functions) =>
    JSON.stringify(functions?.WVCSPFeat) === wanted ? { [feature]: token === undefined ? {} : { [token]: {} } } : named,
  );
}
