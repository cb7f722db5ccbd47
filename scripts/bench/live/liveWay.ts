/**
 * How the names of jobs come to the extension, and what it knows of their start: pasted where the API tells the start, or
 * does not; or captured from a program's output, where the API does not.
 */
export type LiveWay = 'told' | 'untold' | 'captured';
