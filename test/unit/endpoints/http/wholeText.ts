/** The text that comes in pieces. */
export async function wholeText(pieces: Iterable<string> | AsyncIterable<string>): Promise<string> {
  const texts: string[] = [];
  for await (const piece of pieces) texts.push(piece);
  return texts.join('');
}
