import type { TrackingDetails } from '../../operations/operation';
import type { Reference } from '../../references/reference';
import type { CapturePlace } from '../settings';

/** A reference that a program printed, and what is known of the start of its job. */
export interface PrintedOperation {
  readonly reference: Reference;
  readonly given: Pick<TrackingDetails, 'startedAt' | 'startedWithin'>;
}

/** What gets the operations that programs print: it tracks them, or asks the person, as the settings say. */
export interface PrintedOperations {
  capture(place: CapturePlace, printed: readonly PrintedOperation[]): Promise<void>;
}
