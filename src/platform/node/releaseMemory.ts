/**
 * Gives the memory of pieces back at once. A socket reads each 64 KiB into memory of its own, and V8 may wait for 32 MiB
 * of them before it looks for what nobody needs; what is given back now serves the next read, while it is still in the
 * processor's cache. The pieces are empty from then on.
 *
 * A piece that is only a part of its memory is left alone: what else is there belongs to somebody else.
 */
export function releaseMemory(pieces: readonly Uint8Array[]): void {
  for (const { buffer, byteLength } of pieces) {
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
  }
}
