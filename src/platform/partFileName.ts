/** What the name of a file ends with while it is written. */
export const PART_EXTENSION = '.part';

/** Of 64 random bits, or of a UUID where VS Code reaches the file system for us. */
const PART_NAME = /^\.veo-(?:[0-9a-f]{16}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.part$/;

/** The name of a video until it is whole. @param id 16 hexadecimal digits, or a UUID */
export function partFileName(id: string): string {
  return `.veo-${id}${PART_EXTENSION}`;
}

/** Whether a file has such a name, to the letter: files of that name are swept once they are abandoned. */
export function isPartFileName(name: string): boolean {
  return PART_NAME.test(name);
}
