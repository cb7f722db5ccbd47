/** Of a text that names operations, in characters. A status answer has some hundred; a longer text is a log or a video. */
export const MAX_TEXT_LENGTH = 256 * 1024;
