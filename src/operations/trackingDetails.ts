import type { Given, Operation } from './operation';
import { withGivenStart } from './start';

/**
 * A tracked operation with what is told of it when it is tracked again; the same one when that is nothing new. A
 * label or a start that a person gives now counts; what a text tells fills only what is empty.
 */
export function withGiven<O extends Operation>(operation: O, given: Given): O {
  const { prompt, source } = given;
  const told = {
    ...labelAfter(operation, given),
    ...(operation.prompt === undefined && prompt !== undefined && { prompt }),
    ...(operation.source === undefined && source !== undefined && { source }),
  };
  const known: O = Object.keys(told).length === 0 ? operation : { ...operation, ...told };
  return withGivenStart(withoutOriginOfOwn(withToldEndpoint(known, given)), given.startedAt);
}

/** An endpoint that was told once is not assumed any more. */
function withToldEndpoint<O extends Operation>(operation: O, given: Given): O {
  return operation.endpointAssumed && !given.endpointAssumed ? atToldEndpoint(operation) : operation;
}

/** An operation whose endpoint a person has told. */
export function atToldEndpoint<O extends Operation>(operation: O): O {
  const { endpointAssumed: _, ...told } = operation;
  return told as O;
}

/** The label that counts, where it is another than before. */
function labelAfter(operation: Operation, { label, labelOrigin = 'person' }: Given) {
  const isFree = operation.label === undefined || labelOrigin === 'person';
  if (label === undefined || label === operation.label || !isFree) return {};
  return { label, labelOrigin };
}

/** That a label is the person's own goes without saying. */
function withoutOriginOfOwn<O extends Operation>(operation: O): O {
  if (operation.labelOrigin !== 'person') return operation;
  const { labelOrigin: _, ...rest } = operation;
  return rest as O;
}

/** What is known of an operation beside its name, to be told again. */
export function givenOf(operation: Operation): Given {
  const { label, labelOrigin, prompt, source, startedAt, startTold, endpointAssumed } = operation;
  return {
    ...(label !== undefined && { label }),
    ...(labelOrigin !== undefined && { labelOrigin }),
    ...(prompt !== undefined && { prompt }),
    ...(source !== undefined && { source }),
    ...(startedAt !== undefined && !startTold && { startedAt }),
    ...(endpointAssumed && { endpointAssumed }),
  };
}

/** An operation that the person calls so; undefined: as it is called when nobody has named it. */
export function withOwnLabel<O extends Operation>(operation: O, label: string | undefined): O {
  const { label: _, labelOrigin: __, ...unnamed } = operation;
  return (label === undefined ? unnamed : { ...unnamed, label }) as O;
}
