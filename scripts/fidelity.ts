import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fidelity } from '../test/unit/endpoints/recorded/fidelity';
import { repository } from './repository';

/** Writes docs/fidelity.md: which recorded answers of which services the extension understands. */
async function main(): Promise<void> {
  const { markdown, notUnderstood } = await fidelity();
  for (const answer of notUnderstood) console.error(`Not understood: ${answer}`);
  await writeFile(join(repository, 'docs', 'fidelity.md'), markdown);
}

void main();
