/** FNV-1a, 32 bits. Any changed character changes it: it detects mistakes, not forgeries. */
export function checksum(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return hash >>> 0;
}
