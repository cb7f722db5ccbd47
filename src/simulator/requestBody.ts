import type { IncomingMessage } from 'node:http';

const MIB_BYTES = 1024 * 1024;

/** Room for an image to start from. */
export const BODY_LIMIT_BYTES = 16 * MIB_BYTES;
/** What the bodies that are still arriving may take of the extension host's memory together. */
const ALL_BODIES_LIMIT_BYTES = 64 * MIB_BYTES;
/** A body over the limit is read and dropped up to here, so that an honest client sees the answer. */
const DROPPED_LIMIT_BYTES = 64 * MIB_BYTES;

/** Reads the bodies of requests, each and all of them up to a limit. */
export class RequestBodies {
  #arrivingBytes = 0;

  /**
   * The body; `undefined` when there is no room for it.
   *
   * @throws when the client goes away in the middle, or sends without end.
   */
  async read(message: IncomingMessage): Promise<Buffer | undefined> {
    let chunks: Buffer[] | undefined = [];
    let bytes = 0;
    try {
      for await (const chunk of message as AsyncIterable<Buffer>) {
        bytes += chunk.length;
        this.#arrivingBytes += chunk.length;
        if (bytes > DROPPED_LIMIT_BYTES) throw new Error('The body has no end.');
        if (bytes > BODY_LIMIT_BYTES || this.#arrivingBytes > ALL_BODIES_LIMIT_BYTES) chunks = undefined;
        chunks?.push(chunk);
      }
      return chunks && Buffer.concat(chunks);
    } finally {
      this.#arrivingBytes -= bytes;
    }
  }
}
