import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Syntax, syntaxOf } from './syntax';

/** One file of TypeScript of a checkout. */
export interface SourceFile extends Syntax {
  /** From the root of the checkout, with `/`. */
  readonly path: string;
  readonly lines: number;
}

/** Reads and parses all TypeScript under a folder of a checkout. */
export function sourceFiles(root: string, folder: string): SourceFile[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  const paths = files.map((entry) => relative(root, join(entry.parentPath, entry.name)));
  return paths.sort().map((path) => {
    const source = readFileSync(join(root, path), 'utf8');
    return { path: path.split(sep).join('/'), lines: source.split('\n').length - 1, ...syntaxOf(source) };
  });
}

/** The room of a file of `src`, to the depth of a room (`tracking`) or of a room in it (`tracking/limits`). */
export function roomOf({ path }: SourceFile, depth: 1 | 2): string {
  const folders = path.split('/').slice(1, -1);
  return folders.slice(0, depth).join('/') || 'the entries';
}
