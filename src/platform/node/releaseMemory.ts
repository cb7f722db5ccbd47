/**
 * Gives the memory of pieces back at once. Each piece of a download comes in memory of its own, which is outside V8's heap
 * and which V8 collects late; what is given back serves the pieces that follow. The pieces are empty from then on.
 *
 * A piece that is only a part of its memory is left alone: what else is there belongs to somebody else.
 */
export function releaseMemory(pieces: readonly Uint8Array[]): void {
  for (const { buffer, byteLength } of pieces) {
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
  }
}
