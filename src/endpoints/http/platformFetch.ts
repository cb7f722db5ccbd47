/**
 * Replaces node-fetch in the bundle for browsers: the platform's own `fetch`, with bodies that can be iterated over in
 * every browser.
 */
export default async function platformFetch(url: string, options: RequestInit): Promise<unknown> {
  const response = await fetch(url, options);
  const { status, headers, body } = response;
  return { status, headers, body: body && new Pieces(body) };
}

class Pieces {
  constructor(private readonly stream: ReadableStream<Uint8Array>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const reader = this.stream.getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  async cancel(): Promise<void> {
    if (!this.stream.locked) await this.stream.cancel();
  }
}
