import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** All test files below a folder, sorted by path. No list of test files is kept anywhere. */
export function testFilesIn(folder: string, ending: '.test.ts' | '.test.js' = '.test.ts'): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(folder, name));
}
