/** Of the documents in which the reason of an end stands. */
export const REASON_SCHEME = 'veo-reason';
/** Of the documents with answers that could not be understood. */
export const ANSWER_SCHEME = 'veo-answer';
