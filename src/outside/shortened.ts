/** The first `length` characters of a text, with an ellipsis where there are more. */
export function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
