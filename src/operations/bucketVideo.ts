/** What `gcloud storage` takes for several objects, or for a generation of one. */
const PATTERN = /[*?[\]{}#]/;

/** Whether a video lies in a bucket of Google Cloud Storage, which only its own tools can open. */
export function isInBucket(uri: string): boolean {
  return uri.startsWith('gs://');
}

/**
 * The line for a terminal that copies a video from its bucket into the current folder; undefined where it lies in none, or
 * where its name would mean other objects, too (docs.cloud.google.com/sdk/gcloud/reference/storage/cp).
 */
export function bucketCopyLine(uri: string): string | undefined {
  if (!isInBucket(uri) || PATTERN.test(uri)) return undefined;
  // In quotation marks, so that a shell takes it as it is; one inside ends them, is escaped, and begins them again.
  return `gcloud storage cp '${uri.replaceAll("'", "'\\''")}' .`;
}
