/** A larger file is not read: VS Code hands a file over as a whole. */
export const MAX_FILE_MB = 256;
