/** What files that are no text end with: VS Code would hand over all of a video only to show that it is one. */
export const NO_TEXT_ENDINGS: readonly string[] = [
  ...['mp4', 'm4v', 'mov', 'webm', 'mkv', 'avi', 'mp3', 'wav', 'ogg', 'flac'],
  ...['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'heic', 'psd', 'ico', 'pdf'],
  ...['zip', 'tgz', 'gz', 'bz2', 'xz', '7z', 'rar', 'tar', 'jar', 'vsix'],
  ...['exe', 'dll', 'so', 'dylib', 'wasm', 'o', 'a', 'pyc', 'class', 'woff', 'woff2', 'ttf', 'otf'],
  ...['db', 'sqlite', 'sqlite3', 'parquet', 'safetensors', 'onnx', 'pt', 'pth', 'ckpt'],
];
/** Paths of such files. */
export const NO_TEXT = new RegExp(`\\.(?:${NO_TEXT_ENDINGS.join('|')})$`, 'i');
