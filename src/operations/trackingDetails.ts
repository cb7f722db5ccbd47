import { defined } from '../base/defined';
import { isStartPrinted, isStartReported } from './knownStart';
import type { Operation, TrackingDetails } from './operation';
import { withGivenStart, withPrintedStart } from './start';

/**
 * A tracked operation with the details of tracking it again; the same object when they hold nothing new. A label or a
 * start from a person replaces the former one; details that a text gave, or the time at which a program printed the name,
 * only fill what is empty.
 */
export function withTrackingDetails<O extends Operation>(operation: O, details: TrackingDetails): O {
  const { model, prompt, source, seconds, size, statusPath, videoUri } = details;
  const given = defined({ model, prompt, source, seconds, size, statusPath, videoUri });
  const missing = Object.entries(given).filter(([field]) => operation[field as keyof O] === undefined);
  const added = { ...newLabel(operation, details), ...Object.fromEntries(missing) };
  const merged: O = Object.keys(added).length === 0 ? operation : { ...operation, ...added };
  const isConfirmed = operation.endpointAssumed && !details.endpointAssumed;
  const located = isConfirmed ? withConfirmedEndpoint(merged) : merged;
  return withStartOf(details, withoutDefaultOrigin(located));
}

function withStartOf<O extends Operation>(details: TrackingDetails, operation: O): O {
  return isStartPrinted(details)
    ? withPrintedStart(operation, details)
    : withGivenStart(operation, details.startedAt);
}

/** An operation whose endpoint is no longer assumed, because a person named it or it answered. */
export function withConfirmedEndpoint<O extends Operation>(operation: O): O {
  const { endpointAssumed: _, ...confirmed } = operation;
  return confirmed as O;
}

/** The label of the details if it replaces that of the operation; empty otherwise. */
function newLabel(operation: Operation, { label, labelOrigin = 'person' }: TrackingDetails) {
  const isReplaceable = operation.label === undefined || labelOrigin === 'person';
  if (label === undefined || label === operation.label || !isReplaceable) return {};
  return { label, labelOrigin };
}

/** Drops the origin `person`, which a label has by default. */
function withoutDefaultOrigin<O extends Operation>(operation: O): O {
  if (operation.labelOrigin !== 'person') return operation;
  const { labelOrigin: _, ...rest } = operation;
  return rest as O;
}

/** The details with which an operation could be tracked anew. A start that only the API reported is none of them. */
export function trackingDetailsOf(operation: Operation): TrackingDetails {
  const { startedAt, startedWithin, endpointAssumed } = operation;
  const { label, labelOrigin, model, prompt, source, seconds, size, statusPath, videoUri } = operation;
  return defined({
    ...{ label, labelOrigin, model, prompt, source, seconds, size, statusPath, videoUri },
    ...(isStartReported(operation) ? {} : { startedAt, startedWithin }),
    endpointAssumed,
  });
}

/** An operation with the label that a person gave; with undefined, it has no label. */
export function withLabel<O extends Operation>(operation: O, label: string | undefined): O {
  const { label: _, labelOrigin: __, ...unlabelled } = operation;
  return (label === undefined ? unlabelled : { ...unlabelled, label }) as O;
}
