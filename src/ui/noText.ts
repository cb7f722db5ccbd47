/** Paths of files that are no text: VS Code would hand over all of a video only to show that it is one. */
export const NO_TEXT =
  /\.(?:mp4|m4v|mov|webm|mkv|avi|mp3|wav|ogg|flac|png|jpe?g|gif|webp|avif|heic|psd|ico|pdf|zip|t?gz|bz2|xz|7z|rar|tar|jar|vsix|exe|dll|so|dylib|wasm|o|a|pyc|class|woff2?|ttf|otf|db|sqlite3?|parquet|safetensors|onnx|pth?|ckpt)$/i;
