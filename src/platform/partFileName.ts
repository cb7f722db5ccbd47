/** The extension of a file while it is being written. */
export const PART_EXTENSION = '.part';

/**
 * Exactly the names that `partFileName` gives, because old files of such a name are removed (`removeAbandoned`). The id has
 * 16 hexadecimal digits, or is a UUID when the file was written through VS Code.
 */
export const PART_FILE_NAME = /^\.veo-(?:[0-9a-f]{16}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.part$/;

/** The name of a video while it is being written. @param id 16 hexadecimal digits, or a UUID */
export function partFileName(id: string): string {
  return `.veo-${id}${PART_EXTENSION}`;
}
