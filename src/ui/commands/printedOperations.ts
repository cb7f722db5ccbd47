import type { TrackingDetails } from '../../operations/operation';
import type { Reference } from '../../references/reference';
import type { CapturePlace } from '../settings';

/** What a print tells of the start of a job; empty where it tells nothing. */
export type PrintedStart = Pick<TrackingDetails, 'startedAt' | 'startedWithin'>;

/** What is known of the start of a job whose name a program printed. */
export interface KnownOfStart {
  readonly given: PrintedStart;
  /** The start if it turns out that the job was started with the others that were printed at the same instant. */
  readonly ifTogether?: PrintedStart;
}

/** A reference that a program printed, and what is known of the start of its job. */
export interface PrintedOperation extends KnownOfStart {
  readonly reference: Reference;
}

/** What gets the operations that programs print: it tracks them, or asks the person, as the settings say. */
export interface PrintedOperations {
  capture(place: CapturePlace, printed: readonly PrintedOperation[]): Promise<void>;
}
